"""What depends on the terminal: the driver, colours, suspending, calm drawing."""

import os
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter

from .locale import t
from .screens.bursts import Moves
from .widgets.barrier import Barrier
from .widgets.legible import Legible
from .widgets.themes import HIGH_CONTRAST, MOST_CONTRAST


class TerminalApp(App[None]):
    """The part of the app that deals with the terminal."""

    def __init__(self) -> None:
        no_color = os.environ.get("NO_COLOR")
        if no_color == "":
            # as no-color.org defines it, which Textual does not follow
            del os.environ["NO_COLOR"]
        super().__init__()
        if no_color:
            # Textual removes it, but the next profile's app and the user's editor need it, too
            os.environ["NO_COLOR"] = no_color
        self._moves = Moves(self)
        self._barrier = Barrier()
        self._legible, self._very_legible = Legible(), Legible(MOST_CONTRAST)
        self._calm = False

    def be_calm(self) -> None:
        """Disable animations and blinking cursors: each repaint costs time on a slow connection."""
        self.animation_level = "none"
        self._calm = True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep a field's cursor from blinking in calm mode."""
        if self._calm and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def action_suspend_process(self) -> None:
        """Suspend the program, or say that there is no shell to go back to."""
        if self._driver is not None and self._driver.can_suspend:
            super().action_suspend_process()
        else:
            self.notify(t("put-aside-not"), markup=False)

    def get_css_variables(self) -> dict[str, str]:
        """Draw scrollbars in shades of the ground: what is bright is for the accent."""
        variables = super().get_css_variables()
        if not self.current_theme.ansi:
            variables |= {
                "scrollbar": variables["surface-lighten-3"],
                "scrollbar-hover": variables["surface-lighten-3"],
                "scrollbar-active": variables["accent"],
                "scrollbar-background": variables["surface"],
                "scrollbar-background-hover": variables["surface"],
                "scrollbar-background-active": variables["surface"],
            }
        return variables

    def get_driver_class(self) -> type[Driver]:
        """Return the driver: ours on Linux and macOS."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from .terminal import TerminalDriver

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the filters that remove control characters and make all words legible."""
        high = self.theme == HIGH_CONTRAST.name
        legible = self._very_legible if high else self._legible
        return (self._barrier, *super().get_line_filters(), legible)
