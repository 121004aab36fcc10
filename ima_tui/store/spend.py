"""Spending: points by day and by model, success rates and times."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .budget import Guard, Standing, standings
from .database import Database
from .history import Filter, condition_of

_MOMENT = "coalesce(accepted_at, sent_at, created_at)"


class Period(StrEnum):
    """The period to sum points by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class ModelSpend:
    """The spending, success and times of one model.

    Attributes:
        tasks: how many tasks were accepted, or may have been.
        points: the points of them.
        failed_points: the points of failed tasks among them, which the service may have refunded.
        done: how many ended with all or some results.
        failed: how many ended without.
        estimate: the average expected time in seconds, from and to.
        median: the median time of finished tasks, in seconds; None if none finished.
        p90: the 90th percentile of it.
    """

    model: str
    media: str
    tasks: int
    points: int
    failed_points: int
    done: int
    failed: int
    estimate: tuple[float, float]
    median: float | None
    p90: float | None

    @property
    def success(self) -> float | None:
        """The share of ended tasks with results, 0 to 1; None if none ended."""
        ended = self.done + self.failed
        return self.done / ended if ended else None


@dataclass(frozen=True, slots=True)
class Spend:
    """All figures of a selection of tasks.

    Attributes:
        days: points by day, oldest first, without empty days.
        models: the most expensive first.
        points: of all tasks except deleted ones.
        failed_points: the points of failed tasks among them.
        tasks: how many were charged.
        deleted: points of tasks whose records were deleted; only without a filter.
    """

    days: Sequence[tuple[date, int]] = ()
    models: Sequence[ModelSpend] = ()
    points: int = 0
    failed_points: int = 0
    tasks: int = 0
    deleted: int = 0


class Spending:
    """The figures of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, wanted: Filter) -> Spend:
        """Return the figures of the tasks that match a filter.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: spend_of(connection, wanted))

    async def caps(self, guard: Guard) -> tuple[Standing, ...]:
        """Return how much of each cap is used.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: standings(connection, guard))


def spend_of(connection: sqlite3.Connection, wanted: Filter) -> Spend:
    """Return the figures of the tasks that match a filter.

    Args:
        connection: to the store.
        wanted: the filter.
    """
    condition, values = condition_of(wanted)
    models = _models(connection, condition, values)
    deleted = _deleted(connection) if wanted == Filter() else []
    days: dict[date, int] = {}
    for day, points in [*_days(connection, condition, values), *deleted]:
        moment = date.fromisoformat(day)
        days[moment] = days.get(moment, 0) + points
    gone = sum(points for _, points in deleted)
    return Spend(
        days=sorted(days.items()),
        models=models,
        points=sum(model.points for model in models) + gone,
        failed_points=sum(model.failed_points for model in models),
        tasks=sum(model.tasks for model in models),
        deleted=gone,
    )


def per_period(days: Sequence[tuple[date, int]], period: Period) -> list[tuple[date, int]]:
    """Return points by the first day of each period, oldest first, without empty periods.

    Args:
        days: points by day.
        period: the period.
    """
    sums: dict[date, int] = {}
    for day, points in days:
        start = first_day(day, period)
        sums[start] = sums.get(start, 0) + points
    return sorted(sums.items())


def up_to_now(
    sums: Sequence[tuple[date, int]], period: Period, today: date, most: int, least: int = 1
) -> list[tuple[date, int]]:
    """Return the last periods, including empty ones.

    Args:
        sums: points by period.
        period: the period.
        today: its period is the last one, unless a later one has points, as clocks may jump.
        most: the most periods returned.
        least: the least periods returned; those before the first points are empty.
    """
    known = dict(sums)
    starts = [max([first_day(today, period), *known])]
    first = min(known, default=starts[-1])
    while len(starts) < most and (starts[-1] > first or len(starts) < least):
        starts.append(first_day(starts[-1] - timedelta(days=1), period))
    return [(start, known.get(start, 0)) for start in reversed(starts)]


def first_day(day: date, period: Period) -> date:
    """Return the first day of a day's period; weeks begin on Monday."""
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day


def _days(
    connection: sqlite3.Connection, condition: str, values: Sequence[object]
) -> list[tuple[str, int]]:
    rows = connection.execute(
        f"SELECT date({_MOMENT}, 'unixepoch', 'localtime') AS day, sum(charged) FROM tasks"
        f" WHERE {condition} AND charged > 0 GROUP BY day",
        values,
    )
    return [(day, points) for day, points in rows if day is not None]


def _deleted(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    rows = connection.execute(
        "SELECT date(at, 'unixepoch', 'localtime'), points FROM spent"
        f" UNION ALL SELECT date({_MOMENT}, 'unixepoch', 'localtime'), charged FROM tasks"
        " WHERE deleted_at IS NOT NULL AND charged > 0"
    )
    return [(day, points) for day, points in rows if day is not None]


def _models(
    connection: sqlite3.Connection, condition: str, values: Sequence[object]
) -> list[ModelSpend]:
    rows = connection.execute(
        "WITH chosen AS (SELECT model_name, media, state, charged, estimate_low, estimate_high,"
        " CASE WHEN state = 'done' AND untimed = 0 AND ended_at > accepted_at"
        f" THEN ended_at - accepted_at END AS took FROM tasks WHERE {condition} AND charged > 0),"
        " ranked AS (SELECT model_name, took, row_number() OVER (PARTITION BY model_name"
        " ORDER BY took) AS rank, count(*) OVER (PARTITION BY model_name) AS known FROM chosen"
        " WHERE took IS NOT NULL),"
        " times AS (SELECT model_name,"
        " min(CASE WHEN rank * 2 >= known THEN took END) AS median,"
        " min(CASE WHEN rank * 10 >= known * 9 THEN took END) AS p90 FROM ranked"
        " GROUP BY model_name)"
        " SELECT model_name, min(media), count(*), sum(charged),"
        " sum(CASE WHEN state = 'failed' THEN charged ELSE 0 END),"
        " sum(state IN ('done', 'partial')), sum(state = 'failed'),"
        " avg(estimate_low), avg(estimate_high), median, p90"
        " FROM chosen LEFT JOIN times USING (model_name)"
        " GROUP BY model_name ORDER BY sum(charged) DESC, model_name",
        values,
    )
    return [
        ModelSpend(
            model=row[0],
            media=row[1],
            tasks=row[2],
            points=row[3],
            failed_points=row[4],
            done=row[5],
            failed=row[6],
            estimate=(row[7], row[8]),
            median=row[9],
            p90=row[10],
        )
        for row in rows
    ]
