"""Workflows killed between any two writes, again and again: each step is paid for once."""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def charged(sim: Simulator, before: int) -> list[str]:
    return [one["task_id"] for one in sim.ledger()["charges"]][before:]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(of=plans(), kills=st.lists(st.integers(1, MOST_STEPS * WRITES_A_STEP), max_size=3))
def test_each_step_is_charged_once_whenever_it_is_killed(
    nursery: Nursery, sim: Simulator, url: str, of: Plan, kills: list[int]
) -> None:
    before = len(sim.ledger()["charges"])
    with tempfile.TemporaryDirectory() as folder:
        for start in range(len(kills) + MOST_STARTS):
            program = nursery.start(
                "flow",
                url=url,
                folder=folder,
                plan=msgspec.to_builtins(of),
                write=kills[start] if start < len(kills) else 0,
                charged=charged(sim, before),
            )
            if program.ended() != 0:
                continue
            if any(one.closed_at for one in Runs(Path(folder) / "runs").all()):
                break
        else:
            raise AssertionError("it never came to its end")
        (record,) = Runs(Path(folder) / "runs").all()
        assert record.plan is None, "it is closed, and its prompts are gone"
    assert len(charged(sim, before)) == len(of.steps)
