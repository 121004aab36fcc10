"""History: found again, marked, used again, deleted and taken back, exported; and what it cost."""

import asyncio
import csv
import json
import stat
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from ima_tui.screens import history
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.exporting import file_for
from ima_tui.screens.history import HistoryScreen
from ima_tui.screens.history_dialogs import FilterDialog, LineDialog
from ima_tui.store.records import State
from ima_tui.widgets.gallery import Gallery
from ima_tui.widgets.history_rows import HistoryRows
from ima_tui.widgets.links import LinkLine
from ima_tui.wording.records import Format
from tests.engine.hosts import hosting
from tests.engine.scripted import Reply, Seen, answer
from tests.past import past

from .looking_back import found, looking_back, picture, saved
from .stage import NARROW, on_stage, text_of, until, write


async def test_words_are_found_as_they_are_typed(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("slash", *"fo")
        await found(pilot, screen, "SeeDream 4.5")
        assert "1 task · 5 pts" in text_of(app)
        screen.query_one("#search", Input).value = "狐狸"
        await found(pilot, screen, "Google Veo 3.1")
        await pilot.press("enter")
        await until(pilot, lambda: screen.focused is screen.query_one(HistoryRows))
        # what is left out stays in sight
        await until(pilot, lambda: "“狐狸”" in text_of(app))
        screen.query_one("#search", Input).value = "nothing like it"
        await until(pilot, lambda: "Nothing matches" in text_of(app))
        await pilot.press("escape")
        await found(pilot, screen, *(task.model_name for task in past()))


async def test_a_search_says_that_prompts_are_not_kept(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        app.services.settings.set("prompts.keep", value=False)
        app.services.apply()
        await pilot.press("slash")
        screen.query_one("#search", Input).value = "a blue fox"
        await until(pilot, lambda: "Prompts are not kept" in text_of(app))
        assert "No tasks" in text_of(app)
        await pilot.press("enter", "escape")
        await found(pilot, screen, *(task.model_name for task in past()))
        await pilot.press("w")
        await until(pilot, lambda: "Nothing matches" in text_of(app))
        assert "Prompts are not kept" not in text_of(app), "nothing of them was looked for"


@pytest.mark.parametrize("late", ["lineage_of", "timeline"])
async def test_what_is_read_of_a_task_never_stands_where_nothing_matches(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: str
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        place = app.services.ledger if late == "timeline" else history
        reads, asked, answer = getattr(place, late), asyncio.Event(), asyncio.Event()

        async def slowly(*about: Any) -> Any:
            asked.set()
            await answer.wait()
            return await reads(*about)

        monkeypatch.setattr(place, late, slowly)
        await pilot.press("down")
        await asyncio.wait_for(asked.wait(), 30)
        await pilot.press("w")
        await until(pilot, lambda: "Nothing matches" in text_of(app))
        answer.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nothing matches" in text_of(app)


async def test_filters_by_key_and_by_mouse(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("m")
        await found(pilot, screen, "SeeDream 4.5")
        await pilot.press("m", "m")
        await found(pilot, screen, "Suno")
        await pilot.press("escape", "S", "S")
        await found(pilot, screen, "Google Veo 3.1", "seed-tts-2.0")
        await pilot.press("escape", "w")
        await until(pilot, lambda: "Nothing matches" in text_of(app))
        await pilot.press("escape")
        await found(pilot, screen, *(task.model_name for task in past()))
        line = text_of(app).splitlines()[1]
        await pilot.click(LinkLine, offset=(line.index("all media"), 0))
        await found(pilot, screen, "SeeDream 4.5")


async def test_everything_can_be_asked_for_at_once(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FilterDialog))
        app.screen.query_one("#time").value = "between"  # type: ignore[attr-defined]
        await until(pilot, lambda: app.screen.query_one("#since-row").display)
        app.screen.query_one("#since", Input).value = "someday"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Not a valid day" in text_of(app))
        app.screen.query_one("#since", Input).value = "2026-09-01"
        app.screen.query_one("#until", Input).value = "2026-09-30"
        app.screen.query_one("#least", Input).value = "25"
        app.screen.query_one("#most", Input).value = "100"
        await pilot.press("ctrl+s")
        await found(pilot, screen, "Suno")
        assert "2026-09-01 to 2026-09-30" in text_of(app)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FilterDialog))
        await pilot.click("#clear")
        await found(pilot, screen, *(task.model_name for task in past()))


async def test_stars_and_tags_find_it_again(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("down", "b")
        await until(pilot, lambda: "★ ▶" in text_of(app))
        assert screen.query_one(HistoryRows).cursor == 1, "the cursor stays on its task"
        await pilot.press("B")
        await found(pilot, screen, "Google Veo 3.1")
        await pilot.press("number_sign")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        await write(pilot, "snow, foxes")
        await pilot.press("enter")
        await until(pilot, lambda: "#snow #foxes" in text_of(app))
        await pilot.press("asterisk")
        await until(pilot, lambda: "Nothing matches" in text_of(app))
        await pilot.press("escape", "slash", "number_sign", *"snow")
        await found(pilot, screen, "Google Veo 3.1")


async def test_all_settings_are_used_again(simulator_url: str, tmp_path: Path) -> None:
    fox = replace(past()[0], model_id="doubao-seedream-4.5", version="doubao-seedream-4-5-251128")
    gone = replace(past()[1], prompt=None, settings={"values": {}})
    async with looking_back(simulator_url, tmp_path, [fox, gone]) as (app, pilot, _screen):
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        prompt = app.screen.query_one("#prompt", TextArea)
        await until(pilot, lambda: prompt.text == "a red fox")
        await pilot.press("escape", "escape", "4")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await pilot.press("down", "u")
        await until(pilot, lambda: "The prompt was not kept, so write it again." in text_of(app))


async def test_running_again_asks_for_a_prompt_that_was_not_kept(
    simulator_url: str, tmp_path: Path
) -> None:
    past_one = replace(
        past()[0],
        prompt=None,
        model_id="doubao-seedream-4.5",
        version="doubao-seedream-4-5-251128",
        settings={"values": {"n": 1}},
    )
    async with looking_back(simulator_url, tmp_path, [past_one]) as (app, pilot, screen):
        await until(pilot, lambda: "(the prompt was not kept)" in text_of(app))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "it was not kept" in text_of(app)
        await write(pilot, "a blue fox")
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(HistoryRows).count == 2)
        assert "a blue fox" in text_of(app)


async def test_a_deletion_can_be_taken_back(simulator_url: str, tmp_path: Path) -> None:
    file = picture(tmp_path / "results")
    tasks = [saved(past()[0], file), *past()[1:]]
    async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, screen):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "You can undo this for ten minutes" in text_of(app)
        await pilot.click("#both")
        await found(pilot, screen, *(task.model_name for task in past()[1:]))
        assert not file.exists()
        await pilot.press("z")
        await found(pilot, screen, *(task.model_name for task in past()))
        assert file.exists()
        await pilot.press("z")
        await until(pilot, lambda: "nothing to undo" in text_of(app).casefold())


