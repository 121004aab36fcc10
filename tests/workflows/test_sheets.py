"""A step as a filled form and back: what is not touched stays, what is chosen is what is bought."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.inputs import InputMedia, MediaKind
from ima_tui.catalog.naming import find_model
from ima_tui.catalog.orders import draft_of
from ima_tui.catalog.values import Value
from ima_tui.workflows.checks import faults_of
from ima_tui.workflows.editing import doubled, moved
from ima_tui.workflows.filling import request_of
from ima_tui.workflows.plan import Plan, Step
from ima_tui.workflows.sheets import Sheet, inputs_at, params_of, sheet_of, step_of
from ima_tui.workflows.templating import BUILT_IN
from tests.intent.examples import shelves
from tests.unit.leaves import BRISK

from .flows import EDIT, IMAGE, VIDEO, chain, from_template, plan

LISTS = shelves()
LEAVES = [leaf for listing in LISTS.values() for leaf in listing.leaves]


def seconds(_step: str) -> float | None:
    return 5.0


def form_for(step: Step) -> Form:
    leaf = find_model(LISTS[step.task_type], step.model, step.version or None).leaf
    return form_of(leaf)


def step(**fields: Any) -> Step:
    (only,) = plan(fields).steps
    return only


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_step_that_is_only_looked_at_stays_to_the_letter(name: str) -> None:
    for one in from_template(name, LISTS).steps:
        form = form_for(one)
        opened = sheet_of(one, form, seconds)
        assert opened.dropped == ()
        kinds = [MediaKind.IMAGE] * len(opened.inputs)
        assert step_of(one, (form.leaf, opened), form.leaf, opened, kinds) == one


@given(st.data())
@BRISK
def test_what_is_chosen_in_the_form_is_what_the_plan_asks_for(data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from(LEAVES))
    form = form_of(leaf)
    values: dict[str, Value] = {}
    for control in form.controls:
        wanted = data.draw(st.booleans())
        if control.values and wanted:
            value = data.draw(st.sampled_from(control.values))
            held, _ = form.carry(values)
            if form.conflict(held, control, value) is None:
                values[control.key] = value
    state, dropped = form.carry(values)
    values = {key: value for key, value in values.items() if key not in dropped}
    params, count = params_of(values, {})
    made = step(
        id="a",
        task_type=leaf.task_type,
        model=leaf.model_id,
        version=leaf.id,
        prompt="x",
        n=count,
        params=params,
    )
    asked = request_of(
        Plan(steps=(made,)), made, LISTS[leaf.task_type], lambda _: None, lambda _: InputMedia("x")
    )
    assert dict(draft_of(asked, LISTS[leaf.task_type]).state) == dict(state)
    assert sheet_of(made, form, seconds).values == values


def test_a_length_of_another_step_stands_in_the_form_and_stays_one() -> None:
    one = step(**VIDEO, id="film", params={"duration": "${song.duration}"})
    form = form_for(one)
    opened = sheet_of(one, form, seconds)
    assert opened.taken == {"duration": "${song.duration}"}
    assert opened.values["duration"] == 5
    more = Sheet({**opened.values, "resolution": "720P"}, opened.taken)
    changed = step_of(one, (form.leaf, opened), form.leaf, more, [])
    assert changed.params == {"duration": "${song.duration}", "resolution": "720P"}


def test_what_the_form_can_not_hold_is_named_and_stays_until_it_is_changed() -> None:
    one = step(**IMAGE, id="a", params={"wings": 2, "size": "4K"})
    form = form_for(one)
    opened = sheet_of(one, form, seconds)
    assert "wings" in opened.dropped
    assert step_of(one, (form.leaf, opened), form.leaf, opened, []).params == one.params


def test_the_last_frame_stands_at_the_second_place_whatever_the_file_says() -> None:
    two = "first_last_frame_to_video"
    leaf = LISTS[two].leaves[0]
    made = step(
        id="clip",
        task_type=two,
        model=leaf.model_id,
        version=leaf.id,
        prompt="x",
        inputs=[
            {"step": "b", "role": "last_frame"},
            {"address": "https://a.example/a.png", "role": "first_frame"},
        ],
    )
    opened = sheet_of(made, form_of(leaf), seconds)
    assert opened.inputs == ("https://a.example/a.png", "${b.url}")
    only = msgspec.structs.replace(made, inputs=made.inputs[:1])
    assert sheet_of(only, form_of(leaf), seconds).inputs == ("", "${b.url}")
    kinds = [MediaKind.IMAGE] * 2
    back = inputs_at(opened.inputs, kinds, leaf)
    assert [(one.address or one.step, one.role) for one in back] == [
        ("https://a.example/a.png", "first_frame"),
        ("b", "last_frame"),
    ]


def test_another_model_takes_the_values_along() -> None:
    one = step(**IMAGE, id="a", params={"aspect_ratio": "16:9"})
    form = form_for(one)
    opened = sheet_of(one, form, seconds)
    other = next(leaf for leaf in LISTS["text_to_image"].leaves if leaf.id != form.leaf.id)
    changed = step_of(one, (form.leaf, opened), other, opened, [])
    assert (changed.model, changed.version) == (other.model_id, other.id)
    assert changed.prompt == one.prompt


def test_steps_change_places_only_with_those_beside_them() -> None:
    one = plan(IMAGE | {"id": "a"}, EDIT | {"id": "b", "inputs": ["${a"]}, IMAGE | {"id": "c"})
    assert [s.id for s in moved(one, "c", -1).steps] == ["a", "c", "b"]
    tied = chain()
    assert moved(tied, "film", -1) == tied, "a film stands below its picture"
    assert moved(tied, "nobody", 1) == tied


def test_a_step_once_more_has_a_name_of_its_own() -> None:
    twice, named = doubled(chain(), "film")
    assert named == "film-2"
    assert [s.id for s in twice.steps] == ["hero", "film", "film-2", "music"]
    thrice, named = doubled(twice, "film-2")
    assert named == "film-3"
    assert not faults_of(thrice)
