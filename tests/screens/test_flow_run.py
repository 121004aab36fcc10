"""Runs on screen when something goes wrong: each is said, settled by key, and gone on with."""

import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from msgspec import structs
from PIL import Image
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Change
from ima_tui.workflows.plan import Plan
from ima_tui.workflows.records import RunRecord, Runs
from ima_tui.workflows.running import Run
from tests.workflows.flows import EDIT, IMAGE, plan

from .flow_stage import (
    answer,
    begin,
    cap,
    charges,
    confirm,
    put_in_force,
    records,
    show,
    sim,
    states,
    two,
    until_states,
    url,
)
from .stage import app_on, on_stage, ready, text_of, until, words, write

__all__ = ["sim", "url"]

WALRUS = "an unmistakable purple walrus"


def branched() -> Plan:
    """A picture, one made from it, and one that has nothing to do with them."""
    return plan(
        IMAGE | {"id": "a"},
        EDIT | {"id": "b", "inputs": [{"step": "a"}]},
        IMAGE | {"id": "c", "prompt": "a hare"},
    )


@pytest.mark.parametrize("way", ["attach", "not created", "send again"])
async def test_a_step_without_an_answer_is_settled_from_the_run(
    way: str, sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "drop_after", "call": "create", "times": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="unconfirmed", b="waiting")
        assert charges(sim) == [5], "it is not resent automatically"
        await answer(app, pilot, "This needs you")
        if way == "attach":
            task = sim.ledger()["charges"][0]["task_id"]
            app.screen.query_one(Input).value = task
            await pilot.press("enter")
        else:
            button = {"not created": "#not_created", "send again": "#send_again"}[way]
            await pilot.click(button)
        if way == "not created":
            await until_states(app, pilot, a="failed", b="blocked")
            await pilot.press("ctrl+r")
            await until(pilot, lambda: "Resume for at most 10 pts" in text_of(app))
            await pilot.press("enter")
        await until_states(app, pilot, a="done", b="done")
    # the first create had been charged; who says otherwise, or sends again, pays for it twice
    assert charges(sim) == ([5, 5] if way == "attach" else [5, 5, 5])


async def test_a_failed_step_stops_only_what_comes_after_it_and_is_gone_on_with(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, branched())
        await until(pilot, lambda: "failed" in states(app).values())
        await until(
            pilot, lambda: "done" in states(app).values() or "blocked" in states(app).values()
        )
        await until(pilot, lambda: "ctrl+r resumes it" in text_of(app))
        ended = states(app)
        assert "done" in ended.values(), "what does not depend on it goes on"
        assert ended["a"] == "done" or ended["b"] == "blocked"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Resume for at most" in text_of(app))
        await pilot.press("enter")
        await until_states(app, pilot, a="done", b="done", c="done")
        assert len(charges(sim)) == 4


async def test_a_run_that_has_just_ended_is_gone_on_with_before_its_lock_is_free(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, leave = asyncio.Event(), Run.leave

    async def slowly(run: Run) -> None:
        await disk.wait()
        await leave(run)

    monkeypatch.setattr(Run, "leave", slowly)
    monkeypatch.setattr("ima_tui.workflows.records.LOCK_SECONDS", 0)
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="failed", b="blocked")
        await until(pilot, lambda: "ctrl+r resumes it" in text_of(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Resume for at most 10 pts" in text_of(app))
        await pilot.press("enter")
        await pilot.pause()
        disk.set()
        await until_states(app, pilot, a="done", b="done")
    assert charges(sim) == [5, 5, 5]


async def test_a_file_of_ones_own_takes_the_place_of_a_failed_step(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.png"
    Image.new("RGB", (640, 640), "red").save(own)
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    steps = plan(IMAGE | {"id": "a"}, EDIT | {"id": "b", "inputs": [{"step": "a"}]})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, steps)
        await until_states(app, pilot, a="failed", b="blocked")
        await pilot.press("g", "p")
        await until(pilot, lambda: "Instead of the result of a" in text_of(app))
        app.screen.query_one(Input).value = str(own)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await until(pilot, lambda: "given" in text_of(app))
        await confirm(app, pilot)
        await until_states(app, pilot, a="given", b="done")
    assert len(charges(sim)) == 2


async def test_a_step_that_brings_only_some_of_its_results_lets_the_run_go_on(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "fail_media", "nth": 1, "place": 1})
    steps = plan(IMAGE | {"id": "a", "n": 2}, EDIT | {"id": "b", "inputs": [{"step": "a"}]})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, steps)
        await until_states(app, pilot, a="done", b="done")
        assert "partial" in text_of(app)


