"""The detail of a model, alone on a screen."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from ima_tui.catalog.products import Leaf
from ima_tui.locale import use_language
from ima_tui.widgets.model_detail import ModelDetail

from ..unit.leaves import Json, full_list, leaf, read
from .stage import NARROW, on_stage, text_of, until


class Bare(App[None]):
    def __init__(self, shown: Leaf | None, hint: str = "") -> None:
        super().__init__()
        self._shown, self._hint = shown, hint

    def compose(self) -> ComposeResult:
        yield ModelDetail()

    def on_mount(self) -> None:
        self.query_one(ModelDetail).show(self._shown, self._hint)


def veo() -> Leaf:
    found = full_list("text_to_video").find("veo-3.1-generate-preview")
    assert found is not None
    return found


async def test_prices_are_grids_where_there_is_room_else_a_list() -> None:
    async with Bare(veo()).run_test(size=(44, 40)) as pilot:
        await until(pilot, lambda: "6  105   (155)" in text_of(pilot.app))
        await pilot.resize_terminal(16, 60)
        await until(pilot, lambda: "6 · 1080p" in text_of(pilot.app))
        await pilot.resize_terminal(60, 40)
        await until(pilot, lambda: "6  105   (155)" in text_of(pilot.app))


async def test_all_is_readable_in_few_columns() -> None:
    async with Bare(veo()).run_test(size=(44, 40)) as pilot:
        await until(pilot, lambda: "Features" in text_of(pilot.app))
        shown = " ".join(text_of(pilot.app).split())
    assert "with sound · 1080p · 720p · aspect ratio · negative prompt" in shown
    assert "( ) can't be combined" in shown
    assert "Compression Quality optimized lossless" in shown
    assert shown.endswith("Input media none")


async def test_in_chinese() -> None:
    use_language("zh")
    async with Bare(veo()).run_test(size=(44, 40)) as pilot:
        await until(pilot, lambda: "能力" in text_of(pilot.app))
        assert "有声" in text_of(pilot.app)
        assert "不能组合" in text_of(pilot.app)


@pytest.mark.parametrize("text", ["[b]x[/b]", "\x1b[31mred", "[/]", "a\nb"])
async def test_what_the_service_says_is_shown_as_it_is(text: str) -> None:
    more: Json = {"name": text, "description": text}
    more["tags"] = [{"tag_type": "feature", "tag_value": text}]
    async with Bare(read(leaf(**more))).run_test(size=(60, 20)) as pilot:
        seen = text.replace("\x1b", " ").replace("\n", " ").strip()
        await until(pilot, lambda: text_of(pilot.app).count(seen) == 3)


async def test_without_a_model_there_is_a_hint() -> None:
    async with Bare(None, "[choose] one").run_test(size=(44, 5)) as pilot:
        await until(pilot, lambda: "[choose] one" in text_of(pilot.app))


async def test_the_prices_of_a_model_are_in_sight_and_the_rest_is_read_on_by_key(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await pilot.press("slash", *"wan", "enter")
        await until(pilot, lambda: "Wan 2.6   Text to video" in text_of(app))
        shown = text_of(app)
        assert "720P" in shown
        assert "25     40" in shown
        assert "Input media" not in shown
        for _ in range(8):
            await pilot.press("ctrl+d")
        await until(pilot, lambda: "Input media" in text_of(app))
        for _ in range(8):
            await pilot.press("ctrl+u")
        await until(pilot, lambda: "Wan 2.6   Text to video" in text_of(app))
