"""Drafts and orders: counts, prompts, estimates, and values that no rule prices."""

import pytest

from ima_tui.catalog.bodies import create_body
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.orders import Draft, Request, draft_of
from ima_tui.catalog.prices import choice_of, quote
from ima_tui.catalog.products import Listing
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.rules import Step
from ima_tui.catalog.task_types import MOST_PROMPT_CHARACTERS
from ima_tui.simulator.service import Simulator
from ima_tui.wording.refusals import refusal_words

from .drafts import PROMPT, draft, refused
from .leaves import Json, field, inner_of, leaf, option, read, rule, tags, virtual

PICTURE = ("text_to_image", "doubao-seedream-4.5")


def on(listed: Json, **params: object) -> Draft:
    """A draft of the one leaf of a list."""
    listing = Listing("text_to_video", (read(listed, "text_to_video"),))
    return draft_of(Request(PROMPT, "model-1", params=params), listing)


def code_of(made: Draft) -> str | None:
    refusal = made.refusal()
    return refusal.code if refusal else None


@pytest.mark.parametrize("count", [2, "2", 2.0, " 2 "])
def test_a_count_is_a_whole_number_in_any_writing(count: object) -> None:
    made = draft(*PICTURE, count=count)
    assert made.quote is not None
    assert (made.quote.count, made.quote.points) == (2, 2 * made.quote.credit)
    sent = inner_of(create_body(made.order()))["n"]
    assert (sent, type(sent)) == (2, int)


@pytest.mark.parametrize("count", [0, -1, 5, "two", "", 1.5, True, False, [2], {}, 10**30])
def test_no_count_is_refused_with_the_choices(count: object) -> None:
    refusal = refused(*PICTURE, count=count)
    assert refusal.code == "bad_count"
    assert refusal.choices == (1, 2, 3, 4)


def test_a_listed_count_has_its_own_choices() -> None:
    assert refused("text_to_image", "midjourney", count=2).choices == ("1",)
    made = draft("text_to_music", "sonic", count=4)
    assert inner_of(create_body(made.order()))["n"] == 4


def test_no_count_is_the_forms_own_default() -> None:
    made = draft(*PICTURE)
    assert made.quote is not None
    assert made.quote.count == 1
    assert "n" not in made.chosen


def test_a_count_given_twice_must_be_the_same() -> None:
    assert draft(*PICTURE, {"N": 3}, count="3").state["n"] == 3
    assert draft(*PICTURE, {"n": 3}).state["n"] == 3
    assert refused(*PICTURE, {" N ": 3}, count=2).code == "count_twice"
    assert draft(*PICTURE, {"n": 2.0}, count=2).state["n"] == 2
    assert draft(*PICTURE, {"n": "2"}, count=2.0).state["n"] == 2
    assert refused(*PICTURE, {"n": 3, "N": 3}).code == "twice"
    assert refused(*PICTURE, {"n": [2]}, count=2).code == "count_twice"


@pytest.mark.parametrize("kind", ["number", "input", "slider"])
@pytest.mark.parametrize("count", [0, -3, 2.7, 5000, "two", "2.9", True])
def test_a_listed_number_of_results_is_never_changed_into_another(kind: str, count: object) -> None:
    listing = Listing("text_to_video", (read(leaf(form_config=[field(kind, "n", 1)])),))
    with pytest.raises(RefusedError, match="bad_count") as caught:
        draft_of(Request(PROMPT, "model-1", count=count), listing)
    told = refusal_words(caught.value)
    assert "a whole number from 1 to 4" in told
    assert str(count).casefold() in told
    assert "True" not in told


def test_a_number_being_typed_is_held_but_can_t_be_bought() -> None:
    filled = form_of(read(leaf(form_config=[field("number", "n", 1)])))
    state = filled.choose(filled.start(), "n", "2.7")
    made = Draft(filled, state, quote(filled, state), PROMPT)
    assert code_of(made) == "bad_count"


def test_options_that_are_no_counts_are_not_offered() -> None:
    counted = form_of(read(leaf(form_config=[tags("n", [0, 2, "3", 2.5, "x", 5000], 0)])))
    control = counted.control("n")
    assert control is not None
    assert (control.values, control.default) == ((2, "3", 5000), 2)
    assert counted.count(counted.choose(counted.start(), "n", 5000)) == 5000


@pytest.mark.parametrize("prompt", ["", "   ", "\n\t\n"])
def test_no_prompt_is_refused(prompt: str) -> None:
    assert refused(*PICTURE, prompt=prompt).code == "no_prompt"


def test_a_prompt_is_sent_without_the_space_around_it() -> None:
    made = draft(*PICTURE, prompt="  a [red] fox\n in snow \n")
    assert inner_of(create_body(made.order()))["prompt"] == "a [red] fox\n in snow"


def test_a_very_long_prompt_is_refused_with_the_limit() -> None:
    refusal = refused(*PICTURE, prompt="x" * 100_000)
    assert refusal.code == "long_prompt"
    assert refusal.about == {"count": 100_000, "most": MOST_PROMPT_CHARACTERS}
    assert draft(*PICTURE, prompt="x" * MOST_PROMPT_CHARACTERS).refusal() is None


def test_speech_is_bounded_by_its_text_field() -> None:
    speech = ("text_to_speech", "seed-tts-2.0")
    assert draft(*speech, prompt="x" * 10_000).refusal() is None
    refusal = refused(*speech, prompt="x" * 10_001)
    assert (refusal.code, refusal.about["most"]) == ("long_prompt", 10_000)


