"""What all dialogs have in common: each is answered once."""

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from ..widgets.room import TooSmall, is_too_small

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A screen on top of another one, until it is answered."""

    can_be_left: ClassVar[bool] = True
    """Whether esc, a click on its corner and one beside it leave it."""

    def on_mount(self) -> None:
        """Put a way out for the mouse into the corner."""
        if self.can_be_left:
            for box in self.query(".dialog"):
                box.border_title = "[@click=screen.leave_by_mouse]✕[/]"

    def on_resize(self, event: events.Resize) -> None:
        """Show a calm message where there is too little room; what is written stays."""
        small = is_too_small(event.size)
        self.set_class(small, "-too-small")
        if small and not self.query(TooSmall):
            self.mount(TooSmall())

    def on_click(self, event: events.Click) -> None:
        """Leave by mouse."""
        beside = self.get_widget_at(event.screen_x, event.screen_y)[0] is self
        if self.can_be_left and event.widget is self and beside:
            self.action_leave_by_mouse()

    def action_leave_by_mouse(self) -> None:
        """Do what esc does, also out of a field."""
        if not self.is_current:
            return
        self.set_focus(None)
        self.app.simulate_key("escape")

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer; whatever comes after that, as keys typed ahead, takes nothing else away."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
