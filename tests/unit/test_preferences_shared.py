"""Preferences shared with other tools: read as a fallback, written only when that is asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ima_tui.catalog.products import Leaf
from ima_tui.files import write_atomic
from ima_tui.profiles import demo_profile, live_profile, sharing_of
from ima_tui.store.preferences import Preferences, Sharing, shared_file
from ima_tui.store.settings import read_settings

from .test_preferences import LISTING, NoonClock

KIND = "text_to_image"
OTHER = {"model_id": "doubao-seedream-4.5", "model_name": "SeeDream 4.5", "credit": 5, "x": [1]}
MINE: Leaf = LISTING.leaves[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "openclaw" / "memory" / "ima_prefs.json"
    made.parent.mkdir(parents=True)
    made.write_text(json.dumps({"user_default": {KIND: OTHER}, "user_8": {KIND: {"a": 1}}, "v": 2}))
    return made


@pytest.fixture
def opened(tmp_path: Path, path: Path) -> Callable[..., Preferences]:
    def open_(*, on: bool = True, user: str = "default") -> Preferences:
        own = tmp_path / "config" / "ima_prefs.json"
        return Preferences(own, NoonClock(), Sharing(path, on, user))

    return open_


def said(path: Path) -> Any:
    return json.loads(path.read_text())


async def test_it_counts_where_nothing_of_ones_own_is_said(
    opened: Callable[..., Preferences], path: Path
) -> None:
    before = path.read_bytes()
    preference = opened(on=False).of(KIND)
    assert preference is not None
    assert preference.model_id == "doubao-seedream-4.5"
    await opened(on=False).prefer(MINE, 8)
    preference = opened(on=False).of(KIND)
    assert preference is not None
    assert preference.model_id == MINE.model_id
    assert path.read_bytes() == before, "sharing is off"


async def test_choose_for_me_holds_against_what_others_prefer(
    opened: Callable[..., Preferences], path: Path
) -> None:
    before = path.read_bytes()
    await opened(on=False).clear(KIND)
    assert opened(on=False).of(KIND) is None
    assert path.read_bytes() == before
    await opened(on=False).prefer(MINE, 8)
    assert opened(on=False).of(KIND) is not None


async def test_shared_it_changes_ones_own_entry_alone(
    opened: Callable[..., Preferences], path: Path
) -> None:
    await opened().prefer(MINE, 8)
    document = said(path)
    assert document["user_default"][KIND]["model_id"] == MINE.model_id
    assert set(document["user_default"][KIND]) == {"model_id", "model_name", "credit", "last_used"}
    assert (document["user_8"], document["v"]) == ({KIND: {"a": 1}}, 2)
    await opened(user="8").prefer(MINE, 8)
    assert said(path)["user_8"][KIND]["model_id"] == MINE.model_id
    await opened().clear(KIND)
    assert said(path)["user_default"] == {}


async def test_what_others_write_meanwhile_stays(
    opened: Callable[..., Preferences], path: Path
) -> None:
    here = opened()
    document = said(path)
    path.write_text(json.dumps(document | {"user_9": {"text_to_music": OTHER}}))
    await here.prefer(MINE, 8)
    assert said(path)["user_9"] == {"text_to_music": OTHER}


def test_many_at_once_lose_nothing(opened: Callable[..., Preferences], path: Path) -> None:
    import asyncio

    def prefer(user: str) -> None:
        asyncio.run(opened(user=user).prefer(MINE, 8))

    threads = [Thread(target=prefer, args=(f"u{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {f"user_u{number}" for number in range(8)} <= set(said(path))


THEIRS = json.dumps({"user_later": {KIND: {"model_id": "theirs"}}, "user_default": {}})


async def test_what_a_tool_without_our_lock_writes_meanwhile_stays(
    opened: Callable[..., Preferences], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = iter([THEIRS])

    def late(place: Path, content: bytes, *, unless: Callable[[], bool]) -> bool:
        if place == path:
            for text in tools:
                path.write_text(text)
        return write_atomic(place, content, unless=unless)

    monkeypatch.setattr("ima_tui.store.preferences.write_atomic", late)
    await opened().prefer(MINE, 8)
    assert said(path)["user_later"] == {KIND: {"model_id": "theirs"}}
    assert said(path)["user_default"][KIND]["model_id"] == MINE.model_id


async def test_a_file_that_another_tool_has_half_written_is_waited_for(
    opened: Callable[..., Preferences], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(THEIRS[:30])
    monkeypatch.setattr("time.sleep", lambda _seconds: path.write_text(THEIRS))
    await opened().prefer(MINE, 8)
    assert said(path)["user_later"] == {KIND: {"model_id": "theirs"}}
    assert said(path)["user_default"][KIND]["model_id"] == MINE.model_id


@pytest.mark.parametrize("kind", ["read-only", "null", "damaged", "folder"])
async def test_who_wants_nothing_written_is_respected(
    kind: str, opened: Callable[..., Preferences], path: Path
) -> None:
    if kind == "read-only":
        path.chmod(0o400)
    elif kind == "damaged":
        path.write_text("{half")
    else:
        path.unlink()
        path.symlink_to("/dev/null") if kind == "null" else path.mkdir()
    before = path.read_bytes() if path.is_file() else None
    here = opened()
    await here.prefer(MINE, 8)
    assert here.of(KIND) is not None
    assert opened().of(KIND) is not None, "one's own file has it"
    assert before is None or path.read_bytes() == before
    assert Path("/dev/null").is_char_device()


async def test_it_is_made_where_sharing_is_on(tmp_path: Path) -> None:
    shared = tmp_path / "new" / "ima_prefs.json"
    for on in (False, True):
        here = Preferences(tmp_path / "own.json", NoonClock(), Sharing(shared, on))
        await here.prefer(MINE, 8)
        assert shared.exists() is on
    assert shared.stat().st_mode & 0o777 == 0o600


def test_the_settings_say_whether_and_for_whom(tmp_path: Path) -> None:
    environment = {"IMA_TUI_HOME": str(tmp_path)}
    profile = live_profile(environment)
    plain = sharing_of(profile, read_settings(profile.folders.settings))
    assert plain == Sharing(shared_file(), on=False, user="default")
    set_ = read_settings(profile.folders.settings).set("preferences.share", value=True)
    assert sharing_of(profile, set_.set("preferences.user", "me")) == Sharing(
        Path.home() / ".openclaw" / "memory" / "ima_prefs.json", on=True, user="me"
    )
    assert sharing_of(demo_profile(environment, 1.0), set_) is None
