"""Lists that no service would send: odd models are of use or refused in words, others as ever."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from ima_tui.app import ImaApp
from ima_tui.catalog.controls import Control
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.prices import quote
from ima_tui.catalog.products import Leaf
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.models import ModelsScreen
from ima_tui.widgets.form import FieldRow, FormView
from ima_tui.widgets.model_tree import ModelTree, Version
from ima_tui.widgets.run_bar import run_words

from ..engine.scripted import Scripted, accepted, answer, serving
from ..exact.mutate import nested
from ..unit.leaves import Json, field, group, leaf, option, rule, tags, virtual
from .stage import NARROW, WIDE, on_stage, text_of, until, words

GOOD = leaf(
    "good",
    name="Good Model",
    form_config=[tags("size", ["1K", "4K"], "1K")],
    credit_rules=[rule(6, 1, size="1K"), rule(18, 2, size="4K")],
)
NAMES = {
    "markup": "[/bold] [red]not red[/red] [@click=app.quit]x[/]",
    "escapes": "\x1b[31mred\x1b]0;title\x07 \x00\x9b2J",
    "arabic": "\u202eنموذج عربي\u2066",
    "wide": "图像模型👩‍👩‍👧‍👦é" * 12,
    "endless": "x" * 10_000,
    "blank": " \t\n ",
}
RING = [tags(f"r{at}", [{"value": 1, "disabled": {f"r{(at + 1) % 3}": [1]}}], 1) for at in range(3)]
FORMS: dict[str, list[Json]] = {
    "no option left": [tags("a", [option(1, b=[2])], 1), tags("b", [option(2, a=[1])], 2)],
    "against itself": [tags("a", [option(1, a=[1])], 1)],
    "ring": RING,
    "own names": [tags("prompt", ["theirs"], "theirs"), tags("cast", [1], 1), tags("n", [7], 7)],
    "virtual count": [virtual("v", [tags("n", [1, 2], 1)], [({"n": 1}, 9)], target="n")],
    "free": [
        field("number", "number", 5, config={"minimum": 9, "maximum": 1}),
        field("slider", "slider", "many"),
        field("lines", "lines", "one\ntwo"),
        field("upload", "upload", "\x1b[2J"),
        field("hologram", "hologram", {"a": [1]}),
        field("textarea", "area", "x" * 10_000),
        {"field": "[bold]", "type": None, "label": "[/]", "description": "[/]"},
    ],
    "endless options": [tags("a", [f"[b]{at}[/b]" for at in range(300)], "[b]7[/b]")],
}


def with_rules(name: str, rules: Any) -> Json:
    return leaf(name, name=name, credit_rules=rules)


def odd_models() -> list[Json]:
    """One of each, among them some that are no models at all."""
    return [
        *(leaf(f"name-{key}", name=name, description=name) for key, name in NAMES.items()),
        *(leaf(f"form-{key}", name=f"Form {key}", form_config=f) for key, f in FORMS.items()),
        with_rules("without rules", []),
        with_rules("rules of junk", [None, 3, {"points": -5}, {"points": "many"}, []]),
        with_rules("free of charge", [rule(0, 1, default="enabled")]),
        with_rules("beyond price", [rule(10**9, 1, default="enabled")]),
        with_rules("no rule fits", [rule(5, 1, quality="x"), rule(9, 2, quality="y")]),
        leaf("[red]", name="Id of markup", form_config=GOOD["form_config"]),
        nested(leaf("deep", name="Deep"), 50),
        leaf("twice", name="First of two"),
        leaf("twice", name="Second of two"),
        {"id": None, "type": "3", "name": "No id"},
        {"type": "9"},
        None,
    ]


def lists(*models: Any) -> Scripted:
    return Scripted([accepted()], products=[answer({"code": 0, "data": list(models)})])


async def open_leaf(app: ImaApp, pilot: Pilot[None], leaf: Leaf) -> CreateScreen:
    """Open a model on Create and wait for its form and price."""
    app.post_message(ModelsScreen.Used(leaf))
    await until(pilot, lambda: isinstance(app.screen, CreateScreen))
    await until(pilot, lambda: app.screen.query_one("#model", Select).value == leaf.id)
    form = form_of(leaf)
    await until(pilot, lambda: _shows(app, run_words(quote(form, form.start()))))
    screen = app.screen
    assert isinstance(screen, CreateScreen)
    return screen


def _shows(app: ImaApp, price: str) -> bool:
    return str(app.screen.query_one("#run").render()).strip() == price


def _has_rows(screen: CreateScreen, controls: Sequence[Control]) -> bool:
    shown = [row.control_shown.key for row in screen.query(FieldRow)]
    return sorted(shown) == sorted(control.key for control in controls)


def _remarks(app: ImaApp, told: str) -> bool:
    return told in words(app, "#remark")


def bought(app: ImaApp) -> int:
    assert app.services.engine is not None
    return len(app.services.engine.book.tasks)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_tree_walks_over_every_odd_model(tmp_path: Path, size: tuple[int, int]) -> None:
    async with serving(lists(*odd_models(), GOOD)) as service:
        async with on_stage(service.url, tmp_path, size) as (app, pilot):
            tree = app.screen.query_one(ModelTree)
            seen: set[str] = set()
            while "good" not in seen and tree.cursor < len(odd_models()) + 10:
                if isinstance(tree.item, Version):
                    seen.add(tree.item.leaf.id)
                # unfolds what is folded, and goes on from there
                await pilot.press("right")
                shown = text_of(app)
                assert not {"\x1b", "\x00", "\x9b", "\u202e"} & set(shown)
            leaves = app.services.catalogue.shelves["text_to_image"].listing.leaves
            assert seen == {found.id for found in leaves}
            assert [found.title for found in leaves if found.id == "twice"] == ["First of two"]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_every_odd_model_opens_and_shows_its_price(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with serving(lists(*odd_models(), GOOD)) as service:
        async with on_stage(service.url, tmp_path, size) as (app, pilot):
            for found in app.services.catalogue.shelves["text_to_image"].listing.leaves:
                screen = await open_leaf(app, pilot, found)
                controls = form_of(found).controls
                basic = [control for control in controls if not control.advanced]
                await until(pilot, partial(_has_rows, screen, basic))
                await screen.query_one(FormView).toggle_advanced()
                await until(pilot, partial(_has_rows, screen, controls))
                shown = text_of(app)
                assert not {"\x1b", "\x00", "\x9b", "\u202e"} & set(shown)
            good = app.services.catalogue.leaf("text_to_image", "good")
            assert good is not None
            await open_leaf(app, pilot, good)
            await until(pilot, lambda: "Run · 6 pts" in text_of(app))


@pytest.mark.parametrize(
    ("version", "words_of_it"),
    [
        ("without rules", "no price"),
        ("rules of junk", "no price"),
        ("form-no option left", "can't be combined with"),
        ("form-against itself", "can't be combined with"),
        ("form-ring", "can't be combined with"),
    ],
)
async def test_run_refuses_in_words_where_nothing_can_be_bought(
    tmp_path: Path, version: str, words_of_it: str
) -> None:
    async with serving(lists(*odd_models(), GOOD)) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            found = app.services.catalogue.leaf("text_to_image", version)
            assert found is not None
            screen = await open_leaf(app, pilot, found)
            screen.query_one("#prompt", TextArea).text = "a red fox"
            await pilot.press("ctrl+r")
            await until(pilot, lambda: words_of_it in words(app, "#remark"))
            assert bought(app) == 0
            assert service.sends == 0


async def test_others_are_bought_as_ever_beside_odd_ones(tmp_path: Path) -> None:
    async with serving(lists(*odd_models(), group("G", GOOD))) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            good = app.services.catalogue.leaf("text_to_image", "good")
            assert good is not None
            screen = await open_leaf(app, pilot, good)
            screen.query_one("#prompt", TextArea).text = "a red fox"
            await pilot.press("ctrl+r")
            await until(pilot, lambda: service.sends == 1)
            assert bought(app) == 1
            (body,) = [one.body for one in service.seen if one.path.endswith("/create")]
            assert b'"attribute_id":1' in body
            assert b'"credit":6' in body


async def test_a_number_is_checked_where_it_is_typed(tmp_path: Path) -> None:
    odd = leaf("odd", form_config=[field("number", "seed", config={"minimum": 1, "maximum": 9})])
    async with serving(lists(odd)) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            found = app.services.catalogue.leaf("text_to_image", "odd")
            assert found is not None
            screen = await open_leaf(app, pilot, found)
            screen.query_one("#prompt", TextArea).text = "a red fox"
            await until(pilot, lambda: bool(screen.query("FormView Input")))
            wrongs = {"many": '"many" is not a number', "99": "between 1 and 9", "nan": '"nan" is'}
            for written, told in wrongs.items():
                screen.query_one("FormView Input", Input).value = written
                await until(pilot, partial(_remarks, app, told))
                await pilot.press("ctrl+r")
            screen.query_one("FormView Input", Input).value = "7"
            await until(pilot, lambda: words(app, "#remark") == "")
            await pilot.press("ctrl+r")
            await until(pilot, lambda: service.sends == 1)
