"""`ima-tui workflow`, against the simulator: what is confirmed, sent once, refused and resumed."""

import json
import os
import signal
import stat
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.store.folders import live_folders
from ima_tui.workflows.plan import load_plan, write_plan
from ima_tui.workflows.records import Runs
from tests.cli.kit import document, documents, run
from tests.cli.sales import Sales, selling

from .flows import IMAGE, VIDEO, chain, plan

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
    assert [(line["step"], line["state"]) for line in lines[:3]] == [
        ("hero", "done"),
        ("film", "done"),
        ("music", "done"),
    ]
    assert (lines[3]["state"], lines[3]["points"]) == ("done", 70)
    assert balance(simulator_url, account) == 1930
    assert {one.suffix for one in out.iterdir()} >= {".png", ".mp4", ".mp3", ".md", ".json"}
    listed = document(run("workflow", "list", "--json"))["runs"]
    assert [(one["run"], one["state"]) for one in listed] == [(lines[3]["run"], "closed")]
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
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert error_of(*going[:-1]) == (2, "plan_unfinished")
    (open_run,) = document(run("workflow", "list", "--json"))["runs"]
    assert open_run["state"] == "open"
    result = run(*going, "--resume")
    ended = documents(result)[-1]
    if ended["state"] == "open":
        # it was killed while its create was under way: only the user knows what came of it
        assert result.exit_code == 6
        return
    assert (result.exit_code, ended["run"]) == (0, open_run["run"])
    assert [step["state"] for step in ended["steps"]] == ["done"] * 3
    assert ended["steps"][0]["task"] == first["id"]
    assert balance(simulator_url, account) == 2000 - told["points"]


@pytest.mark.usefixtures("account")
def test_prompts_stay_only_while_a_run_is_open(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    gone = tmp_path / "gone.png"
    write_plan(
        plan(
            IMAGE | {"id": "a", "prompt": WALRUS},
            VIDEO | {"id": "b", "inputs": [{"step": "a"}], "needs": ["c"]},
            IMAGE | {"id": "c", "task_type": "image_to_image", "inputs": ["https://x.example/p"]},
        ),
        path,
    )
    home = Path(os.environ["IMA_TUI_HOME"])
    told = document(run("workflow", "show", str(path), "--json"))
    assert not gone.exists()
    folder = live_folders(os.environ).runs
    result = run("workflow", "run", str(path), "--confirm", told["hash"], "--json")
    ended = documents(result)[-1]
    if ended["state"] == "open":
        assert stat.S_IMODE((folder / f"{ended['run']}.json").stat().st_mode) == 0o600
        assert Runs(folder).find(ended["run"]) is not None
        assert run("workflow", "close", ended["run"]).exit_code == 0
    kept = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert WALRUS.encode() not in kept


def test_a_rise_during_the_run_stops_before_it_is_paid(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with selling(Sales(prices=[5, 9])) as sales:
        monkeypatch.setenv("IMA_API_KEY", "ima_test")
        monkeypatch.setenv("IMA_BASE_URL", sales.url)
        path = tmp_path / "plan.json"
        leaf = document(run("models", "text_to_image", "--json"))["models"][0]
        write_plan(plan(IMAGE | {"id": "a", "model": leaf["model"]}), path)
        told = document(run("workflow", "show", str(path), "--json"))
        assert told["points"] == 9
        assert load_plan(path).steps[0].id == "a"
        sales.prices = [12]
        code = error_of("workflow", "run", str(path), "--confirm", told["hash"])
        assert code == (5, "plan_prices_changed")
        assert sales.sends == 0


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
