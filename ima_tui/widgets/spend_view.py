"""Spending: points over time as a chart, a row for each model, totals and caps below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ..catalog.characters import plain
from ..locale import t
from ..locale.formats import points
from ..store.budget import Standing
from ..store.spend import ModelSpend, Period, Spend, per_period, up_to_now
from ..wording.spending import (
    MOST_PERIODS,
    estimated_time,
    per_cent,
    real_time,
    total_lines,
)
from .cells import fit, right
from .links import Link, LinkLine, link_to

_LABEL_CELLS = 8
_GAP = 1.5
"""The gap between two bars in cells, and the half that plotext rounds up."""
_LEAST_COLUMN = 3
_MOST_COLUMN = 7
_LEAST_PERIODS = 7
"""A single bar would say nothing: it is as high as the chart."""
_LEAST_NAME, _MOST_NAME = 10, 22
_LEAST_BAR, _MOST_BAR = 6, 40


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures to draw.

    Attributes:
        spend: the spending on the tasks that match the filter.
        caps: how much of the caps is used.
        about: the filter in words; empty for all tasks.
        now: seconds since the epoch.
    """

    spend: Spend = field(default_factory=Spend)
    caps: Sequence[Standing] = ()
    about: str = ""
    now: float = 0.0


class SpendView(VerticalScroll, can_focus=True):
    """The view of spending.

    Attributes:
        period: the period to sum points by.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"spend--bar"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.period = Period.DAY
        self._figures: Figures | None = None

    def compose(self) -> ComposeResult:
        """Lay out the filter, the chart and the models."""
        yield LinkLine(id="spend-periods")
        yield Static(t("spend-reading"), id="spend-about", markup=False)
        yield Container(id="spend-chart")
        yield Static("", id="spend-models", markup=False)
        yield Static("", id="spend-totals", markup=False)

    def show(self, figures: Figures) -> None:
        """Show figures."""
        self._figures = figures
        self._draw()

    def show_period(self, period: Period) -> None:
        """Sum points by another period."""
        self.period = period
        self._draw()

    def on_resize(self) -> None:
        """Fit the chart and the columns to the size."""
        self._draw()

    def _draw(self) -> None:
        figures = self._figures
        if figures is None or not self.is_mounted:
            return
        spend = figures.spend
        self.query_one(LinkLine).show(
            [link_to("spend-period", t("spend-title")), *map(self._link, Period)]
        )
        about = self.query_one("#spend-about", Static)
        about.update("\n".join(filter(None, (figures.about, self._why_empty(spend)))))
        about.display = bool(figures.about) or not spend.points
        chart = self.query_one("#spend-chart")
        chart.display = bool(spend.points)
        if spend.points:
            self._chart(chart, self._bars(figures))
        models = self.query_one("#spend-models", Static)
        models.display = bool(spend.models)
        # rich's name: it does not know Textual's names of terminal colours
        accent = self.get_component_styles("spend--bar").color.rich_color.name
        models.update(model_table(spend.models, self._room, accent))
        totals = total_lines(spend, figures.caps)
        self.query_one("#spend-totals", Static).update("\n".join(totals))

    def _link(self, period: Period) -> Link:
        style = "here" if period is self.period else "muted"
        return Link(t(f"spend-by-{period}"), f"screen.spend_by('{period}')", style=style)

    def _why_empty(self, spend: Spend) -> str:
        return "" if spend.points else t("spend-empty")

    @property
    def _room(self) -> int:
        return max(40, self.scrollable_content_region.width - 1)

    def _bars(self, figures: Figures) -> list[tuple[date, int]]:
        today = datetime.fromtimestamp(figures.now).astimezone().date()
        fits = (self._room - _LABEL_CELLS) // _LEAST_COLUMN
        most = min(MOST_PERIODS[self.period], fits)
        sums = per_period(figures.spend.days, self.period)
        return up_to_now(sums, self.period, today, most, min(_LEAST_PERIODS, most))

    def _chart(self, place: Widget, bars: Sequence[tuple[date, int]]) -> None:
        # plotext is slow to import, so it is imported only for charts
        from textual_plotext import PlotextPlot

        plots = place.query(PlotextPlot)
        plot = plots.first() if plots else PlotextPlot()
        plot.theme = "clear"
        column = min(_MOST_COLUMN, (self._room - _LABEL_CELLS) // len(bars))
        plot.styles.width = _LABEL_CELLS + column * len(bars)
        drawing = plot.plt
        drawing.clear_figure()
        places = list(range(1, len(bars) + 1))
        heights = [points for _, points in bars]
        most = max(*heights, 1)
        colour = self.get_component_styles("spend--bar").color.rgb
        drawing.bar(places, heights, width=1 - _GAP / column, marker="sd", color=colour)
        drawing.xlim(0.5, len(bars) + 0.5)
        drawing.ylim(0, most)
        drawing.frame(False)  # noqa: FBT003 - plotext's own
        marks = sorted({0, most // 2, most})
        labels = [right(f"{mark:,}", _LABEL_CELLS - 1) for mark in marks]
        drawing.yticks([float(mark) for mark in marks], labels)
        every = -(-(len(t("spend-day", month=12, day=31)) + 2) // column)
        named = places[::-every][::-1]
        drawing.xticks(
            [float(place) for place in named], [self._day(bars[place - 1][0]) for place in named]
        )
        if plots:
            plot.refresh(layout=True)
        else:
            place.mount(plot)

    def _day(self, day: date) -> str:
        if self.period is Period.MONTH:
            return f"{day.year}-{day.month:02}"
        return t("spend-day", month=day.month, day=day.day)


def model_table(models: Sequence[ModelSpend], width: int, accent: str = "") -> Text:
    """Return a row for each model, with a bar for its points if there is room.

    Args:
        models: the most expensive first.
        width: in cells.
        accent: the colour of the bars.
    """
    heads = [t(f"spend-column-{name}") for name in ("model", "points", "success", "real", "listed")]
    rows = [
        [
            plain(one.model),
            points(one.points),
            per_cent(one.success),
            real_time(one),
            estimated_time(one),
        ]
        for one in models
    ]
    widths = [max(cell_len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    widths[0] = min(widths[0], _MOST_NAME)
    if _spare(width, widths) < 0:
        # first the expected times are left out, then the names are shortened
        heads, rows, widths = heads[:-1], [row[:-1] for row in rows], widths[:-1]
        widths[0] = max(_LEAST_NAME, widths[0] + min(0, _spare(width, widths)))
    spare = _spare(width, widths) - 2
    bar = min(_MOST_BAR, spare) if spare >= _LEAST_BAR else 0
    text = Text(no_wrap=True, overflow="ellipsis")
    _add_row(text, heads, widths, " " * bar, "dim")
    most = max((one.points for one in models), default=0) or 1
    for one, row in zip(models, rows, strict=True):
        filled = "█" * max(1, round(one.points / most * bar)) if bar else ""
        text.append("\n")
        _add_row(text, row, widths, fit(filled, bar), "", accent)
    return text


def _spare(width: int, widths: Sequence[int]) -> int:
    return width - sum(widths) - 2 * (len(widths) - 1)


def _add_row(
    text: Text, cells: Sequence[str], widths: Sequence[int], bar: str, style: str, accent: str = ""
) -> None:
    name, cost, success, *times = cells
    text.append(f"{fit(name, widths[0])}  {right(cost, widths[1])}  ", style)
    if bar:
        text.append(f"{bar}  ", accent)
    rest = [right(success, widths[2])]
    rest += [fit(time, width) for time, width in zip(times, widths[3:], strict=True)]
    text.append("  ".join(rest).rstrip(), style)
