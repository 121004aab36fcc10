"""Forget everything: named first, confirmed by a word, then gone; nothing else is touched."""

from pathlib import Path

from textual.widgets import Checkbox, Static

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


async def test_results_go_only_when_that_is_said(simulator_url: str, tmp_path: Path) -> None:
    app = app_on(simulator_url, str(tmp_path / "home"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        result = tmp_path / "home" / "results" / "mine.png"
        result.parent.mkdir(parents=True)
        result.write_bytes(b"picture")
        app.action_forget_everything()
        await until(pilot, lambda: bool(app.screen.query(Checkbox)))
        app.screen.query_one(Checkbox).value = True
        await write(pilot, "forget")
        await pilot.press("enter")
        await until(pilot, lambda: app._exit)
    assert not result.exists()


async def test_esc_leaves_everything(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.action_forget_everything()
        await until(pilot, lambda: "Forget everything" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and len(app.screen_stack) == 1)
    assert (tmp_path / "data" / "ima-tui.sqlite3").exists()
