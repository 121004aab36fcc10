"""The settings that the README shows are settings there are."""

import tomllib
from pathlib import Path
from textwrap import dedent

from ima_tui.store.setting_keys import KEYS
from ima_tui.store.settings import read_settings

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_every_setting_is_shown_with_a_value_that_may_stand_there(tmp_path: Path) -> None:
    section = README.partition("## Settings")[2].partition("\n## ")[0]
    shown = dedent("\n".join(line for line in section.split("\n") if line.startswith("    ")))
    assert tomllib.loads(shown)
    path = tmp_path / "settings.toml"
    path.write_text(shown)
    settings = read_settings(path)
    assert settings.mistakes == ()
    assert set(settings.values) == set(KEYS) | {"keys.favourite-model"}
