"""From decoded JSON to leaves, leniently: one bad entry spoils only itself.

Trees may be of any depth, ``children`` may be null or missing, unknown keys and field types survive
(IMA Open API, product leaves). What can't be read falls back to a sane default or is counted as
skipped; nothing here raises for what a list may hold.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

from .products import (
    CreditRule,
    Field,
    Hiding,
    InputLimits,
    Leaf,
    Listing,
    MappingRule,
    Option,
    Virtual,
)
from .values import Value, canonical, clean, is_scalar

MOST_POINTS = 10**9
"""A price beyond this is no price."""

_OWN_PARAMETERS = frozenset({"prompt", "cast", "input_images"})
"""Inner parameters that the create body fills itself: a listed field of that name is no control."""


def parse_listing(data: object, task_type: str) -> Listing:
    """Read a product list.

    Args:
        data: the ``data`` of the answer: a tree or a flat list, as decoded from JSON.
        task_type: the category that was asked for.
    """
    leaves: list[Leaf] = []
    seen: set[str] = set()
    skipped = 0
    for node, groups in _walk(data):
        leaf = _leaf(node, task_type, groups)
        if leaf is None or leaf.id in seen:
            skipped += 1
            continue
        seen.add(leaf.id)
        leaves.append(leaf)
    return Listing(task_type, tuple(leaves), skipped)


def _walk(data: object) -> Iterator[tuple[Mapping[str, object] | None, tuple[str, ...]]]:
    """Yield what should be a leaf with the names of its groups, without recursion."""
    stack: list[tuple[object, tuple[str, ...]]] = [(data, ())]
    while stack:
        node, groups = stack.pop()
        if isinstance(node, list):
            stack.extend((child, groups) for child in reversed(node))
        elif isinstance(node, dict):
            children = node.get("children")
            if _is_leaf(node):
                yield node, groups or _listed_group(node)
            elif not isinstance(children, list):
                if _text(node.get("type")) != "2":
                    yield None, groups
                continue
            if isinstance(children, list):
                name = clean(node.get("name")) or clean(node.get("id"))
                below = (*groups, name) if name else groups
                stack.extend((child, below) for child in reversed(children))
        elif node is not None:
            yield None, groups


def _is_leaf(node: Mapping[str, object]) -> bool:
    kind = node.get("type")
    return _text(kind) == "3" or (kind is None and isinstance(node.get("credit_rules"), list))


def _listed_group(node: Mapping[str, object]) -> tuple[str, ...]:
    name = clean(node.get("group_name")) or clean(node.get("parent_id"))
    return (name,) if name else ()


def _leaf(
    node: Mapping[str, object] | None, task_type: str, groups: tuple[str, ...]
) -> Leaf | None:
    leaf_id = _text(node.get("id")) if node is not None else ""
    if node is None or not leaf_id.strip():
        return None
    listed = node.get("name")
    name = listed if isinstance(listed, str) and listed.strip() else leaf_id
    return Leaf(
        task_type=task_type,
        id=leaf_id,
        model_id=_text(node.get("model_id")) or leaf_id,
        name=name,
        title=clean(name, 80) or "?",
        groups=groups,
        description=clean(node.get("description")),
        tags=tuple(_tags(node.get("tags"))),
        fields=tuple(_fields(node.get("form_config"))),
        rules=tuple(_rules(node.get("credit_rules"))),
        limits=_limits(node.get("files")),
    )


def _dicts(data: object) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict))


def _tags(data: object) -> Iterator[tuple[str, str]]:
    for tag in _dicts(data):
        kind, value = clean(tag.get("tag_type"), 40), clean(tag.get("tag_value"), 40)
        if kind and value:
            yield kind, value


def _fields(data: object) -> Iterator[Field]:
    seen: set[str] = set()
    for entry in _dicts(data):
        field = _field(entry)
        if field is not None and field.name not in seen and field.name not in _OWN_PARAMETERS:
            seen.add(field.name)
            yield field


def _field(entry: Mapping[str, object], *, inner: bool = False) -> Field | None:
    """Read a field; what is ``inner`` to a virtual one is never virtual itself."""
    name = entry.get("field")
    if not isinstance(name, str) or not name.strip():
        return None
    config = entry.get("config")
    bounds = config if isinstance(config, dict) else {}
    return Field(
        name=name,
        kind=_text(entry.get("type")),
        label=clean(entry.get("label"), 60) or clean(name, 60),
        help=clean(entry.get("description")),
        default=_scalar(entry.get("value")),
        options=tuple(_options(entry.get("options"))),
        advanced=_text(entry.get("level")) == "2",
        minimum=_number(bounds.get("minimum")),
        maximum=_number(bounds.get("maximum")),
        hidings=tuple(_hidings(entry.get("disabled_conditions"))),
        virtual=None if inner else _virtual(entry, name),
    )


def _virtual(entry: Mapping[str, object], name: str) -> Virtual | None:
    mapping = entry.get("value_mapping")
    if entry.get("is_ui_virtual") is not True or not isinstance(mapping, dict):
        return None
    shown = (
        control
        for param in _dicts(entry.get("ui_params"))
        if (control := _field(param, inner=True))
    )
    controls = tuple({control.name: control for control in shown}.values())
    rules = tuple(
        MappingRule(_scalars(rule.get("source_values")), _scalar(rule.get("target_value")))
        for rule in _dicts(mapping.get("mapping_rules"))
    )
    if not controls or not rules:
        return None
    target = mapping.get("target_param")
    return Virtual(controls, target if isinstance(target, str) and target else name, rules)


def _options(data: object) -> Iterator[Option]:
    if not isinstance(data, list):
        return
    seen: set[str] = set()
    for entry in data:
        raw = entry.get("value", entry.get("label")) if isinstance(entry, dict) else entry
        if raw is None or not is_scalar(raw):
            continue
        value = _scalar(raw)
        if canonical(value) in seen:
            continue
        seen.add(canonical(value))
        label = clean(entry.get("label"), 60) if isinstance(entry, dict) else ""
        disabled = entry.get("disabled") if isinstance(entry, dict) else None
        yield Option(label or clean(canonical(value), 60), value, _conflicts(disabled))


def _conflicts(data: object) -> Mapping[str, tuple[Value, ...]]:
    if not isinstance(data, dict):
        return {}
    return {
        str(other): tuple(_scalar(value) for value in _listed(values))
        for other, values in data.items()
    }


def _listed(values: object) -> Iterable[object]:
    return values if isinstance(values, list) else (values,)


def _hidings(data: object) -> Iterator[Hiding]:
    for entry in _dicts(data):
        category = entry.get("category")
        if isinstance(category, str):
            yield Hiding(_scalar(entry.get("enum_value")), category)


def _rules(data: object) -> Iterator[CreditRule]:
    for entry in _dicts(data):
        points = _number(entry.get("points"))
        attribute_id = entry.get("attribute_id")
        if points is None or not 0 <= points <= MOST_POINTS or not points.is_integer():
            continue
        if isinstance(attribute_id, bool) or not isinstance(attribute_id, int | str):
            continue
        attributes = dict(_scalars(entry.get("attributes")))
        marker = attributes.pop("default", None)
        origin = _number(entry.get("origin_point"))
        if origin is not None and not 0 <= origin <= MOST_POINTS:
            origin = None
        yield CreditRule(
            attribute_id=attribute_id,
            points=int(points),
            origin_points=int(origin) if origin is not None else int(points),
            attributes=attributes,
            is_default=canonical(marker) == "enabled",
        )


def _limits(data: object) -> InputLimits | None:
    if not isinstance(data, dict):
        return None
    maximum = _number(data.get("maxLimit"))
    return InputLimits(maximum=int(maximum) if maximum is not None else None)


def _scalars(data: object) -> Mapping[str, Value]:
    if not isinstance(data, dict):
        return {}
    return {str(key): _scalar(value) for key, value in data.items() if is_scalar(value)}


def _text(value: object) -> str:
    """Return a text, also when it stands as a whole number; empty for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _scalar(value: object) -> Value:
    return value if isinstance(value, str | int | float | bool) else None


def _number(value: object) -> float | None:
    """Return a number also when it stands as text; None for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
