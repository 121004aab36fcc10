"""Searching models: every word must be found, in either language."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.capabilities import capabilities_of
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.search import haystack, matches, names_of, words_of
from ima_tui.locale import LANGUAGES, messages

from .leaves import STEADY, every_leaf, full_list, leaf, read

HAYS = [(one, haystack(one)) for one in every_leaf()]


def found(text: str, task_type: str = "") -> set[str]:
    words = words_of(text)
    return {
        one.title
        for one, hay in HAYS
        if matches(hay, words) and one.task_type.startswith(task_type)
    }


@pytest.mark.parametrize(
    ("text", "task_type", "titles"),
    [
        ("MJ", "text_to_image", {"Midjourney"}),
        ("nano banana pro", "", {"Nano Banana Pro"}),
        ("nano-banana_PRO", "", {"Nano Banana Pro"}),
        ("nanobananapro", "", {"Nano Banana Pro"}),
        ("banana", "", {"Nano Banana 2", "Nano Banana Pro"}),
        ("豆包", "text_to_image", {"SeeDream 4.5"}),
        ("豆包", "text_to_music", {"DouBao - BGM", "DouBao - Song"}),
        ("海螺", "", {"Hailuo 2.0", "Hailuo 2.3"}),
        ("2.6", "text_to_video", {"Wan 2.6", "Kling 2.6"}),
        ("wan26", "text_to_video", {"Wan 2.6"}),
        ("ima-pro", "text_to_video", {"Seedance 2.0", "Seedance 2.0 Fast"}),
        ("seedance FAST", "text_to_video", {"Seedance 2.0 Fast"}),
        ("SOTA", "text_to_image", {"Nano Banana Pro"}),
        ("voices", "", {"seed-tts-2.0"}),
        ("歌词", "", {"Suno"}),
        ("text_to_speech", "", {"seed-tts-1.1", "seed-tts-2.0"}),
        ("minimax", "", {"Hailuo 2.0", "Hailuo 2.3"}),
        ("no such thing", "", set()),
    ],
)
def test_what_people_look_for(text: str, task_type: str, titles: set[str]) -> None:
    assert found(text, task_type) == titles


def test_names_alone_find_nothing_that_all_does_not() -> None:
    for one, hay in HAYS:
        assert set(names_of(one).split("\n")) - {""} <= set(hay.split("\n")), one.title


@pytest.mark.parametrize(
    "text", ["nano-banana_PRO", "wan26", "Wan 2.6", "minimax", "speech", "图生视频"]
)
def test_names_alone_find_at_once(text: str) -> None:
    words = words_of(text)
    assert any(matches(names_of(one), words) for one, _ in HAYS)


@pytest.mark.parametrize("text", ["1080p", "first frame", "有声", "首帧 1080p", "15s with audio"])
def test_abilities_find_those_who_have_them(text: str) -> None:
    needed = {
        "1080p": {"1080p"},
        "first frame": {"first_frame"},
        "有声": {"audio"},
        "首帧 1080p": {"first_frame", "1080p"},
        "15s with audio": {"audio", "long"},
    }[text]
    for one, hay in HAYS:
        # a tag of the list says "With Audio" too
        tagged = any("audio" in value.casefold() for _, value in one.tags)
        able = needed <= set(capabilities_of(form_of(one))) | ({"audio"} if tagged else set())
        assert not matches(hay, words_of(text)) or able, one.title
        listed = set(capabilities_of(form_of(one)))
        assert matches(hay, words_of(text)) or not needed <= listed, one.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_of_an_ability_finds_it(language: str) -> None:
    for one, hay in HAYS:
        for name in capabilities_of(form_of(one)):
            assert matches(hay, words_of(messages(language)[f"capability-{name}"])), name


def test_every_leaf_is_found_by_what_the_list_says_of_it() -> None:
    for one, hay in HAYS:
        marks = one.tag_values("feature", "popularity")
        said = (one.title, one.id, one.model_id, *one.groups, *marks)
        assert all(matches(hay, words_of(text.upper())) for text in said), one.id


def test_a_time_or_a_price_is_not_a_name() -> None:
    hay = haystack(read(leaf(tags=[{"tag_type": "EET", "tag_value": "9~15s"}])))
    assert not matches(hay, words_of("15s"))


@pytest.mark.parametrize("text", ["", "  \t", "-", "_ -"])
def test_nothing_to_look_for_finds_all(text: str) -> None:
    assert words_of(text) == ()
    assert len(found(text)) == len({one.title for one in every_leaf()})


def test_words_never_run_over_from_one_name_to_the_next() -> None:
    hay = haystack(read(leaf("end", name="start", model_id="middle")))
    assert matches(hay, words_of("start middle"))
    assert not matches(hay, words_of("startend"))


@STEADY
@given(st.text(), st.text())
def test_more_words_never_find_more(one: str, two: str) -> None:
    both = words_of(f"{one} {two}")
    for _, hay in HAYS:
        assert not matches(hay, both) or matches(hay, words_of(one))


def test_one_of_five_thousand_models_is_found() -> None:
    (first, *_) = full_list("text_to_video").leaves
    hays = [haystack(replace(first, id=f"{first.id} {n}")) for n in range(5000)]
    words = words_of("seedance 2.0 有声 4999")
    assert [n for n, hay in enumerate(hays) if matches(hay, words)] == [4999]
