"""Small things that a wrong turn in prices, forms and orders would get wrong unseen."""

from typing import Any

import pytest

from ima_tui.catalog.bodies import create_body
from ima_tui.catalog.orders import Draft, Request, draft_of
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.refusals import RefusedError

from .drafts import IMAGE, OTHER, PROMPT, draft, inner
from .leaves import full_list, leaf


def draft_on(*entries: dict[str, Any], **asked: Any) -> Draft:
    listing = parse_listing(list(entries), "text_to_image")
    return draft_of(Request(PROMPT, **asked), listing)


def test_a_version_that_is_pinned_is_the_one_that_is_bought_and_no_other() -> None:
    listing = full_list("text_to_video")
    newest = draft_of(Request(PROMPT, "pixverse"), listing)
    pinned = draft_of(Request(PROMPT, "pixverse", version="v4"), listing)
    assert (newest.form.leaf.name, pinned.form.leaf.name) == ("Pixverse V5.5", "Pixverse V4")
    assert "Pixverse V4" in {one.name for one in newest.passed_over}
    assert newest.form.leaf not in newest.passed_over


def test_the_inputs_asked_for_are_those_that_are_sent() -> None:
    made = draft("first_last_frame_to_video", "Kling O1", None, IMAGE, OTHER)
    body = create_body(made.order())
    assert body["src_img_url"] == [IMAGE.address, OTHER.address]


def test_a_model_without_prices_is_refused_by_its_name() -> None:
    free = draft_on(leaf("free", name="Free One", credit_rules=[]))
    refusal = free.refusal()
    assert refusal is not None
    assert (refusal.code, dict(refusal.about)) == ("no_price", {"model": "Free One"})
    with pytest.raises(RefusedError, match="no_price"):
        free.order()


def test_an_optional_text_left_empty_takes_nothing_else_with_it() -> None:
    sent = inner("text_to_music", "suno", gpt_description_prompt="", title="Fox")
    assert "gpt_description_prompt" not in sent
    assert sent["title"] == "Fox"


def test_a_list_typed_as_lines_keeps_the_words_of_a_line_together() -> None:
    sent = inner(
        "text_to_speech",
        "seed-tts-2.0",
        **{"additions.context_texts": "Speak slowly, please.\nLike a story."},
    )
    assert sent["additions"]["context_texts"] == ["Speak slowly, please.", "Like a story."]


@pytest.mark.parametrize(("count", "again"), [(2, "2"), (2, 2.0), ("2", 2), (2.0, "2.0")])
def test_a_count_said_twice_the_same_is_no_mistake(count: object, again: object) -> None:
    made = draft("text_to_image", "seedream 4.5", {"n": again}, count=count)
    assert made.quote is not None
    assert made.quote.count == 2


@pytest.mark.parametrize(
    ("count", "again"), [(2, 3), (2, "3"), ("two", 2), (2, "two"), (2, [2]), (2, None), (1, True)]
)
def test_a_count_said_twice_otherwise_is_one(count: object, again: object) -> None:
    with pytest.raises(RefusedError, match="count_twice"):
        draft("text_to_image", "seedream 4.5", {"n": again}, count=count)


def test_what_has_no_price_of_its_own_is_told_with_what_was_asked_and_what_can_be_had() -> None:
    rules = [
        {"attribute_id": 1, "points": 5, "attributes": {"size": "1k", "style": "plain"}},
        {"attribute_id": 2, "points": 8, "attributes": {"size": "2k", "style": "plain"}},
    ]
    fields = [
        {"field": name, "type": "tags", "label": name, "value": values[0], "level": 1}
        | {"options": [{"label": one, "value": one} for one in values]}
        for name, values in (("size", ("1k", "2k", "4k")), ("style", ("plain", "oil")))
    ]
    made = draft_on(leaf(form_config=fields, credit_rules=rules), params={"size": "4k"})
    refusal = made.refusal()
    assert refusal is not None
    assert refusal.code == "unpriced"
    assert refusal.control is not None
    assert refusal.control.key == "size"
    assert dict(refusal.about) == {"value": "4k"}
    assert refusal.choices == ("1k", "2k")
