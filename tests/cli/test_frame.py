"""What all commands share: mistakes in words and JSON, exit codes, languages, pipes, interrupts."""

import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ima_tui.cli import models as models_module
from ima_tui.cli.exits import ORDER, Exit, first_of
from ima_tui.cli.failures import OWN, own_error
from ima_tui.cli.output import print_json
from ima_tui.locale import messages
from ima_tui.store.credentials import PROBLEMS

from ..unit.sentences import errors_with
from ..unit.test_imports import loaded
from .kit import Service, document, run

CREATE = ("create", "-t", "text_to_image", "-p", "x", "--dry-run")

MISTAKES = {
    ("modelz",): "No such command: modelz",
    ("--nope",): "No such option: --nope",
    ("models", "--refesh"): "Did you mean --refresh?",
    ("models", "text_to_painting"): '"text_to_painting" is not one of text_to_image,',
    ("models", "text_to_image", "more"): "Unexpected: more",
    ("models", "--search"): "--search needs a value",
    ("models", "--refresh=1"): "--refresh takes no value",
    ("model",): "MODEL is missing",
    ("model", " "): "MODEL is missing",
    ("models", ""): 'TASK_TYPE: "" is not one of',
    ("create", "-t", "text_to_image"): "--prompt is missing",
    ("create", "-p", "x"): "--task-type is missing",
    (*CREATE, "-n", "many"): "-n: it must be a whole number from 1.",
    (*CREATE, "-n", "0"): "-n: it must be a whole number from 1.",
    (*CREATE, "--max-points", "-1"): "--max-points: it must be a whole number from 0.",
    (*CREATE, "-m", "\udcff"): "\N{REPLACEMENT CHARACTER} is not valid UTF-8.",
    (*CREATE, "--version", "\udcff"): "is not valid UTF-8.",
    (*CREATE, "--input", "a\udcff.png"): "a\N{REPLACEMENT CHARACTER}.png is not valid UTF-8.",
    ("model", "\udcff"): "is not valid UTF-8.",
    ("task", "\udcff"): "is not valid UTF-8.",
    ("simulate", "--port", "x"): "--port: it must be a whole number from 0 to 65535.",
    (*CREATE, "--param", "size"): "write it as NAME=VALUE, not as size",
    (*CREATE, "--param", "=4k"): "write it as NAME=VALUE, not as =4k",
    (*CREATE, "--param", "n=1", "--param", "n=2"): "n is given twice",
    ("--lang", "fr", "models"): '"fr" is not one of en, zh',
    ("--profile", "../test", "models"): '"../test" is not a valid profile name',
    ("simulate", "--speed", "0"): "it must be a number from 0.01 to 10000",
    ("batch", "a", "--concurrency", "0"): "--concurrency: it must be a whole number from 1",
}


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_in_the_arguments_is_told_on_stderr(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert MISTAKES[words] in result.stderr
    assert "--help" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", sorted(MISTAKES.keys() - {("models", "--search")}), ids=" ".join)
def test_a_mistake_in_the_arguments_is_told_as_json(words: tuple[str, ...]) -> None:
    result = run(*words, "--json")
    assert result.exit_code == 2
    assert document(result)["error"]["code"] == "usage"
    assert result.stderr == ""


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_in_the_arguments_is_told_in_chinese(words: tuple[str, ...]) -> None:
    result = run("--lang", "zh", *(word.replace("fr", "xx") for word in words))
    assert result.exit_code == 2
    assert "请看" in result.stderr
    assert "must" not in result.stderr


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        (("models", "text_to_painting"), "text_to_image"),
        (("--profile", "test", "models"), "demo"),
        (("modelz",), "models"),
        (("models", "--refesh"), "--refresh"),
    ],
)
def test_a_mistake_names_what_can_be_written_instead(words: tuple[str, ...], choice: str) -> None:
    assert choice in document(run(*words, "--json"))["error"]["choices"]


