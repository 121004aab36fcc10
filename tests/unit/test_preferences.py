"""The models used by default: kept in the shared schema; no file keeps the app from starting."""

import asyncio
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Listing
from ima_tui.clock import WallClock
from ima_tui.profiles import Endpoint, Profile
from ima_tui.services import Services
from ima_tui.store.catalogue import Shelf
from ima_tui.store.database import StoreError
from ima_tui.store.folders import live_folders
from ima_tui.store.preferences import (
    Preference,
    Preferences,
    Sharing,
    preferences_in,
    preferred_in,
    read_document,
    with_preference,
)

from .leaves import STEADY, json_values

KIND = "text_to_image"


class NoonClock(WallClock):
    def now(self) -> float:
        return 1_790_000_000.0


def listing_of(*models: tuple[str, str, str]) -> Listing:
    leaves = [
        {
            "id": version,
            "type": "3",
            "model_id": model,
            "name": name,
            "credit_rules": [{"attribute_id": 1, "points": 5, "attributes": {}}],
        }
        for version, model, name in models
    ]
    return parse_listing(leaves, KIND)


LISTING = listing_of(
    ("mj", "midjourney", "Midjourney"),
    ("p50", "pixverse", "Pixverse V5"),
    ("p55", "pixverse", "Pixverse V5.5"),
    ("p45", "pixverse", "Pixverse V4.5"),
    ("sd", "doubao-seedream-4.5", "SeeDream 4.5"),
)


def preferences_of(path: Path) -> Preferences:
    return Preferences(path, NoonClock())


def prefer(path: Path, version: str, credit: int = 5) -> Preferences:
    preferences = preferences_of(path)
    leaf = LISTING.find(version)
    assert leaf is not None
    asyncio.run(preferences.prefer(leaf, credit))
    return preferences


def test_a_preference_outlives_the_program_in_the_shared_schema(tmp_path: Path) -> None:
    path = tmp_path / "config" / "ima_prefs.json"
    prefer(path, "p50", 7)
    assert json.loads(path.read_text()) == {
        "user_default": {
            KIND: {
                "model_id": "pixverse",
                "model_name": "Pixverse V5",
                "credit": 7,
                "last_used": "2026-09-21T14:13:20Z",
            }
        }
    }
    again = preferences_of(path).of(KIND)
    assert again is not None
    leaf = preferred_in(LISTING, again)
    assert leaf is not None
    assert leaf.id == "p50"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_others_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "ima_prefs.json"
    others = {
        "user_anna": {KIND: {"model_id": "x"}},
        "user_default": {"text_to_music": {"model_id": "sonic", "mood": "calm"}},
        "version": 3,
    }
    path.write_text(json.dumps(others))
    preferences = prefer(path, "mj")
    asyncio.run(preferences.clear(KIND))
    assert json.loads(path.read_text()) == others


