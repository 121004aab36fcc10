"""In the sixteen colours of a terminal everything is drawn, whatever Textual calls them."""

from pathlib import Path

from textual.app import App, ComposeResult

from ima_tui.widgets.spend_view import SpendView
from ima_tui.widgets.writing import WritingArea
from tests.past import settled_past, write_past

from .stage import on_stage, text_of, until


class Bare(App[None]):
    CSS = "Screen, WritingArea, WritingArea:focus { background: transparent; }"

    def compose(self) -> ComposeResult:
        yield WritingArea("a red fox")

    def on_mount(self) -> None:
        self.theme = "ansi-dark"


async def test_a_text_without_a_background_is_drawn() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert "a red fox" in text_of(app)


async def test_what_was_spent_is_drawn(simulator_url: str, tmp_path: Path) -> None:
    await write_past(tmp_path, settled_past())
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.theme = "ansi-dark"
        await pilot.press("4")
        await until(pilot, lambda: "4 tasks" in text_of(app))
        await pilot.press("c")
        await until(pilot, lambda: bool(app.screen.query(SpendView)) and "█" in text_of(app))
