"""What all screens have in common."""

import asyncio
from pathlib import Path

from textual.widgets import Static

from ima_tui.screens.page import Page

from .stage import app_on, ready


async def test_leaving_in_the_middle_of_some_work_is_no_crash(
    simulator_url: str, tmp_path: Path
) -> None:
    app = app_on(simulator_url, str(tmp_path))
    ended = asyncio.Event()
    async with app.run_test() as pilot:
        await ready(app, pilot)
        page = app.screen
        assert isinstance(page, Page)

        async def work() -> None:
            try:
                while page.is_running:  # noqa: ASYNC110 - nothing tells of it
                    await asyncio.sleep(0)
            finally:
                ended.set()
                page.query_one("#gone", Static)

        page.background(work, "test")
        await pilot.pause()
    assert ended.is_set()
