"""Prints what becomes of every combination of every model on the simulator: `make combinations`."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
HEADS = (
    "task type",
    "model",
    "version",
    "controls",
    "combinations",
    "tried",
    "rules hit",
    "accepted",
    "forbidden",
    "refused",
)
NUMBERS = 3
"""From this column on there are numbers."""

if TYPE_CHECKING:
    from tests.exact.combos import Outcome


def main() -> int:
    """Try everything, print the table; 1 when anything was not as it must be."""
    sys.path.insert(0, str(ROOT))
    from ima_tui.simulator.service import Simulator
    from ima_tui.simulator.settings import Change
    from tests.exact.combos import offers, try_all

    begun = time.monotonic()
    service = Simulator(seed=7)
    service.change(Change(subscribed=True))
    try:
        outcomes = [try_all(offer, service) for offer in offers()]
    finally:
        service.close()
    _print(outcomes)
    print(
        "\ncombinations: of all choices and switches, an open choice included;"
        " forbidden: by a conflict,\nand not to be chosen in the form; refused: the service says"
    )
    mistakes = [mistake for outcome in outcomes for mistake in outcome.mistakes]
    print(f"\n{len(mistakes)} mistakes in {time.monotonic() - begun:.1f} s")
    for mistake in mistakes:
        print(f"  {mistake}")
    return 1 if mistakes else 0


def _print(outcomes: list["Outcome"]) -> None:
    rows = [
        (
            outcome.offer.leaf.task_type,
            outcome.offer.leaf.title,
            outcome.offer.leaf.id,
            len(outcome.offer.axes),
            *_counts(outcome),
        )
        for outcome in outcomes
    ]
    sums = [sum(column) for column in zip(*(_counts(one) for one in outcomes), strict=True)]
    controls = sum(len(outcome.offer.axes) for outcome in outcomes)
    rows.append(("total", f"{len(outcomes)} models", "", controls, *sums))
    lines = [HEADS, *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell.ljust(width) if place < NUMBERS else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


def _counts(outcome: "Outcome") -> tuple[int, ...]:
    return (
        outcome.combinations,
        outcome.tried,
        len(outcome.rules),
        outcome.accepted,
        outcome.forbidden,
        outcome.refused,
    )


if __name__ == "__main__":
    sys.exit(main())
