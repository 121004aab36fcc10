"""What is pasted comes as one text, and presses no key."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from ima_tui.pasting import PasteParser

BEGIN, END = "\x1b[200~", "\x1b[201~"
HIDDEN = "a fox\x1bX\x12\rq\x1b[5;95m\x1b and more text than an escape sequence is long"
"""Behind an escape: ctrl+r, which runs, enter, which says yes, and q, which leaves."""


def read(*pieces: str) -> list[str]:
    """What is pasted, in quotation marks, and the keys pressed; after each piece nothing comes."""
    parser = PasteParser()
    found: list[Message] = []
    for piece in pieces:
        found += parser.feed(piece)
        if parser._timeout_time is not None:
            parser._timeout_time = 0
        found += parser.tick()
    return [
        repr(one.text) if isinstance(one, events.Paste) else one.key
        for one in found
        if isinstance(one, events.Paste | events.Key)
    ]


def test_what_hides_in_a_paste_presses_no_key() -> None:
    assert read(f"{BEGIN}{HIDDEN}{END}") == [repr(HIDDEN)]


@pytest.mark.parametrize("at", range(1, len(END)))
def test_keys_work_after_a_paste_whose_end_came_in_two_pieces(at: int) -> None:
    assert read(f"{BEGIN}fox{END[:at]}", f"{END[at:]}j", "k") == ["'fox'", "j", "k"]


def test_keys_and_pastes_in_one_burst_keep_their_order() -> None:
    assert read(f"a{BEGIN}one{END}b{BEGIN}{END}{BEGIN}two\x00{END}\x1b[A") == [
        *("a", "'one'", "b", "''", "'two'", "up"),
    ]


@given(st.text().filter(lambda text: END not in text), st.lists(st.integers(1, 30)))
def test_any_text_in_any_pieces_is_pasted_whole(text: str, lengths: list[int]) -> None:
    rest = f"{text}{END}j"
    ends = [0, *itertools.accumulate(lengths), len(rest)]
    pieces = [rest[begin:end] for begin, end in itertools.pairwise(ends) if rest[begin:end]]
    assert read(BEGIN, *pieces) == [repr(text.replace("\x00", "")), "j"]
