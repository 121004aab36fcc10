"""Equal orders are equal bytes, whatever the order in which a list tells its fields and options."""

import random

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.forms import Form, State, form_of
from ima_tui.catalog.inputs import InputMedia
from ima_tui.catalog.prices import quote
from ima_tui.catalog.values import Value

from ..unit.leaves import BRISK, Json, leaf, read
from . import oracle
from .combos import Offer, offers
from .listed import CATEGORY, models, moves, played

PICTURE = InputMedia("https://example.com/a.png")


def encoded(form: Form, state: State) -> bytes:
    price = quote(form, state)
    assert price is not None
    return msgspec.json.encode(create_body(Order(form, state, price, "a fox", (PICTURE,))))


def shuffled(listed: Json, draw: random.Random) -> Json:
    """The same model with its fields, and the options of each, in another order."""
    entries = [dict(entry) for entry in listed.get("form_config") or []]
    for entry in entries:
        shown = [dict(one) for one in entry.get("ui_params") or []]
        for one in (entry, *shown):
            one["options"] = draw.sample(one.get("options") or [], len(one.get("options") or []))
        if shown:
            entry["ui_params"] = draw.sample(shown, len(shown))
    return listed | {"form_config": draw.sample(entries, len(entries))}


@BRISK
@given(models(conflicts=False), st.data(), st.randoms(use_true_random=False))
def test_random_models(listed: Json, data: st.DataObject, draw: random.Random) -> None:
    form = form_of(read(listed, CATEGORY))
    again = form_of(read(shuffled(listed, draw), CATEGORY))
    steps = data.draw(moves(form))
    assert encoded(again, played(again, steps)) == encoded(form, played(form, steps))


@BRISK
@given(st.sampled_from(offers()), st.data(), st.randoms(use_true_random=False))
def test_listed_models(offer: Offer, data: st.DataObject, draw: random.Random) -> None:
    kind = offer.leaf.task_type
    again = form_of(read(shuffled(offer.listed, draw), kind))
    state = played(offer.form, data.draw(moves(offer.form)))
    assume(again.start() == offer.form.start())
    # the same values, whatever had to give way to them on the way
    other = again.completed(dict(state))
    assert not oracle.forbidden(offer.listed, kind, dict(state))
    assert encoded(again, other) == encoded(offer.form, state)


def test_the_order_of_what_is_chosen_does_not_count() -> None:
    offer = next(one for one in offers("text_to_video") if one.leaf.id == "wan2.6-t2v")
    changes: list[tuple[str, Value]] = [
        ("duration", 10),
        ("resolution", "720P"),
        ("shot_type", "multi"),
        ("n", 2),
    ]
    one, other = played(offer.form, changes), played(offer.form, changes[::-1])
    assert encoded(offer.form, one) == encoded(offer.form, other)


def test_another_value_is_another_body() -> None:
    form = form_of(read(leaf(), CATEGORY))
    assert encoded(form, {**form.start(), "n": 2}) != encoded(form, form.start())
