"""What settings do when the app starts: theme, mistakes told, the profile's name in the header."""

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from ima_tui.app import MOST_MISTAKES, ImaApp
from ima_tui.profiles import live_profile
from ima_tui.store.setting_keys import THEMES

from .stage import app_on, ready, text_of, until, words


def settings(home: Path, text: str) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text(text)


async def test_a_theme(simulator_url: str, tmp_path: Path) -> None:
    settings(tmp_path, "theme = 'nord'")
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot)
        assert app.theme == "nord"
        assert not app.screen.query(Toast)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = 'no-such'", ("theme may be", "textual-dark")),
        ("langauge = 'zh'", ("unknown setting langauge", "did you mean language")),
        ("[saving]\nnames = 5", ("saving.names may be", "(1-200)")),
        ("[broken", ("can't be read: it is not TOML",)),
    ],
)
async def test_mistakes_are_told_and_stop_nothing(
    text: str, told: tuple[str, ...], simulator_url: str, tmp_path: Path
) -> None:
    settings(tmp_path, text)
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        shown = " ".join(str(toast.render()) for toast in app.screen.query(Toast))
        assert all(part in shown for part in told)
    assert (tmp_path / "config" / "settings.toml").read_text() == text


async def test_many_mistakes_do_not_hide_the_screen_and_limits_come_first(
    simulator_url: str, tmp_path: Path
) -> None:
    wrong = "language = 'fr'\n[saving]\nauto = 3\n[keys]\nrun = 'q'\n[budget]\nday = 'x'"
    settings(tmp_path, wrong)
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(app, pilot)
        await until(pilot, lambda: len(app.screen.query(Toast)) == MOST_MISTAKES + 1)
        first, *_, last = (str(toast.render()) for toast in app.screen.query(Toast))
        assert "budget.day" in first
        assert "3 more mistakes" in last


async def test_a_key_that_can_t_be_is_told_with_its_file_and_changes_nothing(
    simulator_url: str, tmp_path: Path
) -> None:
    settings(tmp_path, "[keys]\ngo-tasks = 'q'")
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        told = str(app.screen.query_one(Toast).render())
        for part in (str(tmp_path / "config" / "settings.toml"), "go-tasks", "quit (leave)"):
            assert part in told
        await pilot.press("comma")
        await until(pilot, lambda: "it already does quit" in words(app, "#settings-file"))


async def test_the_list_of_themes_is_the_app_s(simulator_url: str, tmp_path: Path) -> None:
    assert set(THEMES) == set(app_on(simulator_url, str(tmp_path)).available_themes)


@pytest.mark.parametrize("host", ["service", "uploads"])
async def test_the_header_names_every_host_that_is_not_the_service_s_own(
    host: str, simulator_url: str, tmp_path: Path
) -> None:
    own = {"IMA_BASE_URL": simulator_url, "IMA_UPLOAD_URL": "http://127.0.0.1:9"}
    if host == "service":
        own["IMA_UPLOAD_URL"] = "https://imapi.liveme.com"
    app = ImaApp(live_profile({"IMA_TUI_HOME": str(tmp_path), "IMA_API_KEY": "ima_test", **own}))
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot)
        served = simulator_url.removeprefix("http://")
        named = f"{served} + 127.0.0.1:9 ·" if host == "uploads" else f"{served} ·"
        assert named in text_of(app).splitlines()[0]


@pytest.mark.parametrize(("name", "shown"), [("default", "live"), ("work", "work")])
async def test_the_header_names_the_profile(
    name: str, shown: str, simulator_url: str, tmp_path: Path
) -> None:
    environment = {
        "IMA_TUI_HOME": str(tmp_path),
        "IMA_API_KEY": "ima_test",
        "IMA_BASE_URL": simulator_url,
    }
    app = ImaApp(live_profile(environment, name=name))
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot)
        header = text_of(app).splitlines()[0]
        assert f"{shown} · 127.0.0.1" in header
