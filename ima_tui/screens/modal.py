"""What all dialogs have in common: each is answered once."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A screen on top of another one, until it is answered."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer; whatever comes after that, as keys typed ahead, takes nothing else away."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
