"""Resuming what earlier runs left: whatever costs points needs confirmation."""

from collections.abc import Sequence
from contextlib import suppress

from ..locale import t
from ..locale.formats import points
from ..store.database import StoreError
from ..store.records import State, Task
from ..tasks.desk import SettleError
from ..tasks.engine import Engine
from ..tasks.machine import WATCHED
from ..tasks.problems import DAY_PASSED, HOLDING
from .asking import ask, can_ask
from .output import note


async def resume(engine: Engine, tasks: Sequence[Task], *, yes: bool) -> None:
    """Resume tasks of this program: send those waiting, poll those given up.

    Args:
        engine: an engine that has adopted the tasks of programs that ended.
        tasks: the tasks to resume.
        yes: whether waiting tasks may be sent without asking.
    """
    held = [engine.book.tasks[task.id] for task in tasks if task.id in engine.book.tasks]
    for task in held:
        if task.state in WATCHED and task.problem == DAY_PASSED:
            with suppress(SettleError, StoreError):
                await engine.desk.watch_again(task.id)
    waiting = [task for task in held if _waits(task)]
    if waiting and (yes or await _agreed(waiting)):
        await engine.resume()


def _waits(task: Task) -> bool:
    """Return whether a task waits to be sent at its known price; a new price needs confirming."""
    return task.state is State.QUEUED and task.problem in HOLDING and task.asked is None


async def _agreed(waiting: Sequence[Task]) -> bool:
    total = points(sum(task.points for task in waiting))
    if can_ask():
        return await ask(t("cli-confirm-queued", count=len(waiting), points=total))
    note(t("cli-queued-needs-yes", count=len(waiting), points=total))
    return False
