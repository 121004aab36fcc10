"""The command palette, with our words and without two bugs of Textual 8.2."""

from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets.option_list import Option

from ..locale import t


class Palette(CommandPalette):
    """All commands by name; keys typed before its list is loaded do nothing."""

    def __init__(self) -> None:
        super().__init__(placeholder=t("palette-hint"))

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close once; a second enter is ignored."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # Textual says this in English only
        self._stop_no_matches_countdown()
        say = partial(self._say_nothing_found, search_value)
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)

    def _say_nothing_found(self, search_value: str) -> None:
        if search_value:
            nothing = Option(Content(t("palette-nothing")), id=self._NO_MATCHES, disabled=True)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(search_value)

    def _action_command_list(self, action: str) -> None:
        # paging or choosing in an empty list, in one without a place, or after a choice would fail
        commands = self.query_one(CommandList)
        if self.is_current and commands.option_count and commands.scrollable_content_region:
            super()._action_command_list(action)
