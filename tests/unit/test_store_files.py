"""Files are whole or not there, and their owner's alone."""

import errno
import os
import stat
from pathlib import Path

import pytest

from ima_tui.files import FILE_MODE, FOLDER_MODE, private_folder, write_atomic
from ima_tui.store.folders import demo_folders, live_folders


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def _open_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def failing(*_: object) -> None:
    raise OSError(errno.EIO, "no")


@pytest.mark.usefixtures("_open_umask")
def test_a_written_file_and_its_folders_are_private(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "file.json"
    write_atomic(path, b"content")
    assert path.read_bytes() == b"content"
    assert mode(path) == FILE_MODE == 0o600
    assert mode(path.parent) == FOLDER_MODE == 0o700
    assert mode(path.parent.parent) == FOLDER_MODE


@pytest.mark.usefixtures("_open_umask")
def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    assert private_folder(theirs) == theirs
    assert mode(theirs) == 0o755


def test_a_folder_in_the_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(FileExistsError):
        private_folder(tmp_path / "file")
    with pytest.raises(OSError, match="file"):
        private_folder(tmp_path / "file" / "below")


def test_writing_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old and longer")
    path.chmod(0o644)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == FILE_MODE
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("old", [b"old", None])
def test_a_failure_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "file"
    if old is not None:
        path.write_bytes(old)
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", failing)
    else:
        monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no"):
        write_atomic(path, b"new")
    assert [one.read_bytes() for one in folder.iterdir()] == ([] if old is None else [old])


def test_an_interruption_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_content_is_on_disk_before_the_file_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seen = tmp_path / "file", []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        seen.append(path.exists())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_atomic(path, b"content")
    assert seen == [False, True], "first the file, then its folder with the new name"


def test_one_home_holds_everything(tmp_path: Path) -> None:
    folders = live_folders({"IMA_TUI_HOME": f" {tmp_path} "})
    assert (folders.data, folders.results) == (tmp_path / "data", tmp_path / "results")
    assert folders.database.parent == folders.pending.parent == tmp_path / "data"


@pytest.mark.parametrize("environment", [{}, {"IMA_TUI_HOME": ""}, {"IMA_TUI_HOME": "/x/y"}])
def test_the_demo_shares_nothing_with_real_use(environment: dict[str, str]) -> None:
    live, demo = live_folders(environment), demo_folders(environment)
    for ours in (live.data, live.results, live.logs):
        for theirs in (demo.data, demo.results, demo.logs):
            assert ours != theirs
            assert theirs not in ours.parents
    assert demo.data in demo.results.parents


def test_a_home_is_an_absolute_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert live_folders({"IMA_TUI_HOME": "here"}).data == tmp_path / "here" / "data"
