"""The commands that look after the program itself: ``doctor`` and ``paths``."""

import os
import re
import time
from pathlib import Path
from typing import Any

import pytest

from ima_tui.cli import doctor as doctor_module
from ima_tui.cli.checks import terminal_checks
from ima_tui.profiles import live_profile
from ima_tui.store.kept import kept_of

from .kit import DEAD, Service, coded, document, run


def home() -> Path:
    return Path(os.environ["IMA_TUI_HOME"])


def report(*words: str) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """The exit code, and the checks by name."""
    result = run("doctor", "--json", *words)
    found: dict[str, list[dict[str, Any]]] = {}
    for check in document(result)["checks"]:
        found.setdefault(check["check"], []).append(check)
    return result.exit_code, found


def test_all_is_well(live: str, use_keyring: Any) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert "Everything works" in result.stdout
    assert "✗" not in result.stdout
    code, found = report()
    assert code == 0
    for name in ("program", "key", "service", "uploads", "access", "clock", "settings"):
        assert [check["state"] for check in found[name]] == ["good"]
    assert "ima_test" not in result.output
    assert live in found["service"][0]["found"]


def test_without_a_key_the_hosts_are_looked_at_all_the_same(
    live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMA_API_KEY")
    code, found = report()
    assert code == 3
    assert "ima-tui auth login" in found["key"][0]["next"]
    assert found["service"][0]["state"] == "good"
    assert "access" not in found


def test_a_refused_key(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_API_KEY", "not_of_this_service")
    code, found = report()
    assert (code, found["access"][0]["state"]) == (3, "bad")
    assert "https://www.imaclaw.ai/imaclaw/apikey" in found["access"][0]["next"]


def test_no_network(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    code, found = report()
    assert code == 7
    for name in ("service", "uploads"):
        assert found[name][0]["state"] == "bad"
        assert found[name][0]["next"]
    monkeypatch.setenv("IMA_BASE_URL", live)
    monkeypatch.setenv("IMA_UPLOAD_URL", DEAD)
    code, found = report()
    assert (code, found["service"][0]["state"], found["uploads"][0]["state"]) == (7, "good", "bad")


def test_the_key_goes_to_the_service_alone(service: Service) -> None:
    service.answer = lambda _: coded(500)
    code, found = report()
    assert code == 7
    assert found["access"][0]["state"] == "bad"
    assert service.asked["text_to_speech"] == 1
    assert service.others == []


def test_an_address_that_can_t_be_used(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_BASE_URL", "http://example.com")
    code, found = report()
    assert (code, found["service"][0]["state"]) == (2, "bad")
    assert "https" in found["service"][0]["next"]


@pytest.mark.parametrize(
    ("ahead", "words"), [(7200, "ahead"), (-7200, "behind"), (4_000_000, "ahead")]
)
def test_a_wrong_clock(live: str, ahead: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr("ima_tui.clock.time.time", lambda: now() + ahead)
    _, found = report()
    (check,) = found["clock"]
    assert (check["state"], words in check["found"]) == ("hint", True)
    assert re.search(r"2 h 0|1 h 59|46 d 7 h", check["found"])


def test_mistakes_in_the_settings(live: str) -> None:
    path = home() / "config" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("language = 'fr'\nlangauge = 'en'\n[budget]\nday = -1\n")
    code, found = report()
    assert code == 2
    states = {check["found"]: (check["state"], check["next"]) for check in found["settings"]}
    assert states["a mistake at language"][0] == "hint"
    assert "did you mean language" in states["a mistake at langauge"][1]
    assert states["a mistake at budget.day"][0] == "bad"
    path.write_text("theme = 'nope'\n[keys]\ngo-tasks = 'q'\n")
    code, found = report()
    told = {check["found"]: check["next"] for check in found["settings"]}
    assert "textual-dark" in told["a mistake at theme"]
    assert "already does quit" in told["a mistake at keys.go-tasks"]
    path.write_text("[broken")
    code, found = report()
    assert (code, found["settings"][0]["state"]) == (2, "bad")


def test_folders_that_can_t_be_written(live: str) -> None:
    home().mkdir()
    for name in ("data", "logs"):
        (home() / name).write_text("in the way")
    code, found = report()
    assert code == 2
    assert found["folder_data"][0]["state"] == "bad"
    assert "IMA_TUI_HOME" in found["folder_data"][0]["next"]
    assert found["folder_logs"][0]["state"] == "good", "whoever wants no logs has none"
    assert found["folder_results"][0]["state"] == "good"


def test_a_folder_that_everybody_may_change(live: str) -> None:
    home = Path(os.environ["IMA_TUI_HOME"])
    home.mkdir()
    home.chmod(0o777)
    checks = document(run("doctor", "--json"))["checks"]
    (data,) = [one for one in checks if one["check"] == "folder_data"]
    assert data["state"] == "hint"
    assert data["next"].endswith(f"chmod o-w {home}")
    home.chmod(0o1777)
    checks = document(run("doctor", "--json"))["checks"]
    assert [one["state"] for one in checks if one["check"] == "folder_data"] == ["good"]


def test_a_damaged_history_and_old_lists(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("models", "text_to_music").exit_code == 0
    _, found = report()
    assert found["lists"][0]["found"].startswith("1 of them")
    assert found["history"][0]["found"] == "0 tasks"
    now = time.time
    monkeypatch.setattr("ima_tui.clock.time.time", lambda: now() + 3 * 24 * 3600)
    _, found = report()
    assert "models --refresh" in found["lists"][0]["next"]
    monkeypatch.setattr("ima_tui.clock.time.time", now)
    next(home().glob("data/*.sqlite3")).write_bytes(b"no database at all")
    code, found = report()
    assert (code, found["history"][0]["state"]) == (1, "bad")
    assert "damaged" in found["history"][0]["next"]


def test_the_demo() -> None:
    code, found = report("--profile", "demo")
    assert code == 0
    assert found["service"][0]["state"] == "good"


def test_in_chinese(live: str) -> None:
    assert "一切正常" in run("--lang", "zh", "doctor").stdout


@pytest.mark.parametrize(
    ("environment", "colours", "pictures"),
    [
        ({"TERM": "xterm-kitty", "COLORTERM": "truecolor"}, "all", "kitty"),
        ({"TERM": "tmux-256color", "TMUX": "/x"}, "256", "blocks"),
        ({"TERM": "foot", "NO_COLOR": "1"}, "NO_COLOR", "blocks"),
        ({"TERM": "dumb"}, "none", "blocks"),
        ({"TERM": "vt220"}, "16", "blocks"),
        ({}, "none", "blocks"),
    ],
)
def test_what_a_terminal_can_do(environment: dict[str, str], colours: str, pictures: str) -> None:
    checks = {check.name: check for check in terminal_checks(environment)}
    assert colours in checks["colours"].found
    assert pictures in checks["pictures"].found
    assert {check.state for check in checks.values()} <= {"good", "hint"}


def test_a_terminal_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ima_tui.cli.checks.is_terminal", lambda _: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 10)))
    size = next(terminal_checks({}))
    assert size.found == "40 columns, 10 rows"
    assert "60 by 16" in size.next


def test_paths_list_every_file_there_is(live: str) -> None:
    assert run("create", "-t", "text_to_image", "-p", "x", "--wait").exit_code == 0
    folders = live_profile(os.environ).folders
    kept = list(kept_of(folders))
    there = [path for path in home().rglob("*") if path.is_file()]
    assert len(there) > 3
    assert [path for path in there if not any(one.holds(path) for one in kept)] == []
    told = document(run("paths", "--json"))
    sizes = {one["name"]: one["bytes"] for one in told["paths"]}
    assert sum(sizes.values()) == sum(path.stat().st_size for path in there)
    assert sizes["results"] > 1000
    assert [one["name"] for one in told["others"]] == ["shared_key", "shared_preferences"]
    shown = run("paths").stdout
    for one in told["paths"]:
        assert one["path"] in shown
        assert one["contents"] in shown


def test_paths_of_the_demo_and_of_a_profile(live: str) -> None:
    assert "simulator" in [
        one["name"] for one in document(run("paths", "--json", "--profile", "demo"))["paths"]
    ]
    assert run("auth", "login", "--profile", "second", "--no-test", given="ima_x").exit_code == 0
    told = document(run("paths", "--json", "--profile", "second"))
    assert all("/profiles/second/" in one["path"] for one in told["paths"])
    assert "shared_key" not in [one["name"] for one in told["others"]]


def test_the_signs_are_single_width() -> None:
    from rich.cells import cell_len

    assert {cell_len(sign) for sign in doctor_module._SIGNS.values()} == {1}
