"""The input media of a create: named slots, each with its inspected input."""

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
"""Inspects an input; returns None while that is impossible."""


class Inputs(Vertical):
    """The inputs of the model on screen; surplus ones are kept for other models.

    Args:
        inspect: inspects an input in the background.
        previews: makes previews.
        named: returns the name of an input that is neither file nor address; empty for others.
        other: the label of the button for inputs from elsewhere; empty for no such button.
    """

    BINDINGS: ClassVar = bindings_of(INPUTS)

    class Changed(Message):
        """An input was added, removed or inspected."""

    class BrowseWanted(Message):
        """Requests to choose a file."""

    class OtherWanted(Message):
        """Requests to choose something from elsewhere."""

    class Full(Message):
        """There is no free slot for another one."""

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
        """Lay out the heading, the slots, and the field for another one."""
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
        """The inputs as given, in order, including those without a slot."""
        return [slot.text for slot in self._slots if slot.text]

    @property
    def places(self) -> list[str]:
        """The inputs in the model's slots, empty for free ones; none if the model takes none."""
        return [slot.text for slot in self._slots] if self.takes_any else []

    @property
    def takes_any(self) -> bool:
        """Whether the model takes input media."""
        leaf = self._leaf
        return leaf is not None and input_bounds(leaf)[1] > 0

    @property
    def kinds(self) -> list[MediaKind]:
        """The kinds of inputs that the model takes."""
        leaf = self._leaf
        return [kind for kind in MediaKind if leaf is not None and most_of(leaf, kind)]

    @property
    def under_way(self) -> bool:
        """Whether an inspection is still under way."""
        return self.takes_any and any(slot.text and slot.found is None for slot in self._slots)

    @property
    def selected(self) -> Slot | None:
        """The input at the cursor."""
        cursor = self.query_one(SlotRows).cursor
        slot = self._slots[cursor] if cursor < len(self._slots) else None
        return slot if slot is not None and slot.text else None

    def media(self) -> tuple[InputMedia, ...]:
        """Return the usable inputs; none if the model takes none."""
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
        """Show the slots of a model; for another model inputs are inspected again."""
        before, self._leaf = self._leaf, leaf
        if before != leaf:
            self._slots = [Slot(slot.text) for slot in self._slots]
        self.display = self.takes_any
        if self.takes_any:
            self._arrange()
            self._look()

    def set(self, texts: list[str]) -> None:
        """Replace all inputs."""
        self._slots = [Slot(text) for text in texts]
        self._arrange()
        self._look()

    def add(self, texts: list[str]) -> None:
        """Add inputs to free slots first; if the model takes only one, replace it."""
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
        """Take the content of the field."""
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
        """Take pasted inputs."""
        event.stop()
        self.add(event.texts)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Browse by mouse or enter."""
        event.stop()
        browses = event.button.id == "browse"
        self.post_message(self.BrowseWanted() if browses else self.OtherWanted())

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Preview the input at the cursor."""
        event.stop()
        self._preview()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Edit the input of a slot in the field."""
        event.stop()
        event.return_there()
        line = self.query_one(PathLine)
        if self.selected is not None:
            line.value = self._slots[event.index].text
            self._slots[event.index] = Slot("")
            self._arrange(keep_free=event.index)
        line.focus()

    def on_slot_rows_remove_wanted(self, event: SlotRows.RemoveWanted) -> None:
        """Remove by mouse."""
        event.stop()
        self.action_remove()

    def on_slot_rows_move_wanted(self, event: SlotRows.MoveWanted) -> None:
        """Reorder by mouse."""
        event.stop()
        self.action_reorder(event.by)

    def action_remove(self) -> None:
        """Remove the input at the cursor; undo restores it."""
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
        """Restore the input removed last."""
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
        """Inspect inputs that could not be inspected before."""
        if self.under_way:
            self._look()

    def look_for_uploads(self) -> None:
        """Inspect inputs again that were not uploaded before; old results stay until then."""
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
        """Keep as many slots as the model needs, without gaps unless they are fixed."""
        leaf = self._leaf
        if leaf is None:
            return
        least, _ = input_bounds(leaf)
        if not has_fixed_places(leaf):
            self._slots = [s for i, s in enumerate(self._slots) if s.text or i == keep_free]
        while len(self._slots) < least:
            self._slots.append(Slot(""))
        # an inspection may end just when the screen is removed
        if not self.query(SlotRows):
            return
        roles = roles_of(leaf, [slot.kind for slot in self._slots])
        self.query_one(SlotRows).show(list(zip(self._slots, roles, strict=True)))
        self.query_one("#inputs-heading", Static).update(heading_words(leaf))
        self._preview()
        self.post_message(self.Changed())

    def _preview(self) -> None:
        """Preview the input at the cursor, unless it is hidden."""
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
