"""The commands `models` and `model`."""

import re

import pytest
from rich.cells import cell_len

from ima_tui.catalog.task_types import task_types
from ima_tui.cli.exits import Exit
from ima_tui.cli.model import _find as found_in
from ima_tui.headless import Lists
from ima_tui.store.catalogue import Shelf

from ..unit.leaves import full_list, leaf, option, tags
from .kit import Service, coded, document, listed, run

pytestmark = pytest.mark.usefixtures("live")


def test_models_are_grouped_by_task_type_with_price_time_and_abilities() -> None:
    result = run("models")
    assert result.exit_code == 0
    headings = [
        line for line in result.stdout.splitlines() if line.rpartition("  ")[2] in task_types()
    ]
    assert [line.rpartition("  ")[2] for line in headings] == list(task_types())
    wan = next(line for line in result.stdout.splitlines() if "wan2.6-t2v" in line)
    assert wan.startswith("★  Wan 2.6 ")
    assert "25–120" in wan
    assert "1080p" in wan
    assert re.search(r"pixverse +Pixverse V5\.5 ", result.stdout)


def test_models_as_json_say_everything_as_data() -> None:
    result = run("models", "text-to-video", "--json")
    listed = document(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", listed["fetched_at"])
    assert {one["task_type"] for one in listed["models"]} == {"text_to_video"}
    wan = next(one for one in listed["models"] if one["model"] == "wan2.6-t2v")
    assert wan["points"] == {"min": 25, "max": 120}
    assert wan["recommended"] is True
    assert wan["expected_seconds"]["min"] <= wan["expected_seconds"]["max"]
    assert "1080p" in wan["capabilities"]
    assert sum(one["recommended"] for one in listed["models"]) == 1


def test_a_search_finds_aliases_and_abilities() -> None:
    found = document(run("models", "--search", "MJ", "--json"))["models"]
    assert {one["model"] for one in found} == {"midjourney"}
    able = document(run("models", "text_to_video", "-s", "1080p", "--json"))["models"]
    assert able
    assert all("1080p" in one["capabilities"] for one in able)


def test_nothing_found_is_no_error() -> None:
    result = run("models", "--search", "zzz\x1b[1m")
    assert (result.exit_code, result.stdout) == (0, "No model matches zzz[1m.\n")
    assert document(run("models", "--search", "zzz", "--json"))["models"] == []


def test_wide_characters_line_up() -> None:
    lines = run("--lang", "zh", "models", "text_to_music").stdout.splitlines()
    rows = [line for line in lines if re.search(r"\d+ +(约 )?[\d–]+ 秒", line)]
    ends = {cell_len(line[: line.index("秒")]) for line in rows}
    assert len(rows) == 3
    assert len(ends) == 1


@pytest.mark.parametrize("name", ["wan2.6-t2v", "Wan 2.6", "wan", "万相"])
def test_a_model_is_found_by_id_name_and_alias(name: str) -> None:
    result = run("model", name, "-t", "text_to_video", "--json")
    assert (result.exit_code, document(result)["version"]) == (0, "wan2.6-t2v")


def test_options_say_whether_they_may_stay_open_what_is_recommended_and_what_they_need() -> None:
    shown = document(run("model", "sonic", "--json"))
    fields = {field["key"]: field for field in shown["fields"]}
    assert fields["model_version"]["recommended"] == "sonic-v5"
    assert fields["model_version"]["default"] == "sonic-v4"
    assert fields["vocal_gender"]["optional"] is True
    assert fields["vocal_gender"]["needs"] == {"custom_mode": True}
    assert (fields["n"]["optional"], fields["n"]["needs"]) == (False, {})


def test_a_default_is_what_the_form_opens_with_in_words_and_as_json(service: Service) -> None:
    service.answer = lambda _: (200, {"code": 0, "data": [leaf(form_config=HAILUO_AT_ODDS)]})
    words = ("model", "model-1", "-t", "text_to_video")
    fields = {field["key"]: field for field in document(run(*words, "--json"))["fields"]}
    assert (fields["duration"]["default"], fields["resolution"]["default"]) == (10, "768P")
    (row,) = (line for line in run(*words).stdout.splitlines() if "resolution" in line)
    assert row.split()[:3] == ["Resolution", "resolution", "768P"]


HAILUO_AT_ODDS = [
    tags("duration", [6, option(10, resolution=["1080P"])], 10),
    tags("resolution", ["768P", {"value": "1080P", "label": "Full HD"}], "1080P"),
]


def test_conflicts_are_told_by_the_names_of_the_values(service: Service) -> None:
    service.answer = lambda _: (200, {"code": 0, "data": [leaf(form_config=HAILUO_AT_ODDS)]})
    shown = run("model", "model-1", "-t", "text_to_video").stdout
    assert "10 (not with Resolution Full HD)" in shown


@pytest.mark.parametrize(
    ("name", "task_type", "said"),
    [
        ("midjourney", "text_to_image", "4 results for one price"),
        ("sonic", "text_to_music", "about 2 minutes"),
        ("GenBGM", "text_to_music", "about 30 seconds"),
        ("seed-tts-2.0", "text_to_speech", "can't set the pitch"),
    ],
)
def test_what_is_to_be_known_is_told(name: str, task_type: str, said: str) -> None:
    assert said in run("model", name, "-t", task_type).stdout
    *_, note = document(run("model", name, "-t", task_type, "--json"))["notes"]
    assert said in note


def test_media_that_only_the_list_names_are_told_not_to_work(service: Service) -> None:
    files = {"acceptType": ["image/jpg,png", "video/mp4"]}
    service.answer = lambda _: (200, {"code": 0, "data": [leaf(files=files)]})
    shown = ("model", "model-1", "-t")
    assert "Only pictures work" in run(*shown, "image_to_video").stdout
    assert "Only pictures work" not in run(*shown, "text_to_video").stdout
    files["acceptType"].pop()
    assert "Only pictures work" not in run(*shown, "image_to_video").stdout


def test_every_id_and_family_is_shown_as_itself_whatever_an_alias_says() -> None:
    shelves = {kind: Shelf(full_list(kind), 0.0) for kind in task_types()}
    lists = Lists(shelves, {}, None)
    for kind in task_types():
        for one in full_list(kind).leaves:
            assert found_in(lists, one.id, Exit.DONE).leaf.id == one.id
            family = found_in(lists, one.model_id, Exit.DONE)
            assert one.model_id in {family.leaf.id, family.leaf.model_id}
            assert family.leaf.task_type == kind or kind in family.also or family.leaf.id != one.id
    assert run("model", "wan2.6-i2v").stdout.splitlines()[1].endswith(" · wan2.6-i2v")


def test_other_lists_that_fail_are_told_beside_a_model_that_was_found(service: Service) -> None:
    service.answer = lambda kind: coded(500) if kind == "text_to_music" else listed(kind)
    result = run("model", "midjourney", "--json")
    shown = document(result)
    assert (result.exit_code, shown["model"]) == (0, "midjourney")
    assert list(shown["errors"]) == ["text_to_music"]
    assert run("model", "nobody").exit_code == 7
    service.answer = listed
    assert "errors" not in document(run("model", "midjourney", "--json"))


def test_a_model_names_the_other_task_types_that_have_it() -> None:
    shown = document(run("model", "pixverse", "--json"))
    assert shown["task_type"] == "text_to_video"
    assert shown["version"] == "Pixverse V5.5"
    assert shown["also"] == [
        "image_to_video",
        "first_last_frame_to_video",
        "reference_image_to_video",
    ]
    assert "Pixverse V5" in shown["other_versions"]
    assert "Also available for: image_to_video, " in run("model", "pixverse").stdout


def test_a_model_s_options_say_what_they_don_t_go_with() -> None:
    shown = document(run("model", "pixverse", "--json"))
    fields = {field["key"]: field for field in shown["fields"]}
    best = next(one for one in fields["resolution"]["options"] if one["value"] == "1080p")
    assert best["not_with"] == {"duration": [8]}
    assert fields["n"]["default"] == 1
    assert fields["negative_prompt"]["maximum"] == 2500
    assert "1080p (not with Duration 8)" in run("model", "pixverse").stdout


def test_a_model_s_prices_are_those_of_every_combination() -> None:
    shown = document(run("model", "pixverse", "--json"))
    prices = {
        (one["values"]["resolution"], one["values"]["duration"]): one for one in shown["prices"]
    }
    assert prices["540p", 5]["points"] == 12
    assert prices["540p", 5]["exact"] is True
    assert prices["1080p", 8]["reachable"] is False
    rows = run("model", "pixverse").stdout.splitlines()
    (forbidden,) = (row for row in rows if row.split()[:2] == ["1080p", "8"])
    assert "can't be combined" in forbidden


def test_a_model_s_alternatives_have_prices() -> None:
    shown = document(run("model", "pixverse", "-t", "text_to_video", "--json"))
    assert len(shown["alternatives"]) == 2
    assert all(one["points"]["min"] > 0 for one in shown["alternatives"])
    assert all(one["model"] != "pixverse" for one in shown["alternatives"])


def test_input_media_are_told() -> None:
    assert document(run("model", "kling-video-o1", "-t", "image-to-video", "--json"))["inputs"] == {
        "min": 1,
        "max": 1,
    }
    assert (
        "Input media: exactly 2"
        in run("model", "kling-video-o1", "-t", "first_last_frame_to_video").stdout
    )


def test_reference_media_and_voices_are_told() -> None:
    reference = ("model", "ima-pro", "-t", "reference_image_to_video")
    assert document(run(*reference, "--json"))["inputs"] == {
        "min": 1,
        "max": 9,
        "videos": 3,
        "audios": 3,
    }
    assert "up to 3 videos and 3 sounds" in run(*reference).stdout
    fields = document(run("model", "seed-tts-2.0", "--json"))["fields"]
    (speaker,) = (field for field in fields if field["key"] == "speaker")
    voice = next(one for one in speaker["suggestions"] if "zh_female_vv" in one["value"])
    assert "Vivi" in voice["label"]
    assert voice["label"] in run("model", "seed-tts-2.0").stdout


def test_every_model_can_be_shown_in_both_languages() -> None:
    listed = document(run("models", "--json"))["models"]
    shown = {(one["task_type"], one["version"]) for one in listed}
    assert len(shown) > 50
    for kind in ("text_to_image", "text_to_speech", "reference_image_to_video", "text_to_music"):
        for task_type, version in sorted(shown):
            if task_type == kind:
                for language in ("en", "zh"):
                    result = run("model", version, "-t", kind, "--lang", language)
                    assert result.exit_code == 0, (version, result.stderr)


def test_an_unknown_model_names_what_comes_near() -> None:
    result = run("model", "wan2.7", "--json")
    told = document(result)["error"]
    assert (result.exit_code, told["code"]) == (2, "unknown_model")
    assert set(told["choices"][:2]) == {"wan2.6-t2v", "wan2.6-i2v"}
    assert len(told["choices"]) == 20
    plain = run("model", "wan2.7", "--lang", "zh")
    assert (plain.exit_code, plain.stdout) == (2, "")
    assert "wan2.6-t2v" in plain.stderr


def test_text_of_the_service_never_reaches_the_terminal_raw(service: Service) -> None:
    nasty = "Evil\x1b[2J\x9b31m\u202e[bold]x[/bold]\x07"

    def evil(kind: str) -> tuple[int, object]:
        field = {"type": "tags", "field": nasty, "label": nasty, "value": nasty, "level": 1}
        leaf = {
            "id": f"id{nasty}",
            "model_id": f"model{nasty}",
            "type": "3",
            "name": nasty,
            "description": nasty,
            "tags": [{"tag_type": "feature", "tag_value": nasty}],
            "form_config": [field | {"options": [{"label": nasty, "value": nasty}]}],
            "credit_rules": [
                {"attribute_id": 1, "points": 5, "origin_point": 9, "attributes": {nasty: nasty}}
            ],
        }
        return 200, {"code": 0, "data": [leaf]}

    service.answer = evil
    for words in (
        ("models", "text_to_image"),
        ("model", "evil", "-t", "text_to_image"),
        ("create", "-t", "text_to_image", "-p", "x", "--dry-run"),
        ("create", "-t", "text_to_image", "-p", "x", "-n", "9", "--dry-run"),
        ("model", "other", "-t", "text_to_image"),
    ):
        for as_json in ((), ("--json",)):
            result = run(*words, *as_json)
            assert result.exit_code in {0, 2}, (words, result.output)
            shown = result.stdout + result.stderr
            assert all(char.isprintable() or char == "\n" for char in shown), (words, as_json)
    assert "[bold]x[/bold]" in run("models", "text_to_image").stdout


@pytest.mark.usefixtures("live")
def test_the_recommended_choice_is_marked() -> None:
    assert "sonic-v4-5-plus, ★ sonic-v5" in run("model", "sonic", "-t", "text_to_music").stdout
