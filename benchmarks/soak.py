"""A thousand tasks while one call in twenty goes wrong, over two crashes: the figures.

Over real HTTP against the simulator, on time that takes no time, compared with the simulator's own
records. Run with `python -m benchmarks.soak`.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.engine.warp import warp
from tests.faults.soak import soak

TASKS = 1000


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


def main() -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = warp(soak(Path(folder), TASKS))
    print(f"tasks      {TASKS}: {told(figures.states)}")
    print(f"crashes    met {figures.crashed.total()} open tasks: {told(figures.crashed)}")
    print(f"a user     {told(figures.ways)}")
    print(f"calls      {figures.calls}; faults: {told(figures.hits)}")
    print(f"charges    {figures.charges[0]}, tasks with an id {figures.charges[1]}")
    print(f"points     {figures.charged[0]} charged, {figures.charged[1]} in the ledger")
    print(f"results    {figures.results[0]} on disk, {figures.results[1]} made")
    print(f"sends      of the same body {figures.most_sends} at the most")
    print(f"time       {figures.hours:.1f} h, in {time.monotonic() - begun:.0f} s")
    print(f"mistakes   {len(figures.mistakes)}")
    for mistake in figures.mistakes:
        print(f"  {mistake}")
    return 1 if figures.mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
