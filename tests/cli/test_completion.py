"""Completion in a shell: what it offers, from kept lists, without the service."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .kit import DEAD, Service, run

FILM = ("create", "-t", "text_to_video")


@pytest.fixture(autouse=True)
def kept(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of an earlier look; nobody answers now."""
    assert run("models").exit_code == 0
    monkeypatch.setenv("IMA_BASE_URL", DEAD)


def offered(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What zsh is offered after some words; the last one is under way."""
    monkeypatch.setenv("_IMA_TUI_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(("ima-tui", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    return run().stdout.splitlines()[1::3]


def test_commands_options_and_task_types(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "create" in offered(monkeypatch, "cr")
    assert "text_to_music" in offered(monkeypatch, "models", "text")
    assert "text_to_music" in offered(monkeypatch, "create", "-t", "text")
    assert "--dry-run" in offered(monkeypatch, "batch", "--dr")


def test_models_by_id_version_and_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "wan2.6-t2v" in offered(monkeypatch, "create", "-t", "text_to_video", "-m", "wan")
    assert offered(monkeypatch, "create", "-t", "text_to_music", "-m", "wan") == []
    assert "Pixverse V5.5" in offered(monkeypatch, "model", "pix")
    assert "MJ" in offered(monkeypatch, "model", "m")


def test_options_of_the_chosen_model_and_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("create", "-t", "text_to_video", "-m", "pixverse", "--param")
    assert "resolution=" in offered(monkeypatch, *words, "re")
    assert offered(monkeypatch, *words, "resolution=7") == ["resolution=720p"]
    assert offered(monkeypatch, *words, "nothing=") == []


def test_a_shell_asks_for_nothing_and_reads_nothing(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", service.url)
    asked = service.asked.total()
    monkeypatch.setenv("_IMA_TUI_COMPLETE", "zsh_complete")
    for words in (("create", "-p", "-", "-t", "text"), ("model", "wan"), ("batch", "-", "--d")):
        monkeypatch.setenv("COMP_WORDS", " ".join(("ima-tui", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        # a pipe that nobody writes to: who reads it waits for ever
        with subprocess.Popen(
            [sys.executable, "-m", "ima_tui"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as shell:
            assert shell.stdout is not None
            assert shell.stdout.read()
            assert shell.wait(30) == 0
    assert service.asked.total() == asked
    monkeypatch.setenv("IMA_TUI_HOME", "/nowhere")
    assert offered(monkeypatch, "model", "wan") == []
    assert not Path("/nowhere").exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("words", "reply"),
    [
        (("model", "Pixverse\\ V5."), "Pixverse\\ V5.5 "),
        ((*FILM, "--param", "aspect_ratio", "=", "16"), "16:9 "),
        ((*FILM, "--param", "aspect_ratio", "=", "16", ":"), "9 "),
        ((*FILM, "--param", "shot"), "shot_type="),
        ((*FILM, "--param", "=", "shot"), "shot_type="),
        ((*FILM, "--param", "=", "aspect_ratio", "=", "16"), "16:9 "),
        ((*FILM, "--param", "=", "aspect_ratio", "=", "16", ":"), "9 "),
    ],
)
def test_bash_gets_what_stands_after_its_own_word_breaks(
    words: tuple[str, ...], reply: str, tmp_path: Path
) -> None:
    assert reply in in_bash(tmp_path, *words)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize("word", ['"see', "'see", '"seed"', '"Pixverse V5.'])
def test_bash_completes_nothing_within_quotes(word: str, tmp_path: Path) -> None:
    assert in_bash(tmp_path, "model", word) == [""]


def in_bash(folder: Path, *words: str) -> list[str]:
    """What bash offers after some words as it splits them; the last one is under way."""
    program = folder / "ima-tui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ima_tui "$@"\n')
    program.chmod(0o700)
    given = " ".join(shlex.quote(word) for word in ("ima-tui", *words))
    script = f"""
PATH="{folder}:$PATH"
eval "$(_IMA_TUI_COMPLETE=bash_source ima-tui)"
COMP_WORDS=({given}); COMP_CWORD={len(words)}
_ima_tui_completion ima-tui
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()
