"""Leaving the app: with tasks under way, for another profile, or for good."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from .locale import t
from .pages import PagesApp
from .profiles import Profile
from .screens.page import Page
from .store.folders import DEMO

if TYPE_CHECKING:
    from .clock import Clock
    from .screens.settings import SettingsScreen
    from .screens.welcome import WelcomeScreen
    from .store.kept import Kept
    from .tasks.engine import Engine


class LeavingApp(PagesApp):
    """The part of the app that handles leaving.

    Args:
        profile: the profile that is open.
        clock: the source of time; None for the system clock.

    Attributes:
        reopens: the profile to open after leaving this one; None for none.
        forgets: what to delete after leaving.
    """

    def __init__(self, profile: Profile, clock: "Clock | None" = None) -> None:
        super().__init__(profile, clock)
        self.reopens: str | None = None
        self.forgets: Sequence[Kept] = ()

    async def action_quit(self) -> None:
        """Make Textual's own key for quitting do the same as ours."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Say how to leave when ctrl+c is pressed."""
        self.notify(t("leave-hint"), markup=False)

    def action_leave(self) -> None:
        """Leave; if tasks are under way, first say that they continue."""
        if not self._may_leave:
            return
        engine = self.services.engine
        if engine is not None and engine.taking:
            # what was just ordered is told as waiting
            self._background(partial(self._leave_with_orders, engine))
            return
        tasks = engine.going_on() if engine is not None else []
        if not tasks:
            self.exit()
            return
        from .screens.dialogs import LeaveDialog
        from .screens.switching import shown_name
        from .store.records import State

        waiting = sum(task.state is State.QUEUED for task in tasks)
        sending = sum(task.state is State.SENDING for task in tasks)
        running = len(tasks) - waiting - sending
        to = shown_name(self.reopens) if self.reopens else ""
        self.push_screen(LeaveDialog(running, waiting, sending, to), self._leave_if)

    @property
    def _may_leave(self) -> bool:
        """Whether no dialog is open, and the key was not typed ahead for what still loads."""
        screen = self.screen
        loads = isinstance(screen, Page) and not screen.laid_out
        return not loads and not isinstance(screen, ModalScreen)

    async def _leave_with_orders(self, engine: "Engine") -> None:
        self.notify(t("order-taking"), markup=False)
        await engine.taken()
        if self._may_leave:
            self.action_leave()
        else:
            self.reopens = None

    def action_exit_now(self) -> None:
        """Leave without waiting."""
        self.exit()

    def _leave_if(self, leave: bool | None) -> None:
        engine = self.services.engine
        if not leave:
            self.reopens = None
            return
        if engine is None:
            self.exit()
            return
        if engine.sender.under_way:
            from .screens.dialogs import LeavingDialog

            self.push_screen(LeavingDialog())
        self._background(partial(self._leave_after_answers, engine))

    async def _leave_after_answers(self, engine: "Engine") -> None:
        await engine.finish_sending()
        self.exit()

    def on_settings_screen_profile_wanted(self, event: "SettingsScreen.ProfileWanted") -> None:
        """Leave, and open another profile."""
        from .screens.switching import profile_name

        event.stop()
        if event.name != profile_name(self.services.profile):
            self._leave_for(event.name)

    def on_welcome_screen_demo_wanted(self, event: "WelcomeScreen.DemoWanted") -> None:
        """Leave for the demo."""
        event.stop()
        self._leave_for(DEMO)

    def _leave_for(self, name: str) -> None:
        if self._may_leave:
            self.reopens = name
            self.action_leave()

    def action_forget_everything(self) -> None:
        """List all files that are kept, and delete them if the user confirms."""
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
