"""Tasks, History and leaving, on real tasks."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.locale import use_language
from ima_tui.screens.dialogs import LeaveDialog
from ima_tui.screens.help import HelpDialog
from ima_tui.screens.page import Page
from ima_tui.screens.settings import SettingsScreen
from ima_tui.store.records import State, Task
from ima_tui.widgets.history_rows import HistoryRows
from ima_tui.widgets.monitor import Monitor, lay_out
from ima_tui.widgets.palette import Palette
from ima_tui.widgets.rows import Rows
from ima_tui.widgets.task_words import percent

from ..engine.rooms import order, plain_leaf
from ..engine.scripted import Scripted, accepted, code, serving
from ..past import NOON, past, write_past
from .stage import NARROW, WIDE, on_stage, text_of, until, words


async def submit(app: ImaApp, prompt: str = "a fox") -> Task:
    engine = app.services.engine
    assert engine is not None
    return await engine.submit(order(plain_leaf(), prompt))


async def running(app: ImaApp, pilot: Pilot[None]) -> Task:
    """A task that the service has accepted."""
    task = await submit(app)
    engine = app.services.engine
    assert engine is not None
    await until(pilot, lambda: engine.book.tasks[task.id].state is State.RUNNING)
    return engine.book.tasks[task.id]


async def show(app: ImaApp, pilot: Pilot[None], key: str, *wanted: str) -> str:
    await pilot.press(key)
    await until(pilot, lambda: all(part in text_of(app) for part in wanted))
    return text_of(app)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_running_task_has_a_bar_its_time_and_its_points(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with serving(Scripted([accepted("task_1"), accepted("task_2")])) as service:
        async with on_stage(service.url, tmp_path, size) as (app, pilot):
            await submit(app)
            await submit(app)
            shown = await show(app, pilot, "3", "2 running", "of 20–60 s", "accepted")
            rows = [line for line in shown.splitlines() if "running" in line and "5 pts" in line]
            assert len(rows) >= 2
            assert "░" in rows[0]
            assert " % " in rows[0]


def signs(app: ImaApp) -> dict[str, str]:
    """The word for each sign in sight."""
    rows = [line.split() for line in text_of(app).splitlines() if " 5 pts " in line]
    return {row[0]: row[-1] for row in rows}


async def test_states_have_a_sign_and_a_word(tmp_path: Path) -> None:
    replies = [code(400, "no"), None, code(4008)]
    async with serving(Scripted([*replies])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            for _ in replies:
                await submit(app)
            await show(app, pilot, "3", "✗", "! ▣", "is paused")
            wanted = {"✗": "failed", "!": "unconfirmed", "·": "queued"}
            await until(pilot, lambda: signs(app).items() >= wanted.items())
            await until(pilot, lambda: "enough points" in words(app, "#notice"))
            notice = words(app, "#notice")
    assert "https://www.imaclaw.ai/imaclaw/subscription" in notice


async def test_a_paused_queue_goes_on_when_told(tmp_path: Path) -> None:
    async with serving(Scripted([code(4008), accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            task = await submit(app)
            await show(app, pilot, "3", "The queue is paused")
            await pilot.press("p")
            engine = app.services.engine
            assert engine is not None
            await until(pilot, lambda: engine.book.tasks[task.id].state is State.RUNNING)
            await until(pilot, lambda: not app.screen.query_one("#notice").display)


async def test_an_unconfirmed_task_says_what_to_do(tmp_path: Path) -> None:
    async with serving(Scripted([None])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app)
            link = "https://imastudio.com/dashboard"
            shown = await show(app, pilot, "3", "may have been charged", "1 needs you", link)
    assert "1 needs you" in shown


async def test_the_history_reads_only_what_is_looked_at(simulator_url: str, tmp_path: Path) -> None:
    newest = past()[0]
    many = [
        replace(newest, id=f"{n}", task_id=f"{n}", prompt=f"prompt {n}", created_at=NOON + n)
        for n in range(230)
    ]
    await write_past(tmp_path, many)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, "4", "230 tasks", "prompt 229")
        rows = app.screen.query_one(HistoryRows)
        assert rows.count == 230
        assert len(rows._pages._pages) == 1
        await pilot.press("G")
        await until(pilot, lambda: "prompt 0" in text_of(app))


async def test_empty_screens_say_how_to_begin(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        assert "Press 2" in await show(app, pilot, "3", "Nothing is running.")
        assert "Press 2" in await show(app, pilot, "4", "Nothing here yet")


async def test_leaving_says_that_running_tasks_go_on(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await running(app, pilot)
            await pilot.press("q")
            await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
            assert "1 task keeps running" in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, LeaveDialog))
            assert app.is_running
            await pilot.press("q")
            await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
            await pilot.press("enter")
            await until(pilot, lambda: app._exit)


async def test_switching_says_to_which_profile_and_whose_the_tasks_are(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await running(app, pilot)
            app.post_message(SettingsScreen.ProfileWanted("work"))
            await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
            for part in ("Switch to work?", "1 task keeps running", "belong to this profile"):
                assert part in text_of(app)
            await pilot.press("escape", "q")
            await until(pilot, lambda: "Quit?" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: app._exit)
            assert app.reopens is None


async def test_the_keys_of_tasks_do_what_they_say(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: app.current_mode == "tasks" and bool(app.screen.query(Monitor)))
        await pilot.press("n")
        await until(pilot, lambda: app.current_mode == "create")


async def test_every_way_out_says_that_tasks_go_on(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await running(app, pilot)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
            await pilot.press("ctrl+q", "escape")
            await until(pilot, lambda: not isinstance(app.screen, LeaveDialog))
            assert app.is_running


async def test_enter_gives_a_task_the_whole_screen_and_esc_takes_it_back(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path, NARROW) as (app, pilot):
            await submit(app)
            await show(app, pilot, "3", "5 pts running")
            await pilot.press("enter")
            await until(pilot, lambda: "5 pts running" not in text_of(app))
            assert "accepted" in text_of(app)
            await pilot.press("o")
            await until(pilot, lambda: "No file has been saved yet" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: "5 pts running" in text_of(app))


async def test_help_lists_the_keys_of_the_screen(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        shown = text_of(app)
        assert "Keys on Models" in shown
        assert "refresh" in shown
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HelpDialog))


async def test_the_palette_knows_every_command(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"history")
        await until(pilot, lambda: "everything you ever ran" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "history")


async def test_a_waiting_task_says_why_in_whole_words_at_80_columns(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "settings.toml").write_text("[queue]\nat_once = 1\n")
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path, NARROW) as (app, pilot):
            await running(app, pilot)
            await submit(app)
            shown = await show(app, pilot, "3", "1 running", "1 queued", "queued     ")
            assert "waiting for a free slot" in shown


async def test_the_palette_finds_nothing_in_the_language_of_the_user(
    simulator_url: str, tmp_path: Path
) -> None:
    use_language("zh")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"qqqq")
        await until(pilot, lambda: "没有这个名称的命令" in text_of(app))
        assert "No matches" not in text_of(app)


@pytest.mark.parametrize("width", range(60, 250, 7))
def test_a_row_is_never_wider_than_the_screen(width: int) -> None:
    for with_bar in (True, False):
        columns = lay_out(width, with_bar=with_bar)
        bar = columns.bar + 7 if columns.bar else 0
        prompt = columns.prompt + 1 if columns.prompt else 0
        used = 4 + columns.model + 1 + prompt + bar + columns.words + 9 + 1 + 11
        assert used <= width
        if width >= 80 and with_bar:
            assert columns.bar >= 6


async def test_per_cent_is_the_formula_of_the_service(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            task = await running(app, pilot)
            await show(app, pilot, "3", "running")
            assert app.screen.query_one(Monitor).count == 1
    assert task.accepted_at is not None
    at = task.accepted_at
    assert [percent(task, at + second) for second in (0, 15, 30, 57, 60, 600)] == [
        0,
        25,
        50,
        95,
        95,
        95,
    ]


@pytest.mark.parametrize("keys", [("pagedown",), ("pageup",), ("enter", "enter")])
async def test_keys_typed_ahead_of_the_palette_do_no_harm(
    simulator_url: str, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.action_command_palette()
        palette = app.screen
        assert isinstance(palette, Palette)
        await until(pilot, lambda: bool(palette.query("CommandList")))
        for key in keys:
            palette._action_command_list("select" if key == "enter" else f"page_{key[4:]}")
        palette.dismiss()
        palette.dismiss()
        await until(pilot, lambda: isinstance(app.screen, Page))
        assert app.is_running


async def test_leaving_is_the_last_thing_that_happens(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, _pilot):
        app.action_leave()
        await app.action_go("history")
        assert app.current_mode == "models"


async def test_the_list_has_the_keys_again_after_the_whole_detail(
    simulator_url: str, tmp_path: Path
) -> None:
    from .test_snapshots_tasks import fill

    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await fill(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.has_class("-whole"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Rows))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Rows))
