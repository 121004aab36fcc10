"""All figures as one table: `make bench`, or `python -m benchmarks [--write]`.

Each script runs in a process of its own; one that fails is told and leaves the others. ``--write``
puts the table into docs/performance.md.
"""

import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, table

SCRIPTS = ("start", "crowd", "visible", "models", "history", "watching")
PATIENCE = 180
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- make bench ARGS=--write -->", "<!-- end -->"


def measure(script: str) -> list[Figure]:
    """Run a script in a process of its own.

    Raises:
        subprocess.SubprocessError: it failed, or took too long.
    """
    with tempfile.NamedTemporaryFile() as file:
        subprocess.run(
            [sys.executable, "-m", "benchmarks", script, file.name],
            check=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
        )
        found: list[Figure] = pickle.load(file)  # noqa: S301 - our own
    return found


def machine() -> str:
    """What kind of machine it is, without its name."""
    load = f"{os.getloadavg()[0]:.1f}"
    kind = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{datetime.now(UTC):%Y-%m-%d}, {kind}, Python {platform.python_version()}, load {load}"


def write(text: str) -> None:
    """Put the table into its page."""
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", "utf-8")


def main(words: Sequence[str]) -> int:
    if len(words) == 2:  # a script, and where its figures go
        found = import_module(f"benchmarks.{words[0]}").figures()
        Path(words[1]).write_bytes(pickle.dumps(found))
        return 0
    about, begun = machine(), time.monotonic()
    all_figures: list[Figure] = []
    failed = []
    for script in SCRIPTS:
        print(f"{script} ...", file=sys.stderr, flush=True)
        try:
            all_figures += measure(script)
        except subprocess.SubprocessError as error:
            failed.append(f"{script}: {error}")
    text = f"{table(all_figures)}\n\n{about}; {time.monotonic() - begun:.0f} s."
    print("\n".join([text, *failed]))
    if "--write" in words and not failed:
        write(text)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
