"""Taking tasks out of the queue, and putting them back."""

from collections.abc import Awaitable, Callable, Sequence

from ..locale import t
from ..store.database import StoreError
from ..store.records import State, Task
from ..tasks.desk import Desk, SettleError
from .acting_page import Done


async def taken_out(desk: Desk, queued: Sequence[Task]) -> Done:
    """Take tasks out of the queue; one that is already being sent does not prevent the others.

    Raises:
        SettleError: none could be taken out.
        StoreError: it could not be written down, for the first of them.
        OSError: a request could not be read, for the first of them.
    """
    out, error = await _each(queued, desk.take_out)
    if error is not None and not out:
        raise error
    stopped = [task for task in out if task.state is State.STOPPED]
    said = [t("taken-out", count=len(stopped))] if stopped else []
    if len(stopped) < len(out):
        # whether unconfirmed tasks were charged is open: settling them includes sending again
        said.append(t("taken-back"))
    if len(out) < len(queued):
        said.append(t("taken-out-not", count=len(queued) - len(out)))

    async def put_back() -> None:
        back, error = await _each(stopped, desk.put_back)
        for task in back:
            stopped[:] = [one for one in stopped if one.id != task.id]
        if error is not None and (not back or not isinstance(error, SettleError)):
            raise error

    return Done(" ".join(said), put_back if stopped else None)


async def _each(
    tasks: Sequence[Task], act: Callable[[str], Awaitable[Task]]
) -> tuple[list[Task], Exception | None]:
    """Apply an action to each task; skip those that moved on, stop if the store fails.

    Returns:
        The tasks it was applied to, in their new state, and the first error.
    """
    done: list[Task] = []
    first: Exception | None = None
    for task in tasks:
        try:
            done.append(await act(task.id))
        except SettleError as error:
            first = first or error
        except (StoreError, OSError) as error:
            return done, error
    return done, first
