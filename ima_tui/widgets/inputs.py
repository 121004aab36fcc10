"""The input media of a create: named places, each with what was found there."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from ..actions import INPUTS
from ..catalog.inputs import InputMedia, MediaKind, input_bounds
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.roles import has_fixed_places, most_of, roles_of
from ..locale import t
from ..media.given import given_texts
from ..media.previews import Previews
from ..tasks.preparing import Inspected
from ..wording.inputs import heading_words
from .bindings import bindings_of
from .preview import Preview
from .rows import Rows
from .slots import PathLine, Slot, SlotRows

Inspect = Callable[[Leaf, str], Awaitable[Inspected | None]]
"""Looks at an input; None while nothing can."""


class Inputs(Vertical):
    """The inputs of the model on screen; what is given for another model waits for it.

    Args:
        inspect: looks at one of them, off the screen's own pump.
        previews: shows what they look like.
        named: what an input is called that is no file and no address; empty for any other.
        other: what the button says that offers inputs from elsewhere; empty for no such button.
    """

    BINDINGS: ClassVar = bindings_of(INPUTS)

    class Changed(Message):
        """An input came, went, or was looked at."""

    class BrowseWanted(Message):
        """A file shall be chosen from the disk."""

    class OtherWanted(Message):
        """Something from elsewhere shall be chosen."""

    class Full(Message):
        """There is no place for another one."""

    def __init__(
        self,
        inspect: Inspect,
        previews: Previews,
        *,
        named: Callable[[str], str] = lambda _text: "",
        other: str = "",
    ) -> None:
        super().__init__(id="inputs")
        self._named = named
        self._other = other
        self._previews = previews
        self._inspect = inspect
        self._leaf: Leaf | None = None
        self._slots: list[Slot] = []
        self._removed: list[Slot] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the heading, the places, and the line for another one."""
        yield Static("", id="inputs-heading", classes="heading", markup=False)
        yield SlotRows(self._named)
        with Horizontal(id="path-bar"):
            yield PathLine(id="path", compact=True, placeholder=t("inputs-hint"))
            yield Button(t("inputs-browse"), id="browse", compact=True)
            if self._other:
                yield Button(self._other, id="other-input", compact=True)
        yield Preview(self._previews, id="input-preview")

    @property
    def texts(self) -> list[str]:
        """The inputs as they were given, in their order; also those no place is for now."""
        return [slot.text for slot in self._slots if slot.text]

    @property
    def places(self) -> list[str]:
        """The inputs at the places of the model; empty for a free one, none where none is taken."""
        return [slot.text for slot in self._slots] if self.takes_any else []

    @property
    def takes_any(self) -> bool:
        """Whether the model takes input media."""
        leaf = self._leaf
        return leaf is not None and input_bounds(leaf)[1] > 0

    @property
    def kinds(self) -> list[MediaKind]:
        """What the model takes."""
        leaf = self._leaf
        return [kind for kind in MediaKind if leaf is not None and most_of(leaf, kind)]

    @property
    def under_way(self) -> bool:
        """Whether something is still to be looked at."""
        return self.takes_any and any(slot.text and slot.found is None for slot in self._slots)

    @property
    def selected(self) -> Slot | None:
        """The input at the cursor."""
        cursor = self.query_one(SlotRows).cursor
        slot = self._slots[cursor] if cursor < len(self._slots) else None
        return slot if slot is not None and slot.text else None

    def media(self) -> tuple[InputMedia, ...]:
        """Return the inputs that can be used; none where the model takes none."""
        if not self.takes_any:
            return ()
        found = (slot.found for slot in self._slots)
        return tuple(one.medium for one in found if one is not None and one.medium is not None)

    def refusal(self) -> RefusedError | None:
        """Return the first thing that is wrong with an input."""
        if not self.takes_any:
            return None
        found = (slot.found.refusal for slot in self._slots if slot.found is not None)
        return next((refusal for refusal in found if refusal is not None), None)

    def use(self, leaf: Leaf) -> None:
        """Show the places of a model; inputs are looked at anew for another one."""
        before, self._leaf = self._leaf, leaf
        if before != leaf:
            self._slots = [Slot(slot.text) for slot in self._slots]
        self.display = self.takes_any
        if self.takes_any:
            self._arrange()
            self._look()

    def set(self, texts: list[str]) -> None:
        """Put inputs in place of those that are there."""
        self._slots = [Slot(text) for text in texts]
        self._arrange()
        self._look()

    def add(self, texts: list[str]) -> None:
        """Add inputs: to free places first; where only one is taken, in its place."""
        leaf = self._leaf
        for text in texts:
            free = next((i for i, slot in enumerate(self._slots) if not slot.text), None)
            only = leaf is not None and input_bounds(leaf)[1] == 1 and not self._more(leaf)
            if free is not None:
                self._slots[free] = Slot(text)
            elif only and self._slots:
                self._slots[0] = Slot(text)
            elif leaf is not None and len(self._slots) >= self._most(leaf):
                self.post_message(self.Full())
                break
            else:
                self._slots.append(Slot(text))
        self._arrange()
        self._look()

    def commit(self) -> None:
        """Take what stands in the line."""
        line = self.query_one(PathLine)
        texts = given_texts(line.value)
        if texts:
            line.value = ""
            self.add(texts)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes what was typed."""
        event.stop()
        self.commit()

    def on_path_line_dropped(self, event: PathLine.Dropped) -> None:
        """Take what was pasted."""
        event.stop()
        self.add(event.texts)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Browse by mouse or enter."""
        event.stop()
        browses = event.button.id == "browse"
        self.post_message(self.BrowseWanted() if browses else self.OtherWanted())

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show what is at the cursor."""
        event.stop()
        self._preview()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on a place: change what is there, in the line."""
        event.stop()
        line = self.query_one(PathLine)
        if self.selected is not None:
            line.value = self._slots[event.index].text
            self._slots[event.index] = Slot("")
            self._arrange(keep_free=event.index)
        line.focus()

    def on_slot_rows_remove_wanted(self, event: SlotRows.RemoveWanted) -> None:
        """Take out by mouse."""
        event.stop()
        self.action_remove()

    def on_slot_rows_move_wanted(self, event: SlotRows.MoveWanted) -> None:
        """Reorder by mouse."""
        event.stop()
        self.action_reorder(event.by)

    def action_remove(self) -> None:
        """Take out the input at the cursor; undo brings it back."""
        cursor = self.query_one(SlotRows).cursor
        if self.selected is None:
            return
        self._removed = list(self._slots)
        if self._leaf is not None and has_fixed_places(self._leaf):
            self._slots[cursor] = Slot("")
        else:
            del self._slots[cursor]
        self._arrange()
        self.app.notify(t("slot-removed"), markup=False)

    def action_put_back(self) -> None:
        """Bring back what was taken out last."""
        if self._removed is not None:
            self._slots, self._removed = self._removed, None
            self._arrange()
            self._look()

    def action_reorder(self, by: int) -> None:
        """Move the input at the cursor among the others."""
        rows = self.query_one(SlotRows)
        here, there = rows.cursor, rows.cursor + by
        if 0 <= here < len(self._slots) and 0 <= there < len(self._slots):
            slots = self._slots
            slots[here], slots[there] = slots[there], slots[here]
            rows.cursor = there
            self._arrange()

    def look_again(self) -> None:
        """Look at what could not be looked at before."""
        if self.under_way:
            self._look()

    def look_for_uploads(self) -> None:
        """Look anew at what was not at the service before; what was found stays until then."""
        leaf = self._leaf
        if leaf is None or not self.takes_any:
            return
        for text in {slot.text for slot in self._slots if slot.waits_for_upload}:
            self._background(partial(self._look_at, leaf, text), f"look-{text}")

    def _most(self, leaf: Leaf) -> int:
        return sum(most_of(leaf, kind) for kind in MediaKind)

    def _more(self, leaf: Leaf) -> bool:
        return self._most(leaf) > input_bounds(leaf)[1]

    def _arrange(self, keep_free: int | None = None) -> None:
        """Keep as many places as the model needs, none empty between others unless fixed."""
        leaf = self._leaf
        if leaf is None:
            return
        least, _ = input_bounds(leaf)
        if not has_fixed_places(leaf):
            self._slots = [s for i, s in enumerate(self._slots) if s.text or i == keep_free]
        while len(self._slots) < least:
            self._slots.append(Slot(""))
        # an input may have been looked at just when the screen goes
        if not self.query(SlotRows):
            return
        roles = roles_of(leaf, [slot.kind for slot in self._slots])
        self.query_one(SlotRows).show(list(zip(self._slots, roles, strict=True)))
        self.query_one("#inputs-heading", Static).update(heading_words(leaf))
        self._preview()
        self.post_message(self.Changed())

    def _preview(self) -> None:
        """Show the picture of the input at the cursor; what is out of sight is not looked at."""
        preview, slot = self.query_one(Preview), self.selected
        medium = slot.found.medium if slot is not None and slot.found is not None else None
        local = medium is not None and medium.local
        self.set_class(local, "-with-picture")
        if medium is not None and local:
            preview.show(medium.address, medium.kind.value, about=Path(medium.address).name)
        else:
            preview.clear()

    def _look(self) -> None:
        leaf = self._leaf
        if leaf is None or not self.takes_any:
            return
        for text in {slot.text for slot in self._slots if slot.text and slot.found is None}:
            self._background(partial(self._look_at, leaf, text), f"look-{text}")

    def _background(
        self, work: Callable[[], Coroutine[None, None, None]], group: str
    ) -> Worker[None]:
        return self.run_worker(work, group=group, exclusive=True)

    async def _look_at(self, leaf: Leaf, text: str) -> None:
        found = await self._inspect(leaf, text)
        if found is not None and leaf is self._leaf:
            self._slots = [
                replace(slot, found=found) if slot.text == text else slot for slot in self._slots
            ]
            self._arrange()
