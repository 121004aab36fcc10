"""The main screens: creating them and switching between them."""

from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events
from textual.screen import Screen
from textual.widget import Widget
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
    WORKFLOWS,
    actions_of,
)
from .at_terminal import TerminalApp
from .keymap import keys_of
from .locale import t
from .profiles import Profile
from .screens.opening import OPENING, Opening
from .screens.page import Page, profile_words

if TYPE_CHECKING:
    from .clock import Clock
    from .screens.create import CreateScreen
    from .screens.handover import FlowWanted, HandedOver, RunShown
    from .screens.models import ModelsScreen
    from .screens.settings import SettingsScreen
    from .screens.welcome import WelcomeScreen
    from .services import Services
    from .store.credentials import KeySources


class PagesApp(TerminalApp):
    """The part of the app that manages its main screens.

    Args:
        profile: the profile that is open.
        clock: the source of time; None for the system clock.
    """

    DEFAULT_MODE = OPENING

    def __init__(self, profile: Profile, clock: "Clock | None" = None) -> None:
        super().__init__()
        self.profile = profile
        self._clock = clock
        self._typed: list[events.Event] | None = []
        self._add_page(OPENING, lambda: Opening(profile_words(profile)))
        for name in PAGES:
            self._add_page(name, partial(self._page, name))
        self.add_mode(SETTINGS, lambda: self._settings)
        self._page_before = PAGES[0]

    def _add_page(self, name: str, make: Callable[[], Screen[None]]) -> None:
        """Add a mode whose screen is created with the styles loaded by then."""

        def made() -> Screen[None]:
            screen = make()
            # otherwise Textual parses all styles again, twice, for each new screen
            screen._css_update_count = self._css_update_count  # noqa: SLF001
            return screen

        self.add_mode(name, made)

    @cached_property
    def services(self) -> "Services":
        """What the screens work with; imported once the opening is drawn."""
        from .services import Services

        return Services(self.profile, self._clock)

    async def _open_first(self) -> None:
        """Replace the opening with the first screen and replay the keys typed meanwhile."""
        await self.switch_mode(PAGES[0])
        await self.remove_mode(OPENING)
        typed, self._typed = self._typed or [], None
        for event in typed:
            await self.on_event(event)

    def _background(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        return self.run_worker(work)

    async def on_models_screen_used(self, event: "ModelsScreen.Used") -> None:
        """Create with the chosen model."""
        event.stop()
        self._create_screen.use(event.leaf)
        await self._show(CREATE)

    async def on_handed_over(self, event: "HandedOver") -> None:
        """Open Create filled with what another screen passed on."""
        event.stop()
        self._create_screen.take(event.handover)
        await self._show(CREATE)

    async def on_flow_wanted(self, event: "FlowWanted") -> None:
        """Open Workflows and plan several steps from a text."""
        event.stop()
        await self._show(WORKFLOWS)
        self.call_after_refresh(self._plan, event.sentence)

    def _plan(self, sentence: str) -> None:
        from .screens.workflows import WorkflowsScreen

        # a plan or a run may be on top of the list
        for screen in self.screen_stack:
            if isinstance(screen, WorkflowsScreen):
                screen.plan_from(sentence)

    async def on_run_shown(self, event: "RunShown") -> None:
        """Show the run that a task is a step of."""
        event.stop()
        await self._show(WORKFLOWS)
        self.call_after_refresh(self._show_run, event.run)

    def _show_run(self, run: str) -> None:
        from .screens.workflows import WorkflowsScreen

        for screen in self.screen_stack:
            if isinstance(screen, WorkflowsScreen):
                screen.show_run(run)

    async def on_event(self, event: events.Event) -> None:
        """Keep keys typed too early; switch screens at once, as lists pass keys on late."""
        if self._typed is not None and isinstance(event, events.Key | events.Paste):
            self._typed.append(event)
            return
        if self._moves.hold(event):
            return
        page = self._page_of(event) if isinstance(event, events.Key) else None
        if page is None:
            await super().on_event(event)
        else:
            await self.action_go(page)

    def _page_of(self, event: events.Key) -> str | None:
        """The screen that a key shows, unless it is typed into a text field."""
        if event.is_forwarded or not is_free(self.focused) or not isinstance(self.screen, Page):
            return None
        ways = [one for one in actions_of(APP) if one.id.startswith("go-")]
        found = (one.id.removeprefix("go-") for one in ways if event.key in keys_of(one))
        return next(found, None)

    async def action_go(self, page: str) -> None:
        """Show a screen."""
        if isinstance(self.screen, Page) and not self._exit:
            await self._show(page)

    async def _show(self, page: str) -> None:
        """Show a screen; keys typed ahead wait until it can take them."""
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

    def action_welcome(self) -> None:
        """Ask for the language, the key, and what to keep."""
        sources = self.services.profile.sources
        if sources is None:
            self.notify(t("cli-error-demo_key"), markup=False)
        elif self.current_mode != WELCOME:
            if WELCOME not in self._modes:
                self.add_mode(WELCOME, partial(self._welcome_screen, sources))
            self.switch_mode(WELCOME)

    async def on_welcome_screen_done(self, event: "WelcomeScreen.Done") -> None:
        """Go to the models."""
        event.stop()
        await self.redraw()
        await self.switch_mode(PAGES[0])
        # the next time it starts afresh
        await self.remove_mode(WELCOME)

    async def redraw(self) -> None:
        """Recreate the main screens in the current language; what is entered in Create stays.

        None of them may be visible.
        """
        create = self.__dict__.pop("_create_screen", None)
        if create is not None and create.is_mounted:
            self._create_screen.take(create.handed_over())
        for name in PAGES:
            await self.remove_mode(name)
            self._add_page(name, partial(self._page, name))
        self._background(self.services.speak)

    @cached_property
    def _create_screen(self) -> "CreateScreen":
        # its widgets are slow to import: the first screen is drawn before
        from .screens.create import CreateScreen

        return CreateScreen(self.services)

    @cached_property
    def _settings(self) -> "SettingsScreen":
        from .screens.settings import SettingsScreen

        return SettingsScreen(self.services)

    def _welcome_screen(self, sources: "KeySources") -> "WelcomeScreen":
        from .screens.welcome import WelcomeScreen

        return WelcomeScreen(self.services, sources)

    def _page(self, name: str) -> Page:
        # screens are imported when first shown, so that the opening is drawn before
        if name == MODELS:
            from .screens.models import ModelsScreen

            return ModelsScreen(self.services)
        if name == CREATE:
            return self._create_screen
        if name == TASKS:
            from .screens.tasks import TasksScreen

            return TasksScreen(self.services)
        if name == HISTORY:
            from .screens.history import HistoryScreen

            return HistoryScreen(self.services)
        from .screens.workflows import WorkflowsScreen

        return WorkflowsScreen(self.services)


def is_free(focused: Widget | None) -> bool:
    """Return whether a key goes to the app while this has the focus: it is not a text field."""
    if focused is None:
        return True
    from textual.widgets import Button

    from .widgets.choices import Choices
    from .widgets.rows import Rows

    return isinstance(focused, Rows | Choices | Button)
