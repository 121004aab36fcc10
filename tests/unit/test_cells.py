"""Fitting text into cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ima_tui.catalog.characters import plain
from ima_tui.widgets.cells import fit


def test_a_sign_is_as_wide_in_every_terminal() -> None:
    assert plain("\u2764\ufe0fNEW") == "\u2764NEW"
    assert cell_len(fit("\u2764\ufe0fNEW", 8)) == 8


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("almost there… 4 min 12 s", 16, "almost there…"),
        ("SeeDream 4.5", 11, "SeeDream…"),
        ("SeeDream 4.5 Fast", 14, "SeeDream 4.5…"),
        ("33 s of 60–120 s", 11, "33 s of…"),
        ("120", 2, "1…"),
        ("已过 4 分钟 12 秒", 9, "已过…"),
        ("720p · 15 秒或更长", 12, "720p ·…"),
        ("Pixverse", 5, "Pixv…"),
        ("狐狸在雪地里", 6, "狐狸…"),
    ],
)
def test_nothing_is_cut_in_the_middle_of_a_number(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown + " " * (width - cell_len(shown))


@given(st.text("ab 4.5–狐❤\ufe0f", max_size=30), st.integers(1, 30))
def test_a_column_is_as_wide_as_it_is_said_to_be(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


ODD = (
    "👩‍👩‍👧‍👦",  # a family of one sign, joined
    "🇨🇳",  # a flag of two
    "e\u0301",  # a letter and what stands above it
    "नि",  # a vowel before its consonant
    "שלום",  # from right to left
    "مرحبا",
    "\u202eabc",  # what turns the direction around
    "狐狸",
    "ｆｕｌｌ",
    "👍🏽",  # a sign and its colour
    "1️⃣",
    "\u200b",
    "a\tb\nc",
)


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=8), st.integers(1, 40))
def test_no_sign_moves_what_stands_beside_it(parts: list[str], width: int) -> None:
    shown = fit("".join(parts), width)
    assert cell_len(shown) == width
    assert "\n" not in shown
    assert "\t" not in shown
    assert "\u202e" not in shown
