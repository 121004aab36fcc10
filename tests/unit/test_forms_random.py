"""Forms of random leaves, checked against the list itself rather than by the form's own eyes."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.controls import Control, Kind
from ima_tui.catalog.forms import BlockedError, Form, State
from ima_tui.catalog.values import Value, canonical

from .leaves import BRISK, Json, field, form, option, tags, virtual

NAMES = ("a", "b", "c", "d")


def plain_fields() -> st.SearchStrategy[list[Json]]:
    """Choices and switches that exclude one another at random, from either side or both."""
    return st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True).flatmap(
        lambda names: st.tuples(*(one_field(name, names) for name in names)).map(list)
    )


def one_field(name: str, names: list[str]) -> st.SearchStrategy[Json]:
    others = [other for other in names if other != name]
    against = (
        st.dictionaries(st.sampled_from(others), st.lists(values(), max_size=2), max_size=2)
        if others
        else st.just({})
    )
    options = st.lists(
        st.tuples(values(), against), min_size=1, max_size=3, unique_by=lambda it: canonical(it[0])
    ).map(lambda pairs: [option(value, **disabled) for value, disabled in pairs])
    choice = st.builds(tags, st.just(name), options, values() | st.none() | st.just("odd"))
    switch = st.booleans().map(lambda on: field("toggle", name, default=on))
    return st.one_of(choice, choice, choice, switch)


def values() -> st.SearchStrategy[Value]:
    return st.sampled_from([1, 2, "3", "1080P", "true"])


def with_virtual() -> st.SearchStrategy[list[Json]]:
    """The same with a group of two controls, which others exclude by the name that is sent."""
    pairs = list(product([1, 2], ["x", "y"]))
    targets = st.lists(st.sampled_from(["t1", "t2", "t3"]), min_size=4, max_size=4)
    group = targets.map(
        lambda sent: virtual(
            "v",
            [tags("left", [1, 2], 1), tags("right", ["x", "y"], "x")],
            [
                ({"left": left, "right": right}, target)
                for (left, right), target in zip(pairs, sent, strict=True)
            ],
            target="size",
        )
    )
    excluding = st.builds(
        lambda sent: tags("z", [option("one", size=sent), "two"], "two"),
        st.lists(st.sampled_from(["t1", "t2"]), min_size=1, max_size=2),
    )
    return st.tuples(group, excluding, plain_fields()).map(lambda it: [it[0], it[1], *it[2]])


def same_text(one: object, other: object) -> bool:
    return text(one) == text(other)


def text(value: object) -> str:
    return str(value).lower() if value is not None else ""


def listed_conflicts(fields: list[Json], sent: dict[str, Any]) -> list[tuple[str, str]]:
    """The pairs of fields that the list says can't stand together, read from the list itself."""
    return [
        (one["field"], other)
        for one in fields
        for chosen in one.get("options", [])
        if one["field"] in sent and same_text(chosen["value"], sent[one["field"]])
        for other, excluded in chosen.get("disabled", {}).items()
        if other in sent and any(same_text(value, sent[other]) for value in excluded)
    ]


def choices_of(control: Control) -> list[Value]:
    if control.kind is Kind.TOGGLE:
        return [False, True]
    return [one.value for one in control.options]


def moves(filled: Form) -> st.SearchStrategy[list[tuple[str, Value]]]:
    controls = [one for one in filled.controls if one.key != "n"]
    every = [(one.key, value) for one in controls for value in choices_of(one)]
    return st.lists(st.sampled_from(every), min_size=2, max_size=10)


def reached(filled: Form, steps: list[tuple[str, Value]]) -> Iterator[State]:
    state = filled.start()
    for key, value in steps:
        try:
            state = filled.choose(state, key, value)
        except BlockedError:
            continue
        yield state


@BRISK
@given(plain_fields() | with_virtual(), st.data())
def test_a_refused_choice_would_have_been_a_conflict(
    fields: list[Json], data: st.DataObject
) -> None:
    filled = form(*fields)
    state = filled.start()
    for key, value in data.draw(moves(filled)):
        try:
            state = filled.choose(state, key, value)
        except BlockedError:
            assert listed_conflicts(fields, filled.parameters({**state, key: value}))


@BRISK
@given(plain_fields())
def test_a_form_opens_in_conflict_only_where_no_option_helps(fields: list[Json]) -> None:
    filled = form(*fields)
    state = filled.start()
    involved = {name for pair in listed_conflicts(fields, dict(state)) for name in pair}
    for control in filled.controls:
        if control.key in involved:
            for value in choices_of(control):
                told = listed_conflicts(fields, {**state, control.key: value})
                assert any(control.key in pair for pair in told)


@BRISK
@given(plain_fields() | with_virtual(), st.data())
def test_what_is_sent_is_listed_in_its_own_type(fields: list[Json], data: st.DataObject) -> None:
    filled = form(*fields)
    allowed: dict[str, list[Value]] = {"n": [1, 2, 3, 4], "size": ["t1", "t2", "t3"]}
    for one in fields:
        listed = [chosen["value"] for chosen in one.get("options", [])]
        allowed.setdefault(one["field"], listed or [False, True])
    for state in [filled.start(), *reached(filled, data.draw(moves(filled)))]:
        for name, value in filled.parameters(state).items():
            assert value is not None
            assert any(value == one and type(value) is type(one) for one in allowed[name])


@BRISK
@given(plain_fields() | with_virtual(), st.data())
def test_a_state_carried_to_its_own_form_stays(fields: list[Json], data: st.DataObject) -> None:
    filled = form(*fields)
    clean = not listed_conflicts(fields, filled.parameters(filled.start()))
    for state in [filled.start(), *reached(filled, data.draw(moves(filled)))]:
        if clean:
            assert filled.carry(state) == (state, ())


@BRISK
@given(plain_fields(), plain_fields(), st.data())
def test_carrying_never_makes_a_conflict_of_two_carried_values(
    fields: list[Json], others: list[Json], data: st.DataObject
) -> None:
    old, new = form(*fields), form(*others)
    for state in [old.start(), *reached(old, data.draw(moves(old)))]:
        carried, dropped = new.carry(state)
        assert set(carried) == {control.key for control in new.controls}
        assert set(dropped) <= set(state)
        kept = {key: carried[key] for key in state if key in carried and key not in dropped}
        listed = {key: value for key, value in kept.items() if state[key] is not None}
        assert not listed_conflicts(others, listed)
