"""What comes from a terminal in one burst is what was pressed."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from textual import _ansi_sequences, events
from textual._xterm_parser import XTermParser

from ima_tui.charset import other_encoding
from ima_tui.terminal import part_escapes


@pytest.fixture(autouse=True)
def _parted() -> Iterator[None]:
    table = cast("dict[str, Any]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    before = dict(table)
    part_escapes()
    yield
    table.clear()
    table.update(before)


def keys(burst: str) -> list[tuple[str, str | None]]:
    return [
        (event.key, event.character)
        for event in XTermParser().feed(burst)
        if isinstance(event, events.Key)
    ]


ESC = ("escape", "\x1b")


@pytest.mark.parametrize(
    ("burst", "pressed"),
    [
        ("\x1b2", [("escape", None), ("2", "2")]),
        ("\x1bq", [("escape", None), ("q", "q")]),
        ("\x1bG", [("escape", None), ("G", "G")]),
        ("\x1b/fox", [("escape", None), ("slash", None), ("f", "f"), ("o", "o"), ("x", "x")]),
        ("\x1b,", [("escape", None), ("comma", None)]),
        ("\x1b\x1b3", [ESC, ("escape", None), ("3", "3")]),
    ],
)
def test_an_escape_and_a_key_are_two_keys(
    burst: str, pressed: list[tuple[str, str | None]]
) -> None:
    assert keys(burst) == pressed


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b[A", "up"),
        ("\x1bOP", "f1"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1bb", "ctrl+left"),
        ("\x1b[50;3u", "alt+2"),
    ],
)
def test_what_a_terminal_sends_for_one_key_stays_one(sequence: str, key: str) -> None:
    assert [name for name, _ in keys(sequence)] == [key]


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"LANG": "de_DE.ISO-8859-1"}, "ISO-8859-1"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GBK"}, "GBK"),
        ({"LC_ALL": "", "LANG": "de_DE.ISO-8859-15@euro"}, "ISO-8859-15"),
        ({"LANG": "C"}, ""),
        ({"LANG": "C.utf8"}, ""),
        ({"LANG": "zh_CN.UTF-8"}, ""),
        ({"LANG": "de_DE"}, ""),
        ({}, ""),
    ],
)
def test_a_locale_of_another_encoding_is_known(environment: dict[str, str], encoding: str) -> None:
    assert other_encoding(environment) == encoding
