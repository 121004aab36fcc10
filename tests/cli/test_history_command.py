"""`history`: what ran, found again in words, JSON and CSV, and what it cost."""

import asyncio
import csv
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from ima_tui.store.records import State
from tests.past import NOON, past, write_past

from .kit import document, run


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four tasks of earlier days; two of them cost the same again the day before."""
    folder = Path(os.environ["IMA_TUI_HOME"])
    fox, film, music, speech = past()
    earlier = replace(
        fox,
        id="earlier1",
        task_id="t9",
        created_at=NOON - 86_400,
        accepted_at=NOON - 86_400,
        ended_at=NOON - 86_360,
        starred=True,
        tags=("foxes", "雪"),
        prompt="=cmd|' /C calc'!A0",
    )
    asyncio.run(write_past(folder, [fox, film, music, speech, earlier]))
    return folder


def ids(*words: str) -> list[str]:
    shown = run("history", "--format", "json", *words)
    assert shown.exit_code == 0, shown.stderr
    return [task["id"] for task in document(shown)["tasks"]]


def test_everything_newest_first_and_each_filter() -> None:
    assert ids() == ["000000", "000001", "000002", "000003", "earlier1"]
    assert ids("--search", "狐狸") == ["000001"]
    assert ids("--search", "#foxes") == ids("--starred") == ["earlier1"]
    assert ids("--state", "failed", "--state", "partial") == ["000001", "000003"]
    assert ids("--media", "music") == ["000002"]
    assert ids("--model", "seedream 4.5") == ["000000", "earlier1"]
    assert ids("--until", "2026-09-20") == ["earlier1"]
    assert ids("--since", "2026-09-21") == ids()[:4]
    assert ids("--search", "nothing like it") == []


def test_a_search_that_finds_nothing_says_that_prompts_are_not_kept(home: Path) -> None:
    told = "Prompts are not kept, so their words can't be found"
    assert told in run("history", "--search", "nothing like it", "--format", "csv").stderr
    assert told not in run("history", "--search", "fox").stderr
    settings = home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[prompts]\nkeep = true\n")
    assert told not in run("history", "--search", "nothing like it").stderr


def test_json_tells_a_task_as_all_commands_do_and_more() -> None:
    (task,) = document(run("history", "--format", "json", "--starred"))["tasks"]
    assert task["model_name"] == "SeeDream 4.5"
    assert (task["seconds"], task["tags"], task["starred"]) == (40.0, ["foxes", "雪"], True)
    assert task["created"].startswith("2026-09-20T")
    listed = document(run("tasks", "--json"))["tasks"][-1]
    assert listed.items() <= task.items()


def test_a_table_lines_up_with_wide_characters() -> None:
    shown = run("history").stdout.splitlines()
    assert "狐狸在雪地里奔跑" in shown[2]
    column = cell_len(shown[0][: shown[0].index("State")])
    for line, state in zip(shown[1:5], ("done", "failed", "unconfirmed", "partial"), strict=True):
        assert cell_len(line[: line.index(state)]) == column
    few = run("history", "--limit", "2")
    assert len(few.stdout.splitlines()) == 3
    assert "3 more" in few.stderr
    assert "none match" in run("history", "--search", "zebra").stdout


def test_csv_holds_no_formulas() -> None:
    shown = run("history", "--format", "csv").stdout
    lines = list(csv.DictReader(StringIO(shown, newline="")))
    assert [line["id"] for line in lines] == ids()
    assert lines[-1]["prompt"] == "'=cmd|' /C calc'!A0"
    assert lines[-1]["tags"] == "foxes, 雪"


def test_a_task_that_ended_unwatched_has_no_time_and_changes_none(home: Path) -> None:
    fox = past()[0]
    unwatched = replace(fox, id="late1", task_id="t10", ended_at=NOON + 30_000, untimed=True)
    asyncio.run(write_past(home, [unwatched]))
    told = document(run("history", "--format", "json"))["tasks"]
    assert {one["id"]: one["seconds"] for one in told}["late1"] is None
    foxes = next(one for one in figures()["models"] if one["model"] == "SeeDream 4.5")
    assert (foxes["median_seconds"], foxes["p90_seconds"]) == (21.0, 40.0)


def figures(*words: str) -> Any:
    return document(run("history", "--spend", "--format", "json", *words))["spend"]


def test_what_was_spent() -> None:
    spend = figures()
    assert (spend["points"], spend["tasks"], spend["failed_points"]) == (367, 5, 330)
    assert {one["from"]: one["points"] for one in spend["periods"] if one["points"]} == {
        "2026-09-20": 5,
        "2026-09-21": 362,
    }
    fox = next(one for one in spend["models"] if one["model"] == "SeeDream 4.5")
    assert (fox["points"], fox["success"], fox["median_seconds"], fox["p90_seconds"]) == (
        10,
        1.0,
        21.0,
        40.0,
    )
    film = spend["models"][0]
    assert (film["model"], film["success"], film["median_seconds"]) == ("Google Veo 3.1", 0.0, None)
    months = figures("--by", "month")["periods"]
    assert months[0] == {"from": "2026-09-01", "points": 367}
    assert figures("--media", "music")["points"] == 25
    assert {one["cap"] for one in spend["caps"]} == {"day", "month"}


def test_spend_for_people_and_spreadsheets(home: Path) -> None:
    settings = home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[budget]\nmonth = 1000\n")
    shown = run("history", "--spend", "--by", "month").stdout
    for part in ("Month from", "2026-09-01", "Google Veo 3.1", "330 pts of that", "of 1,000 pts"):
        assert part in shown
    lines = list(csv.DictReader(StringIO(run("history", "--spend", "--format", "csv").stdout)))
    assert {line["kind"] for line in lines} == {"day", "model"}
    assert sum(int(line["points"]) for line in lines if line["kind"] == "day") == 367
    empty = run("history", "--spend", "--search", "zebra")
    assert empty.exit_code == 0
    assert "Nothing spent yet" in empty.stdout


def test_a_wrong_day_is_told_with_what_would_do() -> None:
    wrong = run("history", "--since", "last tuesday", "--format", "json")
    assert (wrong.exit_code, document(wrong)["error"]["code"]) == (2, "usage")
    assert "2026-11-20" in document(wrong)["error"]["message"]
    assert document(wrong)["error"]["message"].startswith("--since: ")


def test_all_states_there_are() -> None:
    for state in State:
        assert run("history", "--state", state).exit_code == 0
