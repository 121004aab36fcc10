"""How results are filed, as the settings say."""

from pathlib import Path

import pytest

from ima_tui.media.names import PATTERN
from ima_tui.store.settings import read_settings
from ima_tui.tasks.filing import Filing, filing_of


@pytest.mark.parametrize(
    ("text", "filing", "mistakes"),
    [
        ("", Filing(PATTERN, sidecars=True), []),
        ('[saving]\nnames = "{id}_{n}"', Filing("{id}_{n}"), []),
        ("[saving]\ndescriptions = false", Filing(sidecars=False), []),
        (
            '[saving]\nnames = ""\ndescriptions = 1',
            Filing(),
            ["saving.names", "saving.descriptions"],
        ),
        (f'[saving]\nnames = "{"x" * 201}"', Filing(), ["saving.names"]),
    ],
)
def test_filing(text: str, filing: Filing, mistakes: list[str], tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(text)
    settings = read_settings(tmp_path / "settings.toml")
    assert filing_of(settings.values) == filing
    assert [mistake.key for mistake in settings.mistakes] == mistakes
