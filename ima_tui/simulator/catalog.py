"""The product catalogue: read from the data files once, looked up by checks, listed as a tree."""

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Any

from .answers import success
from .compact import Json, leaves_of
from .timing import Span, parse_span

_PRODUCT_FILES = ("images", "sounds", "videos", "videos_pixverse")
_DEFAULT_RESULTS = 1


@dataclass(frozen=True)
class TaskType:
    """What holds for all products of a task type."""

    name: str
    media: str
    inputs: tuple[int, int]
    seconds: Span
    n: tuple[int, int]


@dataclass(frozen=True)
class Product:
    """One leaf of the catalogue with what the checks and the media need beside it.

    Args:
        leaf: The leaf as listed.
        task_type: The task type it is listed under.
        results: Medias made for each n.
        takes: Most inputs per kind (image, video, audio); empty where it takes images only.
    """

    leaf: Json
    task_type: TaskType
    results: int = _DEFAULT_RESULTS
    takes: dict[str, int] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The leaf's id, sent as ``model_version``."""
        return str(self.leaf["id"])

    @property
    def rules(self) -> list[Json]:
        """The credit rules."""
        return list(self.leaf["credit_rules"])

    @cached_property
    def fields(self) -> dict[str, Json]:
        """The form fields by parameter name."""
        return {field["field"]: field for field in self.leaf.get("form_config") or []}

    @property
    def inputs(self) -> tuple[int, int]:
        """Fewest and most input files (source: IMA Open API, inputs per task type)."""
        low, high = self.task_type.inputs
        if low == 0:
            return 0, 0
        if self.takes:
            return low, sum(self.takes.values())
        return low, (self.leaf.get("files") or {}).get("maxLimit", high)

    @property
    def span(self) -> Span:
        """How long a task takes, before any speed-up."""
        spans = (parse_span(tag) for tag in self.tags("EET"))
        return next((span for span in spans if span), self.task_type.seconds)

    def tags(self, kind: str) -> list[str]:
        """The values of the tags of one kind."""
        return [tag["tag_value"] for tag in self.leaf["tags"] if tag["tag_type"] == kind]


class Catalog:
    """All products, by task type and version.

    Args:
        task_types: The task types by name, in list order.
        products: The products per task type, in list order.
        speed: Listed estimates are divided by this.
    """

    def __init__(
        self,
        task_types: dict[str, TaskType],
        products: dict[str, list[Product]],
        *,
        speed: float = 1.0,
    ) -> None:
        self.task_types = task_types
        self.products = products
        self._speed = speed
        self._by_version = {
            (name, product.version): product
            for name, listed in products.items()
            for product in listed
        }
        self._lists: dict[str, bytes] = {}

    def product(self, task_type: str, version: str) -> Product | None:
        """The product of a version under a task type, or None."""
        return self._by_version.get((task_type, version))

    def answer(self, task_type: str) -> bytes:
        """The encoded answer to a product list call; built once.

        Raises:
            KeyError: If there is no such task type.
        """
        if task_type not in self._lists:
            self._lists[task_type] = success(tree(self.products[task_type], speed=self._speed))
        return self._lists[task_type]


def tree(products: list[Product], *, speed: float = 1.0) -> list[Json]:
    """List products as the service does: type "2" groups whose children are type "3" leaves.

    Args:
        products: The products of one task type.
        speed: EET tags are divided by this.
    """
    groups: dict[str, Json] = {}
    for product in products:
        leaf = product.leaf | {"tags": [_sped_up(tag, speed) for tag in product.leaf["tags"]]}
        group = groups.setdefault(leaf["parent_id"], _group(leaf))
        # The service lists a leaf's children as null or leaves them out: both occur here.
        group["children"].append(leaf if group["children"] else leaf | {"children": None})
    return list(groups.values())


def load(*, speed: float = 1.0) -> Catalog:
    """Read the simulator's own catalogue.

    Args:
        speed: Listed estimates are divided by this.
    """
    about = _read("task_types")
    shared = _read("fields")
    task_types = {
        name: TaskType(
            name=name,
            media=facts["media"],
            inputs=(facts["inputs"][0], facts["inputs"][1]),
            seconds=Span(*facts["seconds"]),
            n=(facts["n"][0], facts["n"][1]),
        )
        for name, facts in about.items()
    }
    products: dict[str, list[Product]] = {name: [] for name in task_types}
    for file in _PRODUCT_FILES:
        for model in _read(file)["model"]:
            for name, leaf in leaves_of(model, shared, about).items():
                facts = model | model[name]
                products[name].append(
                    Product(
                        leaf=leaf,
                        task_type=task_types[name],
                        results=facts.get("results", _DEFAULT_RESULTS),
                        takes=facts.get("takes", {}),
                    )
                )
    catalog = Catalog(task_types, products, speed=speed)
    for offer in _read("offers")["offer"]:
        _discount(catalog, offer)
    return catalog


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _group(leaf: Json) -> Json:
    return {
        "id": leaf["parent_id"],
        "parent_id": "",
        "type": "2",
        "name": leaf["group_name"],
        "icon": leaf["icon"],
        "model_id": "",
        "category_code": leaf["category_code"],
        "category_name": leaf["category_name"],
        "children": [],
    }


def _sped_up(tag: Json, speed: float) -> Json:
    span = parse_span(tag["tag_value"]) if tag["tag_type"] == "EET" else None
    if span is None or speed == 1:
        return tag
    return tag | {"tag_value": span.sped_up(speed).as_tag()}


def _discount(catalog: Catalog, offer: Json) -> None:
    product = catalog.product(offer["task_type"], offer["id"])
    if product is None:
        raise KeyError(f"offers.toml: no product {offer['id']} under {offer['task_type']}")
    for rule in product.rules:
        rule["origin_point"] = round(rule["points"] * 100 / (100 - offer["percent"]))
