"""The base of all dialogs: each is answered once."""

from typing import ClassVar, TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from ..widgets.room import TooSmall, is_too_small

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A modal screen that is answered once."""

    closable: ClassVar[bool] = True
    """Whether esc, a click on the cross in its corner, and one outside close it."""

    @on(events.Mount)
    def add_cross(self) -> None:
        """Put a cross for the mouse into the corner of the dialog."""
        if self.closable:
            for box in self.query(".dialog"):
                box.border_title = "[@click=screen.close_by_mouse]✕[/]"

    def on_resize(self, event: events.Resize) -> None:
        """Show a calm message if the terminal is too small; what was entered stays."""
        small = is_too_small(event.size)
        self.set_class(small, "-too-small")
        if small and not self.query(TooSmall):
            self.mount(TooSmall())

    def on_click(self, event: events.Click) -> None:
        """Leave by mouse."""
        beside = self.get_widget_at(event.screen_x, event.screen_y)[0] is self
        if self.closable and event.widget is self and beside:
            self.action_close_by_mouse()

    def action_close_by_mouse(self) -> None:
        """Do what esc does, also out of a field."""
        if not self.is_current:
            return
        self.set_focus(None)
        self.app.simulate_key("escape")

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer once; later calls, as from keys typed ahead, dismiss nothing else."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
