"""The app: its start, its end, and applying the settings."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from .actions import APP, SETTINGS, actions_of, qualified, scopes_of
from .charset import other_encoding
from .crash import write_report
from .hangup import CHECK_SECONDS, has_hung_up, leave_on_signals
from .keymap import key_names, keys_in, keys_of, use_keys
from .leaving import LeavingApp
from .locale import language, t, use_language
from .pages import is_free
from .profiles import Profile
from .screens.page import TICK_SECONDS, Page
from .stage import Stage
from .starting import collect_again
from .store.settings import Settings, read_settings
from .widgets.bindings import bindings_of
from .widgets.themes import FEW_COLOURS, OWN_THEMES
from .wording.settings import all_mistake_words, told_first

if TYPE_CHECKING:
    from .clock import Clock
    from .screens.announcing import Announcer
    from .screens.settings import SettingsScreen

STYLES = Path(__file__).with_name("styles.tcss")
"""The styles of all screens but the opening; loaded while that is shown."""

DEFAULT_THEME = "textual-dark"
FEW_COLOURS_THEME = "ansi-dark"
MOST_MISTAKES = 1
"""The most mistakes in the settings shown at the start: more would hide the screen."""

MISTAKE_SECONDS = 20.0
"""How long a mistake in the settings is shown: long enough to note the file to fix."""


class ImaApp(LeavingApp):
    """IMA TUI.

    Args:
        profile: the profile to open; its services start and stop with the app.
        clock: the source of time; None for the system clock.
    """

    TITLE = "IMA TUI"
    CSS_PATH = "opening.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(APP)

    def __init__(self, profile: Profile, clock: "Clock | None" = None) -> None:
        super().__init__(profile, clock)
        self._announcer: Announcer | None = None
        settings = read_settings(profile.folders.settings)
        self._mistakes = told_first(all_mistake_words(settings), MOST_MISTAKES)
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self._use_theme(settings)
        if settings.values.get("display.calm", False):
            self.be_calm()
        self._usual_theme = "theme" not in settings.values
        self._use_keys(settings)
        if encoding := other_encoding():
            self._mistakes.append(t("terminal-encoding", encoding=encoding))

    def on_mount(self) -> None:
        """Load the screens once the opening is drawn."""
        if not self.is_headless:
            self._suit_colours()
            leave_on_signals(self.exit)
            self.set_interval(CHECK_SECONDS, self._check_terminal)
        self.call_after_refresh(self.call_next, self._open)

    async def _open(self) -> None:
        """Show the first screen, then find the service."""
        from .screens.announcing import Announcer

        self.stylesheet.read(STYLES)
        self.services.broken.subscribe(self._on_broken)
        self.services.changed.subscribe(self._on_stage)
        self._announcer = Announcer(self, self.services)
        await self._open_first()
        for words in self._mistakes:
            self.notify(words, severity="warning", timeout=MISTAKE_SECONDS, markup=False)
        self.set_interval(TICK_SECONDS, self._announcer.tick)
        self.call_after_refresh(self._start)

    def _suit_colours(self) -> None:
        """Use the terminal's own colours if it has only 16: shades of ours would look the same."""
        few = self.console.color_system == "standard"
        self.set_class(few, FEW_COLOURS)
        if few and self._usual_theme:
            self.theme = FEW_COLOURS_THEME

    def _check_terminal(self) -> None:
        if has_hung_up():
            self.exit()

    def _on_broken(self, error: BaseException) -> None:
        """An error in the background ends the app like one in a screen."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError("broken"))

    def _fatal_error(self) -> None:
        """End with a message and a report without contents, not with Textual's traceback."""
        error = self._exception
        path = write_report(error, self.profile.folders.logs) if error else None
        words = t("crashed-report", path=path) if path else t("crashed")
        self.panic(Text(f"{t('crashed-why')} {words}"))

    def _start(self) -> None:
        collect_again()
        self._background(self.services.start)

    def _on_stage(self, stage: Stage) -> None:
        """Ask for a key if there is none and the user was not asked yet."""
        lacks_key = stage is Stage.FAILED and self.services.lacks_key
        if lacks_key and "prompts.keep" not in self.services.settings.values:
            self.call_next(self._ask_for_key)

    def _ask_for_key(self) -> None:
        """Ask, unless the user types: what is typed would go on into the field of the key."""
        if isinstance(self.screen, Page) and is_free(self.focused):
            self.action_welcome()

    async def on_unmount(self) -> None:
        """Shut down so that the next start can continue."""
        if self._announcer is not None:
            self._announcer.end()
        if "services" in self.__dict__:
            await self.services.stop()
        if self.forgets:
            from .store.kept import forget

            forget(self.forgets)

    def _use_keys(self, settings: Settings) -> None:
        """Use the keys from the settings."""
        chosen, _ = keys_in(settings.values)
        use_keys(chosen)
        self.set_keymap({name: ",".join(keys) for name, keys in chosen.items()})

    def _use_theme(self, settings: Settings) -> None:
        self.theme = settings.values.get("theme", DEFAULT_THEME)

    async def on_settings_screen_changed(self, event: "SettingsScreen.Changed") -> None:
        """Apply a setting that was changed."""
        event.stop()
        if event.key == "theme":
            self._use_theme(self.services.settings)
        elif event.key == "language":
            wanted = self.services.settings.values.get("language", language())
            use_language(wanted)
            await self.redraw()
            if self.current_mode == SETTINGS:
                await self._settings.redraw()
        elif event.key.startswith("keys."):
            self._use_keys(self.services.settings)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action of the registry in the palette."""
        scopes = scopes_of(screen.scope) if isinstance(screen, Page) else ()
        for action in actions_of(*scopes, APP):
            if action.id != "palette":
                call = qualified(action)

                async def run(call: str = call) -> None:
                    await self.run_action(call)

                about = " · ".join(
                    filter(None, (key_names(keys_of(action)), t(f"{action.words}-help")))
                )
                yield SystemCommand(t(action.words), about, run)

    def action_command_palette(self) -> None:
        """Find a command by name."""
        from textual.command import CommandPalette

        from .widgets.palette import Palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def action_help(self) -> None:
        """Show the keys of the current screen."""
        if isinstance(self.screen, Page) and not self.screen.has_class("-too-small"):
            # its widgets are slow to import
            from .screens.help import HelpDialog

            self.push_screen(HelpDialog(self.screen.scope, self.screen.focused))
