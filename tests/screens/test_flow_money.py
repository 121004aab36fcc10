"""Runs on screen and what they may spend: prices that change, caps, and what is written down."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pytest

from ima_tui.catalog.products import Listing
from ima_tui.screens import flow_run
from ima_tui.simulator.service import Simulator
from ima_tui.workflows.plan import Plan
from ima_tui.workflows.pricing import Priced, priced

from .flow_stage import (
    answer,
    begin,
    cap,
    charges,
    confirm,
    costs_now,
    delete_tasks,
    held,
    records,
    resume,
    show,
    sim,
    two,
    until_states,
    url,
)
from .stage import on_stage, text_of, until

__all__ = ["sim", "url"]


def agreed(home: Path) -> list[int]:
    (record,) = records(home)
    return [step.points for step in record.steps]


async def leave_unsent(url: str, home: Path) -> None:
    """Begin a run while nothing is sent, and close the app."""
    async with on_stage(url, home) as (app, pilot):
        engine = app.services.engine
        assert engine is not None
        await engine.pause()
        await begin(app, pilot, two())
        await until(pilot, lambda: bool(engine.book.tasks))


async def test_a_risen_price_is_agreed_to_on_disk_and_after_a_restart_it_still_is(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await show(app, pilot, two())
        costs_now(sim, 9)
        await confirm(app, pilot)
        await answer(app, pilot, "The plan now costs more")
        shown = text_of(app)
        assert "a: 5 → 9 pts" in shown
        assert "b: 5 → 9 pts" in shown
        assert "Accept 18 pts in total" in shown
        assert charges(sim) == [], "nothing is sent before the yes"
        assert agreed(tmp_path) == [5, 5]
        assert app.services.engine is not None
        await app.services.engine.pause()
        await pilot.press("enter")
        await until(pilot, lambda: agreed(tmp_path) == [9, 9])
        await until(pilot, lambda: held(tmp_path) == 9)
    assert charges(sim) == []
    assert held(tmp_path) == 0, "a run that is left holds nothing"
    async with on_stage(url, tmp_path) as (app, pilot):
        # also the one that was in the queue already
        await resume(app, pilot, at_most=18)
        await until_states(app, pilot, a="done", b="done")
    assert charges(sim) == [9, 9]


async def test_a_no_to_a_risen_price_sends_nothing(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await show(app, pilot, two())
        costs_now(sim, 9)
        await confirm(app, pilot)
        await answer(app, pilot, "The plan now costs more")
        await pilot.press("escape")
        await until(pilot, lambda: "press u to answer it" in text_of(app))
        assert agreed(tmp_path) == [5, 5]
    assert charges(sim) == []


async def test_a_risen_price_over_a_cap_changes_nothing(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        cap(app, session=15)
        await show(app, pilot, two())
        costs_now(sim, 9)
        await confirm(app, pilot)
        await answer(app, pilot, "The plan now costs more")
        await pilot.press("enter")
        await until(pilot, lambda: "cap" in text_of(app) and "Nothing was sent" in text_of(app))
        assert agreed(tmp_path) == [5, 5]
        assert held(tmp_path) == 5, "as before: the second step; the first holds its own"
    assert charges(sim) == []


async def test_a_rise_in_the_middle_asks_and_keeps_what_was_paid(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until(pilot, lambda: charges(sim) == [5])
        costs_now(sim, 9)
        await answer(app, pilot, "The plan now costs more")
        assert "b: 5 → 9 pts" in text_of(app)
        await pilot.press("enter")
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: "14 of 14 pts" in text_of(app))
        assert agreed(tmp_path) == [5, 9]
    assert charges(sim) == [5, 9]


async def test_what_still_waits_to_be_sent_counts_in_what_going_on_costs(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    await leave_unsent(url, tmp_path)
    async with on_stage(url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: "not finished" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "resumes it" in text_of(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Resume for at most 10 pts" in text_of(app))
        await pilot.press("enter")
        await until_states(app, pilot, a="done", b="done")
    assert charges(sim) == [5, 5]


async def test_a_fall_is_taken_without_a_word_and_its_rest_is_free_again(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until(pilot, lambda: charges(sim) == [5])
        costs_now(sim, 3)
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: held(tmp_path) == 0)
    assert charges(sim) == [5, 3]


async def test_a_yes_to_what_is_taken_over_pays_for_no_more_than_it_said(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until_states(app, pilot, a="done", b="done")
        await pilot.press("c")
        await until(pilot, lambda: "saving 10 pts" in text_of(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Run exactly this plan for 0 pts" in text_of(app))
        # in another window, while this one asks
        delete_tasks(tmp_path)
        await pilot.press("enter")
        await until(pilot, lambda: "Less of the earlier run" in text_of(app))
        assert "Run exactly this plan for 10 pts" in text_of(app)
        await pilot.press("escape")
    assert charges(sim) == [5, 5]


async def test_going_on_with_a_plan_that_was_left_says_what_it_can_cost(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    await leave_unsent(url, tmp_path)
    costs_now(sim, 7)
    async with on_stage(url, tmp_path) as (app, pilot):
        await show(app, pilot, two())
        await until(pilot, lambda: "Run · 14 pts" in text_of(app))
        await confirm(app, pilot)
        await until(pilot, lambda: "Resume it · at most 14 pts" in text_of(app))
        assert charges(sim) == []
        await pilot.press("enter")
        await until_states(app, pilot, a="done", b="done")
    assert sum(charges(sim)) <= 14
    assert len(charges(sim)) == 2


async def test_a_question_about_points_waits_for_the_prices_of_now(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = Event()
    computed.set()

    def slowly(of: Plan, lists: Mapping[str, Listing]) -> Priced:
        assert computed.wait(20)
        return priced(of, lists)

    monkeypatch.setattr(flow_run, "priced", slowly)
    async with on_stage(url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until(pilot, lambda: charges(sim) == [5])
        await until(pilot, lambda: "5 of 10 pts" in text_of(app))
        computed.clear()
        costs_now(sim, 9)
        await until(pilot, lambda: "press u to answer it" in text_of(app))
        await pilot.press("u")
        await pilot.pause()
        assert "The plan now costs more" not in text_of(app), "by how much is not known yet"
        computed.set()
        await until(pilot, lambda: "b: 5 → 9 pts" in text_of(app))
