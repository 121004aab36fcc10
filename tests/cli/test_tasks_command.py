"""`tasks` and `task`: what there is, settling it, taking up what was left; kills and ctrl-c."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.engine.hosts import MAKING, ready
from tests.engine.scripted import Reply, answer, code
from tests.patience import until

from .kit import batch, document, documents, run
from .sales import Sales, line_with, pending, picture, started

FOX = ("create", "-t", "text_to_image", "-p", "a fox", "--json")
LINE = {"task_type": "text_to_image", "prompt": "a fox"}
BUSY = answer(b"", "429 Too Many Requests", "Retry-After: 600")


def listed(*words: str) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = document(run("tasks", "--json", *words))["tasks"]
    return tasks


def only() -> dict[str, Any]:
    (task,) = listed()
    return task


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_list_newest_first(sales: Sales) -> None:
    assert "no tasks" in run("tasks").stdout
    ids = [document(run(*FOX, pace=1))["id"] for _ in range(3)]
    assert [task["id"] for task in listed()] == ids[::-1]
    few = run("tasks", "--limit", "2", "--json")
    assert [task["id"] for task in document(few)["tasks"]] == ids[:0:-1]
    assert "1 more" in few.stderr
    assert listed("--state", "done") == []
    assert len(listed("--state", "Running")) == 3
    table = run("tasks").stdout
    assert all(one in table for one in ("Plain", "running", *ids))
    wrong = run("tasks", "--state", "lost", "--json")
    assert (wrong.exit_code, document(wrong)["error"]["code"]) == (2, "usage")
    assert "taking_long" in document(wrong)["error"]["choices"]


def test_one_is_found_by_either_id_or_a_part_as_files_are_named(sales: Sales) -> None:
    made = document(run(*FOX))
    for name in (made["id"], made["id"][:-1], made["id"][-6:], made["task_id"]):
        assert document(run("task", name, "--json"))["id"] == made["id"]
    shown = run("task", made["id"])
    assert shown.exit_code == 0
    for part in ("Plain · running", "accepted", "task_1", "not kept"):
        assert part in shown.stdout
    for name in ("nobody", made["id"][:5], ""):
        missing = run("task", name, "--json")
        assert (missing.exit_code, document(missing)["error"]["code"]) == (2, "no_task")
    run(*FOX)
    several = run("task", made["id"][:6], "--json")
    assert document(several)["error"]["code"] == "ambiguous_task"
    assert made["id"] in document(several)["error"]["choices"]


def test_waiting_for_one_gets_its_results(sales: Sales) -> None:
    made = document(run(*FOX))
    done = run("task", made["id"], "--wait", "--json")
    assert (done.exit_code, document(done)["state"]) == (0, "done")
    assert Path(document(done)["medias"][0]["path"]).read_bytes() == picture()
    again = run("task", made["id"], "--wait", "--json")
    assert document(again) == document(done)


def unsure(sales: Sales) -> str:
    sales.creates = [None, b""]
    return str(document(run(*FOX))["id"])


def test_an_unconfirmed_one_that_was_created(sales: Sales) -> None:
    name = unsure(sales)
    held = document(run(*FOX))["task_id"]
    for wrong, problem in ((held, "held_id"), (" ", "unknown_id")):
        refused = run("task", name, "--attach", wrong, "--json")
        assert (refused.exit_code, document(refused)["error"]["code"]) == (2, problem)
    sales.results = [MAKING]
    result = run("task", name, "--attach", "task_found", "--json")
    told = document(result)
    assert (result.exit_code, told["state"], told["task_id"]) == (0, "running", "task_found")
    assert (pending(), sales.sends) == ([], 2)
    late = run("task", name, "--not-created", "--json")
    assert document(late)["error"]["code"] == "settled"
    assert "this task is running" in document(late)["error"]["message"]


def test_an_unconfirmed_one_that_was_not_created(sales: Sales) -> None:
    result = run("task", unsure(sales), "--not-created", "--json")
    assert (result.exit_code, document(result)["state"]) == (0, "stopped")
    assert (pending(), sales.sends) == ([], 1)
    assert document(run("task", only()["id"], "--send-again", "--yes", "--json"))["error"]


def test_an_unconfirmed_one_is_sent_again_only_after_a_yes(sales: Sales) -> None:
    name = unsure(sales)
    refused = run("task", name, "--send-again", "--json")
    assert (refused.exit_code, document(refused)["error"]["code"]) == (5, "may_charge_twice")
    assert sales.sends == 1
    result = run("task", name, "--send-again", "--yes", "--wait", "--json")
    assert (result.exit_code, document(result)["state"]) == (0, "done")
    assert sales.sends == 2


def test_one_way_out_at_a_time(sales: Sales) -> None:
    both = run("task", unsure(sales), "--not-created", "--send-again", "--json")
    assert (both.exit_code, document(both)["error"]["code"]) == (2, "usage")
    assert only()["state"] == "unconfirmed"


def test_waiting_for_all_tells_of_the_unconfirmed_ones(sales: Sales) -> None:
    unsure(sales)
    run(*FOX)
    result = run("tasks", "--wait", "--json")
    assert result.exit_code == 6
    assert sorted(one["state"] for one in documents(result)) == ["done", "unconfirmed"]
    assert sales.sends == 2
    idle = run("tasks", "--state", "running", "--wait")
    assert (idle.exit_code, "Nothing is running" in idle.stdout) == (0, True)


def test_a_key_that_is_withdrawn_ends_the_waiting(sales: Sales) -> None:
    run(*FOX)
    sales.looks = code(401)
    result = run("tasks", "--wait", "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (3, "key")
    sales.looks = None
    assert run("tasks", "--wait", "--json").exit_code == 0


def killed(sales: Sales, kind: str, creates: list[Reply], held: str = "") -> None:
    """A create that is killed as soon as a request of a kind has arrived."""
    sales.creates, sales.held = creates, held
    process = started(*FOX, "--wait")
    sales.until(kind)
    process.kill()
    ended(process)
    sales.held = ""
    sales.go_on()


def test_after_a_kill_while_it_ran_nothing_is_lost(sales: Sales) -> None:
    sales.results = [MAKING]
    killed(sales, "detail", [])
    assert only()["state"] == "running"
    sales.results = []
    result = run("tasks", "--wait", "--json")
    assert (result.exit_code, document(result)["state"]) == (0, "done")
    assert sales.sends == 1


def test_after_a_kill_while_it_was_sent_it_is_unconfirmed(sales: Sales) -> None:
    killed(sales, "create", [], held="create")
    result = run("tasks", "--wait", "--yes", "--json")
    assert (result.exit_code, document(result)["state"]) == (6, "unconfirmed")
    assert sales.sends == 1


def waiting(sales: Sales, *words: str) -> "subprocess.Popen[str]":
    """A command whose task waits, because the service has no time for it."""
    sales.creates = [BUSY]
    process = started(*FOX, *words)
    sales.until("create")
    until(lambda: only()["state"] == "queued")
    return process


def test_after_a_kill_before_it_was_sent_a_yes_sends_it(sales: Sales) -> None:
    process = waiting(sales, "--wait")
    process.kill()
    ended(process)
    sales.creates = [b""]
    result = run("tasks", "--wait", "--json")
    told = document(result)
    assert (result.exit_code, told["state"], told["error"]["code"]) == (5, "queued", "restart")
    assert told["error"]["next"] == "To send it: ima-tui tasks --wait --yes"
    assert "--yes" in result.stderr
    assert sales.sends == 1
    result = run("tasks", "--wait", "--yes", "--json")
    assert (result.exit_code, document(result)["state"]) == (0, "done")
    assert (sales.sends, pending()) == (2, [])


def test_a_price_that_is_asked_about_is_asked_about_after_a_restart_too(sales: Sales) -> None:
    process = waiting(sales)
    process.kill()
    ended(process)
    sales.prices, sales.creates = [9], [b""]
    for _ in range(2):
        result = run("tasks", "--wait", "--yes", "--json", pace=50_000)
        told = document(result)
        assert (result.exit_code, told["error"]["code"]) == (5, "price_risen")
        assert "9 pts" in told["error"]["message"]
    assert sales.sends == 1


def interrupted(process: "subprocess.Popen[str]") -> tuple[int, Any, str]:
    process.send_signal(signal.SIGINT)
    status, out, err = ended(process)
    return status, json.loads(out), err


def test_ctrl_c_while_it_runs(sales: Sales) -> None:
    sales.results = [MAKING]
    process = started(*FOX, "--wait")
    sales.until("detail")
    status, told, err = interrupted(process)
    assert (status, told["state"]) == (130, "running")
    assert "ima-tui tasks --wait" in err
    assert "Traceback" not in err


def test_ctrl_c_while_it_is_sent_waits_for_the_answer(sales: Sales) -> None:
    sales.held = "create"
    process = started(*FOX, "--wait")
    sales.until("create")
    process.send_signal(signal.SIGINT)
    line_with(process, "aiting for the answer")
    sales.go_on()
    status, out, _ = ended(process)
    assert (status, json.loads(out)["state"]) == (130, "running")
    assert sales.sends == 1


def test_nohup_goes_on_when_the_terminal_closes(sales: Sales) -> None:
    sales.results, sales.held = [MAKING], "detail"
    ignored = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = started(*FOX, "--wait")
    finally:
        signal.signal(signal.SIGHUP, ignored)
    sales.until("detail")
    process.send_signal(signal.SIGHUP)
    sales.results, sales.held = [], ""
    sales.go_on()
    status, out, _ = ended(process)
    assert (status, json.loads(out)["state"]) == (0, "done")


def test_ctrl_c_twice_leaves_it_unconfirmed(sales: Sales) -> None:
    sales.held = "create"
    process = started(*FOX, "--wait")
    sales.until("create")
    process.send_signal(signal.SIGINT)
    line_with(process, "aiting for the answer")
    status, told, _ = interrupted(process)
    assert (status, told["state"]) == (130, "sending")
    sales.held = ""
    sales.go_on()
    result = run("tasks", "--wait", "--json")
    assert (result.exit_code, document(result)["state"]) == (6, "unconfirmed")
    assert sales.sends == 1


def test_ctrl_c_before_it_is_sent_takes_it_out(sales: Sales) -> None:
    process = waiting(sales, "--wait")
    status, told, _ = interrupted(process)
    assert (status, told["state"], told["task_id"]) == (130, "stopped", None)
    assert (sales.sends, pending()) == (1, [])


def test_ctrl_c_while_it_is_prepared_takes_it_out(sales: Sales, tmp_path: Path) -> None:
    path = tmp_path / "fox.png"
    path.write_bytes(picture())
    sales.held = "getuploadtoken"
    process = started(
        "create", "-t", "image_to_image", "-p", "x", "--input", str(path), "--json", "--wait"
    )
    sales.until("getuploadtoken")
    status, told, _ = interrupted(process)
    assert (status, told["state"]) == (130, "stopped")
    assert (sales.sends, pending()) == (0, [])


def test_ctrl_c_in_a_batch_tells_of_every_line(sales: Sales) -> None:
    sales.results = [MAKING]
    process = started("batch", "-", "--json", "--concurrency", "1", given=batch(*[LINE] * 3))
    sales.until("detail")
    process.send_signal(signal.SIGINT)
    status, out, _ = ended(process)
    told = {one["line"]: one["state"] for one in map(json.loads, out.splitlines())}
    assert (status, told) == (130, {1: "running", 2: "stopped", 3: "stopped"})
    assert sales.sends == 1


def test_two_commands_at_once_each_charge_once(sales: Sales) -> None:
    both = [started(*FOX), started(*FOX)]
    told = [ended(process) for process in both]
    assert [status for status, _, _ in told] == [0, 0]
    assert sales.sends == 2
    assert len({json.loads(out)["id"] for _, out, _ in told}) == 2


def test_a_task_of_another_program_is_followed(sales: Sales) -> None:
    sales.results = [MAKING]
    first = started(*FOX, "--wait")
    sales.until("detail")
    instances = Path(os.environ["IMA_TUI_HOME"]) / "data" / "instances"
    second = started("tasks", "--wait", "--json")
    until(lambda: len(list(instances.iterdir())) > 1)
    sales.until("detail", sales.count("detail") + 1)
    settled = run("task", only()["id"], "--not-created", "--json")
    assert document(settled)["error"]["code"] == "not_here"
    sales.results = [ready(f"{sales.url}/one.png")]
    ends = [ended(first), ended(second)]
    assert [status for status, _, _ in ends] == [0, 0]
    one, other = (json.loads(out) for _, out, _ in ends)
    assert one == other
    assert one["state"] == "done"
    assert sales.sends == 1


def test_when_its_program_dies_the_one_that_follows_takes_over(sales: Sales) -> None:
    sales.results = [MAKING]
    first = started(*FOX, "--wait")
    sales.until("detail")
    instances = Path(os.environ["IMA_TUI_HOME"]) / "data" / "instances"
    second = started("tasks", "--wait", "--json")
    until(lambda: len(list(instances.iterdir())) > 1)
    sales.until("detail", sales.count("detail") + 1)
    first.kill()
    ended(first)
    sales.results = []
    status, out, _ = ended(second)
    assert (status, json.loads(out)["state"]) == (0, "done")
    assert sales.sends == 1


def test_a_create_leaves_what_others_left_alone(sales: Sales, tmp_path: Path) -> None:
    left = document(run(*FOX))
    made = document(run(*FOX, "--save", str(tmp_path / "out")))
    assert Path(made["medias"][0]["path"]).parent == tmp_path / "out"
    states = {task["id"]: task["state"] for task in listed()}
    assert states == {left["id"]: "running", made["id"]: "done"}


def test_results_that_can_t_be_saved_now_are_saved_later(sales: Sales) -> None:
    results = Path(os.environ["IMA_TUI_HOME"]) / "results"
    results.parent.mkdir(exist_ok=True)
    results.write_text("in the way")
    result = run(*FOX, "--wait")
    told = document(result)
    assert (result.exit_code, told["state"], told["error"]["code"]) == (8, "saving", "folder")
    assert "ima-tui tasks --wait" in told["error"]["message"]
    results.unlink()
    later = run("tasks", "--wait", "--json")
    assert (later.exit_code, document(later)["state"]) == (0, "done")
    assert sales.sends == 1


def test_a_folder_that_was_named_is_kept_with_the_task(sales: Sales, tmp_path: Path) -> None:
    """Whoever fetches the results later puts them where they were wanted."""
    folder = tmp_path / "out"
    sales.results = [MAKING]
    process = started(*FOX, "--save", str(folder))
    sales.until("detail")
    process.kill()
    ended(process)
    sales.results = []
    later = document(run("tasks", "--wait", "--json"))
    assert (later["state"], sales.sends) == ("done", 1)
    assert Path(later["medias"][0]["path"]).parent == folder
    assert not (Path(os.environ["IMA_TUI_HOME"]) / "results").exists()


def test_who_stops_reading_stops_what_was_not_sent(sales: Sales) -> None:
    process = started("batch", "-", "--json", "--concurrency", "1", given=batch(*[LINE] * 20))
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["state"] == "done"
    process.stdout.close()
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 130
    states = [task["state"] for task in listed()]
    assert len(states) == 20
    assert "stopped" in states
    assert "queued" not in states
    assert sales.sends == 20 - states.count("stopped")
