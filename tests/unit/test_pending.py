"""Requests that are not settled yet."""

import os
import stat
import time
from pathlib import Path

import pytest

from ima_tui.store.pending import ORPHAN_SECONDS, Pending


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pending"


def test_a_body_is_kept_privately_until_it_is_removed(folder: Path) -> None:
    pending = Pending(folder)
    pending.write("abc123", b'{"prompt": 1}')
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Pending(folder).read("abc123") == b'{"prompt": 1}'
    pending.remove("abc123")
    assert pending.read("abc123") is None
    assert list(folder.iterdir()) == []


def test_what_is_not_there_is_no_mistake(folder: Path) -> None:
    pending = Pending(folder)
    assert pending.read("none") is None
    pending.remove("none")
    pending.sweep(time.time(), ["none"])
    assert pending.ids() == ()
    assert not folder.exists()


@pytest.mark.parametrize("task", ["", "..", "../x", "a/b", "a.b", "/abs", "a b", "a\x00"])
def test_an_id_never_leads_out_of_the_folder(folder: Path, task: str) -> None:
    pending = Pending(folder)
    with pytest.raises(ValueError, match="letters and digits"):
        pending.write(task, b"")
    with pytest.raises(ValueError, match="letters and digits"):
        pending.remove(task)
    with pytest.raises(ValueError, match="letters and digits"):
        pending.read(task)
    assert not folder.exists()


def test_a_sweep_removes_what_no_task_claims_once_it_is_old(folder: Path) -> None:
    pending = Pending(folder)
    for task in ("one", "two", "three"):
        pending.write(task, task.encode())
    (folder / ".two.json.half").write_bytes(b"half")
    (folder / "below").mkdir()
    pending.sweep(time.time(), ["two"])
    assert sorted(pending.ids()) == ["one", "three", "two"]
    pending.sweep(time.time() + ORPHAN_SECONDS + 1, ["two", "four"])
    assert sorted(path.name for path in folder.iterdir()) == ["below", "two.json"]
    assert pending.read("two") == b"two"


def test_a_body_that_can_not_be_kept_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = Pending(folder)
    pending.write("abc", b"old")

    def full(_: int) -> None:
        raise OSError("full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        pending.write("abc", b"new")
    assert pending.read("abc") == b"old"
    assert len(list(folder.iterdir())) == 1
