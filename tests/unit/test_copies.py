"""Save as: a whole copy where the user wants it, and never over something else unasked."""

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from ima_tui.media.placing import CopyError, save_copy

CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "results" / "it.png"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    return path


def reason(file: Path, target: Path, *, replace: bool = False) -> str:
    with pytest.raises(CopyError) as caught:
        save_copy(file, target, replace=replace)
    return caught.value.reason


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_whole_and_private(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "红狐 -1.png"
    save_copy(file, target)
    assert target.read_bytes() == CONTENT == file.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert left(tmp_path) == ["results", "红狐 -1.png"]


def test_another_file_stays_unless_it_may_go(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.png"
    target.write_text("mine")
    assert reason(file, target) == "taken"
    assert target.read_text() == "mine"
    save_copy(file, target, replace=True)
    assert target.read_bytes() == CONTENT
    assert left(tmp_path) == ["mine.png", "results"]


def test_a_link_is_a_file_of_that_name(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "link.png"
    target.symlink_to(tmp_path / "nowhere.png")
    assert reason(file, target) == "taken"
    assert not (tmp_path / "nowhere.png").exists()
    # it goes, not what it leads to
    save_copy(file, target, replace=True)
    assert not target.is_symlink()
    assert not (tmp_path / "nowhere.png").exists()


@pytest.mark.parametrize("replace", [False, True])
def test_the_file_itself_is_never_replaced(file: Path, tmp_path: Path, *, replace: bool) -> None:
    assert reason(file, file, replace=replace) == "same"
    link = tmp_path / "link.png"
    link.symlink_to(file)
    assert reason(file, link, replace=replace) == "same"
    assert file.read_bytes() == CONTENT


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_is_never_replaced(file: Path, tmp_path: Path, *, replace: bool) -> None:
    assert reason(file, tmp_path, replace=replace) == "taken"


def test_what_keeps_it_from_being_copied_is_said(file: Path, tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.png", tmp_path / "new.png") == "missing"
    assert reason(file, tmp_path / "no" / "such" / "it.png") == "no_folder"
    assert reason(file, tmp_path / ("x" * 300)) == "folder"
    assert reason(file, tmp_path / "a\0b.png") == "folder"
    assert left(tmp_path) == ["results"]


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "folder"), (errno.EIO, "folder")]
)
def test_a_copy_that_breaks_off_leaves_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def half(source: Any, copy: Any, length: int) -> None:
        copy.write(source.read(1000))
        raise OSError(number, "no")

    monkeypatch.setattr(shutil, "copyfileobj", half)
    target = tmp_path / "mine.png"
    target.write_text("mine")
    assert reason(file, target, replace=True) == why
    assert target.read_text() == "mine"
    assert left(tmp_path) == ["mine.png", "results"]


def test_a_folder_that_can_not_be_written_says_so(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    opened = os.open

    # root may write anywhere, so nothing but this says no to everybody
    def closed(path: Any, *rest: Any, **more: Any) -> int:
        if folder in Path(path).parents:
            raise PermissionError(errno.EACCES, "closed")
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", closed)
    assert reason(file, folder / "it.png") == "folder"
    monkeypatch.undo()
    assert left(folder) == []


def test_where_there_are_no_hard_links_a_copy_is_whole(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    save_copy(file, tmp_path / "new.png")
    assert (tmp_path / "new.png").read_bytes() == CONTENT
    assert reason(file, tmp_path / "new.png") == "taken"


def test_a_name_that_could_not_be_given_is_free_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(Path, "replace", refused)
    assert reason(file, tmp_path / "new.png") == "folder"
    assert not (tmp_path / "new.png").exists(), "an empty file stands for no result"
