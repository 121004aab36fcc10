"""Models: the tree, its columns and its detail, by keys and by mouse."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from ima_tui.catalog.changes import Change
from ima_tui.catalog.characters import plain
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.models import ModelsScreen
from ima_tui.store.catalogue import Catalogue
from ima_tui.store.database import StoreError
from ima_tui.widgets.cells import fit
from ima_tui.widgets.model_detail import ModelDetail
from ima_tui.widgets.model_tree import ModelTree

from ..engine.scripted import Scripted, answer, serving
from .stage import NARROW, WIDE, on_stage, text_of, until, words


async def test_all_task_types_with_price_and_time(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, _pilot):
        shown = text_of(app)
    for title in ("Text to image", "Image to video", "Text to music", "Text to speech"):
        assert title in shown
    assert "68 models" in shown
    line = next(line for line in shown.splitlines() if "Nano Banana Pro" in line)
    assert "10–18" in line
    assert " s" in line


async def test_keys_move_fold_and_open(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        tree = app.screen.query_one(ModelTree)
        await pilot.press("j", "j", "down")
        assert tree.leaf is not None
        assert tree.leaf.title == "Nano Banana Pro"
        await until(pilot, lambda: "18  4K" in text_of(app))
        await pilot.press("h", "h", "h")
        await until(pilot, lambda: tree.cursor == 0)
        rows = tree.count
        await pilot.press("h")
        await until(pilot, lambda: tree.count < rows)
        await pilot.press("right", "G")
        await until(pilot, lambda: tree.count == rows)
        await until(pilot, lambda: tree.cursor == rows - 1)
        await pilot.press("g", "down", "right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await until(pilot, lambda: "Run · 6 pts" in text_of(app))
        assert "Nano Banana 2" in text_of(app)


async def test_the_cursor_starts_at_the_top_in_whatever_order_lists_arrive(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, ModelsScreen)
        everything = screen._browsing.last
        first, *others = everything.leaves
        late = replace(everything, leaves={kind: everything.leaves[kind] for kind in others})
        tree = ModelTree()
        await screen.mount(tree)
        tree.show(late)
        assert tree.kind == others[0]
        tree.show(everything)
        assert (tree.cursor, tree.kind) == (0, first)
        tree.show(late)
        tree.action_move(1)
        chosen = tree.kind
        assert chosen == others[1]
        tree.show(everything)
        assert tree.kind == chosen, "once it was moved it stays on its row"


async def test_the_mouse_does_the_same(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        tree = app.screen.query_one(ModelTree)
        rows = tree.count
        await pilot.click(ModelTree, offset=(10, rows - 1))
        await until(pilot, lambda: tree.count == rows + 3)
        await pilot.click(ModelTree, offset=(10, 3))
        await until(pilot, lambda: tree.cursor == 3)
        await pilot.click(ModelTree, offset=(10, 3))
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await pilot.click("TopBar", offset=(14, 0))
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_branch_tells_its_models_with_prices_and_a_click_goes_there(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        tree, detail = app.screen.query_one(ModelTree), app.screen.query_one(ModelDetail)
        await pilot.press("j")
        await until(pilot, lambda: "2 models · 4–18 pts" in text_of(app))
        lines = text_of(app).splitlines()
        y, line = next(
            (y, line[detail.region.x :])
            for y, line in enumerate(lines)
            if y >= detail.region.y and "Nano Banana Pro " in line[detail.region.x :]
        )
        assert "10–18" in line
        await pilot.click(offset=(detail.region.x + line.index("Pro"), y))
        await until(pilot, lambda: tree.leaf is not None and tree.leaf.title == "Nano Banana Pro")


async def test_lists_are_there_at_once_from_the_last_look(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path):
        pass
    nobody = Scripted([None])
    async with serving(nobody):
        gone = nobody.url
    async with on_stage(gone, tmp_path) as (app, pilot):
        await until(pilot, lambda: "Can't reach" in words(app, "#notice"))
        assert "68 models" in words(app, "#freshness")
        assert "as of" in words(app, "#freshness")
        assert "last successful refresh" in words(app, "#notice")
        assert "SeeDream 4.5" in text_of(app)


async def test_a_refused_key_is_told_with_the_link(tmp_path: Path) -> None:
    refusal = answer({"code": 401, "message": "Unauthorized"}, "401 Unauthorized")
    async with serving(Scripted([None], products=[refusal])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await until(pilot, lambda: "is invalid" in words(app, "#notice"))
            assert "https://www.imaclaw.ai/imaclaw/apikey" in words(app, "#notice")


async def test_texts_of_the_service_are_data(tmp_path: Path) -> None:
    nasty = "[/models/x] [bold]x[/] \x1b[31mred\x1b]52;c;aGk=\x07 \u202eevil 图像 é"
    leaf = {
        "id": "[red]",
        "type": "3",
        "name": nasty,
        "description": nasty,
        "tags": [{"tag_type": "feature", "tag_value": nasty}],
        "credit_rules": [{"attribute_id": 1, "points": 5, "attributes": {"[a]": "[b]"}}],
        "form_config": [
            {"field": "[a]", "type": "tags", "label": nasty, "options": [{"value": "[b]"}]},
            {"field": "x", "type": "what", "label": nasty, "description": nasty},
        ],
    }
    reply = answer({"code": 0, "data": [{"type": "2", "name": nasty, "children": [leaf, leaf]}]})
    for size in (WIDE, NARROW):
        async with serving(Scripted([None], products=[reply])) as service:
            async with on_stage(service.url, tmp_path / str(size[0]), size) as (app, pilot):
                await pilot.press("down")
                await until(pilot, lambda: "[/models/x]" in text_of(app))
                shown = text_of(app)
                await pilot.press("enter")
                await until(pilot, lambda: "Run · ≈ 5 pts" in text_of(app))
                shown += text_of(app)
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_lists_that_can_t_be_kept_still_serve(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_args: object) -> Mapping[str, Change]:
        raise StoreError("full", tmp_path)

    monkeypatch.setattr(Catalogue, "_keep", full)
    async with on_stage(simulator_url, tmp_path) as (app, _pilot):
        assert "68 models" in text_of(app)


def test_a_row_holds_no_line_breaks_or_escapes() -> None:
    shown = fit("one\ntwo\t\x1b[31mthree 狐狸", 24)
    assert shown.isprintable()
    assert cell_len(shown) == 24
    assert plain("one\ntwo\x1b", lines=True) == "one\ntwo "


async def test_a_kept_list_that_is_damaged_is_only_a_copy(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, _pilot):
        path = app.services.profile.folders.database
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE products SET data = substr(data, 1, 100)")
    connection.close()
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await until(pilot, lambda: "68 models" in text_of(app))


async def test_lists_that_would_take_for_ever_to_price_do_not(tmp_path: Path) -> None:
    fields = [
        {"field": f"f{n}", "type": "tags", "options": [{"value": v} for v in range(27)]}
        for n in range(3)
    ]
    rules = [
        {"attribute_id": n, "points": n, "attributes": {"f0": n % 27, "f1": n, "f2": n}}
        for n in range(1, 200)
    ]
    leaves = [
        {"id": f"v{n}", "type": "3", "form_config": fields, "credit_rules": rules}
        for n in range(10)
    ]
    reply = answer({"code": 0, "data": leaves})
    async with serving(Scripted([None], products=[reply])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await until(pilot, lambda: "1–27" in text_of(app))
