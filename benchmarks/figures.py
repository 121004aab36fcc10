"""A figure beside its yardstick, and the table of all."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("what", "median", "from – to", "yardstick", "its median", "ratio", "aim")


@dataclass(frozen=True)
class Figure:
    """What was measured, several times.

    Attributes:
        what: in words.
        ours: the samples.
        unit: ``s``, ``ms``, ``MB``; empty for a plain number.
        aim: what it shall be at most, in words.
        yardstick: what was measured beside it, in the same run; empty for nothing.
        beside: its samples.
    """

    what: str
    ours: Sequence[float]
    unit: str = "ms"
    aim: str = ""
    yardstick: str = ""
    beside: Sequence[float] = ()

    def cells(self) -> tuple[str, ...]:
        """The figure as a row of the table."""
        middle = statistics.median(self.ours)
        spread = f"{_number(min(self.ours))} – {_number(max(self.ours))}"
        if not self.beside:
            return (self.what, f"{_number(middle)} {self.unit}", spread, "", "", "", self.aim)
        other = statistics.median(self.beside)
        ratio = f"{middle / other:.2f}" if other else ""
        beside = f"{_number(other)} {self.unit}"
        return (
            self.what,
            f"{_number(middle)} {self.unit}",
            spread,
            self.yardstick,
            beside,
            ratio,
            self.aim,
        )


def table(figures: Sequence[Figure]) -> str:
    """All figures as a table in Markdown."""
    rows = [HEAD, *(tuple(cell.strip() for cell in one.cells()) for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
