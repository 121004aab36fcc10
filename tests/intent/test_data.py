"""The words in the data files can be edited by hand: mistakes are found here."""

import pytest

from ima_tui.catalog.task_types import task_types
from ima_tui.intent.fitting import topics
from ima_tui.intent.mentions import names
from ima_tui.intent.phrases import phrase
from ima_tui.intent.readings import Topic
from ima_tui.intent.vocabulary import Where, load, vocabulary
from tests.intent.examples import shelves

WORDS = ("requests.toml", "settings.toml", "content.toml")
KEYS = {"topic", "value", "times", "unit", "within", "only", *Where}


@pytest.mark.parametrize("name", WORDS)
def test_every_wish_is_written_as_the_head_of_the_file_says(name: str) -> None:
    for wish in load(name)["wish"]:
        assert set(wish) <= KEYS
        assert wish["topic"] in set(Topic)
        phrases = [text for where in Where for text in wish.get(where, ())]
        assert phrases
        if "value" not in wish:
            assert all("{number}" in text or "{ratio}" in text for text in phrases)


def test_every_phrase_can_be_searched_for() -> None:
    for entry in vocabulary().entries:
        assert entry.phrase.pattern.groups >= 0


def test_a_phrase_names_only_lists_that_are_there() -> None:
    with pytest.raises(KeyError):
        phrase("{nothing} of the kind", {})


def test_no_phrase_stands_for_two_values() -> None:
    seen: dict[tuple[str, str], object] = {}
    for name in WORDS:
        for wish in load(name)["wish"]:
            meaning = (wish.get("value"), wish.get("unit"), wish.get("times"))
            for where in Where:
                for text in wish.get(where, ()):
                    assert seen.setdefault((wish["topic"], text), meaning) == meaning, text


def test_everything_that_can_be_wished_for_is_known_to_the_code() -> None:
    assert {entry.topic for entry in vocabulary().entries} <= set(Topic)
    assert {medium for about in topics().values() for medium in about.media} <= {
        kind.media for kind in task_types().values()
    }


def test_models_for_a_purpose_are_sold() -> None:
    lists = shelves()
    for purpose, kinds in load("choices.toml").items():
        for kind, models in kinds.items():
            sold = {leaf.model_id for leaf in lists[kind].leaves}
            assert set(models) <= sold, (purpose, kind)


def test_cues_and_names_can_be_searched_for() -> None:
    assert names().after.match("模型")
    assert all(pattern.pattern for pattern in names().cues.values())
