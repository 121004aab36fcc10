"""The search and the filters of History, and the line that shows them."""

from dataclasses import replace
from typing import ClassVar

from textual.timer import Timer
from textual.widgets import Input

from ..services import Services
from ..store.database import StoreError
from ..widgets.browse_bar import SearchField
from ..widgets.gallery import Gallery
from ..widgets.history_filter import Chosen
from ..widgets.history_rows import HistoryRows
from .history_acts import HistoryActs
from .history_dialogs import FilterDialog

TYPING_SECONDS = 0.12
"""The delay after the last key before a search starts."""


class HistoryFilters(HistoryActs):
    """The search and the filters of History; a mixin of the screen with the list.

    Attributes:
        chosen: the current filter.
    """

    scope: ClassVar[str] = "history"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.chosen = Chosen()
        self._typing: Timer | None = None

    @property
    def list_shown(self) -> HistoryRows | Gallery:
        """The table or the pictures."""
        raise NotImplementedError

    def show_only(self, chosen: Chosen) -> None:
        """Apply a filter."""
        raise NotImplementedError

    def show_list(self) -> None:
        """Show the list in place of any other view."""
        raise NotImplementedError

    def action_search_history(self) -> None:
        """Search in prompts, models and tags."""
        self.show_list()
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search a moment after the last key."""
        event.stop()
        if self._typing is not None:
            self._typing.stop()
        text = event.value.strip()
        if text != self.chosen.text:
            chosen = replace(self.chosen, text=text)
            self._typing = self.set_timer(TYPING_SECONDS, lambda: self.show_only(chosen))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the results."""
        event.stop()
        self._leave_search()

    def on_search_field_walked(self, event: SearchField.Walked) -> None:
        """Move in the list while typing."""
        event.stop()
        if event.pages:
            self.list_shown.action_move_page(event.by)
        else:
            self.list_shown.action_move(event.by)

    def on_search_field_left(self, event: SearchField.Left) -> None:
        """Go back to the list."""
        event.stop()
        self._leave_search()

    def action_filter_history(self) -> None:
        """Open the filter dialog."""
        self.background(self._ask_filter, "filter")

    def action_history_media(self) -> None:
        """Show the next kind of media only."""
        self.show_only(self.chosen.with_next_media())

    def action_history_kind(self) -> None:
        """Show tasks of the next outcome only."""
        self.show_only(self.chosen.with_next_kind())

    def action_history_time(self) -> None:
        """Show the next range of time only."""
        self.show_only(self.chosen.with_next_time())

    def action_history_starred(self) -> None:
        """Show only starred tasks, or all again."""
        self.show_only(replace(self.chosen, starred=not self.chosen.starred))

    def _take(self, chosen: Chosen) -> None:
        field = self.query_one("#search", Input)
        with self.prevent(Input.Changed):
            field.value = chosen.text
        self.show_only(chosen)

    async def _ask_filter(self) -> None:
        try:
            models = await self.services.history.models()
        except StoreError as error:
            self.tell_store(error)
            return
        if not self.on_top:
            return

        def answered(chosen: Chosen | None) -> None:
            if chosen is not None:
                self._take(chosen)
                self._leave_search()

        dialog = FilterDialog(self.chosen, models, self.services.clock.now())
        self.app.push_screen(dialog, answered)

    def _leave_search(self) -> None:
        field = self.query_one("#search", Input)
        field.display = bool(field.value)
        self.list_shown.focus()
