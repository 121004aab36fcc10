"""Notices: who looks elsewhere hears of an end, as far as that is wanted."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from ima_tui.app import ImaApp
from ima_tui.screens import announcing
from ima_tui.store.folders import live_folders
from ima_tui.widgets.bars import KeyBar

from ..engine.rooms import order, plain_leaf
from ..engine.scripted import Scripted, accepted, code, serving
from .stage import NARROW, WIDE, on_stage, until
from .test_tasks_groups import engine_of, settled, told


async def submit(app: ImaApp, pilot: Pilot[None]) -> None:
    task = await engine_of(app).submit(order(plain_leaf(), "a secret fox"))
    await until(pilot, settled(app, task))


def wish(home: Path, lines: str) -> None:
    """What the user set."""
    path = live_folders({"IMA_TUI_HOME": str(home)}).settings
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[notices]\n{lines}\n")


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went out of the app: bells, and notices on the desktop."""
    heard: list[str] = []
    monkeypatch.setattr(ImaApp, "bell", lambda _app: heard.append("bell"))
    monkeypatch.setattr(
        announcing.Announcer, "_write", lambda _self, text: heard.append(text) if text else None
    )
    monkeypatch.setenv("TERM", "foot")
    monkeypatch.delenv("TMUX", raising=False)
    return heard


async def test_an_end_is_told_on_other_screens(tmp_path: Path, rung: list[str]) -> None:
    async with serving(Scripted([code(400, "no")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, pilot)
            await told(app, pilot, "Plain failed: ")
            assert not any("secret" in one.message for one in app._notifications)
    assert "bell" not in rung
    assert not any("notify" in text for text in rung), "who looks at the app needs no more"


async def test_who_is_away_gets_a_notice_on_the_desktop(tmp_path: Path, rung: list[str]) -> None:
    async with serving(Scripted([code(400, "no")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            app.post_message(events.AppBlur())
            await until(pilot, lambda: not app.app_focus)
            await submit(app, pilot)
            await until(pilot, lambda: any("notify;IMA TUI;Plain failed" in one for one in rung))
    assert not any("secret" in text for text in rung)


async def test_each_notice_can_be_switched(tmp_path: Path, rung: list[str]) -> None:
    wish(tmp_path, "toast = false\nbell = true\ndesktop = false\ntitle = false")
    async with serving(Scripted([code(400, "no")])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            app.post_message(events.AppBlur())
            await submit(app, pilot)
            await until(pilot, lambda: bool(rung))
            assert not list(app._notifications)
    assert rung == ["bell"]


async def test_the_title_tells_what_runs_and_is_given_back(tmp_path: Path, rung: list[str]) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await submit(app, pilot)
            await until(pilot, lambda: any("1 running · " in text for text in rung))
    assert rung[-1] == "\x1b[23;2t"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_no_notice_stands_over_the_price_and_the_keys(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("#run-bar")))
        app.notify("Words of some length, as notices have them. " * 3, markup=False)
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        toast = app.screen.query_one(Toast).region
        assert toast.area > 0
        for kept in (app.screen.query_one("#run-bar"), app.screen.query_one(KeyBar)):
            assert not toast.overlaps(kept.region)