@pytest.mark.parametrize("words", [(), ("auth",), ("workflow",)])
def test_the_list_of_commands_cuts_no_sentence(words: tuple[str, ...]) -> None:
    run("workflow", "list")  # what is loaded is listed as what is not
    listed = run(*words, "--help").stdout.split("Commands:")[1]
    assert len(listed.splitlines()) > 3
    assert "..." not in listed


def test_help_is_in_the_language_asked_for() -> None:
    english, chinese = run("models", "--help"), run("--lang", "zh", "models", "--help")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert "Usage:" in english.stdout
    assert "用法" in chinese.stdout
    assert "选项" in chinese.stdout
    assert "Show" not in chinese.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh", "models", "text_to_music"),
        ("models", "--lang", "zh", "text_to_music"),
        ("models", "text_to_music", "--lang=zh"),
    ],
)
@pytest.mark.usefixtures("live")
def test_options_of_the_call_stand_before_or_after_the_command(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 0
    assert "文生音乐" in result.stdout


def test_the_environment_names_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_TUI_LANG", "zh")
    assert "没有命令" in run("modelz").stderr


def test_without_a_key_it_says_where_to_get_one() -> None:
    result = run("models")
    assert result.exit_code == 3
    assert "IMA_API_KEY" in result.stderr
    assert "https://www.imaclaw.ai/imaclaw/apikey" in result.stderr
    told = document(run("models", "--json"))["error"]
    assert told["code"] == "no_key"
    assert told["url"] == "https://www.imaclaw.ai/imaclaw/apikey"
    assert told["next"]


def test_the_key_may_be_in_a_file(
    live: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMA_API_KEY")
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_text("ima_file\n")
    assert run("--api-key-file", str(path), "models", "text_to_music").exit_code == 0
    assert run("models", "text_to_music", "--api-key-file", str(path)).exit_code == 0
    odd = {"none": "unreadable_key_file", "/dev/zero": "bad_key_file", ".": "unreadable_key_file"}
    for name, code in odd.items():
        told = run("models", "--json", "--api-key-file", str(tmp_path / name))
        assert (told.exit_code, document(told)["error"]["code"]) == (3, code)
    for content in ("", "two words", "ima_a\nima_b\n", "ima_\0"):
        path.write_text(content)
        told = run("models", "--json", "--api-key-file", str(path))
        assert (told.exit_code, document(told)["error"]["code"]) == (3, "bad_key_file")


def test_the_key_may_come_through_a_pipe(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMA_API_KEY")
    read, write = os.pipe()
    os.write(write, b"ima_pipe\n")
    os.close(write)
    words = ("create", "-t", "text_to_image", "-p", "x", "--json")
    result = run(*words, "--api-key-file", f"/dev/fd/{read}")
    os.close(read)
    assert (result.exit_code, document(result)["state"]) == (0, "running")


@pytest.mark.parametrize(
    ("variable", "value", "code", "exit_"),
    [
        ("IMA_API_KEY", "ima key", "bad_key", 3),
        ("IMA_BASE_URL", "http://example.com", "address_insecure", 2),
        ("IMA_BASE_URL", "nonsense", "address_malformed", 2),
    ],
)
def test_settings_that_can_t_be_used(
    live: str, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, code: str, exit_: int
) -> None:
    monkeypatch.setenv(variable, value)
    result = run("models", "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (exit_, code)


def test_the_demo_needs_no_key() -> None:
    result = run("--profile", "demo", "models", "text_to_music", "--json")
    assert result.exit_code == 0
    assert document(result)["models"]


def test_the_app_and_the_demo_need_a_terminal() -> None:
    for words in ((), ("demo",), ("--profile", "demo")):
        result = run(*words)
        assert result.exit_code == 2
        assert "terminal" in result.stderr


def test_of_several_exit_codes_the_first_of_the_order_counts() -> None:
    assert [one.value for one in ORDER] == [6, 3, 4, 5, 7, 8, 1, 2]
    assert first_of([]) is Exit.DONE
    assert first_of([Exit.DONE, Exit.BAD_INPUT]) is Exit.BAD_INPUT
    for first, later in itertools.combinations(ORDER, 2):
        assert first_of([later, first]) is first


def test_every_error_of_the_commands_has_its_sentence() -> None:
    told = {key.removeprefix("cli-error-") for key in messages("en") if "cli-error-" in key}
    assert told == set(OWN)
    assert errors_with("own_error", place=0) <= told
    assert errors_with("StartError", place=0) | set(PROBLEMS) <= told
    assert own_error("no_terminal").exit is Exit.BAD_INPUT


def test_json_is_readable_chinese_and_nothing_that_moves_a_cursor(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    nasty = "狐狸 é 😀\x1b[2J\x07\x7f\x9b31m\u2028\u2029\u202e\u2066\u200f\ud800"
    print_json({"text": nasty})
    line = capfdbinary.readouterr().out
    assert "狐狸 é 😀".encode() in line
    assert json.loads(line)["text"] == nasty.replace("\ud800", "\ufffd")
    shown = line.decode()
    assert shown.endswith("\n")
    assert all(char.isprintable() for char in shown[:-1])


def test_a_mistake_of_ours_is_told_without_a_traceback_or_contents(
    live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the secret prompt")

    monkeypatch.setattr(models_module, "_entries", broken)
    result = run("models", "text_to_music", "--json")
    assert result.exit_code == 1
    told = document(result)["error"]
    assert told["code"] == "crashed"
    report = Path(told["message"].rpartition(" ")[2]).read_text()
    assert "ZeroDivisionError" in report
    assert "secret" not in report + result.output


def spawn(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "ima_tui", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def test_as_a_process_stdout_is_json_and_stderr_the_notes(live: str) -> None:
    with spawn("models", "text_to_music", "--json") as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert json.loads(out)["cached"] is False
    assert err == ""
    with spawn("models", "text_to_painting", "--lang", "zh") as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, "")
    assert "不在可选范围内" in err


def test_a_terminal_without_unicode_is_no_reason_to_stop(
    live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with spawn("models", "text_to_music") as process:
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Suno" in out


@pytest.mark.parametrize("json_", [(), ("--json",)])
def test_a_closed_pipe_ends_it_quietly(live: str, json_: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", "models", *json_],
        stdout=write,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    os.close(write)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("json_", [(), ("--json",)])
def test_a_full_disk_is_told(live: str, json_: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ima_tui", "models", "text_to_music", *json_],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"Can't write the output. Is the disk full?\n"


def test_ctrl_c_exits_130(service: Service) -> None:
    service.holds = True
    with spawn("models", "text_to_music", "--json") as process:
        assert service.seen.wait(20)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["models", "model", "create", "batch"])
def test_help_of_a_command_loads_nothing_heavy(name: str) -> None:
    names = loaded(
        "from click.testing import CliRunner\n"
        "from ima_tui.cli import main\n"
        f"assert CliRunner().invoke(main, ['{name}', '--help']).exit_code == 0"
    )
    assert not names & {"textual", "httpx", "msgspec", "rich", "sqlite3", "asyncio"}


def test_a_dry_run_loads_no_screens() -> None:
    names = loaded(
        "from click.testing import CliRunner\n"
        "from ima_tui.cli import main\n"
        "CliRunner().invoke(main, ['batch', '-', '--dry-run'], input='x')"
    )
    assert not names & {"textual", "av", "PIL", "starlette"}


def test_the_settings_name_the_language(tmp_path: Path) -> None:
    home = Path(os.environ["IMA_TUI_HOME"])
    for folder in (home / "config", home / "profiles" / "work" / "config"):
        folder.mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("language = 'zh'")
    assert "没有命令" in run("modelz").stderr
    assert "No such command" in run("--lang", "en", "modelz").stderr
    assert "No such command" in run("--profile", "work", "modelz").stderr
    assert "No such command" in run("--profile=demo", "modelz").stderr
