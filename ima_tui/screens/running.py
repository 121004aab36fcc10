"""Running the form of Create: confirming if necessary, and reporting the outcome."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from ..actions import action
from ..catalog.bodies import Order, private_keys
from ..catalog.products import Leaf
from ..keymap import key_name, keys_of
from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..store.recent import Run
from ..store.records import State
from ..tasks.groups import BATCH, new_group
from .dialogs import Answer, AskDialog, PayDialog
from .filling import Sheet
from .page import Page, Tell
from .submitting import Submitted, submit_all, why_ask

REPEAT_SECONDS = 1.0
"""The same run again within this time counts as the same key press."""

LATE_SECONDS = 0.5
"""How long an order takes before that is told."""

_BEFORE = frozenset({State.QUEUED, State.UPLOADING})
"""States of a task whose inputs are not all at the service."""


class Runner:
    """Runs sheets, one at a time.

    Args:
        page: asks on top of it.
        services: takes the orders.
        tell: shows the outcome.
        keep: puts back the prompts that were not sent while others were.
    """

    def __init__(
        self,
        page: Page,
        services: Services,
        tell: Tell,
        keep: Callable[[Sequence[str]], None],
    ) -> None:
        self._page = page
        self._services = services
        self._tell = tell
        self._keep = keep
        self._busy: Sheet | None = None
        self._next: tuple[Sheet, bool] | None = None
        self._offered: set[str] = set()
        self._last: tuple[Sheet, float] | None = None
        self._uploading: set[str] = set()

    def run(self, sheet: Sheet, *, by_enter: bool = False, waited: bool = False) -> None:
        """Run a valid sheet; one that comes while another is submitted is run after it.

        Args:
            sheet: the filled form.
            by_enter: whether it was the key that also confirms.
            waited: whether the key was pressed some time ago: another screen may be on top.
        """
        if self._is_repeat(sheet) or self._busy == sheet:
            return
        if self._busy is not None:
            self._next = (sheet, by_enter)
        else:
            self._begin(sheet, by_enter=by_enter, waited=waited)

    def _begin(self, sheet: Sheet, *, by_enter: bool, waited: bool = False) -> None:
        self._busy = sheet
        orders = sheet.orders()
        why = why_ask(self._services, orders)
        if why and waited and not self._page.on_top:
            self._answered(sheet, orders, None)
        elif why:
            title = t("confirm-title", points=points(sheet.points))
            ask = PayDialog if by_enter else AskDialog
            dialog = ask(title, why, [Answer("run", t("confirm-run"))])
            self._page.app.push_screen(dialog, partial(self._answered, sheet, orders))
        else:
            self._answered(sheet, orders, ("run", ""))

    def _answered(
        self, sheet: Sheet, orders: Sequence[Order], answer: tuple[str, str] | None
    ) -> None:
        if answer is None:
            self._busy = self._last = self._next = None
            self._tell(t("nothing-sent"))
        else:
            self._page.background(partial(self._submit, sheet, orders), "submit", only=False)

    def brought_inputs(self) -> bool:
        """Return whether inputs of a run arrived at the service since the last call."""
        engine = self._services.engine
        tasks = engine.book.tasks if engine is not None else {}
        before = {id_ for id_ in self._uploading if id_ in tasks and tasks[id_].state in _BEFORE}
        arrived = before != self._uploading
        self._uploading = before
        return arrived

    async def _submit(self, sheet: Sheet, orders: Sequence[Order]) -> None:
        engine = self._services.engine
        late = self._page.set_timer(LATE_SECONDS, lambda: self._tell(t("order-taking"), good=True))
        try:
            if engine is None:
                self._next = None
                self._tell(t("create-still-starting"))
                return
            group = new_group(BATCH) if len(orders) > 1 else None
            submitted = await submit_all(engine, orders, group)
        finally:
            late.stop()
            self._busy = None
        self._tell_of(sheet, submitted)
        self._uploading |= {task.id for task in submitted.tasks if sheet.draft.inputs}
        following, self._next = self._next, None
        if following is not None:
            self._begin(following[0], by_enter=following[1], waited=True)
        if submitted.tasks:
            await self._remember(sheet)

    async def _remember(self, sheet: Sheet) -> None:
        """Remember the run for the next start of Create, without the prompt."""
        draft = sheet.draft
        own = draft.chosen - private_keys(draft.form)
        run = Run(draft.form.leaf.id, {key: draft.state[key] for key in own if key in draft.state})
        # if it can't be stored, Create opens with the default
        with suppress(OSError):
            await asyncio.to_thread(self._services.recent.note, draft.form.leaf.task_type, run)

    def _tell_of(self, sheet: Sheet, submitted: Submitted) -> None:
        """Report the outcome; of several orders those not sent stay in the form."""
        tasks, refused = submitted.tasks, submitted.refused
        if not refused:
            one = t("queued-notice", model=sheet.draft.form.leaf.title)
            words = one if len(tasks) == 1 else t("queued-batch", count=len(tasks))
            words += self._usual_offer(sheet.draft.form.leaf)
            self._tell(words, good=True)
        elif not tasks:
            self._tell(f"{refused[0][1]} {t('nothing-sent')}")
        else:
            self._keep([sheet.prompts[place][1] for place, _ in refused])
            lines = ", ".join(str(sheet.prompts[place][0]) for place, _ in refused)
            about = {"queued": len(tasks), "count": len(sheet.prompts), "lines": lines}
            self._tell(t("queued-some", why=refused[0][1], **about))

    def _usual_offer(self, leaf: Leaf) -> str:
        """Once for each model other than the user's usual one, offer to make it that."""
        usual = self._services.defaults.preferred(leaf.task_type)
        if usual is None or usual.id == leaf.id or leaf.id in self._offered:
            return ""
        self._offered.add(leaf.id)
        key = key_name(keys_of(action("make-usual"))[0])
        return " " + t("usual-offer", usual=usual.title, model=leaf.title, key=key)

    def _is_repeat(self, sheet: Sheet) -> bool:
        """Return whether a run repeats the last one: a key held down or a double click."""
        last, self._last = self._last, (sheet, time.monotonic())
        return last is not None and last[0] == sheet and self._last[1] - last[1] < REPEAT_SECONDS
