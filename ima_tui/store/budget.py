"""The budget guards: what may be spent in a session, a day and a month, counted from the ledger.

Whatever may have been charged counts, and what is about to be: tasks that wait, are sent, run, or
have no answer. A failed task counts too: whether its points come back is not known.
"""

import sqlite3
from dataclasses import dataclass

from .moments import last_days, this_month

RESERVED = ("queued", "uploading", "verifying", "sending", "unconfirmed")
"""States without an id of the service that hold points all the same."""

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
        spent: what counts against it already, in points.
    """

    def __init__(self, cap: str, limit: int, spent: int) -> None:
        super().__init__(cap)
        self.cap = cap
        self.limit = limit
        self.spent = spent


@dataclass(frozen=True, slots=True)
class Guard:
    """The caps as they stand for one program.

    Attributes:
        session_since: when its session began, seconds since the epoch.
        now: the moment of the check, likewise.
        owner: the program.
    """

    caps: Caps
    session_since: float
    now: float
    owner: str

    def check(
        self, connection: sqlite3.Connection, task: str, points: int, *, sending: bool
    ) -> None:
        """Let a task pass within the caps, inside the transaction that reserves its points.

        Args:
            connection: in a transaction.
            task: its local id; what it holds already does not count twice.
            points: what it costs.
            sending: whether it is about to be sent: others that still wait are checked when it is
                their turn.

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
        """Return each cap: its name, its points, since when it counts, and for which program."""
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
    """Return how much of each cap is used up, what waits and runs included.

    Args:
        connection: to the store.
        guard: the caps as they stand for one program.
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
    """Return the points that count from a moment on (seconds since the epoch).

    Args:
        connection: to the store.
        since: what was accepted, sent or made from then on counts.
        owner: only what this program made; None for all.
        but: a task that does not count.
        queued: whether what only waits counts; what workflows hold does anyway.

    Records that were deleted count like those that are there.
    What holds points still counts whenever it was made. Each create that may have been charged
    without an answer counts, also of the task that else does not.
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
    """Return the points of steps of workflows that are still to come.

    What its own run holds for later does not stand against a ``step`` that is sent.
    """
    statement = (
        "SELECT coalesce(sum(points), 0) FROM reservations"
        " WHERE (:owner IS NULL OR owner = :owner)"
        " AND run IS NOT (SELECT group_id FROM tasks WHERE id = :step AND group_id IS NOT NULL)"
    )
    total: int = connection.execute(statement, {"owner": owner, "step": step}).fetchone()[0]
    return total
