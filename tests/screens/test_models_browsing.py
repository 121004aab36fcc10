"""Models: search, filters, order, the table, favourites and defaults, as a user meets them."""

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.catalog.tiers import better, cheaper
from ima_tui.screens.create import CreateScreen
from ima_tui.widgets.model_table import ModelTable
from ima_tui.widgets.model_tree import ModelTree

from ..engine.scripted import Scripted, listed, plain_entry, serving
from .stage import NARROW, WIDE, on_stage, text_of, until, words, write


def rows_of(app: ImaApp) -> list[str]:
    """The rows of the list, without the detail."""
    tree = app.screen.query_one(ModelTree)
    return [str(tree.row(index, 70)) for index in range(tree.count)]


async def search(app: ImaApp, pilot: Pilot[None], text: str) -> list[str]:
    await pilot.press("slash", "ctrl+u")
    await write(pilot, text)
    await until(pilot, lambda: app.screen.query_one("#search").value == text)  # type: ignore[attr-defined]
    await pilot.pause()
    return rows_of(app)


MEANT = {
    "MJ": ("Midjourney", "MJ"),
    "nano banana pro": ("Nano Banana Pro", ""),
    "豆包": ("SeeDream 4.5", "豆包"),
    "audio 1080p": ("Wan 2.6", "1080p"),
    "首帧": ("Seedance 2.0 Fast", "first frame"),
    "tts": ("seed-tts-1.1", ""),
}


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_search_goes_to_what_is_meant_and_says_why(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        for text, (first, why) in MEANT.items():
            await pilot.press("escape")
            await search(app, pilot, text)
            tree = app.screen.query_one(ModelTree)
            assert tree.leaf is not None, text
            assert tree.leaf.title == first, text
            assert why in str(tree.row(tree.cursor, 79)), text
            assert first in text_of(app), text


async def test_what_was_searched_is_set_off(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await search(app, pilot, "nanobanana pro")
        tree = app.screen.query_one(ModelTree)
        row = tree.row(tree.cursor, 70)
        hit = str(tree.style("hit"))
        marked = "".join(row.plain[s.start : s.end] for s in row.spans if str(s.style) == hit)
        assert marked == "Nano BananaPro"


async def test_typing_moves_the_list_and_escape_takes_back(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        whole = rows_of(app)
        await search(app, pilot, "banana")
        tree = app.screen.query_one(ModelTree)
        before = tree.leaf
        await pilot.press("down")
        await until(pilot, lambda: tree.leaf is not before)
        chosen = tree.leaf
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is tree)
        await pilot.press("escape")
        await until(pilot, lambda: tree.count == len(whole))
        assert tree.leaf is chosen
        await search(app, pilot, "q1")
        assert app.is_running


async def test_nothing_found_says_what_to_do(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await search(app, pilot, "[/x] zzz")
        shown = " ".join(text_of(app).split())
        assert "No model matches “[/x] zzz”" in shown
        await pilot.press("escape", "enter", "space", "f", "d", "t", "t", "escape")
        await until(pilot, lambda: len(rows_of(app)) > 5)


async def test_filters_and_order(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("m", "m", "m")
        await until(
            pilot, lambda: [row for row in rows_of(app) if row.startswith(" ▾")] == rows_of(app)[:1]
        )
        await until(pilot, lambda: "[music]" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "[all]" in text_of(app))
        await pilot.press("m", "m", "s")
        await until(pilot, lambda: "sort: price ▲" in text_of(app))
        tree = app.screen.query_one(ModelTree)
        shown = [item.leaf for item in tree._items if hasattr(item, "leaf")]
        videos = [leaf for leaf in shown if leaf.task_type == "text_to_video"]
        assert [videos[0].title, videos[-1].title] == ["Vidu Q2", "Sora 2 Pro"]
        await pilot.press("s", "s")
        shown = [item.leaf for item in tree._items if hasattr(item, "leaf")]
        titles = [leaf.title for leaf in shown if leaf.task_type == "text_to_video"]
        assert titles == sorted(titles, key=str.casefold)


async def test_the_mouse_filters(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        line = text_of(app).splitlines()[2]
        await pilot.click(offset=(line.index("video"), 2))
        await until(pilot, lambda: "[video]" in text_of(app))
        line = text_of(app).splitlines()[2]
        await pilot.click(offset=(line.index("sort"), 2))
        await until(pilot, lambda: "sort: price" in text_of(app))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_table_of_a_task_type(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        await pilot.press("j", "j", "t")
        table = app.screen.query_one(ModelTable)
        await until(pilot, lambda: table.has_focus)
        assert table.count == 4
        assert "Features" in text_of(app)
        assert table.leaf is not None
        assert table.leaf.title == "Nano Banana 2"
        await pilot.press("right", "right", "s", "G")
        await until(pilot, lambda: "Sora 2 Pro" in text_of(app))
        await until(pilot, lambda: "120–480" in text_of(app))
        leaf = table.leaf
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(ModelTree).has_focus)
        assert app.screen.query_one(ModelTree).leaf is leaf
        await pilot.press("t", "enter")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await until(pilot, lambda: "Run · 120 pts" in text_of(app))


async def test_favourites_are_kept(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("F")
        await until(pilot, lambda: "No favourites yet" in text_of(app))
        await pilot.press("escape", "j", "j", "f")
        await until(pilot, lambda: "Nano Banana 2 ♡" in text_of(app))
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("F")
        await until(pilot, lambda: len(rows_of(app)) == 2)
        assert "Nano Banana 2 ♡" in rows_of(app)[1]
        await pilot.press("down", "f")
        await until(pilot, lambda: "No favourites yet" in text_of(app))


async def test_a_default_is_kept_marked_and_used(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        assert "★ SeeDream 4.5" in text_of(app)
        await pilot.press(*"jjjjj", "d")
        await until(pilot, lambda: "♥ Midjourney" in text_of(app))
        await until(pilot, lambda: "now your default for Text to image" in text_of(app))
        path = app.services.profile.folders.preferences
        kept = json.loads(path.read_text())["user_default"]["text_to_image"]
        assert (kept["model_id"], kept["credit"]) == ("midjourney", 8)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        assert "♥ Midjourney" in text_of(app)
        leaf = app.services.defaults.leaf("text_to_image")
        assert leaf is not None
        assert leaf.title == "Midjourney"
        await pilot.press(*"jjjjj", "d")
        await until(pilot, lambda: "no longer your default" in text_of(app))
        assert "♥" not in "\n".join(rows_of(app))


async def test_a_default_that_can_t_be_written_is_told(simulator_url: str, tmp_path: Path) -> None:
    (tmp_path / "config" / "ima_prefs.json").mkdir(parents=True)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("j", "j", "d")
        await until(pilot, lambda: "could not be saved" in " ".join(text_of(app).split()))
        await until(pilot, lambda: "♥ Nano Banana 2" in text_of(app))


async def test_only_the_default_version_is_recommended(tmp_path: Path) -> None:
    family = [
        plain_entry()
        | {"id": f"sd-{n}", "model_id": "doubao-seedream-4.5", "name": f"SeeDream {n}"}
        for n in (3, 5, 4)
    ]
    async with serving(Scripted([None], products=[listed(*family)])) as service:
        async with on_stage(service.url, tmp_path) as (app, _pilot):
            starred = [row.strip() for row in rows_of(app) if "★" in row]
    assert len(starred) == 1
    assert starred[0].startswith("★ SeeDream 5")


async def test_alternatives_are_one_key_away(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        tree = app.screen.query_one(ModelTree)
        await search(app, pilot, "kling o1")
        await pilot.press("enter")
        leaf = tree.leaf
        assert leaf is not None
        shelf = app.services.catalogue.shelves[leaf.task_type]
        (dearer, *_), (less, *_) = better(shelf.listing, leaf), cheaper(shelf.listing, leaf)
        shown = text_of(app)
        assert "Cheaper (<)" in shown
        assert less.title in shown
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: tree.leaf is dearer)
        assert words(app, "#freshness")
        at = next(y for y, line in enumerate(text_of(app).splitlines()) if "Cheaper (<)" in line)
        below = text_of(app).splitlines()[at + 1]
        await pilot.click(offset=(below.rindex("pts"), at + 1))
        await until(pilot, lambda: tree.leaf is not dearer)


async def test_two_hundred_options_and_no_labels(tmp_path: Path) -> None:
    field = {"field": "x", "type": "tags", "options": [{"value": n} for n in range(200)]}
    entry = plain_entry() | {"form_config": [field, {"type": "tags"}, {"field": "y", "type": "?"}]}
    for size in (WIDE, NARROW):
        async with serving(Scripted([None], products=[listed(entry)])) as service:
            async with on_stage(service.url, tmp_path / str(size[0]), size) as (app, pilot):
                await pilot.press("j", "t", "t", "space", "f")
                await until(pilot, lambda: "Plain" in text_of(app))
