import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.characters import plain
from ima_tui.catalog.values import clean
from ima_tui.cli.output import safe

OBEYED = {"Cc", "Cs", "Zl", "Zp"}
TURNED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u061c\u200e\u200f"


def is_harmless(char: str) -> bool:
    turns = unicodedata.bidirectional(char) in TURNED or char in MARKS
    return unicodedata.category(char) not in OBEYED and not turns


@given(st.text(st.characters()))
def test_no_text_commands_a_terminal_wherever_it_is_shown(text: str) -> None:
    assert all(is_harmless(char) for char in clean(text))
    assert all(is_harmless(char) or char == "\n" for char in safe(text))
    assert all(is_harmless(char) for char in plain(text))
    assert all(is_harmless(char) or char == "\n" for char in plain(text, lines=True))


def test_every_single_character_that_does_harm_is_kept_out() -> None:
    harmful = [c for c in map(chr, range(0x110000)) if not is_harmless(c)]
    assert len(harmful) > 2_000
    for char in harmful:
        assert clean(f"a{char}b") in {"ab", "a b"}
        assert safe(f"a{char}b") == ("a\nb" if char == "\n" else "ab")
        assert plain(f"a{char}b") == "a b"