def test_two_programs_keep_each_other_s_preferences(tmp_path: Path) -> None:
    path = tmp_path / "ima_prefs.json"
    first, second = preferences_of(path), preferences_of(path)
    leaf = LISTING.leaves[0]
    asyncio.run(first.prefer(leaf, 8))
    music = parse_listing([{"id": "sonic", "type": "3", "name": "Suno"}], "text_to_music").leaves[0]
    asyncio.run(second.prefer(music, 25))
    kept = preferences_in(json.loads(path.read_text()))
    assert set(kept) == {KIND, "text_to_music"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"user_default": 5}',
        b"[" * 100_000,
        b" " * 2_000_000,
    ],
)
def test_a_broken_file_says_nothing_and_is_put_aside(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ima_prefs.json"
    path.write_bytes(content)
    assert preferences_of(path).of(KIND) is None
    assert path.read_bytes() == content
    prefer(path, "mj")
    found = preferences_of(path).of(KIND)
    assert found is not None
    assert found.model_name == "Midjourney"
    if not content.startswith(b'{"'):
        assert (tmp_path / "ima_prefs.json.damaged").read_bytes() == content


def a_folder(path: Path) -> None:
    path.mkdir()


def under_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("not a folder")


@pytest.mark.parametrize("spoil", [a_folder, under_a_file])
def test_a_file_that_can_t_be_written_is_told_and_counts_until_the_end(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "config" / "ima_prefs.json"
    path.parent.mkdir()
    spoil(path)
    preferences = preferences_of(path)
    with pytest.raises(StoreError):
        asyncio.run(preferences.prefer(LISTING.leaves[0], 8))
    found = preferences.of(KIND)
    assert found is not None
    assert found.model_id == "midjourney"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "prefs.json"
    real.parent.mkdir()
    real.write_text("{}")
    path = tmp_path / "ima_prefs.json"
    path.symlink_to(real)
    prefer(path, "mj")
    assert path.is_symlink()
    assert "midjourney" in real.read_text()


def test_a_family_is_its_named_version_else_its_newest() -> None:
    assert found("pixverse", "Pixverse V4.5") == "p45"
    assert found("PIXVERSE", "pixverse v5") == "p50"
    assert found("pixverse", "Pixverse V3") == "p55"
    assert found("midjourney", "") == "mj"
    assert found("gone", "Gone") is None


def found(model: str, name: str) -> str | None:
    leaf = preferred_in(LISTING, Preference(model, name))
    return leaf.id if leaf is not None else None


@STEADY
@given(document=st.dictionaries(st.text(max_size=9) | st.just("user_default"), json_values()))
def test_whatever_stands_in_the_file_can_be_read_and_written(document: dict[str, Any]) -> None:
    preferences_in(document)
    wanted = Preference("m", "M", 5, "now")
    changed = with_preference(document, KIND, wanted)
    assert preferences_in(changed)[KIND] == wanted
    assert KIND not in preferences_in(with_preference(changed, KIND, None))
    assert set(changed) == {*document, "user_default"}
    content = json.dumps(changed)
    assert read_document(content) is not None


def services_with(listing: Listing, home: Path) -> Services:
    folders = live_folders({"IMA_TUI_HOME": str(home)})

    def connect() -> Endpoint:
        raise AssertionError("not started")

    profile = Profile("demo", folders, keep_prompts=True, connect=connect, release=lambda: None)
    services = Services(profile, NoonClock())
    services.catalogue._shelves[KIND] = Shelf(listing, 0.0)
    return services


def test_the_default_is_the_preferred_then_the_recommended_then_the_first(tmp_path: Path) -> None:
    services = services_with(LISTING, tmp_path)
    assert chosen(services) == ("sd", "recommended")
    asyncio.run(services.preferences.prefer(LISTING.leaves[0], 8))
    assert chosen(services) == ("mj", "preferred")
    seedream = LISTING.find("sd")
    assert seedream is not None
    assert services.defaults.why(seedream) == "recommended"
    assert services.defaults.why(LISTING.leaves[2]) is None
    asyncio.run(services.preferences.clear(KIND))
    assert chosen(services) == ("sd", "recommended")
    other = services_with(listing_of(("a", "a", "A"), ("b", "b", "B")), tmp_path)
    assert chosen(other) == ("a", None)


def test_a_preferred_model_that_vanished_gives_way(tmp_path: Path) -> None:
    services = services_with(LISTING, tmp_path)
    gone = listing_of(("old", "old", "Old")).leaves[0]
    asyncio.run(services.preferences.prefer(gone, 8))
    assert chosen(services) == ("sd", "recommended")
    assert services.defaults.leaf("text_to_music") is None


def chosen(services: Services) -> tuple[str, str | None]:
    leaf = services.defaults.leaf(KIND)
    assert leaf is not None
    return leaf.id, services.defaults.why(leaf)


@pytest.mark.parametrize("kind", ["read-only", "null"])
def test_a_file_that_says_not_to_write_is_respected_in_silence(kind: str, tmp_path: Path) -> None:
    path, shared = tmp_path / "ima_prefs.json", tmp_path / "shared.json"
    if kind == "null":
        path.symlink_to(os.devnull)
    else:
        path.write_text("{}")
        path.chmod(0o400)
    preferences = Preferences(path, NoonClock(), Sharing(shared, on=True))
    asyncio.run(preferences.prefer(LISTING.leaves[0], 8))
    assert preferences.of(KIND) is not None, "it counts until the end"
    assert preferences_of(path).of(KIND) is None
    assert path.is_symlink() if kind == "null" else stat.S_IMODE(path.stat().st_mode) == 0o400
    assert KIND in json.loads(shared.read_text())["user_default"], "the shared file is another one"