async def test_what_is_not_settled_can_not_be_deleted(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("down", "down", "delete")
        await until(pilot, lambda: "It is not finished" in text_of(app))
        assert app.screen is screen


async def test_what_has_just_ended_can_be_deleted_in_a_moment(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        monkeypatch.setattr(screen, "_is_under_way", lambda _task: True)
        await pilot.press("delete")
        await until(pilot, lambda: "Delete it in a few seconds" in text_of(app))
        assert app.screen is screen


@pytest.mark.parametrize("form", Format)
async def test_what_is_shown_is_exported(simulator_url: str, tmp_path: Path, form: Format) -> None:
    target = tmp_path / "mine.txt.json"
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("m")
        await found(pilot, screen, "SeeDream 4.5")
        for answer in ("", "#replace"):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, LineDialog))
            app.screen.query_one(Input).value = str(target)
            await pilot.click(f"#{form}")
            if answer:
                await until(pilot, lambda: isinstance(app.screen, AskDialog))
                await pilot.click(answer)
            await until(pilot, lambda: app.screen is screen)
            await until(pilot, lambda: "1 task exported to" in text_of(app))
    written = target.with_suffix(f".{form}")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    if form is Format.JSON:
        (record,) = json.loads(written.read_text("utf-8"))["tasks"]
    else:
        (record,) = csv.DictReader(StringIO(written.read_text("utf-8-sig")))
    assert record["prompt"] == "a red fox"


