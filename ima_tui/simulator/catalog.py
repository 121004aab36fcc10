"""The product catalogue: read from the data files once, looked up by checks, listed as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from .answers import success
from .behaviour import Behaviour, behaviour_of
from .compact import Json, leaves_of
from .data import read
from .timing import Span, parse_span
from .trees import grouped, speed_up, translate

_PRODUCT_FILES = ("images", "sounds", "videos", "videos_pixverse")
_LANGUAGES = ("zh",)


@dataclass(frozen=True)
class TaskType:
    """Data common to all products of a task type."""

    name: str
    media: str
    inputs: tuple[int, int]
    seconds: Span
    n: tuple[int, int]


@dataclass(frozen=True)
class Product:
    """One leaf of the catalogue with further data for the checks and the media.

    Args:
        leaf: The leaf as listed.
        task_type: The task type it is listed under.
    """

    leaf: Json
    task_type: TaskType

    @property
    def version(self) -> str:
        """The leaf's id, sent as ``model_version``."""
        return str(self.leaf["id"])

    @property
    def rules(self) -> list[Json]:
        """The credit rules."""
        return list(self.leaf["credit_rules"])

    @cached_property
    def behaviour(self) -> Behaviour:
        """The model's behaviour beyond its listing."""
        return behaviour_of(self.leaf["model_id"])

    @property
    def results(self) -> int:
        """Medias made for each n."""
        return self.behaviour.results

    @property
    def takes(self) -> Mapping[str, int]:
        """Most inputs per kind (image, video, audio); empty where it takes images only."""
        return self.behaviour.takes.get(self.task_type.name, {})

    @cached_property
    def fields(self) -> dict[str, Json]:
        """The form fields by the parameter that is sent, without the keys that are null."""
        return {
            sent_as(field): {key: value for key, value in field.items() if value is not None}
            for field in self.leaf.get("form_config") or []
        }

    @property
    def inputs(self) -> tuple[int, int]:
        """Fewest and most input files (source: IMA Open API, inputs per task type)."""
        low, high = self.task_type.inputs
        if low == 0:
            return 0, 0
        if self.takes:
            return low, sum(self.takes.values())
        most = (self.leaf.get("files") or {}).get("maxLimit") or high
        return min(low, most), most

    @property
    def span(self) -> Span:
        """How long a task takes, before any speed-up."""
        spans = (parse_span(tag) for tag in self.tags("EET"))
        return next((span for span in spans if span), self.task_type.seconds)

    def tags(self, kind: str) -> list[str]:
        """The values of the tags of one kind."""
        tags = self.leaf.get("tags")
        return [
            str(tag.get("tag_value"))
            for tag in (tags if isinstance(tags, list) else ())
            if isinstance(tag, dict) and tag.get("tag_type") == kind
        ]


class Catalog:
    """All products, by task type and version.

    Args:
        task_types: The task types by name, in list order.
        products: The products per task type, in list order.
        nodes: What is listed per task type; None for the products as a tree.
        odd: Leaves that are listed but can't be created, by task type and version: why.
        speed: Listed estimates are divided by this.
    """

    def __init__(
        self,
        task_types: dict[str, TaskType],
        products: dict[str, list[Product]],
        *,
        nodes: dict[str, list[Any]] | None = None,
        odd: dict[tuple[str, str], str] | None = None,
        speed: float = 1.0,
    ) -> None:
        self.task_types = task_types
        self.products = products
        self.odd = odd or {}
        self.nodes = nodes or {name: tree(listed) for name, listed in products.items()}
        self._speed = speed
        self._by_version = {
            (name, product.version): product
            for name, listed in products.items()
            for product in listed
        }
        self._lists: dict[tuple[str, str], bytes] = {}

    def product(self, task_type: str, version: str) -> Product | None:
        """The product of a version under a task type, or None."""
        return self._by_version.get((task_type, version))

    def with_products(
        self, products: dict[str, list[Product]], nodes: dict[str, list[Any]]
    ) -> "Catalog":
        """The same catalogue with other products.

        Args:
            products: The products per task type, in list order.
            nodes: What is listed per task type.
        """
        return Catalog(self.task_types, products, nodes=nodes, odd=self.odd, speed=self._speed)

    def answer(self, task_type: str, language: str = "") -> bytes:
        """The encoded answer to a product list call; built once.

        Args:
            task_type: Which list.
            language: The language; English if unknown.

        Raises:
            KeyError: If there is no such task type.
        """
        known = language if language in _LANGUAGES else ""
        if (task_type, known) not in self._lists:
            self._lists[task_type, known] = success(self._told(task_type, known))
        return self._lists[task_type, known]

    def _told(self, task_type: str, language: str) -> Any:
        nodes = self.nodes[task_type]
        if self._speed == 1 and not language:
            return nodes
        copied = msgspec.json.decode(msgspec.json.encode(nodes))
        if self._speed != 1:
            speed_up(copied, self._speed, self.task_types[task_type].seconds)
        if language:
            translate(copied, read(language)["words"])
        return copied


def tree(products: Sequence[Product]) -> list[Json]:
    """List products as the service does.

    Args:
        products: The products of one task type.
    """
    return grouped([product.leaf for product in products], read("families")["family"])


def load(*, speed: float = 1.0) -> Catalog:
    """Read the simulator's own catalogue.

    Args:
        speed: Listed estimates are divided by this.
    """
    task_types = load_task_types()
    products: dict[str, list[Product]] = {name: [] for name in task_types}
    for file in _PRODUCT_FILES:
        for model in read(file)["model"]:
            for name, leaf in leaves_of(model, read("fields"), read("task_types")).items():
                products[name].append(Product(leaf, task_types[name]))
    for offer in read("offers")["offer"]:
        _discount(products[offer["task_type"]], offer)
    return Catalog(task_types, products, speed=speed)


def load_task_types() -> dict[str, TaskType]:
    """The task types by name, in list order."""
    return {
        name: TaskType(
            name=name,
            media=facts["media"],
            inputs=(facts["inputs"][0], facts["inputs"][1]),
            seconds=Span(*facts["seconds"]),
            n=(facts["n"][0], facts["n"][1]),
        )
        for name, facts in read("task_types").items()
    }


def sent_as(field: Json) -> str:
    """The parameter that a form field sets.

    Args:
        field: As listed.
    """
    return str((field.get("value_mapping") or {}).get("target_param") or field["field"])


def _discount(products: list[Product], offer: Json) -> None:
    found = [product for product in products if product.version == offer["id"]]
    if not found:
        raise KeyError(f"offers.toml: no product {offer['id']} under {offer['task_type']}")
    for rule in found[0].rules:
        rule["origin_point"] = round(rule["points"] * 100 / (100 - offer["percent"]))
