"""The slots of inputs as rows, and the field for another one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input

from ..catalog.inputs import MediaKind, kind_of
from ..catalog.roles import Role
from ..locale import t
from ..media.given import given_texts
from ..tasks.preparing import Inspected
from ..wording.inputs import found_words, role_words
from ..wording.refusals import refusal_words
from .cells import fit
from .rows import Rows

_ROLE_WIDTH = 13
_UP, _DOWN, _OUT = "↑", "↓", "×"
_MARKS_WIDTH = 4
"""The cells at the end of a row: a blank, up, down, remove."""
_MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class Slot:
    """One input.

    Attributes:
        text: as given; empty for a free slot.
        found: the result of its inspection; None before that.
    """

    text: str
    found: Inspected | None = None

    @property
    def kind(self) -> MediaKind:
        """Its kind, as far as its name tells."""
        medium = self.found.medium if self.found else None
        return medium.kind if medium else kind_of(self.text)

    @property
    def waits_for_upload(self) -> bool:
        """Whether it is a file that was not uploaded when it was inspected."""
        found = self.found
        return found is not None and found.probe is not None and not found.uploaded

    @property
    def name(self) -> str:
        """Its name in a row: a file by its name, an address by host and name."""
        parts = urlsplit(self.text) if "://" in self.text else None
        if parts is None:
            return Path(self.text).name or self.text
        name = parts.path.rsplit("/", 1)[-1]
        return f"{parts.hostname or ''}…/{name}" if parts.scheme != "file" else name


class SlotRows(Rows):
    """The slots as rows; a click on the cross at the end removes an input.

    Args:
        named: returns the name of an input that is neither file nor address; empty for others.
    """

    class RemoveWanted(Message):
        """Requests to remove the input at the cursor."""

    class MoveWanted(Message):
        """Requests to swap the input at the cursor with the one above or below."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, named: Callable[[str], str]) -> None:
        super().__init__(id="slots")
        self._named = named
        self._shown: list[tuple[Slot, Role]] = []

    def show(self, slots: list[tuple[Slot, Role]]) -> None:
        """Show slots with their roles."""
        self._shown = slots
        self.display = bool(slots)
        # without any input there is nothing to focus
        self.can_focus = any(slot.text for slot, _ in slots)
        self.styles.height = min(_MOST_ROWS, len(slots))
        self.set_count(len(slots))

    async def on_click(self, event: events.Click) -> None:
        """Remove or reorder by mouse."""
        offset = event.get_content_offset_capture(self)
        index = int(offset.y + self.scroll_offset.y)
        place = offset.x - (self.size.width - _MARKS_WIDTH)
        if place < 0 or index >= self.count:
            return
        mark = self._marks(index)[place]
        event.prevent_default()
        event.stop()
        self.cursor = index
        if mark == _OUT:
            self.post_message(self.RemoveWanted())
        elif mark != " ":
            self.post_message(self.MoveWanted(-1 if mark == _UP else 1))

    def row(self, index: int, width: int) -> Text:
        """Draw one slot: its sign, its role, its input."""
        line = self._line(index, width - _MARKS_WIDTH)
        line.append(" " * max(0, width - _MARKS_WIDTH - line.cell_len))
        return line.append(self._marks(index), self.style("muted"))

    def _marks(self, index: int) -> str:
        """The mouse actions of a row, a blank for those not possible."""
        if not self._shown[index][0].text:
            return " " * _MARKS_WIDTH
        up = _UP if index else " "
        down = _DOWN if index + 1 < self.count else " "
        return f" {up}{down}{_OUT}"

    def _line(self, index: int, width: int) -> Text:
        slot, role = self._shown[index]
        sign, style = self._sign(slot)
        room = max(0, width - _ROLE_WIDTH - 3)
        line = Text(no_wrap=True, end="").append(f"{sign} ", style)
        line.append(f"{fit(role_words(role), _ROLE_WIDTH)} ")
        found = slot.found
        called = self._named(slot.text)
        if called and (found is None or found.refusal is None):
            return line.append(fit(called, room))
        if not slot.text:
            return line.append(fit(t("slot-empty"), room), self.style("muted"))
        if found is None:
            return line.append(fit(slot.name, room))
        if found.refusal is not None:
            return line.append(fit(refusal_words(found.refusal), room), style)
        words = found_words(found)
        name = fit(slot.name, max(10, room - len(words) - 2)).rstrip()
        line.append(name)
        return line.append(fit(f"  {words}", room - cell_len(name)), self.style("muted"))

    def _sign(self, slot: Slot) -> tuple[str, Style]:
        if not slot.text:
            return "·", self.style("muted")
        if slot.found is None:
            return "…", self.style("muted")
        bad = slot.found.refusal is not None
        return ("!", self.style("bad")) if bad else ("✓", self.style("good"))


class PathLine(Input):
    """The field for a path or an address; several pasted or dropped together are all taken."""

    class Dropped(Message):
        """Several inputs were pasted."""

        def __init__(self, texts: list[str]) -> None:
            super().__init__()
            self.texts = texts

    def _on_paste(self, event: events.Paste) -> None:
        texts = given_texts(event.text)
        if len(texts) > 1 or (texts and not self.value):
            event.stop()
            event.prevent_default()
            self.post_message(self.Dropped(texts))

    def on_blur(self) -> None:
        """Take what was typed, also without enter."""
        if self.value.strip():
            self.post_message(self.Submitted(self, self.value))
