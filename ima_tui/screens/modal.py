"""The base of all dialogs: each is answered once."""

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from ..widgets.room import TooSmall, is_too_small

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A modal screen that is answered once."""

    closes_beside: ClassVar[bool] = False
    """Whether a click outside does the same as esc."""

    def on_resize(self, event: events.Resize) -> None:
        """Show a calm message if the terminal is too small; what was entered stays."""
        small = is_too_small(event.size)
        self.set_class(small, "-too-small")
        if small and not self.query(TooSmall):
            self.mount(TooSmall())

    def on_click(self, event: events.Click) -> None:
        """Leave by mouse."""
        if self.closes_beside and event.widget is self:
            self.dismiss()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer once; later calls, as from keys typed ahead, dismiss nothing else."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
