"""Named parameters to a filled form: names, values, types, and what is refused with its choices."""

import pytest

from ima_tui.catalog.forms import BlockedError
from ima_tui.catalog.parameters import fill
from ima_tui.catalog.refusals import RefusedError
from ima_tui.wording.refusals import refusal_words

from .drafts import body, draft, inner, refused
from .leaves import HAILUO, Json, field, form, hidden, inner_of, rule, tags, virtual

MODE = virtual(
    "mode",
    [tags("quality", ["720p", "1080p"], "720p")],
    [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")],
)
SUNO = ("text_to_music", "sonic")
SPEECH = ("text_to_speech", "seed-tts-2.0")


def refusal_of(given: dict[str, object], *fields: dict[str, object]) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        fill(form(*fields), given)
    return caught.value


def test_the_backend_field_of_kling_sets_the_control() -> None:
    made = draft("text_to_video", "kling-video-o1", {"mode": "pro"})
    assert made.state["quality"] == "1080p"
    assert made.chosen == {"quality"}
    assert inner_of(body("text_to_video", "kling-video-o1", {"mode": "PRO"}))["mode"] == "pro"


def test_the_backend_field_wins_over_the_control() -> None:
    for given in (
        {"quality": "720p", "mode": "pro"},
        {"mode": "pro", "quality": "720p"},
    ):
        assert draft("text_to_video", "kling-video-o1", given).state["quality"] == "1080p"


def test_a_size_sets_the_aspect_ratio_of_seedream() -> None:
    made = draft("text_to_image", "doubao-seedream-4.5", {"size": "2560x1440"})
    assert made.state["aspect_ratio"] == "16:9"
    assert inner("text_to_image", "doubao-seedream-4.5", aspect_ratio="16:9")["size"] == "2560x1440"


def test_what_is_not_mapped_is_refused_in_the_users_words() -> None:
    refusal = refused("text_to_video", "kling-video-o1", {"mode": "ultra"})
    assert refusal.code == "bad_value"
    assert refusal.choices == ("720p", "1080p")
    assert refused("text_to_video", "kling-video-o1", {"quality": "pro"}).choices == (
        "720p",
        "1080p",
    )


def test_a_group_given_in_part_takes_the_rest_from_its_defaults() -> None:
    group = virtual(
        "size",
        [tags("ratio", ["1:1", "16:9"], "1:1"), tags("quality", ["1k", "2k"], "2k")],
        [
            ({"ratio": "1:1", "quality": "2k"}, "2048x2048"),
            ({"ratio": "16:9", "quality": "2k"}, "2560x1440"),
            ({"ratio": "16:9", "quality": "1k"}, "1280x720"),
        ],
    )
    filled = form(group)
    state, _ = fill(filled, {"ratio": "16:9"})
    assert filled.parameters(state)["size"] == "2560x1440"
    state, chosen = fill(filled, {"size": "1280X720"})
    assert (state["ratio"], state["quality"]) == ("16:9", "1k")
    assert chosen == {"ratio", "quality"}


def test_adaptive_is_sent_as_auto_once() -> None:
    for model in ("ima-pro", "seedance 2.0"):
        made = inner("text_to_video", model, aspect_ratio="adaptive")
        assert made["aspect_ratio"] == "auto"
    assert inner("text_to_video", "ima-pro")["aspect_ratio"] == "1:1"


def test_generate_audio_means_audio_where_the_form_has_only_that() -> None:
    made = inner("text_to_video", "ima-pro", generate_audio=False)
    assert made["audio"] is False
    assert "generate_audio" not in made
    veo = inner("text_to_video", "veo-3.1-generate-preview", generate_audio=False)
    assert veo["generate_audio"] is False
    assert "audio" not in veo


@pytest.mark.parametrize("written", ["f", "F", " f "])
def test_a_voice_of_suno_is_sung_in_custom_mode(written: str) -> None:
    made = inner(*SUNO, vocal_gender=written)
    assert (made["vocal_gender"], made["custom_mode"]) == ("f", True)
    assert made["model_version"] == "sonic-v4"


def test_own_lyrics_of_suno_are_sung_in_custom_mode() -> None:
    made = inner(*SUNO, lyrics="la la", custom_mode=True, model_version="SONIC-V5")
    assert (made["lyrics"], made["custom_mode"]) == ("la la", True)
    assert made["model_version"] == "sonic-v5"
    assert "lyrics" not in inner(*SUNO, custom_mode=False)


@pytest.mark.parametrize("wanted", [{"lyrics": "la"}, {"vocal_gender": "m"}])
def test_what_contradicts_custom_mode_is_refused_both_ways(wanted: dict[str, object]) -> None:
    off: dict[str, object] = {"custom_mode": False}
    assert isinstance(refused(*SUNO, wanted | off), BlockedError)
    assert isinstance(refused(*SUNO, off | wanted), BlockedError)


@pytest.mark.parametrize(
    ("given", "voice"),
    [
        ("Vivi", "zh_female_vv_uranus_bigtts"),
        ("vivi", "zh_female_vv_uranus_bigtts"),
        ("zh_female_vv", "zh_female_vv_uranus_bigtts"),
        ("zh_female_vv_uranus_bigtts", "zh_female_vv_uranus_bigtts"),
        ("zh_male_m191", "zh_male_m191_uranus_bigtts"),
        ("my_own_voice", "my_own_voice"),
        ("zh_female", "zh_female"),
    ],
)
def test_a_speaker_by_name_by_stem_or_free(given: str, voice: str) -> None:
    assert inner(*SPEECH, speaker=given)["speaker"] == voice


def test_a_voice_that_never_works_is_refused_with_those_that_do() -> None:
    refusal = refused(*SPEECH, {"speaker": "BV001_streaming"})
    assert refusal.code == "bad_value"
    assert "zh_female_vv_uranus_bigtts" in refusal.choices
    for voice in refusal.choices:
        assert inner(*SPEECH, speaker=voice)["speaker"] == voice


@pytest.mark.parametrize("given", [20, "20", 20.0])
def test_dotted_names_make_an_object(given: object) -> None:
    for params in ({"audio_params.speech_rate": given}, {"audio_params": {"speech_rate": given}}):
        made = inner_of(body(*SPEECH, {**params, "audio_params.emotion": "sad"}))
        assert made["audio_params"] == {"speech_rate": 20, "emotion": "sad"}
        assert not any("." in name for name in made)


@pytest.mark.parametrize("given", [101, -51, "1e9"])
def test_a_number_out_of_its_bounds_is_refused(given: object) -> None:
    refusal = refused(*SPEECH, {"audio_params.speech_rate": given})
    assert refusal.code == "out_of_range"
    assert (refusal.about["least"], refusal.about["most"]) == ("-50", "100")


@pytest.mark.parametrize("given", ["fast", "", "nan", "inf", "1_000", True, [], {}, [20]])
def test_no_number_is_refused(given: object) -> None:
    refusal = refused(*SPEECH, {"audio_params.speech_rate": given})
    assert refusal.code == "not_a_number"


def test_texts_line_by_line_are_a_list() -> None:
    for params in (
        {"additions": {"context_texts": ["calm", "slow"]}},
        {"additions.context_texts": "calm\nslow"},
    ):
        made = inner_of(body(*SPEECH, params))
        assert made["additions"] == {"context_texts": ["calm", "slow"]}


@pytest.mark.parametrize("given", [[1], [None], [["calm"]], ["calm", {}], {}])
def test_a_list_of_anything_but_texts_is_refused(given: object) -> None:
    assert refused(*SPEECH, {"additions.context_texts": given}).code == "bad_value"


@pytest.mark.parametrize("given", [4, "4", 4.0])
def test_numbers_keep_the_listed_type(given: object) -> None:
    for listed in (4, "4", 4.0):
        state, _ = fill(form(tags("seconds", [listed, 8], 8)), {"seconds": given})
        assert state["seconds"] == listed
        assert type(state["seconds"]) is type(listed)


@pytest.mark.parametrize(
    ("given", "held"),
    [
        *((on, True) for on in (True, "true", "TRUE", "on", "Yes", "1", 1, 1.0)),
        *((off, False) for off in (False, "false", "Off", "no", "0", 0)),
    ],
)
def test_switches(given: object, held: bool) -> None:
    state, _ = fill(form(field("toggle", "sound", default=not held)), {"sound": given})
    assert state["sound"] is held
    state, _ = fill(form(tags("sound", [True, False], not held)), {"sound": given})
    assert state["sound"] is held


@pytest.mark.parametrize("given", ["maybe", 2, None, [], {"a": 1}, ""])
def test_what_is_no_switch_is_refused(given: object) -> None:
    refusal = refusal_of({"sound": given}, field("toggle", "sound", default=True))
    assert refusal.choices in {(False, True), ("sound", "n")}


@pytest.mark.parametrize("name", ["seconds", "SECONDS", " Seconds ", "How long", "how-long"])
def test_names_by_key_or_label_in_any_case(name: str) -> None:
    state, chosen = fill(form(tags("seconds", [4, 8], 4, label="How long")), {name: 8})
    assert state["seconds"] == 8
    assert chosen == {"seconds"}


def test_an_option_by_its_label() -> None:
    listed = tags("shot", [{"label": "One take", "value": "single"}, "multi"], "multi")
    assert fill(form(listed), {"shot": "one TAKE"})[0]["shot"] == "single"


def test_an_open_choice_can_be_left_open() -> None:
    listed = tags("gender", ["f", "m"], None)
    assert fill(form(listed), {"gender": None})[0]["gender"] is None
    assert refusal_of({"size": None}, tags("size", ["1K"], "1K")).choices == ("1K",)


@pytest.mark.parametrize("name", ["colour", "", "mode.x", "sound.volume"])
def test_an_unknown_name_is_refused_with_the_models_own(name: str) -> None:
    refusal = refusal_of({name: 1}, MODE, field("toggle", "sound", default=True))
    assert refusal.code == "unknown_parameter"
    assert refusal.choices == ("quality", "sound", "n")
    assert refusal_of({name: {}}, MODE).code == "unknown_parameter"


@pytest.mark.parametrize("name", ["prompt", "Cast", "input_images"])
def test_what_the_body_fills_itself_is_no_parameter(name: str) -> None:
    assert refusal_of({name: "x"}).code == "own_parameter"


def test_two_values_that_exclude_one_another_are_refused() -> None:
    refusal = refusal_of({"duration": 10, "resolution": "1080p"}, *HAILUO)
    assert isinstance(refusal, BlockedError)


def test_a_default_gives_way_to_what_is_given() -> None:
    fields = (HAILUO[0], HAILUO[1] | {"value": "1080P"})
    state, _ = fill(form(*fields), {"duration": 10})
    assert (state["duration"], state["resolution"]) == (10, "768P")


def test_a_parameter_that_only_rules_know() -> None:
    filled = form(rules=[rule(1, 1, grade="Low"), rule(9, 2, grade="High")])
    state, chosen = fill(filled, {"GRADE": "high"})
    assert state["grade"] == "High"
    assert chosen == {"grade"}
    with pytest.raises(RefusedError) as caught:
        fill(filled, {"grade": "best"})
    assert caught.value.choices == ("Low", "High")


HIDDEN = tags(
    "quality", ["720p", "1080p"], "720p", disabled_conditions=[hidden("1080p", "text_to_video")]
)


def test_an_option_that_is_not_offered_can_t_be_had_by_its_other_name() -> None:
    listed = virtual(
        "mode", [HIDDEN], [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")]
    )
    for name, value in (("quality", "1080p"), ("mode", "pro")):
        refusal = refusal_of({name: value}, listed)
        assert (refusal.code, refusal.choices) == ("bad_value", ("720p",))
    assert fill(form(listed), {"mode": "STD"})[0]["quality"] == "720p"


def test_a_group_names_the_choices_of_each_of_its_controls() -> None:
    listed = virtual(
        "size",
        [tags("ratio", ["a", "b"], "a"), tags("scale", [1, 2], 1)],
        [({"ratio": "a", "scale": 1}, "A"), ({"ratio": "b", "scale": 2}, "B")],
    )
    assert fill(form(listed), {"size": "b"})[0]["scale"] == 2
    refusal = refusal_of({"size": "Z"}, listed)
    assert (refusal.code, refusal.about) == ("bad_group", {"name": "size", "value": "Z"})
    assert refusal.choices == ("ratio=a", "ratio=b", "scale=1", "scale=2")


LENGTH = tags("duration", [5, 10], 5) | {"label": "Length"}


@pytest.mark.parametrize(
    "given",
    [
        {"duration": 5, "Length": 10},
        {"duration": 5, "DURATION": 5},
        {"generate_audio": True, "audio": False},
        {"mode": "std", "MODE": "pro"},
    ],
)
def test_what_is_set_by_two_of_its_names_is_refused(given: Json) -> None:
    assert refusal_of(given, LENGTH, field("toggle", "audio", default=False), MODE).code == "twice"


def test_the_exact_name_comes_first_and_what_names_several_names_none() -> None:
    twins = form(tags("size", [1, 2], 1), tags("Size", [1, 2], 1))
    assert fill(twins, {"Size": 2})[0] == {"size": 1, "Size": 2, "n": 1}
    assert fill(twins, {"size": 2})[0] == {"size": 2, "Size": 1, "n": 1}
    assert refusal_of({"SIZE": 2}, *[tags(name, [1, 2], 1) for name in ("size", "Size")]).code == (
        "unknown_parameter"
    )
    modes = [tags(name, [1, 2], 1) | {"label": "Mode"} for name in "ab"]
    assert refusal_of({"mode": 2}, *modes).code == "unknown_parameter"


@pytest.mark.parametrize(
    ("value", "said"),
    [(True, "true"), (None, "null"), ([None, False], "[null, false]"), (5.0, "5")],
)
def test_values_are_said_as_json_says_them(value: object, said: str) -> None:
    refusal = refusal_of({"quality": value}, tags("quality", ["720p"], "720p"))
    assert refusal.about["value"] == said
    assert f'"{said}"' in refusal_words(refusal)
