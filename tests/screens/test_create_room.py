"""Create in little room, and in much."""

from pathlib import Path

import pytest

from ima_tui.app import ImaApp

from .stage import NARROW, on_stage, text_of, until
from .test_create import open_model, price


def line_of_choices(app: ImaApp) -> str:
    return text_of(app).splitlines()[1].rstrip()


async def test_the_longest_task_type_and_its_time_are_whole_at_80_columns(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await open_model(app, pilot, "first_last_frame_to_video", "kling-video-o1")
        await until(pilot, lambda: "First and last frame to video ▼" in line_of_choices(app))
        await until(
            pilot, lambda: "★" in line_of_choices(app) and line_of_choices(app).endswith(" s")
        )
        assert "…" not in line_of_choices(app)


@pytest.mark.parametrize("version", ["kling-video-o1", "kling-v2-6"])
async def test_no_half_time_stands_where_there_is_no_room_for_a_whole_one(
    simulator_url: str, tmp_path: Path, version: str
) -> None:
    async with on_stage(simulator_url, tmp_path, (60, 16)) as (app, pilot):
        await open_model(app, pilot, "text_to_video", version)
        await until(pilot, lambda: "Kling" in line_of_choices(app))
        assert "…" not in line_of_choices(app)


async def test_the_prompt_is_taller_where_there_is_room(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, (160, 45)) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        prompt = app.screen.query_one("#prompt")
        await until(pilot, lambda: prompt.size.height == 16)
        await pilot.resize_terminal(160, 70)
        await until(pilot, lambda: prompt.size.height >= 28)
