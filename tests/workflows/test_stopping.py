"""Runs by command that are stopped in the middle: nothing is lost, and nothing is paid twice."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ima_tui.store.folders import live_folders
from ima_tui.workflows.plan import write_plan
from tests.cli.kit import document, documents, run
from tests.cli.sales import Sales, selling, started

from .flows import IMAGE, plan


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Sales, Path]]:
    """A service that does as it is told, and a plan of two steps, one after the other."""
    with selling(Sales()) as sales:
        monkeypatch.setenv("IMA_API_KEY", "ima_test")
        monkeypatch.setenv("IMA_BASE_URL", sales.url)
        path = tmp_path / "plan.json"
        model = document(run("models", "text_to_image", "--json"))["models"][0]["model"]
        first = IMAGE | {"id": "a", "model": model}
        write_plan(plan(first, first | {"id": "b", "needs": ["a"]}), path)
        yield sales, path


def confirmed(path: Path) -> tuple[str, ...]:
    told = document(run("workflow", "show", str(path), "--json"))
    return ("workflow", "run", str(path), "--confirm", told["hash"], "--json")


def runs() -> list[tuple[str, str]]:
    told = document(run("workflow", "list", "--json"))["runs"]
    return [(one["run"], one["state"]) for one in told]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("kind", ["create", "detail"])
def test_stopped_in_the_middle_and_resumed(
    kind: str, number: signal.Signals, two_steps: tuple[Sales, Path]
) -> None:
    sales, path = two_steps
    words = confirmed(path)
    sales.held = kind
    process = started(*words)
    sales.until(kind)
    process.send_signal(number)
    sales.go_on()
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert sales.sends == 1, "what was not sent yet is not"
    assert '"state":"open"' in out.replace(" ", "")
    ((open_run, state),) = runs()
    assert state == "open"
    sales.held = ""
    result = run(*words, "--resume")
    ended = documents(result)[-1]
    assert (result.exit_code, ended["run"], ended["state"]) == (0, open_run, "done")
    assert [step["state"] for step in ended["steps"]] == ["done", "done"]
    assert sales.sends == 2, "each step is sent once"


def test_a_run_that_works_is_neither_begun_again_nor_closed(two_steps: tuple[Sales, Path]) -> None:
    sales, path = two_steps
    words = confirmed(path)
    sales.held = "detail"
    process = started(*words)
    sales.until("detail")
    for again in (words, (*words, "--resume"), (*words, "--new")):
        result = run(*again)
        assert (result.exit_code, document(result)["error"]["code"]) == (2, "plan_running")
    ((running, state),) = runs()
    assert state == "running"
    result = run("workflow", "close", running, "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (2, "plan_running")
    sales.held = ""
    sales.go_on()
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0, out
    assert runs() == [(running, "done")]
    assert sales.sends == 2


def test_a_step_that_is_not_watched_any_more_leaves_its_run_open(
    two_steps: tuple[Sales, Path],
) -> None:
    sales, path = two_steps
    words = confirmed(path)
    sales.held = "detail"
    process = started(*words)
    sales.until("detail")
    process.send_signal(signal.SIGINT)
    sales.go_on()
    process.communicate(timeout=30)
    with closing(sqlite3.connect(live_folders(os.environ).database)) as database, database:
        database.execute("UPDATE tasks SET state = 'stopped'")
    result = run(*words, "--resume")
    ended = documents(result)[-1]
    assert ended["state"] == "open"
    assert [step["state"] for step in ended["steps"]] == ["failed", "blocked"]
    assert result.exit_code != 0
    assert sales.sends == 1, "it may have been paid for: it is not resent automatically"


def test_a_folder_that_can_not_be_written_is_said_when_a_run_is_closed(
    two_steps: tuple[Sales, Path],
) -> None:
    sales, path = two_steps
    sales.results = [{"resource_status": 2, "status": "failed"}]
    ended = documents(run(*confirmed(path)))[-1]
    record = live_folders(os.environ).runs / f"{ended['run']}.json"
    kept = record.read_bytes()
    lock = next(record.parent.glob("*.lock"))
    lock.unlink()
    lock.mkdir()
    result = run("workflow", "close", ended["run"], "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (1, "store")
    assert record.read_bytes() == kept


@pytest.mark.parametrize("place", [".", ".."])
def test_results_are_exported_into_the_place_that_is_named(
    place: str, two_steps: tuple[Sales, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = two_steps
    done = documents(run(*confirmed(path)))[-1]["run"]
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    told = document(run("workflow", "export", done, "--to", place, "--json"))
    assert Path(told["folder"]).resolve() == (here / place / done).resolve()
    assert len(told["files"]) == 2
