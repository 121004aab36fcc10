"""The command palette, with our words and without two bugs of Textual 8.2."""

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette

from ..locale import t


class Palette(CommandPalette):
    """All commands by name; keys typed before its list is loaded do nothing."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette", placeholder=t("palette-hint"))

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close once; a second enter is ignored."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        # paging or choosing in an empty list, or after a choice, would fail
        if self.is_current and self.query_one(CommandList).option_count:
            super()._action_command_list(action)
