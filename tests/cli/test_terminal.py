"""What commands write when somebody looks: styled, and still nothing of the service's raw."""

import os
import re
import subprocess
import sys

import pytest

from .kit import Reply, Service

STYLE = re.compile(r"\x1b\[[\d;]*m")


def seen(*words: str, columns: int = 100) -> str:
    """What a command writes to a terminal, with its stderr left out."""
    controller, terminal = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", *words],
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)},
    )
    os.close(terminal)
    chunks: list[bytes] = []
    try:
        while chunk := os.read(controller, 65536):
            chunks.append(chunk)
    except OSError:
        pass  # the other side is closed: all was read
    os.close(controller)
    assert process.wait(20) == 0
    return b"".join(chunks).decode().replace("\r\n", "\n")


def evil(_kind: str) -> Reply:
    nasty = "Evil\x1b[2J\x9b31m\u202e[bold]x[/bold]\x07\x1b]0;title\x07"
    rule = {"attribute_id": 1, "points": 5, "origin_point": 5, "attributes": {"size": nasty}}
    leaf = {"id": nasty, "model_id": nasty, "type": "3", "name": nasty, "credit_rules": [rule]}
    return 200, {"code": 0, "data": [leaf]}


@pytest.mark.usefixtures("live")
def test_a_terminal_gets_headings_in_bold_within_its_width() -> None:
    shown = seen("models", "text_to_video")
    assert "\x1b[1mText to video" in shown
    lines = STYLE.sub("", shown).splitlines()
    assert all(len(line) <= 100 for line in lines)
    assert any("★" in line for line in lines)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("columns", [20, 40, 60])
def test_a_narrow_terminal_loses_no_name_and_no_number(columns: int) -> None:
    shown = STYLE.sub("", seen("models", "text_to_music", columns=columns))
    assert "…" not in shown
    assert [word for word in shown.split() if word in {"25", "30"}] == ["25", "30", "30"]
    assert {"Suno", "BGM", "Song"} <= set(shown.split())


def test_a_terminal_gets_no_control_characters_of_the_service(service: Service) -> None:
    service.answer = evil
    for words in (
        ("models", "text_to_image"),
        ("model", "evil", "-t", "text_to_image"),
        ("create", "-t", "text_to_image", "-p", "\x1b[2J", "--dry-run"),
        ("models", "text_to_image", "--json"),
    ):
        shown = STYLE.sub("", seen(*words))
        assert "Evil" in shown
        assert all(char.isprintable() or char == "\n" for char in shown), words
