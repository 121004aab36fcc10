"""Parameters in any writing: each finds its option, and every refusal names what would do."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.controls import Control, Kind
from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.parameters import fill
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.values import Value

from ..unit.leaves import BRISK, STEADY, Json, form, json_values, read
from . import oracle
from .combos import Offer, offers
from .listed import CATEGORY, models


def writings(value: Value) -> Iterator[object]:
    """The ways in which one value can be written."""
    yield value
    text = oracle.text(value)
    yield from (text, text.upper(), text.title(), f" {text} ")
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    if text.isdecimal():
        yield from (int(text), float(text))


def is_one(value: Value, other: Value) -> bool:
    return value == other and type(value) is type(other)


def refusal_of(filled: Form, given: dict[str, object]) -> RefusedError | None:
    try:
        fill(filled, given)
    except RefusedError as refusal:
        return refusal
    return None


@pytest.mark.parametrize("task_type", ["text_to_image", "text_to_video", "text_to_music"])
def test_every_option_of_every_model_in_every_writing(task_type: str) -> None:
    for offer in offers(task_type):
        for control in offer.axes:
            for value in control.values:
                for written in writings(value):
                    state, chosen = fill(offer.form, {control.key.upper(): written})
                    assert is_one(state[control.key], value), (offer.name, control.key, written)
                    assert chosen == {control.key}


@STEADY
@given(models(conflicts=False), st.data())
def test_an_option_is_found_in_any_writing(listed: Json, data: st.DataObject) -> None:
    filled = form_of(read(listed, CATEGORY))
    control = data.draw(st.sampled_from([one for one in filled.controls if one.values]))
    value = data.draw(st.sampled_from(control.values))
    for written in writings(value):
        state, _ = fill(filled, {control.key: written})
        assert is_one(state[control.key], value)


@STEADY
@given(models(), st.text(max_size=8) | st.sampled_from(["colour", "a.b", "V", "Size "]))
def test_an_unknown_name_is_refused_with_names_that_are_known(listed: Json, name: str) -> None:
    filled = form_of(read(listed, CATEGORY))
    refusal = refusal_of(filled, {name: "no such value"})
    if refusal is not None and refusal.code == "unknown_parameter":
        assert refusal.choices == tuple(control.key for control in filled.controls)
        for known in refusal.choices:
            again = refusal_of(filled, {str(known): filled.start()[str(known)]})
            assert again is None or again.code in {"conflict", "bad_value"}


@BRISK
@given(st.sampled_from(offers()), json_values(), st.data())
def test_an_unknown_value_is_refused_with_values_that_are_known(
    offer: Offer, written: object, data: st.DataObject
) -> None:
    control = data.draw(st.sampled_from(offer.form.controls))
    refusal = refusal_of(offer.form, {control.key: written})
    if refusal is None:
        return
    if control.values and not isinstance(written, dict):
        assert refusal.code == ("bad_count" if control.key == "n" else "bad_value")
        assert refusal.choices == control.values
    for choice in refusal.choices:
        if refusal.code == "unknown_parameter":
            assert offer.form.control(str(choice)) is not None
        else:
            state, _ = fill(offer.form, {control.key: choice})
            assert is_one(state[control.key], choice)


def grouped() -> list[tuple[Offer, Control]]:
    """The controls that stand for a parameter of another name."""
    return [
        (offer, control)
        for offer in offers()
        for control in offer.axes
        for field in [offer.form.field(control)]
        if field is not None and field.virtual is not None and field.virtual.target != control.key
    ]


def test_the_backend_field_wins_over_its_control_in_every_model() -> None:
    assert len(grouped()) >= 8
    for offer, control in grouped():
        field = offer.form.field(control)
        assert field is not None
        assert field.virtual is not None
        for row in field.virtual.rules:
            for shown in control.values:
                given: dict[str, object] = {control.key: shown, field.virtual.target: row.target}
                for pair in (given, dict(reversed(given.items()))):
                    state, _ = fill(offer.form, pair)
                    assert offer.form.parameters(state)[field.virtual.target] == row.target


def test_an_unmapped_backend_value_is_refused_with_what_the_user_knows() -> None:
    for offer, control in grouped():
        field = offer.form.field(control)
        assert field is not None
        assert field.virtual is not None
        written: object
        for written in ("no such", 0, None, [], {}, *control.values):
            if any(oracle.text(row.target) == oracle.text(written) for row in field.virtual.rules):
                continue
            refusal = refusal_of(offer.form, {field.virtual.target: written})
            assert refusal is not None
            assert refusal.choices == control.values


@STEADY
@given(models(), st.dictionaries(st.text(max_size=6), json_values(8), max_size=4))
def test_nothing_that_json_holds_does_anything_but_be_refused(
    listed: Json, given: dict[str, object]
) -> None:
    filled = form_of(read(listed, CATEGORY))
    keys = [control.key for control in filled.controls]
    named = dict(zip(keys, given.values(), strict=False))
    for wanted in (given, named):
        if refusal_of(filled, wanted) is None:
            state, chosen = fill(filled, wanted)
            assert set(state) == {control.key for control in filled.controls}
            assert chosen <= set(state)


def test_a_text_keeps_what_was_written() -> None:
    filled = form({"type": "textarea", "field": "words"}, {"type": "toggle", "field": "on"})
    assert [control.kind for control in filled.controls][:2] == [Kind.LONG_TEXT, Kind.TOGGLE]
    state, _ = fill(filled, {"words": "  Two\n Lines "})
    assert state["words"] == "  Two\n Lines "
