"""Runs of workflows on a stage: a simulator whose prices and faults a test changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.simulator import faults
from ima_tui.simulator.rules import Price
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Change
from ima_tui.widgets.flow_rows import FlowRows
from ima_tui.workflows.drafting import Draft
from ima_tui.workflows.plan import Plan
from ima_tui.workflows.records import RunRecord
from ima_tui.workflows.steps import StepState
from tests.workflows.flows import IMAGE, plan

from .stage import text_of, until

VERSION = "doubao-seedream-4-5-251128"


@pytest.fixture
def sim() -> Iterator[Simulator]:
    simulator = Simulator(seed=7, speed=100.0)
    simulator.change(Change(subscribed=True))
    yield simulator
    simulator.close()


@pytest.fixture
def url(sim: Simulator) -> Iterator[str]:
    with serving(sim) as address:
        yield address


def two() -> Plan:
    """Two pictures, one after the other, 5 points each."""
    return plan(IMAGE | {"id": "a"}, IMAGE | {"id": "b", "needs": ["a"]})


def put_in_force(sim: Simulator, *rules: object) -> None:
    sim.apply(faults.read({"rules": list(rules)}))


def costs_now(sim: Simulator, points: int) -> None:
    """From now on a picture costs so much."""
    sim.change_offer(Price(task_type="text_to_image", version=VERSION, points=points))


def charges(sim: Simulator) -> list[int]:
    return [one["charged"] for one in sim.ledger()["charges"]]


async def show(app: ImaApp, pilot: Pilot[None], of: Plan) -> None:
    """Bring a plan to the screen as one that was made."""
    app.services.flows.drafts.add(Draft(of))
    await pilot.press("5")
    await until(pilot, lambda: bool(drafts(app)))
    await pilot.press("g", "enter")
    await until(pilot, lambda: isinstance(app.screen, PlanScreen))
    await until(pilot, lambda: "Run · " in text_of(app))


def drafts(app: ImaApp) -> list[str]:
    """The plans that the list of workflows shows."""
    lines = app.screen.query_one(FlowRows).lines if app.screen.query(FlowRows) else ()
    return [line.name for line in lines if line.key[0] == "draft"]


async def begin(app: ImaApp, pilot: Pilot[None], of: Plan) -> None:
    """Confirm a plan and come to its run."""
    await show(app, pilot, of)
    await confirm(app, pilot)
    await until(pilot, lambda: isinstance(app.screen, RunScreen))


async def confirm(app: ImaApp, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+r")
    await until(pilot, lambda: "Run exactly this plan" in text_of(app))
    await pilot.press("enter")


async def resume(app: ImaApp, pilot: Pilot[None], at_most: int) -> None:
    """From the list, open the newest run and go on with it, for so many points."""
    await pilot.press("5")
    await until(pilot, lambda: "not finished" in text_of(app))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, RunScreen))
    await until(pilot, lambda: "resumes it" in text_of(app))
    await pilot.press("ctrl+r")
    await until(pilot, lambda: f"Resume for at most {at_most} pts" in text_of(app))
    await pilot.press("enter")


async def answer(app: ImaApp, pilot: Pilot[None], title: str) -> None:
    """Open the question of the step that waits."""
    await until(pilot, lambda: "press u to answer it" in text_of(app))
    await pilot.press("u")
    await until(pilot, lambda: title in text_of(app))


def states(app: ImaApp) -> dict[str, StepState]:
    screen = app.screen
    assert isinstance(screen, RunScreen), screen
    return {id_: view.state for id_, view in screen.steps.items()}


async def until_states(app: ImaApp, pilot: Pilot[None], **wanted: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, RunScreen) and states(app) == wanted)


def records(home: Path) -> list[RunRecord]:
    """The runs as they are on disk."""
    paths = sorted(home.rglob("runs/*.json"))
    return [msgspec.json.decode(path.read_bytes(), type=RunRecord) for path in paths]


def delete_tasks(home: Path) -> None:
    """Delete all records of tasks."""
    (path,) = home.rglob("*.sqlite3")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM tasks")


def held(home: Path) -> int:
    """The points that runs hold of the caps, as the store has it."""
    (path,) = home.rglob("*.sqlite3")
    with closing(sqlite3.connect(path)) as database:
        statement = "SELECT coalesce(sum(points), 0) FROM reservations"
        found: int = database.execute(statement).fetchone()[0]
    return found


def cap(app: ImaApp, **caps: int) -> None:
    for name, points in caps.items():
        app.services.settings.set(f"budget.{name}", points)
