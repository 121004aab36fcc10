"""Whatever stands in what comes from outside: read, or refused in words; never a traceback."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.api.client import decoded, read_answer
from ima_tui.api.errors import ImaError
from ima_tui.api.upload import expiry
from ima_tui.api.wire import read_check, read_detail
from ima_tui.catalog.bodies import create_body
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.orders import Request, draft_of
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import quote
from ima_tui.catalog.refusals import RefusedError
from ima_tui.cli.lines import read_lines
from ima_tui.keymap import keys_in
from ima_tui.profiles import live_profile
from ima_tui.store.folders import live_folders
from ima_tui.store.preferences import preferences_in, read_document, with_preference
from ima_tui.store.presets import Presets
from ima_tui.store.recent import Recent
from ima_tui.store.setting_keys import KEYS
from ima_tui.store.settings import read_settings
from ima_tui.wording.settings import key_mistake_words, mistake_words
from ima_tui.wording.workflows import fault_words
from ima_tui.workflows.checks import faults_of
from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.plan import read_plan
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.records import Runs
from ima_tui.workflows.templating import filled_template, read_template
from tests.unit.leaves import BRISK, STEADY, leaf

from .hostile import ALL, HOSTILE, leaf_of

TEXTS = st.sampled_from(
    [*HOSTILE.values(), ALL, "", " ", "\x00", "../../etc/passwd", "~\x00", "~x/"]
)
NUMBERS = st.sampled_from([0, -1, 10**30, 2**63, 1e308, float("nan"), float("inf"), -0.0, 0.1])
WORDS = """
id type name model_id parent_id group_name description tags tag_type tag_value form_config field
label value level options disabled config minimum maximum disabled_conditions enum_value
disabled_key category is_ui_virtual ui_params value_mapping mapping_rules source_values
target_param target_value files acceptType minLimit maxLimit credit_rules attribute_id points
origin_point attributes children prompt n cast medias url cover status resource_status width
height duration_str result error message code schema steps task_type model version params inputs
address step take role needs output fields request planned runs last values by_line
"""
NAMES = st.sampled_from(WORDS.split())
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | TEXTS, inner, max_size=5),
    max_leaves=20,
)
RAW = [b"", b"\xff", b'{"a": "\xff"}', b"[" * 100_000, b"9" * 5000, b"1e999", b'"\\ud800"', b"\x00"]
RAW += [
    b"x = " + b"9" * 5000,
    b"x = " + b"[" * 100_000,
    b'{"n": ' + b"9" * 5000 + b"}",
    b"\xef\xbb\xbf",
]


def changed(whole: Any, spot: list[int], other: Any) -> Any:
    """Return a document with another value at a place deep within it."""
    if not spot or not isinstance(whole, dict | list) or not whole:
        return other
    where, *rest = spot
    keys = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
    key = keys[where % len(keys)]
    parts = dict(whole) if isinstance(whole, dict) else dict(enumerate(whole))
    parts[key] = changed(parts[key], rest, other)
    return parts if isinstance(whole, dict) else list(parts.values())


SPOTS = st.lists(st.integers(0, 9), max_size=7)


def sold(data: object, parameters: Mapping[str, Any]) -> None:
    """Read a list and bring each of its models to what would be sent, as all doors do."""
    listing = parse_listing(data, "text_to_image")
    for found in listing.leaves:
        form = form_of(found)
        quote(form, form.start())
        with suppress(RefusedError):
            draft = draft_of(Request(ALL, found.model_id, found.id, parameters), listing)
            body = json.dumps(create_body(draft.order()), allow_nan=False)
            assert draft.quote is not None
            assert json.loads(body)["parameters"][0]["credit"] == draft.quote.credit >= 0


@BRISK
@given(st.sampled_from(["markup", "lines"]), SPOTS, JSON, st.dictionaries(NAMES | TEXTS, JSON))
def test_product_lists(
    name: str, spot: list[int], other: object, parameters: dict[str, Any]
) -> None:
    sold(changed([leaf("a"), leaf_of("b", HOSTILE[name])], spot, other), parameters)
    sold(other, parameters)


@STEADY
@given(JSON, SPOTS)
def test_answers_of_the_service(other: object, spot: list[int]) -> None:
    media = {"url": "https://a/b", "resource_status": 1, "width": 9, "cover": "", "status": "x"}
    whole = {"code": 0, "message": "m", "data": {"status": "x", "id": "t", "medias": [media]}}
    content = json.dumps(changed(whole, spot, other)).encode()
    with suppress(ImaError):
        data = read_answer(httpx.Response(200, content=content))
        if isinstance(data, dict):
            read_detail(data)
            read_check({"result": data} | data)
    expiry(other, 1e9)


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_files_and_answers_that_are_none(raw: bytes, tmp_path: Path) -> None:
    decoded(raw)
    everything_read(raw, tmp_path)


@BRISK
@given(st.binary(max_size=40) | JSON.map(lambda one: json.dumps(one).encode()))
def test_files_that_hold_something_else(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        everything_read(raw, Path(folder))


def everything_read(raw: bytes, home: Path) -> None:
    """Put the same content in the place of every file of a user, and read them all."""
    folders = live_folders({"IMA_TUI_HOME": str(home)})
    for path in (
        *(folders.settings, folders.preferences, folders.recent, folders.presets / "a.json"),
        *(folders.runs / "a.json", folders.templates / "a.toml"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    list(map(mistake_words, read_settings(folders.settings).mistakes))
    live_profile({"IMA_TUI_HOME": str(home)})
    assert Presets(folders.presets).all() == ()
    assert Runs(folders.runs).all() == ()
    assert Recent(folders.recent).last is None
    preferences_in(read_document(raw.decode(errors="replace")) or {})
    for as_json in (False, True):
        with suppress(PlanError):
            read_plan(raw, as_json=as_json)
    with suppress(PlanError):
        read_template(raw)
    for line in read_lines(raw):
        assert line.number


@BRISK
@given(
    st.dictionaries(st.sampled_from([*KEYS, "keys.run", "keys.leave", ALL, "budgett.day"]), JSON)
)
def test_settings(values: dict[str, Any]) -> None:
    document: dict[str, Any] = {}
    for key, value in values.items():
        section, _, name = key.rpartition(".")
        place = document.setdefault(section, {}) if section else document
        if isinstance(place, dict):
            place[name] = value
    with TemporaryDirectory() as folder, suppress(ValueError, TypeError):
        path = Path(folder) / "settings.toml"
        # what TOML can't say is not written
        path.write_text(tomlkit.dumps(document), "utf-8")
        settings = read_settings(path)
        for key in settings.values:
            rule = KEYS.get(key)
            assert rule is None or rule[0](settings.values[key])
        list(map(mistake_words, settings.mistakes))
        list(map(key_mistake_words, keys_in(settings.values)[1]))


@BRISK
@given(JSON, st.dictionaries(TEXTS | NAMES, JSON, max_size=3))
def test_preferences(entry: object, others: dict[str, Any]) -> None:
    document = {"user_default": {"text_to_image": entry}, **others}
    for preference in preferences_in(document).values():
        again = with_preference(document, "text_to_image", preference)
        assert json.loads(json.dumps(again)).keys() >= others.keys()


PLAN = {
    "schema": 1,
    "name": "n",
    "request": "r",
    "planned": "",
    "steps": [
        {"id": "one", "task_type": "text_to_image", "model": "m", "prompt": "p", "n": 1},
        {
            "id": "two",
            "task_type": "image_to_video",
            "prompt": "p ${one.prompt}",
            "params": {"size": "1K"},
            "needs": ["one"],
            "inputs": [{"step": "one"}],
        },
    ],
}


@BRISK
@given(SPOTS, JSON | TEXTS)
def test_plans_and_templates(spot: list[int], other: object) -> None:
    content = json.dumps(changed(PLAN, spot, other)).encode()
    lists = {"text_to_image": parse_listing([leaf("m")], "text_to_image")}
    try:
        plan = read_plan(content, as_json=True)
        faults = [*faults_of(plan), *priced(plan, lists).faults]
    except PlanError as error:
        faults = list(error.faults)
    assert all(isinstance(fault_words(fault), str) for fault in faults)
    with suppress(PlanError, ValueError, TypeError):
        filled_template(read_template(tomlkit.dumps(json.loads(content)).encode()), {"x": ALL})


LINE = {
    "task_type": "text_to_image",
    "model": "m",
    "prompt": "p",
    "params": {"size": "1K"},
    "inputs": ["https://example.com/a.png"],
    "n": 1,
}


@BRISK
@given(st.lists(st.tuples(SPOTS, JSON | TEXTS), max_size=3))
def test_batch_lines(changes: list[tuple[list[int], object]]) -> None:
    lines = [json.dumps(changed(LINE, spot[:3], other)) for spot, other in changes]
    assert len(list(read_lines("\n".join(lines).encode()))) == len(lines)