def test_speech_without_such_a_field_is_bounded_as_the_service_bounds_it() -> None:
    speech = ("text_to_speech", "seed-tts-1.1")
    service = Simulator(seed=1)
    longest = create_body(draft(*speech, prompt="x" * 10_000).order())
    assert service.create("account", longest)["task_type"] == "text_to_speech"
    service.close()
    refusal = refused(*speech, prompt="x" * 10_001)
    assert (refusal.code, refusal.about["most"]) == ("long_prompt", 10_000)


def test_a_draft_that_can_t_be_bought_makes_no_order() -> None:
    with pytest.raises(RefusedError, match="no_prompt"):
        draft(*PICTURE, prompt="").order()


def test_a_leaf_without_prices_can_t_be_bought() -> None:
    made = on(leaf(credit_rules=[]))
    assert made.quote is None
    assert code_of(made) == "no_price"
    with pytest.raises(RefusedError, match="no_price"):
        made.order()


@pytest.mark.parametrize(
    ("rules", "step", "exact"),
    [
        ([rule(6, 1, size="2K"), rule(9, 2, size="4K")], Step.ALL_MATCH, True),
        ([rule(6, 1, size="2K", seconds=9), rule(9, 2, seconds=8)], Step.MOST_MATCH, False),
        ([rule(6, 1, seconds=9), rule(9, 2, default="enabled")], Step.DEFAULT, False),
        ([rule(6, 1, default="enabled")], Step.DEFAULT, True),
        ([rule(6, 1, seconds=9), rule(9, 2, seconds=8)], Step.FIRST, False),
    ],
)
def test_the_step_that_decides_says_whether_the_price_is_certain(
    rules: list[Json], step: Step, exact: bool
) -> None:
    filled = form_of(read(leaf(form_config=[tags("size", ["2K"], "2K")], credit_rules=rules)))
    choice = choice_of(filled, filled.start())
    assert choice is not None
    assert (choice.step, choice.exact) == (step, exact)


@pytest.mark.parametrize("lost", [rule(None, 2, size="4K"), rule(5, 0, size="4K"), rule(5, "0"), 3])
def test_a_price_is_not_certain_where_another_could_not_be_read(lost: Json) -> None:
    listed = leaf(form_config=[tags("size", ["1K", "4K"], "1K")])
    assert choice_exact(listed)
    assert not choice_exact(listed | {"credit_rules": [*listed["credit_rules"], lost]})


def choice_exact(listed: Json) -> bool:
    made = on(listed)
    assert made.quote is not None
    return made.quote.exact


PRICED = [
    rule(6, 1, size="1K", quality="low"),
    rule(9, 2, size="2K", quality="low"),
    rule(12, 3, size="4K", quality="high"),
]
UNPRICED = leaf(
    form_config=[tags("size", ["1K", "2K", "4K"], "1K"), tags("quality", ["low", "high"], "low")],
    credit_rules=PRICED,
)


def test_a_value_that_the_rule_would_replace_is_refused_with_those_that_have_a_price() -> None:
    refusal = on(UNPRICED, quality="high").refusal()
    assert refusal is not None
    assert refusal.code == "unpriced"
    assert refusal.control is not None
    for choice in refusal.choices:
        again = on(UNPRICED, **{refusal.control.key: choice})
        assert again.refusal() is None
    assert refusal.choices == ("low",)


def test_a_default_that_the_rule_replaces_is_an_estimate() -> None:
    listed = UNPRICED | {"form_config": [tags("size", ["8K"], "8K")], "credit_rules": PRICED}
    made = on(listed)
    assert made.quote is not None
    assert not made.quote.exact
    assert made.refusal() is None
    assert code_of(on(listed, size="8k")) == "unpriced"


def test_where_no_option_can_stand_nothing_can_be_bought() -> None:
    fields = [
        tags("a", [option(1, b=[2])], 1),
        tags("b", [option(2, a=[1])], 2),
    ]
    made = on(leaf(form_config=fields))
    assert code_of(made) == "conflict"
    with pytest.raises(RefusedError):
        made.order()


PAIRED = virtual(
    "picture",
    [tags("ratio", ["16:9", "9:16"], "16:9"), tags("scale", ["1k", "2k"], "1k")],
    [
        ({"ratio": "16:9", "scale": "1k"}, "A"),
        ({"ratio": "9:16", "scale": "1k"}, "B"),
        ({"ratio": "16:9", "scale": "2k"}, "C"),
    ],
    target="size",
)


def test_choices_that_nothing_stands_for_are_refused_with_those_that_something_does() -> None:
    listed = leaf(form_config=[PAIRED])
    assert code_of(on(listed, ratio="9:16")) is None
    refusal = on(listed, ratio="9:16", scale="2k").refusal()
    assert refusal is not None
    assert (refusal.code, refusal.choices) == ("unmapped", ("ratio=16:9", "scale=1k"))
    told = refusal_words(refusal)
    assert "Ratio 9:16, Scale 2k" in told
    assert "Ratio: 16:9 · Scale: 1k" in told


def test_what_is_advised_can_be_bought() -> None:
    fields = [
        tags("res", ["720p", option("1080p", dur=[8]), "480p"], "720p"),
        tags("dur", [5, 8], 5),
    ]
    rules = [
        rule(5, 1, res="720p", dur=5),
        rule(9, 2, res="1080p", dur=8),
        rule(7, 3, res="480p", dur=5),
    ]
    refusal = on(leaf(form_config=fields, credit_rules=rules), dur=8, res="480p").refusal()
    assert refusal is not None
    assert refusal.code == "unpriced"
    for choice in refusal.choices:
        assert refusal.control is not None
        held = {"dur": 8, "res": "480p"} | {refusal.control.key: choice}
        assert code_of(on(leaf(form_config=fields, credit_rules=rules), **held)) is None
    assert "1080p" not in refusal.choices
