"""Settling an unconfirmed task: the three ways out, as options of a command."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..api.errors import ImaError
from ..locale import t
from ..store.database import StoreError
from ..tasks.desk import SettleError
from ..tasks.machine import ENDED
from .asking import ask, can_ask
from .ends import call_error, problem_error
from .exits import Exit
from .failures import CommandError, own_error

if TYPE_CHECKING:
    from ..store.records import Task
    from ..tasks.engine import Engine


@dataclass(frozen=True, slots=True)
class Way:
    """The chosen resolution; none if the command only waits.

    Attributes:
        attach: the id that the user found.
        yes: whether sending again is confirmed though it may charge twice.
    """

    attach: str | None
    not_created: bool
    send_again: bool
    yes: bool


async def settle(engine: "Engine", task: "Task", way: Way) -> "Task":
    """Settle a task in the chosen way and return its new state.

    Raises:
        CommandError: it can't be settled this way, or sending again is not confirmed.
    """
    try:
        _check_open(task, way)
        if way.attach is not None:
            return await engine.desk.attach(task.id, way.attach)
        if way.not_created:
            return await engine.desk.not_created(task.id)
        if way.send_again:
            await _agree_to_two(way)
            return await engine.desk.send_again(task.id)
    except SettleError as error:
        if error.problem == "other_state":
            now = engine.book.tasks.get(task.id, task)
            raise own_error("settled", state=t(f"state-{now.state}")) from None
        words = t(f"settle-{error.problem}")
        raise CommandError(error.problem, words, Exit.BAD_INPUT) from None
    except StoreError:
        raise problem_error("store") from None
    except ImaError as error:
        raise call_error(error) from None
    return engine.book.tasks.get(task.id, task)


def _check_open(task: "Task", way: Way) -> None:
    chosen = way.attach is not None or way.not_created or way.send_again
    if chosen and task.state in ENDED:
        raise SettleError("other_state")


async def _agree_to_two(way: Way) -> None:
    if way.yes:
        return
    if not can_ask():
        raise own_error("may_charge_twice")
    if not await ask(t("cli-confirm-twice")):
        raise own_error("declined")
