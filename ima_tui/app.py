"""The app: its screens, what works everywhere, and how it starts and ends."""

import os
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.screen import ModalScreen, Screen
from textual.widgets import Button
from textual.worker import Worker

from .actions import (
    APP,
    CREATE,
    HISTORY,
    MODELS,
    PAGES,
    SETTINGS,
    TASKS,
    WELCOME,
    actions_of,
    qualified,
    scopes_of,
)
from .charset import other_encoding
from .crash import write_report
from .hangup import CHECK_SECONDS, has_hung_up, leave_on_signals
from .keymap import KeyProblem, keys_in, keys_of, use_keys
from .locale import language, t, use_language
from .screens.announcing import Announcer
from .screens.bursts import Moves
from .screens.dialogs import LeaveDialog, LeavingDialog
from .screens.handover import FlowWanted, HandedOver
from .screens.models import ModelsScreen
from .screens.page import TICK_SECONDS, Page
from .screens.switching import profile_name
from .services import Services, Stage
from .store.folders import DEMO
from .store.kept import Kept, forget
from .store.records import State
from .widgets.bindings import bindings_of
from .widgets.choices import Choices
from .widgets.palette import Palette
from .widgets.rows import Rows
from .widgets.themes import OWN_THEMES
from .wording.settings import key_mistake_words, mistake_words

if TYPE_CHECKING:
    from .screens.create import CreateScreen
    from .screens.settings import SettingsScreen
    from .screens.welcome import WelcomeScreen
    from .store.credentials import KeySources
    from .tasks.engine import Engine


DEFAULT_THEME = "textual-dark"
MISTAKE_SECONDS = 20.0
"""How long a mistake in the settings is told: there is a file to mend."""


