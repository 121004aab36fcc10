"""The start in a real terminal: first paint, a list that answers keys, ``--help``.

Ours and the yardstick in turn; run with `python -m benchmarks.start [PAIRS]`.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.console import Step, console, environment
from benchmarks.figures import Figure, table

PAIRS = 9
OURS = str(Path(sys.executable).with_name("ima-tui"))
BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
FRAME = Step((b"IMA TUI", b"1 Models", b"\xe2\x94\x82", b"help"))
BARE_FRAME = Step((b"A bare app", b"\xe2\x94\x82", b"Quit"))
LIST = Step((b"Text to image", b"Midjourney"), b"/zqx")
ANSWERED = Step((b"zqx",))


@contextmanager
def cached() -> Iterator[dict[str, str]]:
    """An environment whose cache has the lists; its service takes calls and never answers."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as silent:
        begin = [sys.executable, "-m", "ima_tui.simulator"]
        with subprocess.Popen(begin, stdout=subprocess.PIPE, text=True) as simulator:
            url = simulator.stdout.readline().strip() if simulator.stdout else ""
            subprocess.run(
                [OURS, "models", "--refresh", "--json"],
                env=environment(home, url),
                check=True,
                stdout=subprocess.DEVNULL,
            )
            simulator.terminate()
        yield environment(home, f"http://127.0.0.1:{silent.getsockname()[1]}")


def seconds(
    arguments: list[str], around: dict[str, str], *steps: Step
) -> tuple[list[float], float]:
    """When each step was drawn, and the seconds of a core until the last."""
    program = console(arguments, around)
    at = [program.wait_for(step) for step in steps]
    return at, program.end()


def called(*arguments: str) -> float:
    """Seconds that a command takes."""
    begun = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))
    return time.perf_counter() - begun


def figures(pairs: int = PAIRS) -> list[Figure]:
    ours, cores, bare, bare_cores, lists, helps, nothing = ([] for _ in range(7))
    with cached() as around:
        for number in range(pairs + 1):
            (painted,), core = seconds([OURS], around, FRAME)
            (bare_painted,), bare_core = seconds(BARE, around, BARE_FRAME)
            answered, _ = seconds([OURS], around, LIST, ANSWERED)
            helped, started = called(OURS, "--help"), called(sys.executable, "-c", "pass")
            if number:  # the first finds cold files
                ours.append(painted)
                cores.append(core)
                bare.append(bare_painted)
                bare_cores.append(bare_core)
                lists.append(answered[-1])
                helps.append(helped)
                nothing.append(started)
    return [
        Figure("start to first paint", ours, "s", "ratio 1.3", "bare Textual app", bare),
        Figure("the same, seconds of a core", cores, "s", "", "bare Textual app", bare_cores),
        Figure(
            "start to a list that answers keys", lists, "s", "1.3 × bare + 0.3 s", "bare app", bare
        ),
        Figure("ima-tui --help", helps, "s", "0.15 s", "python -c pass", nothing),
    ]


if __name__ == "__main__":
    print(table(figures(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)))
