"""Reading the ledger for a command, without the service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ..profiles import Profile
from ..store.budget import Guard, Standing
from ..store.database import Database, StoreError
from ..store.history import Filter, History
from ..store.ledger import Ledger
from ..store.records import Event, State, Task
from ..store.spend import Spend, Spending
from .failures import own_error, unusable_error

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_CHARACTERS = 6
"""The least characters of an abbreviated local id."""

_MOST_CHOICES = 8
_ROWS_AT_ONCE = 500


def newest(profile: Profile, state: str | None, limit: int) -> "tuple[Sequence[Task], int]":
    """Return the newest tasks, newest first, and how many more there are.

    Raises:
        CommandError: the ledger can't be read.
    """
    return asyncio.run(_newest(profile, state, limit))


async def _newest(profile: Profile, state: str | None, limit: int) -> "tuple[Sequence[Task], int]":
    async with ledger_of(profile) as ledger:
        if state is None:
            total, _ = await ledger.totals()
            return await ledger.page(0, limit), max(0, total - limit)
        found = (await ledger.in_states([State(state)]))[::-1]
        return found[:limit], max(0, len(found) - limit)


def past(profile: Profile, wanted: Filter, limit: int) -> "tuple[Sequence[Task], int]":
    """Return the tasks that match a filter, newest first, and how many more there are.

    Raises:
        CommandError: the ledger can't be read.
    """
    return asyncio.run(_past(profile, wanted, limit))


async def _past(profile: Profile, wanted: Filter, limit: int) -> "tuple[Sequence[Task], int]":
    async with _database(profile) as database:
        history = History(database)
        rows = (await history.find(wanted)).rows
        tasks: list[Task] = []
        for start in range(0, min(limit, len(rows)), _ROWS_AT_ONCE):
            tasks += await history.tasks(rows[start : min(limit, start + _ROWS_AT_ONCE)])
        return tasks, max(0, len(rows) - limit)


def spent(profile: Profile, wanted: Filter, guard: Guard) -> "tuple[Spend, Sequence[Standing]]":
    """Return the spending on tasks that match a filter, and how much of the caps is used.

    Raises:
        CommandError: the ledger can't be read.
    """
    return asyncio.run(_spent(profile, wanted, guard))


async def _spent(
    profile: Profile, wanted: Filter, guard: Guard
) -> "tuple[Spend, Sequence[Standing]]":
    async with _database(profile) as database:
        spending = Spending(database)
        return await spending.of(wanted), await spending.caps(guard)


def one(profile: Profile, name: str) -> "tuple[Task, Sequence[Event]]":
    """Find a task and its timeline.

    Args:
        profile: live or demo.
        name: its local id, the beginning or the end of it, or the service's id.

    Raises:
        CommandError: there is none, or several match; or the ledger can't be read.
    """
    return asyncio.run(_one(profile, name))


async def _one(profile: Profile, name: str) -> "tuple[Task, Sequence[Event]]":
    async with ledger_of(profile) as ledger:
        task = await _named(ledger, name.strip())
        return task, await ledger.timeline(task.id)


async def _named(ledger: Ledger, name: str) -> Task:
    exact = await ledger.get(name) or await ledger.holder(name)
    if exact is not None:
        return exact
    long_enough = len(name) >= LEAST_CHARACTERS
    found = await ledger.partly(name, _MOST_CHOICES) if long_enough else ()
    if not found:
        raise own_error("no_task", id=name, least=LEAST_CHARACTERS)
    if len(found) > 1:
        choices = tuple(task.id for task in found)
        raise own_error("ambiguous_task", choices=choices, id=name, known=", ".join(choices))
    return found[0]


@asynccontextmanager
async def ledger_of(profile: Profile) -> AsyncIterator[Ledger]:
    """Open the ledger, to read it without the service.

    Raises:
        CommandError: it can't be read.
    """
    async with _database(profile) as database:
        yield Ledger(database)


@asynccontextmanager
async def _database(profile: Profile) -> AsyncIterator[Database]:
    database = Database(profile.folders.database)
    try:
        await database.open()
        yield database
    except StoreError as error:
        raise unusable_error(error) from None
    finally:
        await database.close()
