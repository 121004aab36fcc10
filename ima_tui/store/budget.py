"""The budget guards: limits of spending per session, day and month, computed from the ledger.

Everything that was or may be charged counts: waiting, sending, running and unconfirmed tasks.
Failed tasks count, too: whether their points are refunded is unknown.
"""

import sqlite3
from dataclasses import dataclass

from .moments import last_days, this_month

RESERVED = ("queued", "uploading", "verifying", "sending", "unconfirmed")
"""States without an id of the service that hold points nevertheless."""

_SENT = ("uploading", "verifying", "sending", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that may be spent, in points; None for no cap."""

    session: int | None = None
    day: int | None = None
    month: int | None = None


class OverBudgetError(Exception):
    """A task would go over a cap; nothing was written.

    Attributes:
        cap: ``session``, ``day`` or ``month``.
        limit: the cap, in points.
        spent: what already counts against it, in points.
    """

    def __init__(self, cap: str, limit: int, spent: int) -> None:
        super().__init__(cap)
        self.cap = cap
        self.limit = limit
        self.spent = spent


@dataclass(frozen=True, slots=True)
class Guard:
    """The caps applied to one program.

    Attributes:
        session_since: when its session began, seconds since the epoch.
        now: the time of the check, likewise.
        owner: the program.
    """

    caps: Caps
    session_since: float
    now: float
    owner: str

    def check(
        self, connection: sqlite3.Connection, task: str, points: int, *, sending: bool
    ) -> None:
        """Check a task against the caps, inside the transaction that reserves its points.

        Args:
            connection: in a transaction.
            task: its local id; points it already holds do not count twice.
            points: its price.
            sending: whether it is about to be sent: then tasks that still wait do not count.

        Raises:
            OverBudgetError: it would go over a cap.
        """
        for cap, limit, since, owner in self.windows():
            if limit is None:
                continue
            spent = spent_since(connection, since, owner=owner, but=task, queued=not sending)
            if spent + points > limit:
                raise OverBudgetError(cap, limit, spent)

    def windows(self) -> tuple[tuple[str, int | None, float, str | None], ...]:
        """Return each cap: its name, its points, the start of its window, and the program."""
        return (
            ("session", self.caps.session, self.session_since, self.owner),
            ("day", self.caps.day, last_days(1, self.now), None),
            ("month", self.caps.month, this_month(self.now), None),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a cap is used up.

    Attributes:
        cap: ``session``, ``day`` or ``month``.
        limit: the cap, in points; None for no cap.
        spent: what counts against it, in points.
    """

    cap: str
    limit: int | None
    spent: int


def standings(connection: sqlite3.Connection, guard: Guard) -> tuple[Standing, ...]:
    """Return how much of each cap is used, including waiting and running tasks.

    Args:
        connection: to the store.
        guard: the caps applied to one program.
    """
    return tuple(
        Standing(cap, limit, spent_since(connection, since, owner=owner))
        for cap, limit, since, owner in guard.windows()
    )


def spent_since(
    connection: sqlite3.Connection,
    since: float,
    *,
    owner: str | None = None,
    but: str = "",
    queued: bool = True,
) -> int:
    """Return the points that count since a time in seconds since the epoch.

    Args:
        connection: to the store.
        since: tasks accepted, sent or created from then on count.
        owner: only tasks owned by this program; None for all.
        but: a task to leave out.
        queued: whether waiting tasks count; reservations of workflows always do.

    Deleted records count like all others.
    Tasks that still hold points count whenever they were created. Each create that may have been
    charged without an answer counts, even of the task left out.
    """
    states = RESERVED if queued else _SENT
    places = ", ".join(f"'{state}'" for state in states)
    whose = "AND owner = :owner" if owner is not None else ""
    held = f"(id != :but AND (task_id IS NOT NULL OR state IN ({places})))"
    statement = (
        f"SELECT coalesce(sum(credit * count * (unsure + {held})), 0) + ("
        f"SELECT coalesce(sum(points), 0) FROM spent WHERE at >= :since {whose}) FROM tasks"
        f" WHERE (task_id IS NULL AND state IN ({places})"
        f" OR coalesce(accepted_at, sent_at, created_at) >= :since) {whose}"
    )
    values = {"but": but, "since": since, "owner": owner}
    total: int = connection.execute(statement, values).fetchone()[0]
    return total + _reserved(connection, owner, "" if queued else but)


def _reserved(connection: sqlite3.Connection, owner: str | None, step: str) -> int:
    """Return the points reserved for future steps of workflows.

    Reservations of its own run do not count against a ``step`` that is sent.
    """
    statement = (
        "SELECT coalesce(sum(points), 0) FROM reservations"
        " WHERE (:owner IS NULL OR owner = :owner)"
        " AND run IS NOT (SELECT group_id FROM tasks WHERE id = :step AND group_id IS NOT NULL)"
    )
    total: int = connection.execute(statement, {"owner": owner, "step": step}).fetchone()[0]
    return total
