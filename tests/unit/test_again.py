"""What can be bought starting from a task."""

from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.catalog.forms import form_of
from ima_tui.catalog.prices import quote
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.refusals import RefusedError
from ima_tui.store.records import Task
from ima_tui.tasks.again import LostInputsError, Offer, instead, refusal_of, same_again

from .leaves import every_leaf, full_list
from .tasks import PLAIN

FROM_TEXT = [leaf for leaf in every_leaf() if leaf.task_type.startswith("text")]


def task_of(leaf: Leaf, **changes: object) -> Task:
    """A task of a leaf with the form as it starts."""
    state = form_of(leaf).start()
    values = {"task_type": leaf.task_type, "version": leaf.id, "prompt": "a red fox"}
    task = replace(PLAIN, settings={"values": dict(state), "inputs": []}, **values)  # type: ignore[arg-type]
    return replace(task, **changes)  # type: ignore[arg-type]


def points(offer: Offer) -> int:
    assert offer.draft.quote is not None
    return offer.draft.quote.points


@pytest.mark.parametrize("leaf", FROM_TEXT, ids=lambda leaf: leaf.id)
def test_the_same_again_is_the_same_order_at_the_price_of_now(leaf: Leaf) -> None:
    form = form_of(leaf)
    offer = same_again(task_of(leaf), leaf)
    assert offer.dropped == ()
    assert offer.draft.state == form.start()
    assert offer.draft.quote == quote(form, form.start())
    assert refusal_of(offer) is None


@pytest.mark.parametrize("leaf", FROM_TEXT, ids=lambda leaf: leaf.id)
def test_what_is_offered_instead_can_be_run_and_the_first_costs_less_where_it_is_smaller(
    leaf: Leaf,
) -> None:
    task = task_of(leaf)
    offers = instead(task, full_list(leaf.task_type))
    for offer in offers:
        assert offer.draft.order().prompt == "a red fox"
    smaller = [offer for offer in offers if offer.changed is not None]
    assert len(smaller) <= 1
    for offer in smaller:
        assert offers[0] is offer
        assert offer.draft.form.leaf.id == leaf.id
        assert points(offer) < points(same_again(task, leaf))
        assert offer.draft.quote is not None
        assert offer.draft.quote.exact
    others = [offer.draft.form.leaf.model_id for offer in offers if offer.changed is None]
    assert leaf.model_id not in others
    assert len(set(others)) == len(others) <= 2


def test_a_smaller_one_changes_as_little_as_can_be() -> None:
    leaf = next(leaf for leaf in every_leaf() if leaf.id == "wan2.6-t2v")
    form = form_of(leaf)
    state = form.choose(form.choose(form.start(), "duration", 15), "resolution", "1080P")
    task = task_of(leaf, settings={"values": dict(state), "inputs": []})
    offer = instead(task, full_list("text_to_video"))[0]
    assert offer.changed == ("resolution", "720P")
    assert offer.draft.state["duration"] == 15


def test_a_model_that_is_not_sold_any_more_has_others_instead() -> None:
    listing = full_list("text_to_image")
    offers = instead(task_of(listing.leaves[0], version="gone"), listing)
    assert len(offers) == 2
    assert all(offer.changed is None for offer in offers)


def test_a_prompt_that_was_not_kept_keeps_nothing_from_being_offered() -> None:
    leaf = full_list("text_to_image").leaves[0]
    offer = same_again(task_of(leaf, prompt=None), leaf)
    assert offer.draft.prompt == ""
    assert refusal_of(offer) is None


def test_inputs_that_were_not_kept_or_are_gone_are_told(tmp_path: Path) -> None:
    leaf = full_list("image_to_video").leaves[0]
    values = dict(form_of(leaf).start())
    with pytest.raises(LostInputsError):
        same_again(task_of(leaf, settings={"values": values}), leaf)
    gone = str(tmp_path / "gone.png")
    with pytest.raises(RefusedError) as told:
        same_again(task_of(leaf, settings={"values": values, "inputs": [gone]}), leaf)
    assert told.value.code == "no_file"
