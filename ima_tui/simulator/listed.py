"""A catalogue from a folder of product lists, served unchanged in place of our own.

A list is ``products_<task_type>.json``: a tree or a flat list of leaves, alone or as the ``data``
of an answer. Task types without a file list nothing.
"""

from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from .catalog import Catalog, Product, TaskType, load_task_types
from .trees import is_leaf, walk

_Text = Annotated[str, Meta(min_length=1)]
_Plain = str | int | float | bool | None


class _Rule(msgspec.Struct):
    attribute_id: int
    points: Annotated[int, Meta(ge=0)]
    attributes: dict[str, _Plain]


class _Option(msgspec.Struct):
    value: _Plain
    disabled: dict[str, list[_Plain]] | None = None


class _Limits(msgspec.Struct):
    minimum: int | float | None = None
    maximum: int | float | None = None


class _Target(msgspec.Struct):
    target_value: _Plain


class _Mapping(msgspec.Struct):
    mapping_rules: list[_Target]
    target_param: str | None = None


class _Condition(msgspec.Struct):
    enum_value: _Plain = None
    category: str | None = None


class _Field(msgspec.Struct):
    field: _Text
    type: str = ""
    options: list[_Option] | None = None
    config: _Limits | None = None
    value_mapping: _Mapping | None = None
    disabled_conditions: list[_Condition] | None = None


class _Files(msgspec.Struct):
    maxLimit: Annotated[int, Meta(ge=0)] | None = None  # noqa: N815 - the service's own spelling


class _Leaf(msgspec.Struct):
    """The parts of a leaf that the checks read; leaves of another shape can't be created."""

    id: _Text
    model_id: _Text
    name: _Text
    credit_rules: Annotated[list[_Rule], Meta(min_length=1)]
    form_config: list[_Field] | None = None
    files: _Files | None = None


def load_folder(folder: Path, *, speed: float = 1.0) -> Catalog:
    """Read a catalogue from a folder.

    Args:
        folder: Holds the lists.
        speed: Listed estimates are divided by this.

    Raises:
        OSError: If the folder or a file in it can't be read.
        ValueError: If a file is no product list.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"--catalog: no folder {folder}")
    task_types = load_task_types()
    nodes = {name: _nodes(folder / f"products_{name}.json") for name in task_types}
    products: dict[str, list[Product]] = {}
    odd: dict[tuple[str, str], str] = {}
    for name, listed in nodes.items():
        products[name] = _products(listed, task_types[name], odd)
    return Catalog(task_types, products, nodes=nodes, odd=odd, speed=speed)


def _nodes(path: Path) -> list[Any]:
    if not path.exists():
        return []
    try:
        content = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{path}: not JSON that can be read: {error}") from None
    if isinstance(content, dict):
        content = content.get("data")
    if not isinstance(content, list):
        raise ValueError(f"{path}: neither a list nor an answer with one as its data")  # noqa: TRY004
    return content


def _products(
    nodes: list[Any], task_type: TaskType, odd: dict[tuple[str, str], str]
) -> list[Product]:
    """Return the valid leaves; ``odd`` gets the reasons for others. The first duplicate counts."""
    found: dict[str, Product] = {}
    for leaf in filter(is_leaf, walk(nodes)):
        version = leaf.get("id")
        if not isinstance(version, str) or version in found or (task_type.name, version) in odd:
            continue
        try:
            msgspec.convert(leaf, _Leaf)
        except msgspec.ValidationError as error:
            odd[task_type.name, version] = str(error)
        else:
            found[version] = Product(leaf, task_type)
    return list(found.values())
