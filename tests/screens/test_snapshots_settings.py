"""What the first start and Settings look like: few pictures."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.locale import use_language
from ima_tui.profiles import live_profile

from .pictures import Snap, app_of, still
from .stage import NARROW, app_on, ready, text_of, until

YOURS = Path("/home/you/ima")
"""Where the pictures say that things are; nothing is written there."""


KEYRING = {"en": "system keyring", "zh": "系统密钥环"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_start(
    snap_compare: Snap,
    simulator_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    use_keyring: Callable[[str], Path],
    language: str,
) -> None:
    # else the file that it goes to is named, which is another each time
    use_keyring("Filed")
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    use_language(language)
    profile = live_profile({**os.environ, "IMA_TUI_HOME": str(tmp_path)})
    folders = replace(profile.folders, results=YOURS / "results", config=YOURS / "config")

    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await until(pilot, lambda: app.current_mode == "welcome")
        await until(pilot, lambda: KEYRING[language] in text_of(app))
        assert isinstance(app.focused, Input)
        await still(pilot)

    app = ImaApp(replace(profile, folders=folders))
    assert snap_compare(app, run_before=before, terminal_size=NARROW)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_settings(snap_compare: Snap, simulator_url: str, tmp_path: Path, language: str) -> None:
    use_language(language)
    app = app_on(simulator_url, str(tmp_path))
    profile = app.services.profile
    folders = replace(profile.folders, results=YOURS / "results", config=YOURS / "config")

    async def before(pilot: Pilot[None]) -> None:
        await ready(app_of(pilot), pilot)
        await pilot.press("comma", "j", "j", "j", "j", "j")
        await until(pilot, lambda: str(YOURS / "results") in text_of(app_of(pilot)))
        await still(pilot)

    picture = ImaApp(replace(profile, folders=folders))
    assert snap_compare(picture, run_before=before, terminal_size=NARROW)
