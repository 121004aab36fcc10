"""Groups, filters, search and taking back, on real tasks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button, Input

from ima_tui.app import ImaApp
from ima_tui.screens.dialogs import AskDialog
from ima_tui.services import Services
from ima_tui.store.records import State, Task
from ima_tui.tasks.engine import Engine
from ima_tui.widgets.monitor import Monitor

from ..engine.rooms import order, plain_leaf
from ..engine.scripted import Scripted, accepted, code, serving
from .stage import WIDE, on_stage, text_of, until


def engine_of(app: ImaApp) -> Engine:
    engine = app.services.engine
    assert engine is not None
    return engine


async def submit(app: ImaApp, prompt: str, group: str | None = None) -> Task:
    return await engine_of(app).submit(order(plain_leaf(), prompt), group)


async def show(app: ImaApp, pilot: Pilot[None], *wanted: str) -> str:
    await until(pilot, lambda: all(part in text_of(app) for part in wanted))
    return text_of(app)


async def told(app: ImaApp, pilot: Pilot[None], words: str) -> None:
    """Wait for a notice, however its lines are broken."""
    await until(pilot, lambda: any(words in one.message for one in app._notifications))


def states(app: ImaApp) -> list[State]:
    return [task.state for task in engine_of(app).book.tasks.values()]


def settled(app: ImaApp, task: Task) -> Callable[[], bool]:
    """Whether the service has accepted or refused a task."""
    book = engine_of(app).book
    return lambda: book.tasks[task.id].state in {State.RUNNING, State.FAILED}


async def test_a_batch_is_one_row_that_unfolds(tmp_path: Path) -> None:
    creates = [accepted("task_1"), code(400, "no"), accepted("task_3")]
    async with serving(Scripted([*creates])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            for prompt in ("a fox", "a hare", "an owl"):
                task = await submit(app, prompt, "batch-1")
                await until(pilot, settled(app, task))
            await pilot.press("3")
            await show(app, pilot, "Batch of 3", "2 running · 1 failed", "15 pts", "a hare")
            assert app.screen.query_one(Monitor).count == 4
            await pilot.press("g", "enter")
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 1)
            await show(app, pilot, "▸ ≡ Batch of 3")
            await pilot.press("right")
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 4)
            await pilot.press("down", "left")
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 1)
            await pilot.click(Monitor, offset=(1, 0))
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 4)


async def test_a_whole_batch_is_taken_out_and_put_back(tmp_path: Path) -> None:
    async with serving(Scripted([accepted("task_1"), accepted("task_2")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await pilot.press("3")
            await pilot.press("p")
            await until(pilot, lambda: engine_of(app).queue.paused == "paused")
            await show(app, pilot, "You paused the queue")
            for prompt in ("a fox", "a hare"):
                await submit(app, prompt, "batch-1")
            await show(app, pilot, "Batch of 2")
            await pilot.press("g", "x")
            await until(pilot, lambda: states(app) == [State.STOPPED] * 2)
            await told(app, pilot, "2 tasks removed from the queue; nothing was charged. z undoes")
            pending = tmp_path / "data"
            assert not any(
                "a fox" in path.read_text("utf-8", "ignore")
                for path in pending.rglob("pending/*.json")
            )
            await pilot.press("z")
            await until(pilot, lambda: states(app) == [State.QUEUED] * 2)
            assert service.sends == 0
            await pilot.press("p")
            await until(pilot, lambda: states(app) == [State.RUNNING] * 2)
            assert service.sends == 2
            await pilot.press("z")
            await told(app, pilot, "nothing to undo")


async def test_what_is_not_watched_any_more_is_watched_again_with_z(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, "a fox")
            await until(pilot, lambda: states(app) == [State.RUNNING])
            await pilot.press("3", "x")
            await until(pilot, lambda: states(app) == [State.STOPPED])
            await told(app, pilot, "z undoes this")
            await pilot.press("z")
            await until(pilot, lambda: states(app) == [State.RUNNING])


async def test_rows_are_narrowed_by_state_media_and_words(tmp_path: Path) -> None:
    async with serving(Scripted([accepted(), code(400, "no")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            monitor = Monitor
            for prompt in ("a red fox", "红色的狐狸"):
                task = await submit(app, prompt)
                await until(pilot, settled(app, task))
            await pilot.press("3")
            await until(pilot, lambda: app.screen.query_one(monitor).count == 2)
            await pilot.press("f")
            await until(pilot, lambda: app.screen.query_one(monitor).count == 1)
            await show(app, pilot, "f running", "a red fox")
            await pilot.press("F", "m", "m")
            await show(app, pilot, "No task matches", "m videos")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen.query_one(monitor).count == 2)
            await pilot.press("slash")
            await until(pilot, lambda: isinstance(app.focused, Input))
            await pilot.press(*"狐狸", "enter")
            await until(pilot, lambda: app.screen.query_one(monitor).count == 1)
            await until(pilot, lambda: isinstance(app.focused, Monitor))
            await show(app, pilot, "红色的狐狸", "“狐狸”")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen.query_one(monitor).count == 2)


async def test_a_click_on_a_count_shows_those_only(tmp_path: Path) -> None:
    async with serving(Scripted([accepted(), code(400, "no")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, "a fox")
            await until(pilot, lambda: states(app) == [State.RUNNING])
            await submit(app, "a hare")
            await until(pilot, lambda: states(app)[-1] is State.FAILED)
            await pilot.press("3")
            await show(app, pilot, "1 running", "a hare")
            await pilot.click("#counts", offset=(3, 0))
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 1)
            await pilot.click("#counts", offset=(3, 0))
            await until(pilot, lambda: app.screen.query_one(Monitor).count == 2)


async def test_another_window_s_task_is_seen_and_left_alone(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            other = Services(app.services.profile)
            await other.begin()
            assert other.engine is not None
            try:
                task = await other.engine.submit(order(plain_leaf(), "a fox"))
                book = other.engine.book
                await until(pilot, lambda: book.tasks[task.id].state is State.RUNNING)
                await pilot.press("3")
                await show(app, pilot, "watched by another window", "1 running")
                await pilot.press("x")
                await show(app, pilot, "Another IMA TUI window watches this task")
                assert book.tasks[task.id].state is State.RUNNING
            finally:
                await other.stop()


async def test_a_refused_task_offers_what_runs_instead_at_its_price(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, WIDE) as (app, pilot):
        catalogue = app.services.catalogue
        leaf = next(
            leaf
            for leaf in catalogue.shelves["text_to_image"].listing.leaves
            if leaf.model_id == "gemini-3-pro-image"
        )
        await engine_of(app).pause()
        await engine_of(app).submit(order(leaf, "a fox"))
        await pilot.press("3")
        await show(app, pilot, "a fox")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        buttons = [str(button.label) for button in app.screen.query(Button)]
        assert len(buttons) >= 2
        assert all(" pts · " in words for words in buttons)
        assert "The waiting task is removed" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: len(engine_of(app).book.tasks) == 2)
        # paid for once, not as the one and the other
        assert states(app) == [State.STOPPED, State.QUEUED]
        first, second = engine_of(app).book.tasks.values()
        assert second.prompt == "a fox"
        assert f"{second.points} pts" in buttons[0]
        assert (second.version, second.settings) != (first.version, first.settings)


async def test_the_same_is_run_again_once_its_price_was_seen(tmp_path: Path) -> None:
    async with serving(Scripted([code(400, "no"), accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, "a fox")
            await until(pilot, lambda: states(app) == [State.FAILED])
            await pilot.press("3", "r")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            await show(app, pilot, "Plain · 5 pts", "a fox")
            await pilot.press("escape")
            assert service.sends == 1
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            await pilot.press("enter")
            await until(pilot, lambda: states(app) == [State.FAILED, State.RUNNING])


async def test_a_prompt_that_was_not_kept_is_asked_for(tmp_path: Path) -> None:
    async with serving(Scripted([code(400, "no"), accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            task = await submit(app, "a fox")
            await until(pilot, lambda: states(app) == [State.FAILED])
            book = engine_of(app).book
            await book.change(task.id, lambda now: replace(now, prompt=None))
            book.prompts.clear()
            await pilot.press("3", "r")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            await pilot.press("enter")
            assert isinstance(app.screen, AskDialog), "nothing is bought without a prompt"
            app.screen.query_one(Input).value = "a hare"
            await pilot.press("enter")
            await until(pilot, lambda: states(app) == [State.FAILED, State.RUNNING])
            assert any(b"a hare" in request.body for request in service.seen)


async def test_one_that_is_being_sent_keeps_no_other_in_the_queue(tmp_path: Path) -> None:
    async with serving(Scripted([])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await engine_of(app).pause()
            tasks = [await submit(app, prompt, "batch-1") for prompt in ("a fox", "a hare", "owl")]
            await pilot.press("3")
            await show(app, pilot, "Batch of 3")
            with engine_of(app).desk._sender.held(tasks[0].id):
                await pilot.press("g", "x")
                await until(pilot, lambda: states(app)[1:] == [State.STOPPED] * 2)
            await told(app, pilot, "2 tasks removed from the queue")
            await told(app, pilot, "1 other is already being sent")
            await pilot.press("z")
            await until(pilot, lambda: states(app) == [State.QUEUED] * 3)


async def test_what_a_full_disk_kept_from_going_back_can_go_back_later(tmp_path: Path) -> None:
    async with serving(Scripted([])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await engine_of(app).pause()
            await submit(app, "a fox")
            await pilot.press("3", "x")
            await until(pilot, lambda: states(app) == [State.STOPPED])
            await told(app, pilot, "z undoes this")
            folder = next(tmp_path.rglob("pending"))
            folder.rmdir()
            folder.write_text("in the way")
            await pilot.press("z")
            await until(pilot, lambda: len(app._notifications) > 1)
            assert states(app) == [State.STOPPED]
            folder.unlink()
            folder.mkdir(mode=0o700)
            await pilot.press("z")
            await until(pilot, lambda: states(app) == [State.QUEUED])


async def test_what_waits_in_a_queue_that_stands_still_waits_for_no_place(tmp_path: Path) -> None:
    async with serving(Scripted([])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await engine_of(app).pause()
            await submit(app, "a fox")
            await pilot.press("3")
            assert "free slot" not in await show(app, pilot, "a fox", "the queue is paused")


async def test_who_runs_an_unconfirmed_task_again_is_told_that_it_may_have_been_charged(
    tmp_path: Path,
) -> None:
    async with serving(Scripted([None])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, "a fox")
            await until(pilot, lambda: states(app) == [State.UNCONFIRMED])
            await pilot.press("3", "r")
            await until(pilot, lambda: isinstance(app.screen, AskDialog))
            await show(app, pilot, "it may have been charged too", "5 pts")
            await pilot.press("escape")
            assert service.sends == 1


async def test_in_the_lowest_window_there_is_room_for_the_list(tmp_path: Path) -> None:
    async with serving(Scripted([])) as service:
        async with on_stage(service.url, tmp_path, (60, 16)) as (app, pilot):
            await engine_of(app).pause()
            await submit(app, "a fox")
            await pilot.press("3")
            await show(app, pilot, "a fox")
            await until(pilot, lambda: app.screen.query_one(Monitor).size.height >= 4)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen.query_one("#detail").size.height >= 7)
