"""What needs the user: asked before a dear or repeated run, and settled on Tasks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.screens import running
from ima_tui.screens.dialogs import AskDialog
from ima_tui.store.records import State, Task

from ..engine.scripted import Scripted, accepted, answer, code, listed, plain_entry, serving
from .stage import on_stage, text_of, until, words, write


async def run(pilot: Pilot[None], prompt: str) -> None:
    await pilot.press("2")
    await write(pilot, prompt)
    await pilot.press("ctrl+r")


def tasks(app: ImaApp) -> list[Task]:
    assert app.services.engine is not None
    return list(app.services.engine.book.tasks.values())


def stands(app: ImaApp, state: State) -> Callable[[], bool]:
    return lambda: bool(tasks(app)) and tasks(app)[0].state is state


async def to_tasks(app: ImaApp, pilot: Pilot[None]) -> None:
    await pilot.press("escape", "3")
    await until(pilot, lambda: app.screen.query("#monitor").first().has_focus)


async def asked_about_a_fox(app: ImaApp, pilot: Pilot[None]) -> None:
    """Run a task that no answer comes for, and open its question."""
    await run(pilot, "a fox")
    await until(pilot, stands(app, State.UNCONFIRMED))
    await to_tasks(app, pilot)
    await pilot.press("u")
    await until(pilot, lambda: isinstance(app.screen, AskDialog))


@pytest.fixture
def _each_press_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each press of a key is one of its own, however soon it comes."""
    monkeypatch.setattr(running, "REPEAT_SECONDS", 0)


@pytest.mark.usefixtures("_each_press_counts")
async def test_a_dear_run_asks_first_and_esc_keeps_everything(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(150))])
    async with serving(service), on_stage(service.url, tmp_path) as (app, pilot):
        await run(pilot, "a fox")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "Run this for 150 pts?" in text_of(app)
        assert "above 100 pts" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was sent or charged" in words(app, "#remark"))
        assert tasks(app) == []
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("enter")
        await until(pilot, stands(app, State.RUNNING))
    assert service.sends == 1


@pytest.mark.usefixtures("_each_press_counts")
async def test_the_same_run_again_asks_first(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await run(pilot, "a fox")
            await until(pilot, stands(app, State.RUNNING))
            await pilot.press("ctrl+r")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            assert "exactly this a moment ago" in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, AskDialog))
            assert len(tasks(app)) == 1


async def test_a_cap_is_told_and_what_was_typed_stays(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[budget]\nday = 4\n", "utf-8")
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await run(pilot, "a fox")
            await until(pilot, lambda: "exceed your daily cap" in words(app, "#remark"))
            assert "a fox" in text_of(app)
            assert tasks(app) == []
    assert service.sends == 0


async def test_an_unconfirmed_task_has_three_ways_out(tmp_path: Path) -> None:
    async with serving(Scripted([None])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await asked_about_a_fox(app, pilot)
            for way in ("use the id above", "It was not created", "may charge twice"):
                assert way in text_of(app)
            service.detail = code(400, "no such task")
            app.screen.query_one(Input).value = "task_x"
            await pilot.press("enter")
            await until(pilot, lambda: "knows no task with this id" in text_of(app))
            assert tasks(app)[0].state is State.UNCONFIRMED
            service.detail = answer({"code": 0, "data": {"medias": []}})
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            app.screen.query_one(Input).value = "task_x"
            await pilot.press("enter")
            await until(pilot, stands(app, State.RUNNING))
            assert tasks(app)[0].task_id == "task_x"
    assert service.sends == 1


async def test_of_a_batch_what_needs_an_answer_is_asked(tmp_path: Path) -> None:
    async with serving(Scripted([accepted("task_1"), None])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await pilot.press("2", "ctrl+n")
            await write(pilot, "a fox\na hare")
            await pilot.press("ctrl+r")
            unsure = {State.RUNNING, State.UNCONFIRMED}
            await until(pilot, lambda: {task.state for task in tasks(app)} == unsure)
            await to_tasks(app, pilot)
            await pilot.press("g")
            await until(pilot, lambda: "u settle" in text_of(app))
            await pilot.press("u")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            await pilot.click("#not_created")
            ended = {State.RUNNING, State.STOPPED}
            await until(pilot, lambda: {task.state for task in tasks(app)} == ended)


async def test_what_turns_up_after_all_is_taken_by_its_id(tmp_path: Path) -> None:
    async with serving(Scripted([None])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await asked_about_a_fox(app, pilot)
            await pilot.click("#not_created")
            await until(pilot, stands(app, State.STOPPED))
            await until(pilot, lambda: not isinstance(app.screen, AskDialog))
            await pilot.press("u")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            assert "in your records after all" in text_of(app)
            assert "may charge twice" not in text_of(app)
            service.detail = answer({"code": 0, "data": {"medias": []}})
            app.screen.query_one(Input).value = "task_x"
            await pilot.press("enter")
            await until(pilot, stands(app, State.RUNNING))
            assert tasks(app)[0].task_id == "task_x"


async def test_a_price_that_rose_is_agreed_to_on_tasks(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), on_stage(service.url, tmp_path) as (app, pilot):
        service.products = [listed(plain_entry(9))]
        app.services.clock.now = _later(app)  # type: ignore[method-assign] # the list grows old
        await run(pilot, "a fox")
        await until(pilot, stands(app, State.QUEUED))
        await until(pilot, lambda: tasks(app)[0].problem == "price_risen")
        await to_tasks(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "It would now cost 9 pts." in text_of(app)
        await pilot.press("enter")
        await until(pilot, stands(app, State.RUNNING))
        assert tasks(app)[0].points == 9


def _later(app: ImaApp) -> Callable[[], float]:
    now = app.services.clock.now
    return lambda: now() + 60


async def test_what_waits_is_taken_out_with_x(tmp_path: Path) -> None:
    async with serving(Scripted([code(4008)])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await run(pilot, "a fox")
            await until(pilot, lambda: bool(tasks(app)) and tasks(app)[0].problem == "points")
            await to_tasks(app, pilot)
            await pilot.press("x")
            await until(pilot, stands(app, State.STOPPED))
            await until(pilot, lambda: "nothing was charged" in text_of(app))
