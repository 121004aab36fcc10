"""Hostile texts in every command: as words, JSON and CSV, nothing that a terminal would obey."""

import asyncio
import csv
import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import httpx
import pytest
import tomlkit
from click.testing import Result

from tests.cli.kit import run
from tests.past import write_past

from .hostile import ALL, FORBIDDEN, HOSTILE, hostile_past, hostile_service

IMAGE = ("-t", "text_to_image", "-m", "plain")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hostile_service(tmp_path_factory.mktemp("hostile") / "lists") as (url, _):
        yield url


@pytest.fixture(autouse=True)
def home(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its name is none that a terminal should be given."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / f"home {HOSTILE['colours']}[red]\u202e"
    monkeypatch.setenv("IMA_TUI_HOME", str(folder))
    monkeypatch.setenv("IMA_BASE_URL", service)
    monkeypatch.setenv("IMA_API_KEY", "ima_test_key")
    return folder


def harmless(result: Result, *codes: int) -> str:
    """See that a command ended as foreseen and wrote nothing that is obeyed; return its stdout."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (codes or (0,)), result.output
    for text in (result.stdout, result.stderr):
        assert FORBIDDEN.findall(text.replace("\r\n", "\n").replace("\n", "")) == []
        assert "Traceback" not in text
    return result.stdout


def documents(text: str) -> list[object]:
    return [json.loads(line) for line in text.splitlines()]


def test_models() -> None:
    shown = harmless(run("models"))
    assert "[bold red]x[/red]" in shown, "markup is text"
    harmless(run("models", "text_to_video"))
    harmless(run("models", "--search", ALL), 0, 2)
    assert len(documents(harmless(run("models", "--json")))) == 1
    assert ALL.splitlines()[0] not in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_one_model(name: str) -> None:
    harmless(run("model", f"v-{name}", "--task-type", "text_to_image"))
    harmless(run("model", f"v-{name}", "--task-type", "text_to_image", "--json"))
    harmless(run("model", HOSTILE[name].replace("\x00", "")), 0, 2)


@pytest.mark.parametrize("text", [*HOSTILE.values(), ALL], ids=[*HOSTILE, "all"])
def test_create_and_what_it_leaves(text: str, home: Path) -> None:
    ran = run("create", *IMAGE, "-p", text, "--wait", "--json")
    harmless(ran)
    for words in (("tasks",), ("tasks", "--json"), ("history",), ("history", "--spend")):
        harmless(run(*words))
    (done,) = documents(ran.stdout)
    assert isinstance(done, dict)
    harmless(run("task", done["id"]))
    # no argument of a program holds a NUL; a line of a batch may
    argument = text.replace("\x00", "")
    odd = ("--param", f"{argument}={argument}", "--input", argument)
    harmless(run("create", *IMAGE, "-p", "x", *odd), 2)
    line = {"task_type": "image_to_image", "prompt": "x", "inputs": [text, f"~{text}"]}
    harmless(run("batch", "-", "--dry-run", "--json", given=json.dumps(line)), 2)
    for path in (home / "logs").glob("*"):
        assert not FORBIDDEN.search(path.read_text().replace("\n", ""))
    for path in (home / "results").rglob("*"):
        assert not FORBIDDEN.search(path.name)
        if path.suffix == ".json":
            json.loads(path.read_text())


@pytest.mark.parametrize("name", HOSTILE)
def test_what_the_service_refuses_with(service: str, name: str) -> None:
    rule = {"kind": "code", "call": "create", "code": 400, "message": HOSTILE[name], "times": 1}
    httpx.post(f"{service}/__sim/faults", json={"rules": [rule]}, trust_env=False)
    try:
        harmless(run("create", *IMAGE, "-p", "a fox", "--wait"), 1)
    finally:
        httpx.delete(f"{service}/__sim/faults", trust_env=False)


def test_batch_lines() -> None:
    lines = [
        json.dumps({"task_type": "text_to_image", "model": "plain", "prompt": ALL}),
        json.dumps({"task_type": ALL, "model": ALL, "prompt": ALL, ALL: ALL}),
        json.dumps({"task_type": "text_to_image", "model": ALL, "params": {ALL: ALL}}),
        json.dumps({"task_type": "text_to_image", "inputs": [ALL], "prompt": "x\ud800"}),
        ALL.replace("\n", " "),
    ]
    given = "\n".join(lines)
    assert len(documents(harmless(run("batch", "-", "--dry-run", "--json", given=given), 2))) > 4
    harmless(run("batch", "-", "--dry-run", given=given), 2)


def test_workflows(home: Path, tmp_path: Path) -> None:
    step = {"id": "one", "task_type": "text_to_image", "model": "plain", "prompt": ALL}
    plan = tmp_path / "plan.toml"
    plan.write_text(tomlkit.dumps({"schema": 1, "name": ALL, "request": ALL, "steps": [step]}))
    harmless(run("workflow", "show", str(plan)))
    harmless(run("workflow", "show", str(plan), "--json"))
    bad = {"id": ALL, "task_type": ALL, "model": ALL, "inputs": [{"step": ALL, "role": ALL}]}
    plan.write_text(tomlkit.dumps({"schema": 1, "name": ALL, "steps": [bad, {ALL: ALL}]}))
    harmless(run("workflow", "show", str(plan)), 2)
    harmless(run("workflow", "plan", ALL.replace("\x00", ""), "--media", "image", "--json"), 0, 2)
    harmless(run("workflow", "list"))


def test_history_of_a_careless_version(home: Path) -> None:
    asyncio.run(write_past(home, hostile_past()))
    harmless(run("history"))
    assert len(documents(harmless(run("history", "--format", "json")))) == 1
    harmless(run("history", "--search", ALL.replace("\x00", "")))
    table = harmless(run("history", "--format", "csv"))
    rows = list(csv.DictReader(StringIO(table)))
    assert len(rows) == len(HOSTILE) + 1
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert any(row["prompt"].startswith("'=cmd") for row in rows)


def test_usage_key_and_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ((ALL,), ("models", ALL), ("--lang", ALL, "models"), ("task", ALL)):
        harmless(run(*words), 2)
    settings = home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(tomlkit.dumps({"language": ALL, "theme": ALL, "budgett": {ALL: ALL}}))
    for words in (("doctor",), ("doctor", "--json"), ("paths",), ("paths", "--json")):
        harmless(run(*words), 0, 2, 3)
    monkeypatch.delenv("IMA_API_KEY")
    harmless(run("auth", "login", given=ALL), 3)
    harmless(run("auth", "status"), 3)
    monkeypatch.setenv("IMA_API_KEY", HOSTILE["clipboard"])
    harmless(run("auth", "status"), 3)
    harmless(run("models"), 3)
    assert os.environ["IMA_TUI_HOME"] == str(home)
