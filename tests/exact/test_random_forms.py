"""Random models: no conflict is ever violated, and every price is that of the four steps."""

from hypothesis import assume, given
from hypothesis import strategies as st

from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.controls import Control, Kind, is_set
from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.orders import Draft
from ima_tui.catalog.prices import choice_of, price_points, quote
from ima_tui.catalog.values import Value, same

from ..unit.leaves import BRISK, Json, field, inner_of, leaf, read
from . import oracle
from .listed import CATEGORY, models, moves, played

PROMPT = "a quiet harbour"


def form_for(listed: Json) -> Form:
    return form_of(read(listed, CATEGORY))


def against(listed: Json, state: object) -> set[tuple[str, str]]:
    return set(oracle.forbidden(listed, CATEGORY, dict(state)))  # type: ignore[call-overload]


@BRISK
@given(models(), st.data())
def test_nothing_chosen_violates_a_conflict(listed: Json, data: st.DataObject) -> None:
    form = form_for(listed)
    opening = against(listed, form.start())
    state = played(form, data.draw(moves(form)))
    assert against(listed, state) <= opening, "only what the list itself makes unavoidable"


@BRISK
@given(models(), st.data())
def test_every_price_is_that_of_the_four_steps(listed: Json, data: st.DataObject) -> None:
    form = form_for(listed)
    rules = listed["credit_rules"]
    state = played(form, data.draw(moves(form)))
    told = choice_of(form, state)
    found = oracle.charged(rules, oracle.sent(listed, CATEGORY, dict(state)))
    assert told is not None
    assert found is not None
    rule, step = found
    assert (told.rule.attribute_id, told.rule.points, int(told.step)) == (
        rule["attribute_id"],
        rule["points"],
        step,
    )
    sole = len(rules) == 1 and not {*rules[0]["attributes"]} - {"default"}
    assert told.exact == (step == oracle.ALL or sole)


@BRISK
@given(models(), st.data())
def test_what_is_sent_is_what_the_list_makes_of_it(listed: Json, data: st.DataObject) -> None:
    form = form_for(listed)
    state = played(form, data.draw(moves(form)))
    price = quote(form, state)
    assert price is not None
    sent = inner_of(create_body(Order(form, state, price, PROMPT)))
    own = {name: value for name, value in sent.items() if name not in oracle.OWN}
    wanted = oracle.inner(listed, CATEGORY, dict(state))
    assert own == wanted
    assert {name: type(own[name]) for name in own} == {name: type(wanted[name]) for name in wanted}
    assert len({name.casefold() for name in sent}) == len(sent)


@BRISK
@given(models(), st.data())
def test_a_draft_without_refusal_stands(listed: Json, data: st.DataObject) -> None:
    form = form_for(listed)
    state = played(form, data.draw(moves(form)))
    chosen = frozenset(key for key in state if not same(state[key], form.start()[key]))
    draft = Draft(form, state, quote(form, state), PROMPT, chosen=chosen)
    refusal = draft.refusal()
    code = refusal.code if refusal is not None else ""
    if against(listed, state):
        assert code == "conflict"
    else:
        assert code != "conflict"
        assert (code == "unmapped") == bool(oracle.lost(listed, dict(state)))
    if refusal is not None and refusal.code == "unpriced":
        for choice in refusal.choices:
            assert refusal.control is not None
            again = quote(form, {**state, refusal.control.key: choice})
            assert again is not None
            assert again.exact


@BRISK
@given(models())
def test_every_reachable_price_stands_and_is_exactly_as_told(listed: Json) -> None:
    form = form_for(listed)
    opening = against(listed, form.start())
    for point in price_points(form):
        state = form.completed(dict(point.values))
        assert against(listed, state) <= opening
        named = {name for name, _ in point.values}
        assert not (named & {"left", "right"} and oracle.lost(listed, dict(state)))
        sent = oracle.sent(listed, CATEGORY, dict(state))
        found = oracle.charged(listed["credit_rules"], sent)
        assert found is not None
        assert point.choice.rule.attribute_id == found[0]["attribute_id"]


@BRISK
@given(models(), models(), st.data())
def test_changing_the_model_and_back_keeps_what_applies(
    one: Json, other: Json, data: st.DataObject
) -> None:
    there, here = form_for(other), form_for(one)
    state = played(here, data.draw(moves(here)))
    assume(not against(one, state))
    away, dropped = there.carry(state)
    back, _ = here.carry(away)
    for key, value in state.items():
        if is_set(value) and key not in dropped:
            assert same(back[key], value), key
    assert all(_lists(there, key, value) for key, value in away.items())
    assert all(_lists(here, key, value) for key, value in back.items())


def _lists(form: Form, key: str, value: Value) -> bool:
    """Whether a control lists this very value, or takes its type."""
    control = form.control(key)
    assert control is not None
    if control.values:
        default = control.default
        return (value is default is None) or any(_is(value, one) for one in control.values)
    return value is None or _is(value, control.default) or isinstance(value, _type(control))


def _is(one: Value, other: Value) -> bool:
    return one == other and type(one) is type(other)


def _type(control: Control) -> tuple[type, ...]:
    return (int, float) if control.kind is Kind.NUMBER else (str,)


def test_a_switch_comes_back_from_a_free_text() -> None:
    switch = form_for(leaf(form_config=[field("toggle", "sound", default=False)]))
    words = form_for(leaf(form_config=[field("textarea", "sound")]))
    for value, written in ((True, "true"), (False, "false")):
        away, _ = words.carry({"sound": value})
        assert away["sound"] == written
        assert switch.carry(away)[0]["sound"] is value
