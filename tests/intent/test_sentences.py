"""What is suggested for sentences as people write them."""

import pytest

from ima_tui.catalog.naming import default_leaf
from ima_tui.catalog.task_types import task_types
from ima_tui.intent import read, suggest
from tests.intent.examples import FILES, Example, examples, shelves, suggested

LISTS = shelves()
SENTENCES = [one for name in FILES[:-1] for one in examples(name)]


@pytest.mark.parametrize("example", SENTENCES, ids=lambda one: one.text[:40])
def test_a_sentence_gets_what_it_asks_for_and_nothing_else(example: Example) -> None:
    assert suggested(example, LISTS) == example.expected


def test_half_of_the_sentences_are_chinese_and_a_third_asks_for_nothing() -> None:
    chinese = sum(one.language == "zh" for one in SENTENCES)
    assert len(SENTENCES) >= 150
    assert 0.4 < chinese / len(SENTENCES) < 0.6
    assert sum(not one.expected for one in SENTENCES) >= len(SENTENCES) / 3


def test_sentences_not_tuned_with_get_hardly_anything_wrong() -> None:
    found = [(one, suggested(one, LISTS)) for one in examples("held_out")]
    told = sum(len(what) for _, what in found)
    right = sum(len(what & one.expected) for one, what in found)
    assert right / told > 0.95
    assert right / sum(len(one.expected) for one, _ in found) > 0.8


@pytest.mark.parametrize(
    ("prompt", "kind", "model"),
    [
        ("make a video of a dog", "text_to_video", "wan2.6-t2v"),
        ("画一只猫", "text_to_image", "doubao-seedream-4.5"),
        ("写一首关于海的歌", "text_to_music", "sonic"),
        ("朗读：大家好", "text_to_speech", "seed-tts-2.0"),
    ],
)
def test_with_nothing_chosen_a_sentence_is_enough(prompt: str, kind: str, model: str) -> None:
    found = suggest(read(prompt), LISTS, None, {})
    assert [chip.kind for chip in found.chips[:2]] == ["task_type", "model"]
    assert found.chips[0].value == kind
    assert found.form is not None
    assert found.form.leaf.model_id == model


def test_without_lists_only_hints_are_given() -> None:
    found = suggest(read("用可灵生成10秒的视频，同一个角色"), {}, None, {})
    assert found.chips == ()
    assert [advice.code for advice in found.advice] == ["reference"]


def test_every_task_type_has_a_model_to_suggest() -> None:
    for kind in task_types():
        assert default_leaf(LISTS[kind]) is not None


def test_only_the_beginning_of_a_huge_paste_is_read() -> None:
    assert read("a fox, " * 150_000 + "16:9").wishes == ()
    assert [wish.value for wish in read("16:9, " + "a fox, " * 150_000).wishes] == ["16:9"]
