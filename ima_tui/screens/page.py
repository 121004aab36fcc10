"""The base of all main screens: the bars, the minimum size, and periodic drawing."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Container
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widgets import Static
from textual.worker import Worker

from ..actions import scopes_of
from ..locale import t
from ..stage import Stage
from ..widgets.bars import KeyBar, Status, TopBar
from ..widgets.bindings import bindings_of
from ..widgets.room import TooSmall, is_too_small

if TYPE_CHECKING:
    from ..profiles import Profile
    from ..services import Services

WIDE = 100
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
TO_VAST = [*BREAKPOINTS, (160, "-vast")]
"""For screens that have the detail beside their list where there is much room."""
TICK_SECONDS = 0.5
"""Seconds between two updates: a burst of changes is one repaint."""
CALM_TICK_SECONDS = 2.0
"""The same for a slow connection (``display.calm``)."""
WARNING_SECONDS = 10.0
"""How long a warning is shown."""


class Tell(Protocol):
    """Shows a message on a screen."""

    def __call__(self, words: str, *, good: bool = False) -> None:
        """Show the message; unless ``good``, as a problem."""


def profile_words(profile: "Profile") -> str:
    """Return the name of a profile in the top bar."""
    return profile.title or t(f"profile-{profile.name}")


class Page(Screen[None]):
    """One of the main screens.

    Subclasses name their ``scope`` of actions, lay out ``body`` and draw in ``tick``.

    Attributes:
        laid_out: whether it has been drawn and takes keys.
    """

    scope: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, services: "Services") -> None:
        super().__init__()
        self.services = services
        self._unsubscribe: list[Callable[[], None]] = []
        self._changed = True
        self._said: dict[str, str] = {}
        self._leaves = self._recomposing = False
        self.laid_out = False

    def __init_subclass__(cls, **options: object) -> None:
        cls.BINDINGS = bindings_of(*scopes_of(cls.scope))
        super().__init_subclass__(**options)  # type: ignore[arg-type] # Textual's own options

    def compose(self) -> ComposeResult:
        """Lay out the bars around the body, and the message for a terminal that is too small."""
        yield TopBar(self.scope)
        with Container(id="body"):
            yield from self.body()
        yield TooSmall()
        yield KeyBar(self.scope)

    def body(self) -> ComposeResult:
        """Lay out the screen's own part."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Focus the widget that keys typed ahead belong to."""

    def tick(self) -> None:
        """Draw what changed; called at most twice a second while the screen is visible."""

    def on_mount(self) -> None:
        """Subscribe to changes and draw them periodically."""
        catalogue = self.services.catalogue
        self._unsubscribe = [
            self.services.changed.subscribe(self._note),
            catalogue.changed.subscribe(self._note),
        ]
        calm = self.services.settings.values.get("display.calm", False)
        self.set_interval(CALM_TICK_SECONDS if calm else TICK_SECONDS, self._tick)
        self.call_after_refresh(self._tick)

    @property
    def stands(self) -> bool:
        """Whether its widgets exist: work that waited must not draw into a removed screen."""
        return bool(self.query(TopBar)) and not self._recomposing

    async def recompose(self) -> None:
        """Make all widgets anew."""
        self._recomposing = True
        try:
            await super().recompose()
        finally:
            self._recomposing = False

    def on_unmount(self) -> None:
        """Unsubscribe."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def on_screen_resume(self) -> None:
        """Update when the screen becomes visible; the keys may have been changed."""
        if self._leaves:
            self.call_later(self._leave_late)
            return
        for bar in self.query(KeyBar):
            bar.refresh()
        self._tick()

    def on_resize(self, event: events.Resize) -> None:
        """Show a calm message if the terminal is too small; nothing typed is lost."""
        self.set_class(is_too_small(event.size), "-too-small")
        self.set_class(event.size.height < 30, "-low")
        self.set_class(event.size.height < 20, "-lowest")
        self.set_class(event.size.height >= 50, "-tall")

    def background(
        self, work: Callable[[], Coroutine[None, None, None]], group: str, *, only: bool = True
    ) -> Worker[None]:
        """Do some work while the screen goes on.

        Args:
            work: the work.
            group: its kind.
            only: whether to cancel earlier work of that kind.
        """
        return self.run_worker(partial(self._while_here, work), group=group, exclusive=only)

    def see_through(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        """Do what the user decided on, also if the screen is left meanwhile.

        Args:
            work: the work.
        """
        return self.app.run_worker(partial(self._while_here, work))

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave the screen; if something covers it by now, as soon as nothing does."""
        self._leaves = not self.on_top
        return AwaitComplete() if self._leaves else super().dismiss(result)

    def _leave_late(self) -> None:
        self.dismiss()

    async def _while_here(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        try:
            await work()
        except NoMatches:
            # the screen may be removed while the work runs
            if self.is_running:
                raise

    def say(self, selector: str, words: str, *, hide: bool = False) -> None:
        """Set the text of a line; draws only if it changed.

        Args:
            selector: finds the line.
            words: its text.
            hide: whether to hide an empty line.
        """
        if self._said.get(selector) != words:
            self._said[selector] = words
            line = self.query_one(selector, Static)
            line.update(words)
            line.display = bool(words) or not hide

    def inform(self, words: str) -> None:
        """Show a notice."""
        self.notify(words, markup=False)

    def warn(self, words: str) -> None:
        """Show a warning, for long enough to read what to do about it."""
        self.notify(words, severity="warning", markup=False, timeout=WARNING_SECONDS)

    def _note(self, _change: object) -> None:
        """Draw soon after a change; several changes are drawn once."""
        if not self._changed:
            self._changed = True
            self.call_next(self._tick)

    def _tick(self) -> None:
        # keys typed ahead can open a screen that is left before it is laid out
        if not self._in_sight or not self.stands:
            return
        self._changed = False
        self.laid_out = True
        self.query_one(TopBar).show(self._status())
        self.tick()

    @property
    def on_top(self) -> bool:
        """Whether no dialog or other screen covers it.

        A question about points that took a moment to prepare is asked only then: a key meant for
        what came up meanwhile would answer it.
        """
        return self.app.screen is self

    @property
    def _in_sight(self) -> bool:
        """Whether it is visible: on top, or below a dialog only."""
        if not self.is_current:  # nothing is while the app exits
            return False
        return self.on_top or isinstance(self.app.screen, ModalScreen)

    def _status(self) -> Status:
        # the name of a page is needed before its module is loaded
        from ..store.records import State
        from ..tasks.machine import WATCHED

        services = self.services
        engine = services.engine
        running = waiting = spent = 0
        if engine is not None:
            spent = engine.spent
            for task in engine.book.tasks.values():
                running += task.state in WATCHED
                waiting += task.state is State.QUEUED
        profile, hosts = profile_words(services.profile), services.named_hosts
        return Status(profile, running, waiting, spent, self._line(), hosts)

    def _line(self) -> str:
        services = self.services
        if services.stage is Stage.STARTING:
            return "starting"
        if services.lacks_key:
            return "no_key"
        if services.refused_key:
            return "key"
        down = services.engine is None or services.engine.line.down or services.unreachable
        return "down" if down else "ok"