async def test_an_export_that_fails_says_why_and_asks_again(
    simulator_url: str, tmp_path: Path
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        # what may not be written, also by root
        app.screen.query_one(Input).value = "/proc/ima-history.json"
        await pilot.press("enter")
        await until(pilot, lambda: "/proc/ima-history.json" in text_of(app))
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        app.screen.query_one(Input).value = str(tmp_path / "none" / "a.json")
        await pilot.press("enter")
        await until(pilot, lambda: "No such folder" in text_of(app))


def test_a_name_for_the_export_is_read_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    for text, path in (
        ("a", "/home/me/a.csv"),
        ("~/x/a.JSON", "/home/me/x/a.csv"),
        ("/home/a.txt", "/home/a.txt"),
        ("~nobody-of-that-name/a", "/home/me/~nobody-of-that-name/a.csv"),
        # a folder that is there, or that is meant
        ("/", "/mine.csv"),
        ("/usr", "/usr/mine.csv"),
        ("~/x/", "/home/me/x/mine.csv"),
        ("x" * 300, f"/home/me/{'x' * 300}.csv"),
    ):
        assert file_for(text, Format.CSV, "mine") == Path(path)


async def test_pictures_of_what_is_in_sight(simulator_url: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    first, second, *rest = past()
    tasks = [saved(first, picture(tmp_path)), saved(replace(second, media="image"), broken), *rest]
    async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, screen):
        await pilot.press("v")
        gallery = screen.query_one(Gallery)
        await until(pilot, lambda: screen.focused is gallery and "▀" not in text_of(app)[:80])
        await until(
            pilot, lambda: not isinstance(gallery._drawn.get(str(tmp_path / "fox.png"), ""), str)
        )
        await until(pilot, lambda: isinstance(gallery._drawn.get(str(broken)), str))
        await pilot.press("right", "right")
        await until(pilot, lambda: gallery.cursor == 2)
        await until(pilot, lambda: "›! Suno" in text_of(app))
        await pilot.press("b")
        await until(pilot, lambda: "★ Suno" in text_of(app))
        await pilot.press("t")
        # the cursor is on the same task
        await until(pilot, lambda: screen.query_one(HistoryRows).cursor == 2)


async def test_what_was_spent(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        await pilot.press("c")
        await until(pilot, lambda: "362 pts for 4 tasks" in text_of(app))
        parts = ("Google Veo 3.1", "330 pts of that went to failed", "This session", "█")
        await until(pilot, lambda: all(part in text_of(app) for part in parts))
        await pilot.press("p", "p", "m")
        await until(pilot, lambda: "5 pts for 1 task" in text_of(app))
        await pilot.press("escape")
        # the filter is still there
        await until(pilot, lambda: "Google Veo 3.1" not in text_of(app))


async def test_nothing_was_spent_yet(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await pilot.press("4", "c")
        await until(pilot, lambda: "Nothing spent yet" in text_of(app))


async def test_files_that_went_away_are_told_and_fetched_again(
    simulator_url: str, tmp_path: Path
) -> None:
    file = picture(tmp_path)
    content = file.read_bytes()
    later = replace(past()[3], settings={"inputs": [str(file)]}, state=State.DONE, problem=None)

    async def give(_request: Seen) -> Reply:
        return answer(content, "200 OK", "Content-Type: image/png")

    async with hosting(give) as host:
        fox = replace(past()[0], prompt="a red fox in the snow at night, seen from above")
        tasks = [saved(fox, file, f"{host.url}/fox.png"), later]
        async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, _screen):
            await until(pilot, lambda: "Used in: seed-tts-2.0" in text_of(app))
            file.unlink()
            await pilot.press("down")
            await until(pilot, lambda: "(a red fox in the snow at nigh…)" in text_of(app))
            await pilot.press("up")
            await until(pilot, lambda: "1 file is missing" in text_of(app))
            await pilot.press("D")
            await until(pilot, lambda: "1 file saved: " in text_of(app))
            await until(pilot, lambda: "is missing" not in text_of(app))
    assert file.read_bytes() == content
