"""The command `batch --dry-run`."""

import json
from pathlib import Path

import pytest

from ima_tui.cli.lines import MOST_LINES

from .kit import DEAD, Service, batch, coded, document, documents, listed, run

IMAGE = {"task_type": "text_to_image", "prompt": "a fox"}
MUSIC = {"task_type": "text_to_music", "prompt": "a song"}
DRY = ("batch", "-", "--dry-run")

BAD = [
    ("nope", "not_json"),
    ('{"task_type": "text_to_image"', "not_json"),
    ('{"a": NaN}', "not_json"),
    ('{"a": Infinity}', "not_json"),
    ("[" * 5000, "not_json"),
    ('{"task_type": "text_to_image", "prompt": "x", "n": 1, "n": 4}', "duplicate_key"),
    ('{"task_type": "text_to_image", "prompt": "x", "params": {"a": 1, "a": 1}}', "duplicate_key"),
    ('{"n": 1, "\\u006e": 4}', "duplicate_key"),
    ('{"n": 1' + "0" * 5000 + "}", "not_json"),
    ("[1]", "not_an_object"),
    ('"text"', "not_an_object"),
    ({"prompt": "x"}, "missing_key"),
    ({"task_type": "text_to_image"}, "missing_key"),
    (IMAGE | {"prompt": None}, "missing_key"),
    (IMAGE | {"seed": 3}, "unknown_key"),
    (IMAGE | {"prompt": 4}, "wrong_type"),
    (IMAGE | {"params": [1]}, "wrong_type"),
    (IMAGE | {"inputs": "a.png"}, "wrong_type"),
    (IMAGE | {"inputs": [1]}, "wrong_type"),
    (IMAGE | {"model": ["a"]}, "wrong_type"),
    (IMAGE | {"task_type": "text_to_painting"}, "unknown_task_type"),
    (IMAGE | {"model": "nobody"}, "unknown_model"),
    (IMAGE | {"params": {"colour": "red"}}, "unknown_parameter"),
    (IMAGE | {"params": {"size": {"a": [1]}}}, "unknown_parameter"),
    (IMAGE | {"n": 99}, "bad_count"),
    (IMAGE | {"n": "many"}, "bad_count"),
    (IMAGE | {"n": [2]}, "bad_count"),
    (IMAGE | {"prompt": "  "}, "no_prompt"),
    (IMAGE | {"inputs": ["https://e.com/a.png"]}, "no_inputs"),
    (IMAGE | {"inputs": ["none.png"]}, "no_file"),
]


@pytest.mark.parametrize(
    ("line", "code"), BAD, ids=[f"{i}-{code}" for i, (_, code) in enumerate(BAD)]
)
def test_a_bad_line_spoils_only_itself(live: str, line: object, code: str) -> None:
    result = run(*DRY, "--json", given=batch(IMAGE, line, IMAGE))
    first, bad, last = documents(result)
    assert result.exit_code == 2
    assert (first["ok"], last["ok"]) == (True, True)
    assert (bad["line"], bad["ok"], bad["error"]["code"]) == (2, False, code)
    assert bad["error"]["message"]
    assert set(bad["error"]) <= {"code", "message", "choices"}


def test_choices_of_keys_and_task_types_are_named(live: str) -> None:
    given = batch(IMAGE | {"seed": 3}, {"prompt": "x"}, IMAGE | {"task_type": "x"})
    key, missing, kind = documents(run(*DRY, "--json", given=given))
    assert "params" in key["error"]["choices"]
    assert "text_to_speech" in missing["error"]["choices"]
    assert "text_to_speech" in kind["error"]["choices"]


