"""The command `create --dry-run`."""

from pathlib import Path

import pytest

from .kit import DEAD, Service, document, run

IMAGE = ("create", "-t", "text_to_image", "-p", "a fox")
PIXVERSE = ("create", "-t", "text_to_video", "-m", "pixverse", "-p", "a fox", "--dry-run")


def test_a_dry_run_prints_the_body_and_the_price_and_sends_nothing(service: Service) -> None:
    result = run(*IMAGE, "-n", "2", "--dry-run", "--json", "--wait", "--save", "x", "--yes")
    line = document(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert line["line"] == 1
    assert line["ok"] is True
    assert (line["points"], line["total_points"], line["exact"]) == (5, 10, True)
    (parameters,) = line["request"]["parameters"]
    assert parameters["model_id"] == "doubao-seedream-4.5"
    assert parameters["credit"] == 5
    assert parameters["parameters"]["prompt"] == "a fox"
    assert parameters["parameters"]["n"] == 2
    assert dict(service.asked) == {"text_to_image": 1}
    assert not service.others
    assert not Path("x").exists()


@pytest.mark.usefixtures("live")
def test_a_dry_run_in_words() -> None:
    result = run(*PIXVERSE, "--param", "resolution=720p", "-n", "2")
    assert result.exit_code == 0
    assert "Pixverse V5.5" in result.stdout
    assert "--version picks another: Pixverse V5, " in result.stdout
    assert "Quality       720p" in result.stdout
    assert "2 × 15 = 30 pts" in result.stdout
    assert "expected" in result.stdout
    assert result.stdout.endswith("Dry run: nothing was sent or charged.\n")
    chinese = run("--lang", "zh", *PIXVERSE)
    assert "1 × 12 = 12 积分" in chinese.stdout


@pytest.mark.usefixtures("live")
def test_a_version_can_be_pinned() -> None:
    line = document(run(*PIXVERSE, "--version", "V4", "--json"))
    assert line["request"]["parameters"][0]["model_version"] == "Pixverse V4"
    unknown = run(*PIXVERSE, "--version", "V9", "--json")
    assert (unknown.exit_code, document(unknown)["error"]["code"]) == (2, "unknown_version")


def test_an_estimate_says_so(service: Service) -> None:
    def vague(kind: str) -> tuple[int, object]:
        rules = [
            {
                "attribute_id": 1,
                "points": 7,
                "origin_point": 7,
                "attributes": {"default": "enabled"},
            }
        ]
        rules.append(
            {"attribute_id": 2, "points": 9, "origin_point": 9, "attributes": {"a": "1", "b": "2"}}
        )
        leaf = {"id": "m", "model_id": "m", "type": "3", "name": "M", "credit_rules": rules}
        return 200, {"code": 0, "data": [leaf]}

    service.answer = vague
    assert document(run(*IMAGE, "--dry-run", "--json"))["exact"] is False
    assert "≈ 1 × 7 = 7 pts (estimate)" in run(*IMAGE, "--dry-run").stdout


@pytest.mark.usefixtures("live")
def test_a_value_that_is_not_offered_names_those_that_are() -> None:
    result = run(*PIXVERSE, "--param", "duration=99", "--json")
    line = document(result)
    assert (result.exit_code, line["line"], line["ok"]) == (2, 1, False)
    assert line["error"]["code"] == "bad_value"
    assert line["error"]["choices"] == [5, 8]
    plain = run(*PIXVERSE, "--param", "duration=99")
    assert (plain.exit_code, plain.stdout) == (2, "")
    assert "5, 8" in plain.stderr
    unknown = document(run(*PIXVERSE, "--param", "colour=red", "--json"))["error"]
    assert unknown["code"] == "unknown_parameter"
    assert "resolution" in unknown["choices"]


@pytest.mark.usefixtures("live")
def test_max_points_guards_the_total() -> None:
    words = (*IMAGE, "-n", "2", "--dry-run")
    assert run(*words, "--max-points", "10").exit_code == 0
    over = run(*words, "--max-points", "9", "--json")
    assert over.exit_code == 5
    assert document(over)["ok"] is False
    assert document(over)["error"]["code"] == "over_max_points"
    plain = run(*words, "--max-points", "9")
    assert (plain.exit_code, plain.stdout) == (5, "")
    assert "10 pts" in plain.stderr


@pytest.mark.usefixtures("live")
def test_the_prompt_may_be_piped_in() -> None:
    words = ("create", "-t", "text_to_image", "-p", "-", "--dry-run", "--json")
    line = document(run(*words, given="两只狐狸\nin the snow\n"))
    prompt = line["request"]["parameters"][0]["parameters"]["prompt"]
    assert prompt == "两只狐狸\nin the snow"
    assert document(run(*words, given=b"\xff"))["error"]["code"] == "usage"
    told = run(*words[:4], "\udcff", *words[5:])
    assert (told.exit_code, document(told)["error"]["code"]) == (2, "usage")
    assert document(run(*words, given=""))["error"]["code"] == "no_prompt"


@pytest.mark.usefixtures("live")
def test_inputs_are_addresses_or_files(tmp_path: Path) -> None:
    picture = tmp_path / "fox.png"
    picture.write_bytes(b"\x89PNG")
    words = ("create", "-t", "first-last-frame-to-video", "-p", "x", "--dry-run", "--json")
    line = document(run(*words, "--input", str(picture), "--input", "https://e.com/b.png"))
    assert line["request"]["src_img_url"] == [str(picture), "https://e.com/b.png"]
    few = run(*words, "--input", str(picture))
    assert (few.exit_code, document(few)["error"]["code"]) == (2, "inputs_exactly")
    assert "--input" in document(few)["error"]["message"]
    missing = document(run(*words, "--input", "none.png", "--input", "b.png"))
    assert missing["error"]["code"] == "no_file"
    named = ("-t", "text_to_image", "--ref-video", "https://e.com/a.mp4")
    film = document(run("create", "-p", "x", "--dry-run", "--json", *named))
    assert film["error"]["code"] == "no_video"


def test_a_kept_list_is_told_of(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*IMAGE, "--dry-run", "--json")
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    result = run(*IMAGE, "--dry-run", "--json")
    assert (result.exit_code, document(result)["cached"]) == (0, True)
    assert "Can't reach" in result.stderr


def test_without_a_list_the_line_says_why(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    result = run(*IMAGE, "--dry-run", "--json")
    assert result.exit_code == 7
    assert document(result)["ok"] is False
    assert document(result)["error"]["code"] == "connection"
