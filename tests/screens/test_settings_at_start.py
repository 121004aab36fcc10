"""What settings do when the app starts: theme, mistakes told, the profile's name in the header."""

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from ima_tui.app import ImaApp
from ima_tui.profiles import live_profile

from .stage import app_on, ready, text_of, until


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
        ("[saving]\nnames = 5", ("saving.names may be 1-200",)),
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
