"""The first start: a key and enter make a working app; who has a key never sees it."""

import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.locale import language, use_language
from ima_tui.profiles import live_profile
from ima_tui.stage import Stage
from ima_tui.store.folders import live_folders

from .stage import NARROW, WIDE, app_on, ready, text_of, until, words

KEY = "ima_a_key_of_somebody_1234"

Started = tuple[ImaApp, Pilot[None]]


@pytest.fixture
def home(tmp_path: Path, simulator_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    monkeypatch.setenv("IMA_TUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@asynccontextmanager
async def first_start(home: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[Started]:
    app = ImaApp(live_profile({**os.environ, "IMA_TUI_HOME": str(home)}))
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.services.stage is not Stage.STARTING)
        yield app, pilot


async def paste(app: ImaApp, pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
    assert isinstance(app.focused, Input)
    app.focused.post_message(events.Paste(text))
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_a_pasted_key_and_enter_make_a_working_app(home: Path, size: tuple[int, int]) -> None:
    async with first_start(home, size) as (app, pilot):
        await until(pilot, lambda: "API key" in text_of(app))
        await paste(app, pilot, KEY)
        assert KEY not in text_of(app), "it is not shown"
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
        await ready(app, pilot)
        assert app.services.stage is Stage.READY
        assert "Text to image" in text_of(app)
    folders = live_folders({"IMA_TUI_HOME": str(home)})
    assert folders.key.read_text().strip() == KEY
    assert stat.S_IMODE(folders.key.stat().st_mode) == 0o600
    assert "keep = false" in folders.settings.read_text()
    async with first_start(home) as (app, pilot):
        await ready(app, pilot)
        assert (app.current_mode, app.services.stage) == ("models", Stage.READY)


async def test_a_keyring_is_named_and_used(home: Path, use_keyring: Callable[[str], Path]) -> None:
    file = use_keyring("Filed")
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome")
        await until(pilot, lambda: "system keyring" in text_of(app))
        await paste(app, pilot, KEY)
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
    assert KEY in file.read_text()
    assert not live_folders({"IMA_TUI_HOME": str(home)}).key.exists()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("", "No key was given"),
        ("my key", "contains invalid characters"),
        ("sk-of-another-service", "IMA Studio rejected this key"),
    ],
)
async def test_a_bad_key_is_refused_with_what_to_do(home: Path, key: str, told: str) -> None:
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, key)
        await pilot.press("enter")
        await until(pilot, lambda: told in words(app, "#welcome-told"))
        assert "https://www.imaclaw.ai/imaclaw/apikey" in words(app, "#welcome-told")
        assert app.current_mode == "welcome"
    folders = live_folders({"IMA_TUI_HOME": str(home)})
    assert not folders.key.exists()
    assert not folders.settings.exists()


async def test_the_key_pasted_after_a_refused_one_takes_its_place(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, "sk-of-another-service")
        await pilot.press("enter")
        await until(pilot, lambda: "rejected this key" in words(app, "#welcome-told"))
        # nobody sees what is in the field
        await paste(app, pilot, KEY)
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
    assert live_folders({"IMA_TUI_HOME": str(home)}).key.read_text().strip() == KEY


async def test_without_network_a_second_enter_keeps_the_key(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", "http://127.0.0.1:9")
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, KEY)
        await pilot.press("enter")
        await until(pilot, lambda: "could not be tested" in words(app, "#welcome-told"))
        assert "Press ↵ again" in words(app, "#welcome-told")
        assert not live_folders({"IMA_TUI_HOME": str(home)}).key.exists()
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
        assert live_folders({"IMA_TUI_HOME": str(home)}).key.read_text().strip() == KEY


async def test_the_demo_is_one_key_away(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome")
        await pilot.press("ctrl+d")
        await until(pilot, lambda: app._exit)
        assert app.reopens == "demo"


async def test_a_new_profile_is_named_where_its_key_is_asked_for(home: Path) -> None:
    app = ImaApp(live_profile({**os.environ, "IMA_TUI_HOME": str(home)}, name="work"))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "The new profile work" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: '"ima-tui auth login --profile work"' in text_of(app))


async def test_the_first_start_in_chinese(home: Path) -> None:
    use_language("zh")
    async with first_start(home, NARROW) as (app, pilot):
        await until(pilot, lambda: "欢迎使用 IMA TUI" in text_of(app))
        assert "试用演示" in text_of(app), "the buttons are in sight"


async def test_the_language_is_changed_and_nothing_typed_is_lost(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, KEY)
        await pilot.press("shift+tab", "right")
        await until(pilot, lambda: "欢迎使用" in text_of(app))
        assert language() == "zh"
        assert app.screen.query_one("#key", Input).value == KEY
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.current_mode == "models")
        await until(pilot, lambda: "文生图" in text_of(app))
    assert 'language = "zh"' in live_folders({"IMA_TUI_HOME": str(home)}).settings.read_text()


