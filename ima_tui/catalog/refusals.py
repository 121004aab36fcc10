"""Why something can't be created as requested."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .values import Value, written

if TYPE_CHECKING:
    from .controls import Control

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen in one of several controls that are sent as one.

    Attributes:
        held: its current value.
    """

    control: "Control"
    values: tuple[Value, ...]
    held: Value = None


class RefusedError(Exception):
    """A request, or a part of it, that can't be created; nothing was sent.

    Attributes:
        code: what is wrong; each has the message ``refused-<code>`` in every language.
        about: the values of the message's placeholders.
        control: the control it is about, if it is about one.
        choices: what can be chosen instead, in the listed types.
        offers: the same by control, if it is about several that are sent as one; the choices
            are then ``name=value`` each.
    """

    def __init__(
        self,
        code: str,
        about: Mapping[str, object] = NOTHING,
        *,
        control: "Control | None" = None,
        choices: tuple[Value, ...] = (),
        offers: tuple[Offer, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.about = about
        self.control = control
        self.offers = offers
        self.choices = choices or tuple(
            f"{offer.control.key}={written(value)}" for offer in offers for value in offer.values
        )