class ImaApp(App[None]):
    """IMA TUI.

    Args:
        services: what the screens work with; started and stopped with the app.

    Attributes:
        reopens: the profile that shall be opened once this one is left; None for none.
        forgets: what shall be deleted once it is left.
    """

    TITLE = "IMA TUI"
    CSS_PATH = "styles.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(APP)
    DEFAULT_MODE = PAGES[0]

    def __init__(self, services: Services) -> None:
        no_color = os.environ.get("NO_COLOR")
        if no_color == "":
            # as no-color.org has it, which Textual does not heed
            del os.environ["NO_COLOR"]
        super().__init__()
        if no_color:
            # Textual takes it out; the next profile's app, and the user's editor, go by it, too
            os.environ["NO_COLOR"] = no_color
        self.services = services
        self._announcer = Announcer(self, services)
        self._moves = Moves(self)
        self.reopens: str | None = None
        self.forgets: Sequence[Kept] = ()
        self._mistakes = [mistake_words(one) for one in services.settings.mistakes]
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self._use_theme()
        self._mistakes += map(key_mistake_words, self._use_keys())
        if encoding := other_encoding():
            self._mistakes.append(t("terminal-encoding", encoding=encoding))
        for name in PAGES:
            self.add_mode(name, partial(self._page, name))
        self.add_mode(SETTINGS, self._settings_screen)
        self._page_before = PAGES[0]

    def _use_keys(self) -> tuple[KeyProblem, ...]:
        """Use the keys that the settings name; returns what is wrong with them."""
        chosen, problems = keys_in(self.services.settings.values)
        use_keys(chosen)
        self.set_keymap({name: ",".join(keys) for name, keys in chosen.items()})
        return problems

    def _use_theme(self) -> None:
        theme = self.services.settings.values.get("theme")
        if theme is None:
            self.theme = DEFAULT_THEME
        elif theme in self.available_themes:
            self.theme = theme
        else:
            known = ", ".join(sorted(self.available_themes))
            path = self.services.settings.path
            self._mistakes.append(t("setting-mistake", path=path, key="theme", allowed=known))

    def get_driver_class(self) -> type[Driver]:
        """Return what draws and reads keys: on Linux and macOS, ours."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from .terminal import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        """Find the service once the first screen is drawn."""
        for words in self._mistakes:
            self.notify(words, severity="warning", timeout=MISTAKE_SECONDS, markup=False)
        self.services.broken.subscribe(self._on_broken)
        self.services.changed.subscribe(self._on_stage)
        if not self.is_headless:
            leave_on_signals(self.exit)
            self.set_interval(CHECK_SECONDS, self._check_terminal)
        self.set_interval(TICK_SECONDS, self._announcer.tick)
        self.call_after_refresh(self._start)

    def _check_terminal(self) -> None:
        if has_hung_up():
            self.exit()

    def _on_broken(self, error: BaseException) -> None:
        """An error in the background ends the app like one in a screen."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError("broken"))

    def _fatal_error(self) -> None:
        """End with a sentence and a report without contents, not with a screen of local values."""
        error = self._exception
        path = write_report(error, self.services.profile.folders.logs) if error else None
        words = t("crashed-report", path=path) if path else t("crashed")
        self.panic(Text(f"{t('crashed-why')} {words}"))

    def _start(self) -> None:
        self._background(self.services.start)

    def _background(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        return self.run_worker(work)

    async def on_unmount(self) -> None:
        """Leave everything so that the next start goes on from it."""
        self._announcer.end()
        await self.services.stop()
        forget(self.forgets)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action of the registry in the palette."""
        scopes = scopes_of(screen.scope) if isinstance(screen, Page) else ()
        for action in actions_of(*scopes, APP):
            if action.id != "palette":
                call = qualified(action)

                async def run(call: str = call) -> None:
                    await self.run_action(call)

                yield SystemCommand(t(action.words), t(f"{action.words}-help"), run)

    async def on_models_screen_used(self, event: ModelsScreen.Used) -> None:
        """Create with the chosen model."""
        event.stop()
        self._create_screen.use(event.leaf)
        await self._show("create")

    async def on_handed_over(self, event: HandedOver) -> None:
        """Create with what another screen gives."""
        event.stop()
        self._create_screen.take(event.handover)
        await self._show("create")

    async def on_flow_wanted(self, event: FlowWanted) -> None:
        """Plan several steps from what was written."""
        event.stop()
        await self._show("workflows")
        self.call_after_refresh(self._plan, event.sentence)

    def _plan(self, sentence: str) -> None:
        from .screens.workflows import WorkflowsScreen

        if isinstance(self.screen, WorkflowsScreen):
            self.screen.plan_from(sentence)

    async def on_event(self, event: events.Event) -> None:
        """A list hands a key up only later: what is typed behind it belongs to the next screen."""
        if self._moves.hold(event):
            return
        page = self._page_of(event) if isinstance(event, events.Key) else None
        if page is None:
            await super().on_event(event)
        else:
            await self.action_go(page)

    def _page_of(self, event: events.Key) -> str | None:
        """The screen that a key shows, where no text is typed."""
        free = self.focused is None or isinstance(self.focused, Rows | Choices | Button)
        if event.is_forwarded or not free or not isinstance(self.screen, Page):
            return None
        ways = [one for one in actions_of(APP) if one.id.startswith("go-")]
        found = (one.id.removeprefix("go-") for one in ways if event.key in keys_of(one))
        return next(found, None)

    async def action_go(self, page: str) -> None:
        """Show a screen."""
        if isinstance(self.screen, Page) and not self._exit:
            await self._show(page)

    async def _show(self, page: str) -> None:
        """Show a screen; keys typed ahead wait until they have somewhere to go."""
        await self.switch_mode(page)
        if isinstance(self.screen, Page):
            self.screen.arrive()

    def action_settings(self) -> None:
        """Show the settings."""
        if isinstance(self.screen, Page) and self.current_mode in PAGES and not self._exit:
            self._page_before = self.current_mode
            self.switch_mode(SETTINGS)

    def on_settings_screen_left(self, event: "SettingsScreen.Left") -> None:
        """Go back to where the settings were opened."""
        event.stop()
        self.switch_mode(self._page_before)

    async def on_settings_screen_changed(self, event: "SettingsScreen.Changed") -> None:
        """Go by a setting that was changed."""
        event.stop()
        if event.key == "theme":
            self._use_theme()
        elif event.key == "language":
            wanted = self.services.settings.values.get("language", language())
            use_language(wanted)
            await self._redraw()
            if self.current_mode == SETTINGS:
                await self._settings.redraw()
        elif event.key.startswith("keys."):
            self._use_keys()

    def on_settings_screen_profile_wanted(self, event: "SettingsScreen.ProfileWanted") -> None:
        """Leave, and open another profile."""
        event.stop()
        if event.name != profile_name(self.services.profile):
            self._leave_for(event.name)

    def on_welcome_screen_demo_wanted(self, event: "WelcomeScreen.DemoWanted") -> None:
        """Leave for the demo."""
        event.stop()
        self._leave_for(DEMO)

    async def on_welcome_screen_done(self, event: "WelcomeScreen.Done") -> None:
        """Go to the models."""
        event.stop()
        await self._redraw()
        self.switch_mode(PAGES[0])

    def _on_stage(self, stage: Stage) -> None:
        """Where there is no key, and nobody was asked yet, ask."""
        failure, settings = self.services.failure, self.services.settings
        no_key = stage is Stage.FAILED and failure is not None and failure.problem == "no_key"
        if no_key and "prompts.keep" not in settings.values:
            self.call_next(self.action_welcome)

    def action_welcome(self) -> None:
        """Ask for the language, the key, and what is kept."""
        sources = self.services.profile.sources
        if sources is None:
            self.notify(t("cli-error-demo_key"), markup=False)
        elif self.current_mode != WELCOME:
            if WELCOME not in self._modes:
                self.add_mode(WELCOME, partial(self._welcome_screen, sources))
            self.switch_mode(WELCOME)

    async def _redraw(self) -> None:
        """Make the main screens anew, in the language in use; what is written in Create stays.

        None of them is in sight.
        """
        create = self.__dict__.pop("_create_screen", None)
        if create is not None and create.is_mounted:
            self._create_screen.take(create.handed_over())
        for name in PAGES:
            await self.remove_mode(name)
            self.add_mode(name, partial(self._page, name))
        self._background(self.services.speak)

    def action_forget_everything(self) -> None:
        """Name all files that are kept, and delete them if that is what is wanted."""
        from .screens.forgetting import ForgetDialog

        if not isinstance(self.screen, Page):
            return
        engine = self.services.engine
        if engine is not None and (engine.going_on() or engine.others()):
            self.notify(t("forget-not-now"), severity="warning", markup=False)
            return
        self.push_screen(ForgetDialog(self.services.profile), self._forget)

    def _forget(self, forgotten: "Sequence[Kept] | None") -> None:
        if forgotten:
            self.forgets = forgotten
            self.exit()

    def _leave_for(self, name: str) -> None:
        self.reopens = name
        self.action_leave()

    def action_help(self) -> None:
        """Show the keys of the screen in sight."""
        if isinstance(self.screen, Page) and not self.screen.has_class("-too-small"):
            # what it shows takes its time to import
            from .screens.help import HelpDialog

            self.push_screen(HelpDialog(self.screen.scope, self.screen.focused))

    async def action_quit(self) -> None:
        """Textual's own key for leaving says the same as ours."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Say how to leave, to whoever presses ctrl+c."""
        self.notify(t("leave-hint"), markup=False)

    def action_leave(self) -> None:
        """Leave; with tasks under way, say first that they go on."""
        if isinstance(self.screen, ModalScreen):
            return
        if isinstance(self.screen, Page) and not self.screen.laid_out:
            # typed ahead: meant for a screen that is still coming
            return
        engine = self.services.engine
        tasks = engine.going_on() if engine is not None else []
        if not tasks:
            self.exit()
            return
        waiting = sum(task.state is State.QUEUED for task in tasks)
        sending = sum(task.state is State.SENDING for task in tasks)
        running = len(tasks) - waiting - sending
        self.push_screen(LeaveDialog(running, waiting, sending), self._leave_if)

    def action_exit_now(self) -> None:
        """Leave without waiting."""
        self.exit()

    def action_command_palette(self) -> None:
        """Find a command by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def _leave_if(self, leave: bool | None) -> None:
        engine = self.services.engine
        if not leave:
            self.reopens = None
        if leave and engine is not None and engine.sender.under_way:
            self.push_screen(LeavingDialog())
            self._background(partial(self._leave_after_answers, engine))
        elif leave:
            self.exit()

    async def _leave_after_answers(self, engine: "Engine") -> None:
        await engine.finish_sending()
        self.exit()

    @cached_property
    def _create_screen(self) -> "CreateScreen":
        # its widgets take their time to import: the first screen is drawn before
        from .screens.create import CreateScreen

        return CreateScreen(self.services)

    @cached_property
    def _settings(self) -> "SettingsScreen":
        from .screens.settings import SettingsScreen

        return SettingsScreen(self.services)

    def _settings_screen(self) -> "SettingsScreen":
        return self._settings

    def _welcome_screen(self, sources: "KeySources") -> "WelcomeScreen":
        from .screens.welcome import WelcomeScreen

        return WelcomeScreen(self.services, sources)

    def _page(self, name: str) -> Page:
        if name == MODELS:
            return ModelsScreen(self.services)
        if name == CREATE:
            return self._create_screen
        # what only one screen needs is imported with it: the first one is drawn before
        if name == TASKS:
            from .screens.tasks import TasksScreen

            return TasksScreen(self.services)
        if name == HISTORY:
            from .screens.history import HistoryScreen

            return HistoryScreen(self.services)
        from .screens.workflows import WorkflowsScreen

        return WorkflowsScreen(self.services)
