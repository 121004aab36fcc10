"""`create` and `batch` on the engine: one charge, every exit code, what is saved where."""

import json
import os
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.catalog.forms import form_of
from ima_tui.cli.exits import Exit, first_of
from ima_tui.cli.replacing import offered_instead
from ima_tui.store.records import State
from tests.engine.hosts import FAILED, MAKING, ready
from tests.engine.scripted import Reply, answer, code
from tests.unit.leaves import full_list
from tests.unit.tasks import task

from .kit import DEAD, batch, document, documents, run
from .sales import Sales, pending, picture

FOX = ("create", "-t", "text_to_image", "-p", "a secret fox")
JSON = (*FOX, "--json")
WAIT = (*JSON, "--wait")
LINE = {"task_type": "text_to_image", "prompt": "a secret fox"}


@pytest.fixture
def account(live: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An account of its own at the simulator."""
    key = f"ima_{uuid.uuid4().hex}"
    monkeypatch.setenv("IMA_API_KEY", key)
    return key


def charges(url: str, ids: set[str]) -> list[dict[str, Any]]:
    told = httpx.get(f"{url}/__sim/ledger", trust_env=False).json()
    return [one for one in told["charges"] if one["task_id"] in ids]


def settings(text: str) -> None:
    path = Path(os.environ["IMA_TUI_HOME"]) / "config" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)


@pytest.mark.usefixtures("account")
def test_a_create_returns_as_soon_as_it_is_accepted(live: str) -> None:
    result = run(*JSON)
    told = document(result)
    assert result.exit_code == 0
    assert (told["state"], told["credit"], told["points"]) == ("running", 5, 5)
    assert (told["url"], told["medias"]) == (None, [])
    assert len(charges(live, {told["task_id"]})) == 1
    assert pending() == []


@pytest.mark.usefixtures("account")
def test_waiting_keeps_every_result_in_the_folder_that_was_named(live: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    result = run(*JSON, "-m", "midjourney", "--save", str(folder))
    told = document(result)
    assert (result.exit_code, told["state"]) == (0, "done")
    assert len(told["medias"]) == 4, "four pictures for one charge, all kept"
    assert told["url"] == told["medias"][0]["url"]
    paths = [Path(media["path"]) for media in told["medias"]]
    assert all(path.parent == folder and path.stat().st_size for path in paths)
    assert len(charges(live, {told["task_id"]})) == 1
    assert not (Path(os.environ["IMA_TUI_HOME"]) / "results").exists()


@pytest.mark.usefixtures("account")
def test_local_files_are_uploaded(tmp_path: Path) -> None:
    path = tmp_path / "fox.png"
    path.write_bytes(picture())
    words = ("create", "-t", "image_to_image", "-p", "x", "--input", str(path), "--json")
    result = run(*words, "--wait")
    assert (result.exit_code, document(result)["state"]) == (0, "done")
    path.write_bytes(b"not a picture")
    refused = run(*words)
    assert refused.exit_code == 2
    assert document(refused)["error"]["message"]


@pytest.mark.usefixtures("account")
def test_in_words_the_price_comes_first_and_the_files_last() -> None:
    result = run(*FOX, "--wait")
    assert result.exit_code == 0
    assert "1 × 5 = 5 pts" in result.stderr
    first, second = result.stdout.splitlines()
    assert "SeeDream 4.5 · done · 5 pts" in first
    assert Path(second.strip()).is_file()
    assert "ima-tui tasks --wait" in run(*FOX).stderr


ENDS = [
    ([code(401)], Exit.KEY, "failed", "key", 1),
    ([code(4008)], Exit.POINTS, "failed", "points", 1),
    ([code(4014)], Exit.POINTS, "failed", "subscription", 1),
    ([code(400)], Exit.FAILED, "failed", "bad_request", 1),
    ([answer(b"", "429 Too Many Requests")], Exit.NETWORK, "failed", "rate", 3),
    ([None], Exit.UNCONFIRMED, "unconfirmed", "no_answer", 1),
    ([answer(b"<html>")], Exit.UNCONFIRMED, "unconfirmed", "not_the_service", 1),
]


@pytest.mark.parametrize(("creates", "exit_", "state", "problem", "sends"), ENDS)
def test_what_the_service_answers_decides_the_exit_code(
    sales: Sales, creates: list[Reply], exit_: Exit, state: str, problem: str, sends: int
) -> None:
    sales.creates = creates
    result = run(*JSON)
    told = document(result)
    assert (result.exit_code, told["state"]) == (exit_, state)
    assert told["error"]["code"] == problem
    assert told["error"]["next"]
    assert sales.sends == sends
    for key in ("Press", "press p", "queue"):
        assert key not in told["error"]["message"], "words for a command"
    assert bool(pending()) is (exit_ is Exit.UNCONFIRMED)
    plain = run(*FOX)
    assert plain.exit_code == exit_
    assert plain.stderr.strip()


def test_an_unconfirmed_one_says_how_to_settle_it(sales: Sales) -> None:
    sales.creates = [None]
    told = document(run(*JSON))
    assert f"ima-tui task {told['id']}" in told["error"]["message"]


def test_without_the_service_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_API_KEY", "ima_test")
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    result = run(*JSON)
    assert (result.exit_code, document(result)["error"]["code"]) == (7, "connection")


def test_a_failed_and_a_partial_result_end_with_one(sales: Sales) -> None:
    sales.results = [FAILED]
    failed = run(*WAIT)
    assert (failed.exit_code, document(failed)["state"]) == (1, "failed")
    assert document(failed)["error"]["code"] == "generation"
    sales.results = [ready(f"{sales.url}/a.png"), FAILED]
    partial = run(*WAIT)
    told = document(partial)
    assert (partial.exit_code, told["state"]) == (1, "partial")
    assert Path(told["medias"][0]["path"]).read_bytes() == picture()
    assert told["medias"][1] == {"url": "", "path": None, "state": "failed"}
    assert (told["error"]["code"], told["error"]["message"][:13]) == ("generation", "1 of 2 failed")


def test_why_a_result_failed_is_told_by_what_the_service_says_of_it(sales: Sales) -> None:
    refused = FAILED | {"error_msg": "Content policy violation"}
    sales.results = [refused]
    assert document(run(*WAIT))["error"]["code"] == "moderation"
    sales.results = [ready(f"{sales.url}/a.png"), refused]
    partial = run(*FOX, "--wait")
    assert "1 of 2 failed: rejected by content review" in partial.stderr
    name = document(run("tasks", "--state", "partial", "--json"))["tasks"][0]["id"]
    assert "1 of 2 failed: rejected by content review" in run("task", name).stdout


def test_a_failure_names_what_could_run_instead_at_which_price() -> None:
    listing = full_list("text_to_image")
    leaf = listing.find("gemini-3-pro-image-preview")
    assert leaf is not None
    form = form_of(leaf)
    state = form.choose(form.start(), "size", "4K")
    settings = {"values": dict(state), "inputs": []}
    failed = task(state=State.FAILED, problem="generation", version=leaf.id, settings=settings)
    offered = offered_instead(failed, listing)
    assert offered.startswith(
        "Instead: Nano Banana Pro, Quality 1K (10 pts) · SeeDream 4.5 (5 pts)"
    )
    # neither where the account is the trouble, nor where nothing is known of others
    assert offered_instead(replace(failed, problem="points"), listing) == ""
    assert offered_instead(replace(failed, state=State.DONE), listing) == ""
    assert offered_instead(failed, None) == ""


@pytest.mark.usefixtures("account")
def test_what_could_run_instead_stands_behind_what_failed(live: str) -> None:
    rule = {"kind": "fail_task", "account": os.environ["IMA_API_KEY"]}
    httpx.post(f"{live}/__sim/faults", json={"rules": [rule]}, trust_env=False)
    failed = run(*FOX, "--wait")
    assert (failed.exit_code, "Instead: Nano Banana 2 (" in failed.stderr) == (1, True)


def test_a_refusal_that_is_not_known_comes_with_a_reference(sales: Sales) -> None:
    sales.creates = [code(777, "prompt: a fox")]
    refused = run(*FOX)
    assert refused.exit_code == 1
    assert "Reference: 777-" in refused.stderr
    assert "a fox" not in refused.stderr


def test_one_that_takes_too_long_goes_on_without_the_command(sales: Sales) -> None:
    sales.results = [MAKING]
    # no faster, or a busy machine finds no time for the last look
    result = run(*WAIT, pace=150)
    told = document(result)
    assert (result.exit_code, told["state"]) == (8, "taking_long")
    assert "error" not in told
    sales.results = []
    later = run("tasks", "--wait", "--json")
    assert (later.exit_code, document(later)["state"]) == (0, "done")
    assert sales.sends == 1


def test_above_the_threshold_a_yes_is_needed(sales: Sales) -> None:
    sales.prices = [150]
    refused = run(*JSON)
    assert (refused.exit_code, document(refused)["error"]["code"]) == (5, "needs_yes")
    assert "--yes" in document(refused)["error"]["next"]
    assert sales.sends == 0
    assert run(*JSON, "--yes").exit_code == 0
    assert sales.sends == 1
    settings("[budget]\nconfirm_above = 200\n")
    assert run(*JSON).exit_code == 0


def test_max_points_is_the_ceiling(sales: Sales) -> None:
    over = run(*JSON, "--max-points", "4")
    assert (over.exit_code, document(over)["error"]["code"]) == (5, "over_max_points")
    assert sales.sends == 0


@pytest.mark.parametrize(("more", "exit_", "sends"), [((), 5, 1), (("--max-points", "8"), 0, 2)])
def test_a_rise_between_quote_and_send(
    sales: Sales, more: tuple[str, ...], exit_: int, sends: int
) -> None:
    sales.prices, sales.creates = [5, 8], [code(6006), b""]
    result = run(*JSON, "--yes", *more)
    told = document(result)
    assert (result.exit_code, sales.sends) == (exit_, sends)
    if exit_:
        assert (told["state"], told["error"]["code"]) == ("failed", "price_risen")
        assert "--max-points" in told["error"]["message"]
        assert "now cost 8 pts" in told["error"]["message"], "the price is named"
    else:
        assert told["points"] == 8
    assert pending() == []


def test_caps_hold_over_commands(sales: Sales) -> None:
    settings("[budget]\nday = 9\n")
    assert run(*JSON).exit_code == 0
    over = run(*JSON, "--yes")
    assert (over.exit_code, document(over)["error"]["code"]) == (5, "cap_day")
    assert "budget.day" in document(over)["error"]["next"]
    assert sales.sends == 1


def test_limits_that_can_t_be_read_stop_what_costs(sales: Sales) -> None:
    settings('[budget]\nday = "ten"\n')
    result = run(*JSON)
    assert (result.exit_code, document(result)["error"]["code"]) == (2, "bad_setting")
    assert sales.sends == 0
    assert run(*FOX, "--dry-run").exit_code == 0


def test_a_folder_that_can_t_be_written_is_told_before_it_costs(
    sales: Sales, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    result = run(*JSON, "--save", str(tmp_path / "file" / "x"))
    assert (result.exit_code, document(result)["error"]["code"]) == (2, "unwritable_folder")
    assert sales.sends == 0


def test_the_prompt_and_the_key_are_nowhere_after_it_was_accepted(sales: Sales) -> None:
    run(*WAIT)
    home = Path(os.environ["IMA_TUI_HOME"])
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert b"secret fox" not in path.read_bytes(), path
        assert b"ima_test" not in path.read_bytes(), path
        assert path.stat().st_mode & 0o077 == 0 or path.parent.name == "results", path


@pytest.mark.usefixtures("account")
def test_a_batch_prints_a_line_for_each_as_it_ends(live: str) -> None:
    given = batch(LINE, "nope", LINE | {"n": 2}, LINE | {"model": "nobody"}, LINE)
    result = run("batch", "-", "--json", given=given)
    lines = {one["line"]: one for one in documents(result)}
    assert result.exit_code == 2, "what could be created was"
    assert sorted(lines) == [1, 2, 3, 4, 5]
    assert [lines[n]["ok"] for n in (2, 4)] == [False, False]
    good = [lines[n] for n in (1, 3, 5)]
    assert [one["state"] for one in good] == ["done"] * 3
    assert [one["points"] for one in good] == [5, 10, 5]
    assert all(Path(media["path"]).is_file() for one in good for media in one["medias"])
    paid = charges(live, {one["task_id"] for one in good})
    assert len(paid) == 3, "each is charged once"


@pytest.mark.usefixtures("account")
def test_a_batch_in_words() -> None:
    result = run("batch", "-", given=batch(LINE, "nope"))
    assert result.exit_code == 2
    assert "line 1: SeeDream 4.5 · done" in result.stdout
    assert "line 2: This line is not JSON" in result.stderr
    assert "1 line: 5 pts" in result.stderr


def test_a_batch_asks_for_the_sum(sales: Sales) -> None:
    sales.prices = [60]
    given = batch(LINE, LINE, "nope")
    refused = run("batch", "-", "--json", given=given)
    assert refused.exit_code == 5
    assert [one.get("line") for one in documents(refused)] == [3, None]
    assert documents(refused)[-1]["error"]["code"] == "needs_yes"
    over = run("batch", "-", "--json", "--yes", "--max-points", "119", given=given)
    assert (over.exit_code, documents(over)[-1]["error"]["code"]) == (5, "over_max_points")
    assert sales.sends == 0
    assert run("batch", "-", "--json", "--yes", given=given).exit_code == 2
    assert sales.sends == 2


@pytest.mark.parametrize(("most", "exit_"), [("16", 0), ("15", 5)])
def test_in_a_batch_all_may_rise_together_within_the_ceiling(
    sales: Sales, most: str, exit_: int
) -> None:
    # which of the two is answered first is open: the price that a create carries decides
    sales.prices, sales.charge = [5, 8], 8
    given = batch(LINE, LINE)
    result = run("batch", "-", "--json", "--max-points", most, given=given)
    assert result.exit_code == exit_
    if exit_:
        assert {one["error"]["code"] for one in documents(result)} == {"price_risen"}
        assert sales.most == 0, "none was accepted"
    else:
        assert [one["points"] for one in documents(result)] == [8, 8]


def test_so_many_at_once(sales: Sales) -> None:
    result = run("batch", "-", "--json", "--concurrency", "2", given=batch(*[LINE] * 6))
    assert result.exit_code == 0
    assert (sales.sends, sales.most) == (6, 2)


def test_of_several_ends_the_unconfirmed_one_counts(sales: Sales) -> None:
    sales.creates = [None, code(4008), b""]
    given = batch(LINE, LINE, LINE, "nope")
    result = run("batch", "-", "--json", "--concurrency", "1", given=given)
    states = sorted(one.get("state", "bad") for one in documents(result))
    assert (result.exit_code, states) == (6, ["bad", "done", "failed", "unconfirmed"])


def test_the_order_of_exit_codes() -> None:
    order = [6, 3, 4, 5, 7, 8, 1, 2, 0]
    for at, wanted in enumerate(order):
        assert first_of(Exit(one) for one in order[at:]) == wanted


def test_a_store_that_can_t_be_used_is_told(sales: Sales) -> None:
    folder = Path(os.environ["IMA_TUI_HOME"]) / "data"
    folder.mkdir(parents=True)
    (folder / "ima-tui.sqlite3").write_bytes(b"not a database" * 100)
    result = run(*JSON)
    error = document(result)["error"]
    assert (result.exit_code, error["code"]) == (1, "store_damaged")
    assert "another model" not in error["next"]
    assert sales.sends == 0


def test_progress_beside_stdout_never_in_it(sales: Sales) -> None:
    sales.results = [MAKING]
    # slow enough that some lines are due before it takes long, however busy the machine is
    result = run(*WAIT, pace=400)
    # on a busy machine the command goes before a look finds that it takes long
    assert json.loads(result.stdout)["state"] in {"taking_long", "running"}
    told = [line for line in result.stderr.splitlines() if "waited" in line]
    assert all(line.startswith("Plain: running, ") for line in told)
    assert told[-1].startswith("Plain: running, 95 %")


@pytest.mark.parametrize("odd", ["home", "save", "here"])
def test_a_folder_whose_name_is_no_text_is_told_before_anything_is_paid_for(
    odd: str, sales: Sales, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system takes any bytes as a name; macOS takes text only."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    words = list(JSON)
    if odd == "home":
        monkeypatch.setenv("IMA_TUI_HOME", str(folder))
    else:
        monkeypatch.chdir(folder)
        words += ["--save", "out"] if odd == "save" else []
    result = run(*words)
    if odd == "here":
        assert result.exit_code == 0, "from there all can be done"
        return
    assert (result.exit_code, document(result)["error"]["code"]) == (1, "store_text")
    assert sales.sends == 0
