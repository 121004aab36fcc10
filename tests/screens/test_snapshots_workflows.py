"""What a plan and a step of it look like: few pictures."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, TextArea

from ima_tui.app import ImaApp
from ima_tui.locale import use_language
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.plan_dialogs import SentenceDialog
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Change
from ima_tui.widgets.choices import Choices
from ima_tui.widgets.flow_rows import StepLine, StepRows
from ima_tui.workflows.drafting import Draft
from tests.workflows.flows import chain

from .pictures import Snap, StillClock, app_of, still
from .stage import NARROW, WIDE, app_on, ready, until


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_plan(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press("5", "n")
        await until(pilot, lambda: bool(app.screen.query("ItemRows")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SentenceDialog))
        await pilot.pause()
        app.screen.query_one("#sentence", TextArea).text = "a red fox in the snow"
        for one in ("image", "video", "music", "speech"):
            app.screen.query_one(f"#media-{one}", Checkbox).value = one != "speech"
        await pilot.pause()
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await until(pilot, lambda: bool(app.screen.query_one(StepRows).lines))
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_a_step(snap_compare: Snap, simulator_url: str, tmp_path: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        app.services.flows.drafts.add(Draft(chain()))
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, WorkflowsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await until(pilot, lambda: bool(app.screen.query_one(StepRows).lines))
        await pilot.press("j", "e")
        await until(pilot, lambda: bool(app.screen.query(Choices)))
        # a cursor that blinks is there or not
        await pilot.press("escape")
        await pilot.pause(0.8)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=WIDE, run_before=before)


@pytest.mark.parametrize(
    ("size", "language"),
    [(NARROW, "en"), (WIDE, "en"), (NARROW, "zh")],
    ids=["narrow", "wide", "zh"],
)
def test_a_run(snap_compare: Snap, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    # so slow that the first step is always under way
    simulator = Simulator(seed=7, speed=0.05, clock=StillClock().now)
    simulator.change(Change(subscribed=True))

    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        app.services.flows.drafts.add(Draft(msgspec.structs.replace(chain(), name="A fox")))
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, WorkflowsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await until(pilot, lambda: bool(app.screen.query_one(StepRows).lines))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        await until(pilot, lambda: any(one.per_cent is not None for one in rows(app)))
        await still(pilot)

    use_language(language)
    with serving(simulator) as url:
        app = app_on(url, str(tmp_path), StillClock())
        assert snap_compare(app, terminal_size=size, run_before=before)
    simulator.close()


def rows(app: ImaApp) -> Sequence[StepLine]:
    return app.screen.query_one(StepRows).lines
