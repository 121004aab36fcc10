"""Spending as a table, JSON or CSV: the same figures as in History."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..clock import WallClock
from ..locale import t
from ..store.budget import Guard
from ..store.settings import read_settings
from ..store.spend import Period, per_period
from ..tasks.guards import guards_of
from ..wording.records import csv_line
from ..wording.spending import (
    MOST_PERIODS,
    estimated_time,
    figures,
    per_cent,
    real_time,
    total_lines,
)
from .exits import Exit
from .output import print_json, say, show
from .reading import spent
from .settings import settings
from .tables import cells, table

if TYPE_CHECKING:
    from ..profiles import Profile
    from ..store.budget import Standing
    from ..store.history import Filter
    from ..store.spend import Spend

_BAR_CELLS = 30


def tell_spend(profile: "Profile", wanted: "Filter", by: str, form: str) -> int:
    """Report the spending on tasks that match a filter, and how much of the caps is used.

    Raises:
        CommandError: the ledger can't be read.
    """
    now = (settings().clock or WallClock()).now()
    caps = guards_of(read_settings(profile.folders.settings).values).caps
    spend, used = spent(profile, wanted, Guard(caps, now, now, ""))
    # a command has no session of its own
    used = [one for one in used if one.cap != "session"]
    period = Period(by)
    periods = per_period(spend.days, period)
    if form == "json":
        print_json({"spend": figures(spend, periods, period, used)})
    elif form == "csv":
        say("".join(_csv(spend, periods, period)).removesuffix("\r\n"))
    else:
        _show(spend, periods[-MOST_PERIODS[period] :], period, used)
    return Exit.DONE


def _csv(spend: "Spend", periods: Sequence[tuple[date, int]], period: Period) -> list[str]:
    models = figures(spend, periods, period, ())["models"]
    names = list(models[0]) if models else ["model", "media", "points"]
    lines = [csv_line(["kind", "from", *names])]
    for day, points in periods:
        lines.append(
            csv_line([str(period), day, *(points if name == "points" else None for name in names)])
        )
    lines += [csv_line(["model", None, *model.values()]) for model in models]
    return lines


def _show(
    spend: "Spend",
    periods: Sequence[tuple[date, int]],
    period: Period,
    caps: "Sequence[Standing]",
) -> None:
    if not spend.points:
        say("\n".join([t("cli-nothing-spent"), *total_lines(spend, caps)[1:]]))
        return
    right = t("cli-column-points")
    rows = table(t(f"cli-column-{period}"), right, "", right=(right,))
    most = max(points for _, points in periods) or 1
    for day, points in periods:
        bar = "█" * round(points / most * _BAR_CELLS) or ("▏" if points else "")
        rows.add_row(*cells(day.isoformat(), f"{points:,}", bar))
    names = ("model", "points", "tasks", "success", "real", "expected")
    titles = {name: t(f"cli-column-{name}") for name in names}
    numbers = tuple(titles[name] for name in ("points", "tasks", "success"))
    models = table(*titles.values(), right=numbers)
    for one in spend.models:
        models.add_row(
            *cells(
                one.model,
                f"{one.points:,}",
                f"{one.tasks:,}",
                per_cent(one.success),
                real_time(one),
                estimated_time(one),
            )
        )
    show(rows, "", models, "")
    say("\n".join(total_lines(spend, caps)))
