"""Every action can be had in every terminal: without function keys, alt, or ctrl with enter."""

import re

import pytest

from ima_tui.actions import ACTIONS, Action

_MISSING = re.compile(r"f\d+|alt\+.*|ctrl\+(enter|space|shift\+.*|[0-9].*)|super\+.*")
"""Keys that some terminals keep for themselves, or send like another."""

_SWALLOWED = frozenset({"ctrl+b", "ctrl+a", "ctrl+z", "ctrl+backslash", "ctrl+c", "ctrl+q"})
"""Of tmux and GNU screen, of the shell's job control, and Textual's own."""


@pytest.mark.parametrize(
    "action",
    # ctrl+z is what the shell's job control has at every terminal
    [one for one in ACTIONS if one.keys and one.id != "put-aside"],
    ids=lambda one: one.id,
)
def test_a_plain_key_does_it(action: Action) -> None:
    same = [one for one in ACTIONS if (one.scope, one.textual) == (action.scope, action.textual)]
    keys = [key for one in same for key in one.keys]
    plain = [key for key in keys if not _MISSING.fullmatch(key) and key not in _SWALLOWED]
    assert plain, f"{action.id} has only {action.keys}"


def test_what_is_written_is_no_key_of_an_action() -> None:
    typed = re.compile(r".|space|comma|slash|question_mark")
    assert not [one.id for one in ACTIONS if one.in_fields and any(map(typed.fullmatch, one.keys))]
