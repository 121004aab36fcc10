"""Wishes that can't all be had, or only together with a change that nobody asked for."""

import pytest

from ima_tui.catalog.forms import Form, State, form_of
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.task_types import task_types
from ima_tui.intent import Suggestions, apply, read, suggest
from tests.unit.leaves import full_list

SHELVES = {kind: full_list(kind) for kind in task_types()}
KIND = "text_to_video"


def found(version: str) -> Leaf:
    leaf = SHELVES[KIND].find(version)
    assert leaf is not None
    return leaf


def said(version: str, text: str) -> tuple[Form, State, Suggestions]:
    form = form_of(found(version))
    state = form.start()
    return form, state, suggest(read(text), SHELVES, form, state)


@pytest.mark.parametrize("text", ["1080p", "a fox in the snow, 1080p"])
def test_what_takes_another_change_is_offered_with_it_and_leads_to_what_can_be_bought(
    text: str,
) -> None:
    form, state, suggestions = said("veo-3.1-generate-preview", text)
    (chip,) = [one for one in suggestions.chips if one.target == "resolution"]
    assert dict(chip.also) == {"duration": 8}
    # 1080p is sold for films of 8 seconds only
    applied = apply(suggestions.chips, form, state)
    assert (applied["resolution"], applied["duration"]) == ("1080p", 8)
    assert list(form.clashing(applied)) == []


@pytest.mark.parametrize(
    ("version", "text", "held"),
    [
        ("MiniMax-Hailuo-2.3", "10 seconds, 1080p", {"control": "resolution", "held": 10}),
        ("MiniMax-Hailuo-02", "a fox, 10 seconds, 1080p", {"control": "resolution", "held": 10}),
    ],
)
def test_of_two_wishes_that_stand_against_each_other_the_first_is_offered_the_other_told(
    version: str, text: str, held: dict[str, object]
) -> None:
    form, state, suggestions = said(version, text)
    assert [chip.target for chip in suggestions.chips] == ["duration"]
    (advice,) = suggestions.advice
    assert advice.code == "blocked"
    assert dict(advice.about).items() >= held.items()
    applied = apply(suggestions.chips, form, state)
    assert list(form.clashing(applied)) == []


def test_one_wish_may_make_room_for_another() -> None:
    form, state, suggestions = said("veo-3.1-generate-preview", "1080p, 8 seconds")
    assert {chip.target for chip in suggestions.chips} == {"resolution", "duration"}
    assert all(not chip.also for chip in suggestions.chips)
    assert suggestions.advice == ()
    applied = apply(suggestions.chips, form, state)
    assert (applied["resolution"], applied["duration"]) == ("1080p", 8)
