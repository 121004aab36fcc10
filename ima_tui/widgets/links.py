"""A line of clickable words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text

from ..actions import action, qualified
from ..catalog.characters import plain
from ..keymap import key_name, keys_of
from ..locale import t
from .clickable import Clickable

_GAP = 3
"""The gap between two links, in cells."""


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of the line.

    Attributes:
        words: its text.
        action: the Textual action of a click; empty for none.
        key: the key of the same action, shown before the words.
        style: ``muted``, ``here`` (chosen), ``warn`` or empty.
    """

    words: str
    action: str = ""
    key: str = ""
    style: str = ""


def link_to(name: str, words: str = "", style: str = "") -> Link:
    """Return the link of an action.

    Args:
        name: the name of the action.
        words: its text; by default the action's label.
        style: see ``Link``.
    """
    one = action(name)
    return Link(words or t(one.words), qualified(one), key_name(keys_of(one)[0]), style)


class LinkLine(Clickable):
    """As many links as fit, the later ones at the right end."""

    DEFAULT_CSS = "LinkLine { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "links--key",
        "links--muted",
        "links--here",
        "links--warn",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Link] = ()
        self._right: Sequence[Link] = ()

    def show(self, left: Sequence[Link], right: Sequence[Link] = ()) -> None:
        """Show links; draws only if they changed."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Text:
        """Draw the line; links that do not fit are left out from the end, the chosen one last."""
        width = self.size.width
        right = self._joined(self._right, width)
        left = self._joined(self._left, width - right.cell_len - (2 if right else 0))
        line = Text(no_wrap=True, overflow="crop", end="").append_text(left)
        line.append(" " * max(0, width - left.cell_len - right.cell_len))
        return line.append_text(right)

    def _joined(self, links: Sequence[Link], room: int) -> Text:
        pieces = [(link.style == "here", self._piece(link)) for link in links]
        while pieces and sum(piece.cell_len + _GAP for _, piece in pieces) - _GAP > room:
            others = [at for at, (chosen, _) in enumerate(pieces) if not chosen]
            del pieces[others[-1] if others else -1]
        return Text(" " * _GAP).join(piece for _, piece in pieces)

    def _piece(self, link: Link) -> Text:
        click = Style.from_meta({"@click": link.action}) if link.action else Style()
        piece = Text()
        if link.key:
            piece.append(f"{link.key} ", self._style("key") + click)
        return piece.append(plain(link.words), self._style(link.style) + click)

    def _style(self, name: str) -> Style:
        if not name:
            return Style()
        return self.get_component_rich_style(f"links--{name}", partial=True)
