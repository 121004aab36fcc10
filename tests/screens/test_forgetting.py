"""Forget everything: named first, confirmed by a word, then gone; nothing else is touched."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, Static

from ima_tui.app import ImaApp
from ima_tui.profiles import live_profile
from ima_tui.store.folders import live_folders
from ima_tui.store.kept import forget, kept_of
from ima_tui.store.records import State

from .stage import app_on, on_stage, ready, text_of, until, write


async def test_what_is_kept_is_named_and_deleted(simulator_url: str, tmp_path: Path) -> None:
    home, result = tmp_path / "home", tmp_path / "home" / "results" / "mine.png"
    app = app_on(simulator_url, str(home))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        result.parent.mkdir(parents=True)
        result.write_bytes(b"picture")
        app.action_forget_everything()
        await until(pilot, lambda: "Forget everything" in text_of(app))
        named = [str(line.render()) for line in app.screen.query(Static)]
        assert any(str(home / "data" / "ima-tui.sqlite3") in line for line in named)
        await write(pilot, "yes")
        await pilot.press("enter")
        assert "Forget everything" in text_of(app), "only the word counts"
        await pilot.press("backspace", "backspace", "backspace")
        await write(pilot, "forget")
        await pilot.press("enter")
        await until(pilot, lambda: app._exit)
    assert [path for path in home.rglob("*") if path.is_file()] == [result]


async def made(app: ImaApp, pilot: Pilot[None]) -> Path:
    """Make a picture and return where it was saved."""
    await pilot.press("2")
    await write(pilot, "a fox")
    await pilot.press("ctrl+r")
    engine = app.services.engine
    assert engine is not None
    await until(pilot, lambda: any(task.state is State.DONE for task in engine.book.tasks.values()))
    (task,) = engine.book.tasks.values()
    return Path(str(task.medias[0].path))


async def test_results_go_only_when_that_is_said_and_nothing_else_in_their_folder(
    simulator_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "Pictures"
    (folder / "holiday").mkdir(parents=True)
    others = [folder / "holiday" / "me.png", folder / "cat.png", folder / "cat.png.json"]
    for other in others:
        other.write_bytes(b"{}")
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[saving]\nfolder = '{folder}'")
    home = {"IMA_TUI_HOME": str(tmp_path / "home"), "IMA_API_KEY": "ima_test"}
    app = ImaApp(live_profile({**home, "IMA_BASE_URL": simulator_url}))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        result = await made(app, pilot)
        assert sorted(folder.rglob("*.png")) == sorted([*others[:2], result])
        app.action_forget_everything()
        await until(pilot, lambda: bool(app.screen.query(Checkbox)))
        app.screen.query_one(Checkbox).value = True
        await write(pilot, "forget")
        await pilot.press("enter")
        await until(pilot, lambda: app._exit)
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(others)
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []


def test_what_is_kept_of_one_profile_is_not_another_one_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    theirs = live_folders({}, "work")
    files = [
        *(theirs.logs / "a.log", theirs.cache / "previews" / "b", theirs.results / "c.png"),
        *(theirs.settings, theirs.database, theirs.pending / "d.json", theirs.presets / "e"),
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    own = live_folders({}).logs / "mine.log"
    own.write_text("x")
    assert forget(kept_of(live_folders({}))) == ()
    assert not own.exists()
    assert [file for file in files if not file.exists()] == []


async def test_esc_leaves_everything(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.action_forget_everything()
        await until(pilot, lambda: "Forget everything" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and len(app.screen_stack) == 1)
    assert (tmp_path / "data" / "ima-tui.sqlite3").exists()
