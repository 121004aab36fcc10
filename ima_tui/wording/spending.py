"""Spending in words and figures, for screens and commands alike."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..locale import t
from ..locale.formats import duration, expected, points
from ..store.budget import OverBudgetError, Standing
from ..store.spend import ModelSpend, Period, Spend

MOST_PERIODS = {Period.DAY: 31, Period.WEEK: 26, Period.MONTH: 24}
"""How many models and periods are shown to a person."""


def over_words(over: OverBudgetError) -> str:
    """Return which cap an order would exceed, and how much of it is used."""
    return t(f"over-{over.cap}", limit=points(over.limit), spent=points(over.spent))


def per_cent(part: float | None) -> str:
    """Return a fraction as a percentage; a dash for None."""
    return "—" if part is None else f"{part * 100:.0f} %"


def real_time(model: ModelSpend) -> str:
    """Return the measured times of a model: median and 90th percentile."""
    if model.median is None or model.p90 is None:
        return "—"
    return t("spend-took", median=duration(model.median), most=duration(model.p90))


def estimated_time(model: ModelSpend) -> str:
    """Return the expected time of a model."""
    return expected(*model.estimate)


def total_lines(spend: Spend, caps: Sequence[Standing]) -> list[str]:
    """Return the total, what may have been refunded, and how much of the caps is used."""
    lines = [t("spend-total", points=points(spend.points), count=spend.tasks)]
    if spend.failed_points:
        lines.append(t("spend-failed", points=points(spend.failed_points)))
    if spend.deleted:
        lines.append(t("spend-deleted", points=points(spend.deleted)))
    return [*lines, *map(_cap_line, caps)]


def _cap_line(standing: Standing) -> str:
    used = points(standing.spent)
    if standing.limit is None:
        return t(f"spend-cap-{standing.cap}-none", points=used)
    part = standing.spent / standing.limit if standing.limit else 1.0
    limit = points(standing.limit)
    return t(f"spend-cap-{standing.cap}", points=used, limit=limit, part=per_cent(part))


def figures(
    spend: Spend, periods: Sequence[tuple[date, int]], period: Period, caps: Sequence[Standing]
) -> dict[str, Any]:
    """Return all figures as JSON.

    Args:
        spend: the figures of the tasks.
        periods: points by the first day of each period.
        period: the period.
        caps: how much of each cap is used.
    """
    return {
        "points": spend.points,
        "failed_points": spend.failed_points,
        "deleted_points": spend.deleted,
        "tasks": spend.tasks,
        "by": str(period),
        "periods": [{"from": day.isoformat(), "points": spent} for day, spent in periods],
        "models": [_model(model) for model in spend.models],
        "caps": [{"cap": one.cap, "limit": one.limit, "spent": one.spent} for one in caps],
    }


def _model(model: ModelSpend) -> dict[str, Any]:
    low, high = model.estimate
    return {
        "model": model.model,
        "media": model.media,
        "points": model.points,
        "failed_points": model.failed_points,
        "tasks": model.tasks,
        "done": model.done,
        "failed": model.failed,
        "success": _rounded(model.success, 3),
        "median_seconds": _rounded(model.median, 1),
        "p90_seconds": _rounded(model.p90, 1),
        "estimate_low": round(low, 1),
        "estimate_high": round(high, 1),
    }


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)
