"""Prints what becomes of a task under every fault of the simulator at every call: `make matrix`."""

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("call", "fault", "meanwhile", "sends", "charges", "then", "in the end", "files", "losses")
NUMBERS = frozenset({"sends", "charges", "files", "losses"})

if TYPE_CHECKING:
    from tests.faults.trial import Found, Row


def main() -> int:
    """Try every row, print the table; 1 when anything was not as it must be."""
    sys.path.insert(0, str(ROOT))
    from tests.engine.warp import warp
    from tests.faults.table import rows
    from tests.faults.trial import tried

    begun = time.monotonic()
    found: list[tuple[Row, Found]] = []
    for row in rows():
        with tempfile.TemporaryDirectory() as folder:
            found.append((row, warp(tried(row, Path(folder)))))
    _print(found)
    print(
        "\nmeanwhile: how the task stands while the fault lasts, beside it the queue and the line;"
        " sends: of the same body;\ncharges: of the service's ledger by then; then: what a user"
        " does once the fault is gone (nothing: it goes on by itself);\nlosses: charges that no"
        " task accounts for, and results that are not on disk"
    )
    mistakes = [(row, one) for row, what in found for one in what.mistakes]
    print(f"\n{_totals(found)}; {len(mistakes)} mistakes in {time.monotonic() - begun:.0f} s")
    for row, mistake in mistakes:
        print(f"  {row.call}, {row.fault}: {mistake}")
    return 1 if mistakes else 0


def _print(found: list[tuple["Row", "Found"]]) -> None:
    lines = [HEADS, *(_cells(row, what) for row, what in found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell.rjust(width) if head in NUMBERS else cell.ljust(width)
            for head, cell, width in zip(HEADS, line, widths, strict=True)
        )
        print("  ".join(cells).rstrip())


def _cells(row: "Row", what: "Found") -> tuple[str, ...]:
    numbers = (str(what.sends), str(what.charges))
    end = (what.ends, str(what.files), str(what.losses))
    return (row.call, row.fault, what.held, *numbers, what.way or "-", *end)


def _totals(found: list[tuple["Row", "Found"]]) -> str:
    charged = sum(what.charged for _, what in found)
    accepted = sum(what.accepted for _, what in found)
    unasked = sum(what.losses - row.lost for row, what in found)
    refused = sum(row.lost for row, _ in found)
    return (
        f"{len(found)} rows: {accepted} tasks accepted, {charged} charges,"
        f" {sum(what.files for _, what in found)} results on disk, {unasked} losses"
        f" ({refused} more that the service lists but never gives)"
    )


if __name__ == "__main__":
    sys.exit(main())
