"""What is known of single models beyond their lists: titles, extras, versions, voices."""

import pytest

from ima_tui.catalog.controls import Kind
from ima_tui.catalog.facts import derived, facts_of, renames, shown_title
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.task_types import load_data
from ima_tui.catalog.values import version_in

from .leaves import Json, body_of, every_leaf, field, inner_of, leaf, read, tags


def pixverse(name: str, *fields: Json) -> Json:
    return leaf(name, model_id="Pixverse", name=name, form_config=list(fields))


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Pixverse V5.5", "5.5"),
        ("Pixverse V10", "10"),
        ("pixverse-6.1.2 pro", "6.1.2"),
        ("Pixverse", ""),
        ("Pixverse next", ""),
        ("Pixverse 2026 V6", "6"),
        ("Pixverse V 5", "5"),
        ("2 dev5 Pixverse", "2"),
    ],
)
def test_the_version_in_a_name(name: str, version: str) -> None:
    assert version_in(name) == version
    inner = inner_of(body_of(form_of(read(pixverse(name), "text_to_video"))))
    assert inner.get("model") == (f"v{version}" if version else None)


def test_an_explicit_version_wins() -> None:
    filled = form_of(read(pixverse("Pixverse V5.5"), "text_to_video"))
    assert inner_of(body_of(filled, {"model": "v6"}))["model"] == "v6"


def test_a_listed_field_wins_over_the_derived_one() -> None:
    filled = form_of(read(pixverse("Pixverse V5.5", tags("model", ["v5.5-turbo"], "v5.5-turbo"))))
    assert inner_of(body_of(filled))["model"] == "v5.5-turbo"
    assert [control.key for control in filled.controls].count("model") == 1


def test_only_a_version_is_derived() -> None:
    found = read(pixverse("Pixverse V5"))
    assert derived("v{version}", found) == "v5"
    assert derived("plain", found) == "plain"
    assert derived(3, found) == 3


def test_seedance_has_the_name_that_people_know() -> None:
    titles = {found.title for found in every_leaf() if found.model_id.startswith("ima-pro")}
    assert titles == {"Seedance 2.0", "Seedance 2.0 Fast"}
    assert {found.name for found in every_leaf() if found.id == "ima-pro"} == {"Seedance 2.0"}
    assert shown_title("As listed", "unknown") == "As listed"


def test_facts_hold_for_an_id_in_any_case_and_for_no_other() -> None:
    assert facts_of("IMA-PRO") == facts_of("ima-pro")
    nothing = facts_of("ima-pro-faster")
    assert (nothing.title, nothing.extras, dict(nothing.takes)) == ("", (), {})


def test_facts_are_about_models_of_the_list_and_their_own_parameters() -> None:
    listed = {found.model_id.casefold() for found in every_leaf()}
    for entry in load_data("models.toml")["model"]:
        for model in entry["ids"]:
            assert model in listed
            filled = [form_of(one) for one in every_leaf() if one.model_id.casefold() == model]
            keys = {control.key for one in filled for control in one.controls}
            facts = facts_of(model)
            assert {*facts.needs, *facts.recommended, *facts.suggestions} <= keys


def test_what_is_recommended_is_offered() -> None:
    for found in every_leaf():
        for control in form_of(found).controls:
            if control.recommended is not None:
                assert control.recommended in control.values
                assert control.recommended != control.default


def test_what_speech_takes_beyond_its_form() -> None:
    (found,) = (one for one in every_leaf() if one.id == "seed-tts-2.0")
    kinds = {control.key: control.kind for control in form_of(found).controls if not control.label}
    assert kinds == {
        "audio_params.emotion": Kind.TEXT,
        "audio_params.speech_rate": Kind.NUMBER,
        "audio_params.loudness_rate": Kind.NUMBER,
        "additions.explicit_language": Kind.TEXT,
        "additions.context_texts": Kind.LINES,
        "n": Kind.CHOICE,
    }


def test_voices_are_named_once_and_never_those_that_do_not_work() -> None:
    speaker = facts_of("seed-tts-2.0").suggestions["speaker"]
    assert len(speaker.values) == 16
    assert len({voice.name for voice in speaker.values}) == 16
    for voice in speaker.values:
        assert voice.value.endswith("_uranus_bigtts")
        assert voice.value.startswith(f"zh_{voice.gender}_")


def test_an_object_that_the_list_has_itself_is_not_offered_twice() -> None:
    listed = leaf(model_id="seed-tts-2.0", form_config=[field("input", "audio_params")])
    keys = [control.key for control in form_of(read(listed, "text_to_speech")).controls]
    assert "audio_params" in keys
    assert not any(key.startswith("audio_params.") for key in keys)
    assert "additions.context_texts" in keys


def test_another_name_leads_to_no_name_of_its_own() -> None:
    assert not set(renames()) & set(renames().values())
