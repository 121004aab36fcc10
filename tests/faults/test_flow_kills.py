"""Workflows killed between any two writes, again and again: each step is paid for once."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ima_tui.simulator import faults
from ima_tui.simulator.service import Simulator
from ima_tui.workflows.plan import Plan
from ima_tui.workflows.records import Runs

from ..workflows.flows import plan
from .nursery import Nursery

SMALL = {"model": "gemini-3.1-flash-image", "prompt": "a fox", "params": {"size": "512px"}}
"""Quick to be drawn and fetched."""
IMAGE = SMALL | {"task_type": "text_to_image"}
EDIT = SMALL | {"task_type": "image_to_image"}
MOST_STEPS = 3
WRITES_A_STEP = 12
"""About so many writes a step takes from its order to its file."""
MOST_STARTS = 8


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Pictures, some made from earlier ones, some only after them."""
    steps: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, MOST_STEPS))):
        earlier = [f"s{i}" for i in range(number)]
        source = draw(st.sampled_from([None, *earlier]))
        needs = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        entry = IMAGE if source is None else EDIT | {"inputs": [{"step": source}]}
        steps.append(entry | {"id": f"s{number}", "needs": needs})
    return plan(*steps)


RULES = st.one_of(
    st.builds(lambda nth: {"kind": "fail_task", "nth": nth}, st.integers(1, MOST_STEPS)),
    st.builds(
        lambda kind, nth: {"kind": kind, "call": "create", "nth": nth},
        st.sampled_from(["drop_before", "drop_after"]),
        st.integers(1, MOST_STEPS),
    ),
)
"""What else goes wrong: a task fails after it was charged, or an answer to a create never comes."""
KILLS = st.lists(st.integers(1, MOST_STEPS * WRITES_A_STEP), max_size=3)


def charged(url: str, before: int) -> list[str]:
    """What was charged by now, as the service tells a user who looks.

    It is asked twice: a create that a killed program had on its way comes before the second answer.
    """
    _, told = (httpx.get(f"{url}/__sim/ledger", trust_env=False).json() for _ in range(2))
    return [one["task_id"] for one in told["charges"]][before:]


def run_to_its_end(
    nursery: Nursery, url: str, of: Plan, kills: list[int], folder: Path, before: int
) -> None:
    """Start programs, each killed before one of its writes, until the run is closed."""
    for start in range(len(kills) + MOST_STARTS):
        program = nursery.start(
            "flow",
            url=url,
            folder=str(folder),
            plan=msgspec.to_builtins(of),
            write=kills[start] if start < len(kills) else 0,
            charged=charged(url, before),
        )
        if program.ended() == 0 and any(one.closed_at for one in Runs(folder / "runs").all()):
            return
    raise AssertionError("it never came to its end")


def failed(folder: Path) -> int:
    """How many tasks were paid for and failed."""
    with closing(sqlite3.connect(folder / "data.sqlite3")) as database:
        statement = "SELECT count(*) FROM tasks WHERE state = 'failed' AND task_id IS NOT NULL"
        found: int = database.execute(statement).fetchone()[0]
    return found


@settings(
    max_examples=16,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(of=plans(), kills=KILLS, rules=st.lists(RULES, max_size=2))
def test_each_step_is_charged_once_whatever_fails_and_whenever_it_is_killed(
    nursery: Nursery, sim: Simulator, url: str, of: Plan, kills: list[int], rules: list[Any]
) -> None:
    before = len(sim.ledger()["charges"])
    sim.faults.clear()
    sim.apply(faults.read({"rules": rules}))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_to_its_end(nursery, url, of, kills, folder, before)
        (record,) = Runs(folder / "runs").all()
        assert record.plan is None, "it is closed, and its prompts are gone"
        # what failed at the service was paid for and is tried again; nothing else is paid twice
        assert len(charged(url, before)) == len(of.steps) + failed(folder)
