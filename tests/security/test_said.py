"""SECURITY.md says of every host, file and setting what the program does."""

import os
import re
from pathlib import Path

from ima_tui.api.addresses import API, UPLOAD
from ima_tui.store.folders import Folders, live_folders
from ima_tui.store.kept import kept_of

TEXT = (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8")


def test_every_host_is_named() -> None:
    for address in (API, UPLOAD):
        assert address.removeprefix("https://") in TEXT


def test_everything_that_is_kept_is_named() -> None:
    kept = [one for one in kept_of(live_folders(os.environ)) if one.name != "simulator"]
    assert [one.name for one in kept if f"`{one.path.name}`" not in TEXT] == []


def test_every_place_of_a_profile_is_among_what_is_kept() -> None:
    folders = live_folders(os.environ)
    named = [name for name, value in vars(Folders).items() if isinstance(value, property)]
    places = [getattr(folders, name) for name in named]
    kept = list(kept_of(folders))
    assert len(places) > 5
    assert [place for place in places if not any(one.holds(place) for one in kept)] == []


def test_every_promise_has_tests_that_there_are() -> None:
    _, _, rest = TEXT.partition("## How it is tested")
    rows = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    proofs = [re.findall(r"`(tests/[\w/]+\.py)`", row.split("|")[3]) for row in rows[1:]]
    assert len(proofs) > 10
    assert all(proofs)
    root = Path(__file__).parents[2]
    assert [name for row in proofs for name in row if not (root / name).is_file()] == []
    named = {name for row in proofs for name in row}
    here = {f"tests/security/{path.name}" for path in Path(__file__).parent.glob("test_*.py")}
    assert here <= named, "whoever adds a test says what it proves"


def test_the_settings_that_matter_are_named() -> None:
    for key in ("prompts.keep", "preferences.share", "service.base_url", "saving.descriptions"):
        assert key in TEXT