async def test_what_only_the_account_can_mend_keeps_the_run(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    sim.change(Change(points=5))
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until(pilot, lambda: "Press ctrl+r to resume" in words(app, "#notice"))
        assert charges(sim) == [5]
        sim.change(Change(points=2000))
        await pilot.press("ctrl+r")
        await until_states(app, pilot, a="done", b="done")
    assert charges(sim) == [5, 5]


async def test_the_whole_plan_is_held_against_the_caps(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "stuck", "nth": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        cap(app, session=10)
        await begin(app, pilot, two())
        await until(pilot, lambda: charges(sim) == [5])
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("#prompt")))
        await write(pilot, "a dog")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "10 pts" in words(app, "#remark"))
        assert charges(sim) == [5], "the second step's points are nobody else's"


async def test_a_plan_over_a_cap_is_refused_whole(sim: Simulator, url: str, tmp_path: Path) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        cap(app, day=9)
        await show(app, pilot, two())
        await confirm(app, pilot)
        await until(pilot, lambda: "Nothing was sent" in text_of(app))
        assert isinstance(app.screen, PlanScreen)
        assert records(tmp_path) == []
    assert charges(sim) == []


async def test_two_windows_on_one_run(sim: Simulator, url: str, tmp_path: Path) -> None:
    put_in_force(sim, {"kind": "stuck", "nth": 1})
    async with on_stage(url, tmp_path) as (first, pilot):
        await begin(first, pilot, two())
        await until_states(first, pilot, a="working", b="waiting")
        second = app_on(url, str(tmp_path))
        async with second.run_test(size=(120, 40), notifications=True) as other:
            await ready(second, other)
            await other.press("5")
            await until(other, lambda: "2 steps" in text_of(second))
            await other.press("enter")
            await until(other, lambda: isinstance(second.screen, RunScreen))
            await until(other, lambda: "running in another window" in text_of(second))
            assert states(second) == {"a": "working", "b": "waiting"}
            await other.press("ctrl+r", "x")
            await other.pause()
            assert isinstance(second.screen, RunScreen), "neither gone on with nor closed"
    assert charges(sim) == [5]


async def test_a_run_that_is_done_is_that_after_a_restart_too(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: app.services.runs.all()[0].closed_at is not None)
    async with on_stage(url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: "2 steps" in text_of(app))
        (row,) = (line for line in text_of(app).splitlines() if "2 steps" in line)
        assert (row.split()[0], row.split()[-1]) == ("✓", "done")


async def test_a_run_whose_last_step_ended_while_nobody_drove_it_is_done(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: app.services.runs.all()[0].closed_at is not None)
        # as a program leaves it that is killed before its last step has ended
        (record,) = app.services.runs.all()
        app.services.runs.write(structs.replace(record, closed_at=None, done=False, plan=two()))
    async with on_stage(url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: "2 steps" in text_of(app))
        (row,) = (line for line in text_of(app).splitlines() if "2 steps" in line)
        assert (row.split()[0], row.split()[-1]) == ("✓", "done")
        assert records(tmp_path)[0].done
    assert charges(sim) == [5, 5]


async def test_a_plan_runs_in_one_window_at_a_time(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "stuck", "nth": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await pilot.press("escape")
        await show(app, pilot, two())
        await confirm(app, pilot)
        await until(pilot, lambda: "already running" in text_of(app))
    assert charges(sim) == [5]


def holding(home: Path, text: str) -> list[str]:
    found = (path for path in home.rglob("*") if path.is_file())
    return [str(path) for path in found if text.encode() in path.read_bytes()]


async def test_the_prompts_of_a_closed_run_are_gone_from_the_disk(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    home = tmp_path / "home"
    kept = app_on(url, str(home)).profile
    app = ImaApp(replace(kept, keep_prompts=False))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        assert not app.services.profile.keep_prompts
        await begin(app, pilot, plan(IMAGE | {"id": "a", "prompt": WALRUS}, request=WALRUS))
        await until_states(app, pilot, a="failed")
        await until(pilot, lambda: "resumes it" in text_of(app))
        assert [Path(one).parent.name for one in holding(home, WALRUS)] == ["runs"]
        await pilot.press("x")
        await until(pilot, lambda: "Close this run?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, RunScreen))
        await until(pilot, lambda: records(home)[0].closed_at is not None)
        assert holding(home, WALRUS) == []
    assert holding(home, WALRUS) == []


async def test_a_run_is_drawn_where_a_look_at_it_takes_longer_than_a_tick(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, looks, ticks = Event(), [0], [0]
    state, tick = Runs.state, RunScreen.tick

    def slow(runs: Runs, record: RunRecord) -> str:
        looks[0] += 1
        go_on.wait(20)
        return state(runs, record)

    def counted(screen: RunScreen) -> None:
        ticks[0] += 1
        tick(screen)

    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="failed", b="blocked")
    monkeypatch.setattr(Runs, "state", slow)
    monkeypatch.setattr(RunScreen, "tick", counted)
    async with on_stage(url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: "not finished" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: ticks[0] >= 3 and looks[0] > 0)
        assert looks[0] == 1, "the first look is not given up for the next"
        go_on.set()
        await until_states(app, pilot, a="failed", b="waiting")
