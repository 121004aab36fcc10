"""`ima-tui workflow`, against the simulator: what is confirmed, sent once, refused and resumed."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from ima_tui.store.folders import live_folders
from ima_tui.workflows.plan import load_plan, write_plan
from tests.cli.kit import document, documents, run
from tests.cli.sales import Sales, carried, selling
from tests.engine.hosts import FAILED
from tests.engine.scripted import code

from .flows import IMAGE, chain, plan

LAMP = ("workflow", "plan", "--template", "product-film", "--set", "subject=a brass lamp")
WALRUS = "an unmistakable purple walrus"


@pytest.fixture
def account(simulator_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The simulator stands for the real service, with an account of its own."""
    key = f"ima_{uuid.uuid4().hex}"
    monkeypatch.setenv("IMA_API_KEY", key)
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    return key


def balance(url: str, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    told = httpx.get(f"{url}/__sim/ledger", headers=headers, trust_env=False).json()
    return int(told["balance"])


def planned(*words: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    path = folder / "plan.toml"
    result = run(*words, "--file", str(path), "--json")
    assert result.exit_code == 0, result.output
    return path, document(result)


def error_of(*words: str) -> tuple[int, str]:
    result = run(*words, "--json")
    return result.exit_code, document(result)["error"]["code"]


def test_a_product_film_from_the_template_to_an_exported_folder(
    account: str, simulator_url: str, tmp_path: Path
) -> None:
    path, told = planned(*LAMP, folder=tmp_path)
    assert [(step["id"], step["after"]) for step in told["steps"]] == [
        ("hero", []),
        ("film", ["hero"]),
        ("music", ["film"]),
    ]
    assert told["points"] == sum(step["points"] for step in told["steps"]) == 70
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert balance(simulator_url, account) == 2000, "planning costs nothing"
    out = tmp_path / "film"
    result = run(
        "workflow", "run", str(path), "--confirm", told["hash"], "--export", str(out), "--json"
    )
    lines = documents(result)
    assert result.exit_code == 0
    assert {(line["step"], line["state"]) for line in lines[:3]} == {
        ("hero", "done"),
        ("film", "done"),
        ("music", "done"),
    }
    assert (lines[3]["state"], lines[3]["points"]) == ("done", 70)
    assert balance(simulator_url, account) == 1930
    assert {one.suffix for one in out.iterdir()} >= {".png", ".mp4", ".mp3", ".md", ".json"}
    listed = document(run("workflow", "list", "--json"))["runs"]
    assert [(one["run"], one["state"]) for one in listed] == [(lines[3]["run"], "done")]
    past = document(run("history", "--format", "json"))["tasks"]
    assert {task["workflow"]["run"] for task in past} == {lines[3]["run"]}
    assert {task["workflow"]["step"] for task in past} == {"hero", "film", "music"}
    again = run("workflow", "export", listed[0]["run"], "--to", str(out), "--json")
    assert Path(document(again)["folder"]) == tmp_path / "film-2"


def test_four_media_from_one_sentence(account: str, simulator_url: str, tmp_path: Path) -> None:
    words = ("workflow", "plan", 'A fox says "Hello, you"', "--media", "image,video,music,speech")
    path, told = planned(*words, folder=tmp_path)
    kinds = [step["task_type"] for step in told["steps"]]
    assert kinds == ["text_to_image", "image_to_video", "text_to_music", "text_to_speech"]
    assert len(told["notes"]) == 2, "what can't be matched is said"
    result = run("workflow", "run", str(path), "--confirm", told["hash"], "--json")
    assert result.exit_code == 0
    assert documents(result)[-1]["state"] == "done"
    assert balance(simulator_url, account) == 2000 - told["points"]


@pytest.mark.usefixtures("account")
def test_what_the_sentence_leaves_open_is_asked(tmp_path: Path) -> None:
    os.chdir(tmp_path)
    words = ("workflow", "plan", "a fox", "--media", "video,speech")
    two = ("--input", "https://x.example/a.png", "--input", "https://x.example/b.png")
    result = run(*words, *two, "--json")
    error = document(result)["error"]
    assert (result.exit_code, error["code"]) == (2, "questions")
    assert error["choices"] == ["roles.video", "text.speech"]
    answers = ("--answer", "roles.video=first_last_frame_to_video", "--answer", "text.speech=Hi")
    told = document(run(*words, *two, *answers, "--json"))
    assert told["steps"][0]["task_type"] == "first_last_frame_to_video"
    assert (tmp_path / "plan.toml").is_file()
    assert error_of("workflow", "plan") == (2, "nothing_to_plan")
    assert error_of("workflow", "plan", "--template", "nothing") == (2, "no_template")
    assert error_of(*LAMP[:4]) == (2, "plan_missing_field")
    assert error_of(*LAMP, "--file", "plan.toml") == (2, "file_there")


@pytest.mark.usefixtures("account")
def test_only_what_was_confirmed_runs_and_each_refusal_says_why(tmp_path: Path) -> None:
    path, told = planned(*LAMP, folder=tmp_path)
    other = tmp_path / "other.toml"
    write_plan(chain(), other)
    strange = document(run("workflow", "show", str(other), "--json"))["hash"]
    going = ("workflow", "run", str(path), "--confirm")
    assert error_of(*going, "nonsense") == (2, "plan_no_hash")
    assert error_of(*going, strange) == (2, "plan_other_hash")
    dearer = told["hash"][:17] + "0" * 16
    assert error_of(*going, dearer) == (5, "plan_prices_changed")
    path.write_text(path.read_text().replace("elegant", "plain"))
    assert error_of(*going, told["hash"]) == (2, "plan_plan_changed")
    assert error_of(*going, strange, "--resume") == (2, "plan_nothing_to_resume")
    assert document(run("workflow", "list", "--json"))["runs"] == []


def accepted(count: int) -> None:
    """Wait until the ledger has so many tasks that the service took."""
    path = live_folders(os.environ).database
    with closing(sqlite3.connect(path)) as database:
        statement = "SELECT count(*) FROM tasks WHERE task_id IS NOT NULL"
        while database.execute(statement).fetchone()[0] < count:
            os.sched_yield()


def test_kill_9_in_the_middle_and_resume_charges_each_step_once(
    account: str, simulator_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    write_plan(chain(), path)
    told = document(run("workflow", "show", str(path), "--json"))
    going = ("workflow", "run", str(path), "--confirm", told["hash"], "--json")
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", *going], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert (first["step"], first["state"]) == ("hero", "done")
    accepted(2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert error_of(*going[:-1]) == (2, "plan_unfinished")
    (open_run,) = document(run("workflow", "list", "--json"))["runs"]
    assert open_run["state"] == "open"
    result = run(*going, "--resume")
    ended = documents(result)[-1]
    assert (result.exit_code, ended["run"]) == (0, open_run["run"])
    assert [step["state"] for step in ended["steps"]] == ["done"] * 3
    assert ended["steps"][0]["task"] == first["id"]
    assert balance(simulator_url, account) == 2000 - told["points"]


@pytest.fixture
def one_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Sales, Path]]:
    """A service that does as it is told, and a plan for its one model."""
    with selling(Sales()) as sales:
        monkeypatch.setenv("IMA_API_KEY", "ima_test")
        monkeypatch.setenv("IMA_BASE_URL", sales.url)
        path = tmp_path / "plan.json"
        model = document(run("models", "text_to_image", "--json"))["models"][0]["model"]
        first = IMAGE | {"id": "a", "model": model, "prompt": WALRUS}
        write_plan(plan(first, first | {"id": "b", "prompt": "after", "needs": ["a"]}), path)
        yield sales, path


def confirmed(path: Path) -> tuple[str, ...]:
    told = document(run("workflow", "show", str(path), "--json"))
    return ("workflow", "run", str(path), "--confirm", told["hash"])


def test_prompts_stay_only_while_a_run_is_open(one_step: tuple[Sales, Path]) -> None:
    sales, path = one_step
    sales.results = [FAILED]
    result = run(*confirmed(path), "--json")
    ended = documents(result)[-1]
    assert (result.exit_code, ended["state"]) == (1, "open")
    assert [step["state"] for step in ended["steps"]] == ["failed", "blocked"]
    assert sales.sends == 1, "what depends on a failed step is not sent"
    record = live_folders(os.environ).runs / f"{ended['run']}.json"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert WALRUS in record.read_text(), "to be resumed it keeps its plan"
    assert run("workflow", "close", ended["run"]).exit_code == 0
    (closed,) = document(run("workflow", "list", "--json"))["runs"]
    assert closed["state"] == "closed", "not done"
    home = Path(os.environ["IMA_TUI_HOME"])
    kept = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert WALRUS.encode() not in kept


def test_a_rise_before_the_run_needs_a_new_confirmation(one_step: tuple[Sales, Path]) -> None:
    sales, path = one_step
    words = confirmed(path)
    sales.prices = [9]
    assert error_of(*words) == (5, "plan_prices_changed")
    assert sales.sends == 0


def test_a_rise_during_the_run_is_not_paid_before_it_is_confirmed(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    words = confirmed(path)
    sales.prices, sales.charge = [5, 9], 9
    result = run(*words, "--json")
    ended = documents(result)[-1]
    assert (result.exit_code, ended["state"], ended["points"]) == (5, "open", 0)
    assert [carried(one) for one in sales.seen if "/create" in one.path] == [5], "refused: 6006"
    (waits,) = (one["error"] for one in documents(result) if "error" in one)
    assert (waits["code"], "workflow show" in waits["next"]) == ("plan_prices_changed", True)
    told = run(*words, "--resume")
    assert told.exit_code == 5, "the old hash agrees to the old price only"
    assert "It would now cost 9 pts" in told.stderr
    assert words[-1] not in told.stderr, "it would lead nowhere"
    assert f"ima-tui workflow show {path}" in told.stderr
    assert f"{confirmed(path)[-1]} --resume" in run("workflow", "show", str(path)).stdout
    again = confirmed(path)
    assert again != words
    sales.charge = None
    run(*again, "--resume")
    assert {carried(one) for one in sales.seen if "/create" in one.path} == {5, 9}


def test_a_correction_above_the_confirmed_price_leads_to_another_plan(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    sales.prices, sales.creates = [5, 9], [code(6010)]
    result = run(*confirmed(path), "--json")
    told = documents(result)
    assert (result.exit_code, sales.sends, told[-1]["points"]) == (5, 1, 0)
    error = next(one["error"] for one in told if "error" in one)
    assert (error["code"], "It would now cost 9 pts" in error["message"]) == (
        "plan_correction",
        True,
    )
    assert "in the plan" in error["next"]
    assert "--max-points" not in result.stdout, "no option of this command"
    assert "IMA Studio rejected it" in told[-1]["steps"][0]["problem"]


def run_and_change(path: Path) -> Any:
    """Run a plan, change its second step, and return what is told of it then."""
    assert run(*confirmed(path)).exit_code == 0
    path.write_text(path.read_text().replace('"after"', '"afterwards"'))
    return document(run("workflow", "show", str(path), "--json"))


def test_what_reusing_saves_is_bound_by_its_own_hash(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    told = run_and_change(path)
    reuse = told["reuse"]
    assert (told["points"], reuse["points"], reuse["steps"]) == (10, 5, ["a"])
    words = ("workflow", "run", str(path), "--reuse", reuse["run"], "--confirm")
    assert " ".join((*words[3:], reuse["hash"])) in run("workflow", "show", str(path)).stdout
    assert reuse["hash"] != told["hash"]
    whole = ("workflow", "run", str(path), "--confirm", reuse["hash"])
    assert error_of(*whole) == (5, "plan_less_to_reuse"), "--reuse was forgotten"
    with closing(sqlite3.connect(live_folders(os.environ).database)) as database, database:
        database.execute("DELETE FROM tasks WHERE step = 'a'")
    result = run(*words, reuse["hash"], "--json")
    error = document(result)["error"]
    assert (result.exit_code, error["code"]) == (5, "plan_less_to_reuse")
    assert "10 pts" in error["message"]
    assert told["hash"] in error["message"]
    assert sales.sends == 2, "nothing is sent at a price that nobody agreed to"
    assert documents(run(*words, told["hash"], "--json"))[-1]["points"] == 10


def test_who_agreed_to_the_whole_price_pays_less_without_being_asked(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    told = run_and_change(path)
    for hash_ in (told["hash"], told["reuse"]["hash"]):
        going = ("--confirm", hash_, "--reuse", told["reuse"]["run"], "--json")
        ended = documents(run("workflow", "run", str(path), *going))[-1]
        assert (ended["state"], ended["points"]) == ("done", 5)
    assert sales.sends == 4


def test_a_yes_to_what_is_left_holds_where_less_is_left_by_then(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    sales.creates = [b"", code(400)]
    words = confirmed(path)
    run(*words)
    longer = path.with_name("longer.json")
    known = load_plan(path)
    write_plan(plan(*map(msgspec.to_builtins, known.steps), request="again"), longer)
    reuse = document(run("workflow", "show", str(longer), "--json"))["reuse"]
    assert (reuse["steps"], reuse["points"]) == (["a"], 5)
    sales.creates = []
    assert run(*words, "--resume").exit_code == 0
    sent = sales.sends
    going = ("--confirm", reuse["hash"], "--reuse", reuse["run"], "--json")
    ended = documents(run("workflow", "run", str(longer), *going))[-1]
    assert (ended["state"], ended["points"]) == ("done", 0)
    assert sales.sends == sent, "b is there by now, too"


def test_an_answer_that_never_came_is_not_sent_again_by_resuming(
    one_step: tuple[Sales, Path],
) -> None:
    sales, path = one_step
    sales.creates = [None]
    words = confirmed(path)
    assert run(*words, "--json").exit_code == 6
    result = run(*words, "--resume", "--json")
    assert result.exit_code == 6
    assert documents(result)[-1]["steps"][0]["state"] == "unconfirmed"
    assert sales.sends == 1


@pytest.mark.usefixtures("account")
def test_own_templates_are_kept_and_shared_as_files(tmp_path: Path) -> None:
    os.chdir(tmp_path)
    told = document(run(*LAMP, "--save-template", "my-lamp", "--json"))
    kept = Path(told["template"])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    shared = tmp_path / "from-a-friend.toml"
    shared.write_bytes(kept.read_bytes())
    for name in ("my-lamp", str(shared)):
        again = document(run("workflow", "plan", "--template", name, "--json"))
        assert again["points"] == told["points"]
    names = [
        one["name"]
        for one in document(run("workflow", "list", "--templates", "--json"))["templates"]
    ]
    assert "my-lamp" in names
    assert error_of(*LAMP, "--save-template", "../x") == (2, "plan_bad_template_name")
    before = kept.read_bytes()
    assert error_of(*LAMP, "--save-template", "my-lamp") == (2, "template_there")
    assert kept.read_bytes() == before


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "words",
    [
        ("--template", "product-film", "--set", "subject=a\x1b[31m lamp"),
        ("a fox\x7f", "--media", "image"),
        ("a fox", "--media", "image", "--name", "f\x9bx"),
        ("a fox", "--media", "speech", "--answer", "text.speech=Hi\x07"),
    ],
)
def test_what_a_terminal_would_obey_comes_into_no_plan(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    assert error_of("workflow", "plan", *words, "--file", str(path)) == (2, "usage")
    assert not path.exists()


@pytest.mark.usefixtures("account")
def test_a_plan_whose_run_is_over_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_plan(plan(IMAGE | {"id": "a"}), path)
    told = document(run("workflow", "show", str(path), "--json"))
    words = ("workflow", "run", str(path), "--confirm", told["hash"])
    assert error_of(*words, "--resume") == (2, "plan_nothing_to_resume")
    assert run(*words, "--json").exit_code == 0
    assert error_of(*words, "--resume") == (2, "plan_done")