async def test_what_is_answered_counts_at_once(home: Path, tmp_path: Path) -> None:
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, KEY)
        await pilot.press("tab", "right")
        folder = app.screen.query_one("#folder", Input)
        folder.focus()
        folder.value = str(tmp_path / "pictures")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
        assert app.services.profile.keep_prompts
        assert app.services.profile.folders.results == tmp_path / "pictures"


async def test_without_a_key_one_may_look_around_and_come_back(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome")
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and "No API key" in text_of(app))
        app.action_welcome()
        await until(pilot, lambda: app.current_mode == "welcome")


async def test_without_a_key_every_screen_says_that_one_is_missing(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await pilot.press("escape")
        await until(pilot, lambda: "○ no key" in text_of(app).splitlines()[0])
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.focused, TextArea))
        await pilot.press(*"fox", "ctrl+r")
        await until(pilot, lambda: "Press esc, then , to enter yours" in words(app, "#remark"))


async def test_in_settings_too_a_key_pasted_after_a_refused_one_takes_its_place(
    home: Path,
) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models")
        await pilot.press("comma")
        await until(pilot, lambda: "none yet" in text_of(app))
        await pilot.press("enter")
        field = app.screen.query_one("#setting-field", Input)
        await until(pilot, lambda: app.focused is field)
        field.post_message(events.Paste("sk-of-another-service"))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "rejected this key" in words(app, "#setting-error"))
        field.post_message(events.Paste(KEY))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "Stored the key …1234" in words(app, "#setting-error"))
    assert live_folders({"IMA_TUI_HOME": str(home)}).key.read_text().strip() == KEY


async def test_a_key_is_removed_only_after_a_question(home: Path) -> None:
    file = live_folders({"IMA_TUI_HOME": str(home)}).key
    async with first_start(home) as (app, pilot):
        await paste(app, pilot, KEY)
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "models")
        await pilot.press("comma")
        await until(pilot, lambda: "…1234, from the file" in text_of(app))
        await pilot.press("x")
        await until(pilot, lambda: "Remove the API key from this computer?" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Remove the API key" not in text_of(app))
        assert file.read_text().strip() == KEY
        await pilot.press("x")
        await until(pilot, lambda: "Remove the API key from this computer?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "The key has been removed" in words(app, "#setting-error"))
        assert not file.exists()


async def test_who_went_on_without_a_key_is_not_asked_again(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await pilot.press("tab", "right", "escape")
        await until(pilot, lambda: app.current_mode == "models")
        assert app.services.profile.keep_prompts, "what was answered counts"
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: "No API key" in text_of(app))
        assert (app.current_mode, app.services.stage) == ("models", Stage.FAILED)


async def test_a_key_stored_meanwhile_by_a_command_is_used_on_refresh(home: Path) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and "No API key" in text_of(app))
        live_folders({"IMA_TUI_HOME": str(home)}).key.write_text(KEY)
        live_folders({"IMA_TUI_HOME": str(home)}).key.chmod(0o600)
        await pilot.press("r")
        await until(pilot, lambda: app.services.stage is Stage.READY)
        await until(pilot, lambda: "Text to image" in text_of(app))


@asynccontextmanager
async def again(home: Path, environment: pytest.MonkeyPatch) -> AsyncIterator[Started]:
    """Run the first start from the palette where there is a key."""
    environment.setenv("IMA_API_KEY", KEY)
    async with first_start(home) as (app, pilot):
        await ready(app, pilot)
        app.action_welcome()
        await until(pilot, lambda: "Back  esc" in text_of(app))
        yield app, pilot


async def test_run_again_it_needs_no_key(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with again(home, monkeypatch) as (app, pilot):
        assert "…1234, from the environment" in text_of(app)
        app.screen.query_one("#folder", Input).value = str(tmp_path / "pictures")
        await pilot.press("tab", "right", "tab", "enter")
        await until(pilot, lambda: app.current_mode == "models")
        await ready(app, pilot)
        assert app.services.profile.keep_prompts
        assert app.services.profile.folders.results == tmp_path / "pictures"
    assert not live_folders({"IMA_TUI_HOME": str(home)}).key.exists()


async def test_run_again_and_left_it_changes_nothing_and_starts_afresh(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with again(home, monkeypatch) as (app, pilot):
        await paste(app, pilot, "half a key")
        await pilot.press("shift+tab", "right")
        await until(pilot, lambda: "返回" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and "Text to image" in text_of(app))
        app.action_welcome()
        await until(pilot, lambda: "Back  esc" in text_of(app))
        assert app.screen.query_one("#key", Input).value == ""
    assert not live_folders({"IMA_TUI_HOME": str(home)}).settings.exists()


async def test_the_demo_never_asks(simulator_url: str, tmp_path: Path) -> None:
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await ready(app, pilot)
        app.action_welcome()
        await pilot.pause()
        assert app.current_mode == "models"


async def test_at_80_by_24_all_is_in_sight_where_there_is_no_keyring(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with first_start(home, NARROW) as (app, pilot):
        await until(pilot, lambda: "~/home/config/api-key" in text_of(app))
        assert "Start" in text_of(app)
        assert "Try the demo" in text_of(app)
        assert app.screen.query_one("#welcome").max_scroll_y == 0
