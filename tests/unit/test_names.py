"""Names of saved files."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.media.names import MOST_BYTES, PATTERN, Named, file_stem, slug

from .leaves import STEADY

AT = datetime(2026, 4, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("SeeDream 4.5", "seedream-4.5"),
        ("Kling O1 [b]", "kling-o1-b"),
        ("模型 五", "模型-五"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        (".hidden", "hidden"),
        ("a\x00b\nc", "a-b-c"),
        ("\u202egnp.exe", "gnp.exe"),
        ("ＡＢＣ", "abc"),
        ("CON", "con-"),
        ("lpt1", "lpt1-"),
        ("", "result"),
        ("///", "result"),
        ("...", "result"),
        ("🔥", "result"),
        ("x" * 300, "x" * 40),
        ("x" * 39 + ".png", "x" * 39),
    ],
)
def test_slugs(text: str, part: str) -> None:
    assert slug(text) == part


def named(model: str, task: str, position: int, prompt: str = "") -> Named:
    return Named(AT, model, "text_to_image", task, position, prompt)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (PATTERN, "2026-04-05_060700_seedream-4.5_123456_1"),
        ("{prompt}_{n}", "a-red-fox_1"),
        ("{task_type}/{model}", "text_to_image-seedream-4.5"),
        ("../../{id}", "123456"),
        ("C:\\{id}", "C-123456"),
        ("{id}.", "123456"),
        (" {id} ", "123456"),
        ("{no_such}_{n}", "no_such_1"),
        ("{{id}}", "123456"),
        ("nul", "ima-nul"),
        ("NUL.{n}", "ima-NUL.1"),
        ("", "result"),
        ("{", "result"),
        ("e\u0301 {n}", "é-1"),
        ("猫 {n}", "猫-1"),
    ],
)
def test_a_pattern_makes_a_name(pattern: str, name: str) -> None:
    assert file_stem(pattern, named("SeeDream 4.5", "abcdef123456", 0, "A red fox!")) == name


def test_without_a_prompt_a_name_has_no_gap() -> None:
    assert file_stem("{date}_{prompt}_{n}", named("x", "abc", 2)) == "2026-04-05_3"


ANY_TEXT = st.text(max_size=80) | st.text("./\\\x00:*?<>|\u202e CONconaux\u0130ﷺ", max_size=80)


def is_safe(name: str) -> bool:
    unsafe = set('/\\:*?"<>|\x7f\u202e') | {chr(code) for code in range(33)}
    return (
        bool(name)
        and not unsafe & set(name)
        and name[0] not in ".-"
        and name[-1] not in ". "
        and name not in {"con", "nul", "aux", "prn"}
    )


@STEADY
@given(ANY_TEXT)
def test_any_text_makes_a_safe_short_part(text: str) -> None:
    part = slug(text)
    assert is_safe(part)
    assert len(part) <= 41
    assert slug(part) == part


@STEADY
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.integers(0, 999), st.just(PATTERN) | ANY_TEXT)
def test_any_task_makes_a_name_that_every_file_system_takes(
    model: str, task: str, prompt: str, position: int, pattern: str
) -> None:
    name = file_stem(pattern, named(model, task, position, prompt))
    assert is_safe(name)
    assert name.partition(".")[0].casefold() not in {"con", "nul", "aux", "prn", "com1"}
    assert len(name.encode()) <= MOST_BYTES + len("ima-"), "with endings still below 255 bytes"
    if pattern == PATTERN:
        assert name.endswith(f"_{position + 1}")


@STEADY
@given(st.text(max_size=60), st.text("0123456789abcdef", min_size=12, max_size=12))
def test_results_of_one_task_never_share_a_name(model: str, task: str) -> None:
    names = {file_stem(PATTERN, named(model, task, position)) for position in range(12)}
    assert len(names) == 12
