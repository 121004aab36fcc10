"""A create request passing through the checks, and its sender."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .answers import Code, Refusal
from .catalog import Catalog, Product


@dataclass(frozen=True)
class Asker:
    """What the service knows about the sender.

    Args:
        subscribed: Whether models for subscribers may be used.
        verified: Whether an address has passed the asset check of this account.
        size_of: The bytes of an uploaded file by its address; None if it lies elsewhere.
    """

    subscribed: bool
    verified: Callable[[str], bool]
    size_of: Callable[[str], int | None]


@dataclass
class Draft:
    """A create request; the checks fill it in their order.

    Args:
        body: The request's body.
        catalog: What is on offer.
        asker: Who asks.
    """

    body: Any
    catalog: Catalog
    asker: Asker
    task_type: str = ""
    item: dict[str, Any] = field(default_factory=dict)
    inner: dict[str, Any] = field(default_factory=dict)
    rule: dict[str, Any] = field(default_factory=dict)
    prompt: str = ""
    n: int = 1
    _product: Product | None = None

    @property
    def product(self) -> Product:
        """The product asked for; only after it was looked up."""
        if self._product is None:
            raise RuntimeError("the product is looked up before it is used")
        return self._product

    @product.setter
    def product(self, product: Product) -> None:
        self._product = product


def bad(message: str) -> Refusal:
    """A refusal of a request that is wrong as a whole."""
    return Refusal(Code.BAD_REQUEST, message)


def bad_value(message: str) -> Refusal:
    """A refusal of the value of one field."""
    return Refusal(Code.VALUE_INVALID, message)
