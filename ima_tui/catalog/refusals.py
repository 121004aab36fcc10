"""Why something can't be created as it was asked for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from .values import Value

if TYPE_CHECKING:
    from .controls import Control

NOTHING: Mapping[str, object] = MappingProxyType({})


class RefusedError(Exception):
    """A request, or a part of it, that can't be created; nothing was sent.

    Attributes:
        code: what is wrong; each has a sentence ``refused-<code>`` in every language.
        about: what the sentence names: texts and numbers by placeholder.
        control: the control it is about, where it is about one.
        choices: what can be chosen instead, in the listed types.
    """

    def __init__(
        self,
        code: str,
        about: Mapping[str, object] = NOTHING,
        *,
        control: "Control | None" = None,
        choices: tuple[Value, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.about = about
        self.control = control
        self.choices = choices
