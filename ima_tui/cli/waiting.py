"""Waiting for tasks sent earlier, after settling them if need be."""

import asyncio
from typing import TYPE_CHECKING

from ..locale import t
from ..store.records import State
from ..tasks.machine import OPEN
from .ends import End
from .exits import Exit
from .following import Follower, until_accepted, until_ended
from .output import say
from .progress import progress_on_stderr
from .resuming import resume
from .sending import telling
from .session import services_of, session
from .settings import profile_in_use
from .settling import Way, settle

if TYPE_CHECKING:
    from ..store.records import Task


def wait_for_all(state: str | None, *, yes: bool, as_json: bool) -> int:
    """Resume all open tasks, or those in one state, and wait for their end.

    Raises:
        CommandError: the service or the ledger can't be used.
    """
    return asyncio.run(_wait_for_all(state, yes=yes, as_json=as_json))


def go_on(found: "Task", way: Way, *, wait: bool, as_json: bool) -> int:
    """Settle or resume a task; then wait for its end, or until it is accepted.

    Raises:
        CommandError: it can't be settled this way, or the service or the ledger can't be used.
    """
    return asyncio.run(_go_on(found, way, wait=wait, as_json=as_json))


async def _wait_for_all(state: str | None, *, yes: bool, as_json: bool) -> Exit:
    wanted = OPEN if state is None else OPEN & {State(state)}
    services = services_of(profile_in_use(), lambda task: task.state in wanted)
    async with session(services, patient=True) as at:
        found = await services.ledger.in_states(wanted)
        if not found and not as_json:
            say(t("summary-idle"))
        await resume(at.engine, found, yes=yes)
        progress = progress_on_stderr(services.clock)
        follower = Follower(at, until_ended, progress, telling(as_json=as_json))
        for task in found:
            follower.add(task)
        follower.close()
        return await follower.run()


async def _go_on(found: "Task", way: Way, *, wait: bool, as_json: bool) -> Exit:
    services = services_of(profile_in_use(), lambda task: task.id == found.id)
    async with session(services, patient=not way.send_again) as at:
        settled = await settle(at.engine, found, way)
        tell = telling(as_json=as_json)
        if way.not_created:
            tell(End(settled, None, Exit.DONE))
            return Exit.DONE
        await resume(at.engine, [settled], yes=way.yes)
        enough = until_ended if wait else until_accepted
        follower = Follower(at, enough, progress_on_stderr(services.clock), tell)
        follower.add(settled)
        follower.close()
        return await follower.run()
