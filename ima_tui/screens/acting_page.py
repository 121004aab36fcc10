"""The base of screens on which actions can be undone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from ..api.errors import ImaError
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..tasks.desk import SettleError
from ..wording.failures import failure_sentence
from ..wording.store import store_words
from .page import Page

Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of an action whose message is known only afterwards.

    Attributes:
        words: said when it worked.
        undo: the action that undoes it; None if it can't be undone.
    """

    words: str
    undo: Act | None = None


class ActingPage(Page):
    """A screen with actions that may fail and may be undone."""

    scope: ClassVar[str] = ""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.undoable: list[Act] = []
        self._acting: list[asyncio.Event] = []

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return bool(self.undoable)

    def describe(self) -> None:
        """Show what is selected as it is now."""
        raise NotImplementedError

    def carry_out(self, act: Act, words: str = "", undo: Act | None = None) -> None:
        """Run an action that may fail, and report the outcome.

        Args:
            act: the action; if it returns ``Done``, that has the message and the undo action.
            words: said when it worked.
            undo: the action that undoes it.
        """
        ended = asyncio.Event()
        self._acting.append(ended)

        async def acting() -> None:
            try:
                await self._carry_out(act, words, undo)
            finally:
                self._acting.remove(ended)
                ended.set()

        self.see_through(acting)

    def action_undo(self) -> None:
        """Undo the last action, if possible: if it is under way, once it is done."""
        self.see_through(partial(self._undo, tuple(self._acting)))

    async def _undo(self, acting: Sequence[asyncio.Event]) -> None:
        for ended in acting:
            await ended.wait()
        if not self.undoable:
            self.notify(t("undo-nothing"), markup=False)
            return
        act = self.undoable.pop()

        async def undo() -> None:
            try:
                await act()
            except (StoreError, OSError):
                # once there is space on the disk it can still be undone
                self.undoable.append(act)
                raise

        await self._carry_out(undo, t("undone"), None)

    async def _carry_out(self, act: Act, words: str, undo: Act | None) -> None:
        try:
            done = await act()
        except SettleError as error:
            self.notify(t(f"settle-{error.problem}"), severity="warning", markup=False)
        except ImaError as error:
            self.notify(failure_sentence(error), severity="warning", markup=False)
        except StoreError as error:
            self.notify(store_words(error), markup=False)
        except OSError:
            self.notify(t("problem-store"), severity="warning", markup=False)
        else:
            if isinstance(done, Done):
                words, undo = done.words, done.undo
            if undo is not None:
                self.undoable.append(undo)
                words = f"{words} {t('undo-hint')}"
            if words:
                self.notify(words, markup=False)
        if self.stands:
            self.tick()
            self.describe()