def test_lines_are_counted_as_an_editor_counts_them(live: str, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    good = json.dumps(IMAGE).encode()
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n\n  \n" + b"\xff\xfe\n" + good)
    result = run("batch", str(path), "--dry-run", "--json")
    lines = documents(result)
    assert [line["line"] for line in lines] == [1, 4, 5]
    assert [line["ok"] for line in lines] == [True, False, True]
    assert lines[1]["error"]["code"] == "not_text"
    assert result.exit_code == 2


def test_what_is_null_is_not_given(live: str) -> None:
    line = IMAGE | {"model": None, "version": None, "params": None, "inputs": None, "n": None}
    result = run(*DRY, "--json", given=batch(line))
    assert result.exit_code == 0
    assert documents(result)[0]["total_points"] == 5


def test_a_thousand_lines_take_one_request_for_each_task_type(service: Service) -> None:
    kinds = ("text_to_image", "text_to_video", "text_to_music")
    given = batch(*({"task_type": kinds[i % 3], "prompt": f"p {i}"} for i in range(1000)))
    result = run(*DRY, "--json", given=given)
    lines = documents(result)
    assert result.exit_code == 0
    assert [line["line"] for line in lines] == list(range(1, 1001))
    assert all(line["ok"] for line in lines)
    assert lines[7]["request"]["parameters"][0]["parameters"]["prompt"] == "p 7"
    assert dict(service.asked) == dict.fromkeys(kinds, 1)
    assert not service.others


def test_in_words_it_is_a_table_with_a_sum(live: str) -> None:
    given = batch(IMAGE | {"n": 2}, "nope", MUSIC)
    result = run(*DRY, given=given)
    assert result.exit_code == 2
    assert "2 × 5 = 10 pts" in result.stdout
    assert "2 lines: 35 pts" in result.stdout
    assert "1 line can't be created:" in result.stderr
    assert "line 2: This line is not JSON" in result.stderr
    chinese = run(*DRY, "--lang", "zh", given=given)
    assert "2 行：35 积分" in chinese.stdout
    assert "第 2 行" in chinese.stderr


def test_max_points_guards_the_sum_after_the_lines(live: str) -> None:
    given = batch(IMAGE, IMAGE, "nope")
    assert run(*DRY, "--max-points", "10", given=given).exit_code == 2
    over = run(*DRY, "--max-points", "9", "--json", given=given)
    assert over.exit_code == 5, "a guard tells more than a bad line"
    *lines, last = documents(over)
    assert [line["line"] for line in lines] == [1, 2, 3]
    assert last["error"]["code"] == "over_max_points"
    plain = run(*DRY, "--max-points", "9", given=given)
    assert plain.exit_code == 5
    assert "more than the 9 pts" in plain.stderr


def test_a_file_that_can_t_be_read(live: str, tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        result = run("batch", str(path), "--dry-run", "--json")
        assert (result.exit_code, documents(result)[0]["error"]["code"]) == (2, "unreadable_file")


def test_a_file_without_end_is_refused(live: str, tmp_path: Path) -> None:
    for path, code in ((Path("/dev/zero"), "too_long"), (tmp_path / "long", "too_many_lines")):
        (tmp_path / "long").write_bytes(b"y\n" * (MOST_LINES + 1))
        result = run("batch", str(path), "--dry-run", "--json")
        assert (result.exit_code, document(result)["error"]["code"]) == (2, code)


def test_an_empty_batch_needs_nothing() -> None:
    result = run(*DRY, given="\n \n")
    assert result.exit_code == 0
    assert "no line" in result.stderr
    for words in ((*DRY, "--json"), ("batch", "-", "--json")):
        nothing = run(*words, given="")
        assert (nothing.exit_code, nothing.stdout) == (0, "")
        assert "no line" in nothing.stderr


def test_lines_whose_list_can_t_be_had_say_why(service: Service) -> None:
    service.answer = lambda kind: coded(500) if kind == "text_to_music" else listed(kind)
    result = run(*DRY, "--json", given=batch(IMAGE, MUSIC, "nope"))
    lines = documents(result)
    assert [line["ok"] for line in lines] == [True, False, False]
    assert lines[1]["error"]["code"] == "no_list"
    assert result.exit_code == 7, "the network before bad input"


def test_a_refused_key_comes_before_the_network_and_bad_lines(service: Service) -> None:
    service.answer = lambda kind: coded(401) if kind == "text_to_music" else coded(500)
    result = run(*DRY, "--json", given=batch(IMAGE, MUSIC, "nope"))
    codes = [line["error"]["code"] for line in documents(result)]
    assert codes == ["no_list", "key", "not_json"]
    assert result.exit_code == 3


def test_kept_lists_serve_with_their_age(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*DRY, "--json", given=batch(IMAGE))
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    result = run(*DRY, "--json", given=batch(IMAGE, MUSIC))
    kept, missing = documents(result)
    assert (kept["ok"], kept["cached"]) == (True, True)
    assert missing["error"]["code"] == "connection"
    assert result.exit_code == 7
    assert result.stderr.count("old)") == 1
