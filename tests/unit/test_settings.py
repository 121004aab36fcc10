"""Limits that can't be read are told, also where only their name is mistyped."""

from pathlib import Path

import pytest

from ima_tui.store.settings import read_settings


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("[budget]\ndya = 5", "budget.dya", "budget.day"),
        ("[budget]\nDay = 5", "budget.Day", "budget.day"),
        ("[budgets]\nday = 5", "budgets.day", "budget.day"),
        ("[Budget]\nmonth = 5", "Budget.month", "budget.month"),
        ("budget = 5", "budget", "[budget]"),
        ("[[budget]]\nday = 5", "budget", "[budget]"),
        ("[budget]\nday = '5'", "budget.day", "0-"),
        ("[budget.day]\nlimit = 5", "budget.day", "0-"),
        ("[budget", "", "TOML"),
    ],
)
def test_a_limit_that_is_none_is_a_mistake(
    text: str, key: str, allowed: str, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    (mistake,) = read_settings(path).mistakes
    assert mistake.key == key
    assert mistake.allowed.startswith(allowed)
    assert mistake.of_limits


@pytest.mark.parametrize("text", ["[saving]\nnames = 5", "corrections = 1"])
def test_other_mistakes_are_not_about_limits(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    (mistake,) = read_settings(path).mistakes
    assert not mistake.of_limits


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("keys = 3", "keys", "[keys]"),
        ("saving = 1", "saving", "[saving]"),
        ("[[notices]]\nbell = true", "notices", "[notices]"),
        ("prompts = false", "prompts", "[prompts]"),
        ("[theme]\nname = 'dark'", "theme.name", "theme"),
        ("[corrections]\nmode = 'off'", "corrections.mode", "corrections"),
        ("[key]\nopen = 'o'", "key.open", "keys.open"),
        ("[Keys]\nopen = 'o'", "Keys.open", "keys.open"),
    ],
)
def test_what_stands_for_a_whole_table_is_named(
    text: str, key: str, allowed: str, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"language = 'zh'\n{text}")
    read = read_settings(path)
    assert [(one.key, one.allowed) for one in read.mistakes] == [(key, allowed)]
    assert read.values == {"language": "zh"}, "all else holds"


def test_tables_of_something_else_are_nobodys_mistake(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[mine]\nnote = 'x'\n[tool.other]\nx = 1")
    assert read_settings(path).mistakes == ()
