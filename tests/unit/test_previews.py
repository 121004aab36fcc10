"""What is kept of files: in memory, on disk, and never for longer than it is right."""

import asyncio
import os
import stat
from pathlib import Path
from threading import Event

import pytest

from ima_tui.media import previews as module
from ima_tui.media.previews import Previews
from ima_tui.media.thumbs import LookError, Thumb

from ..made import picture, sound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "previews"


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


async def test_a_thumbnail_is_kept_and_only_its_owner_can_read_it(
    tmp_path: Path, folder: Path
) -> None:
    file = tmp_path / "it.png"
    file.write_bytes(picture())
    first = await Previews(folder).thumb(str(file))
    (made,) = kept(folder)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    # another program finds it there: what it finds is not made again
    made.write_bytes(made.read_bytes())
    before = made.stat().st_ino
    again = await Previews(folder).thumb(str(file))
    assert (again.full_width, again.full_height) == (first.full_width, first.full_height)
    assert kept(folder)[0].stat().st_ino == before


async def test_a_file_that_changed_is_looked_at_anew(tmp_path: Path, folder: Path) -> None:
    file, previews = tmp_path / "it.png", Previews(folder)
    file.write_bytes(picture(40, 30))
    assert (await previews.thumb(str(file))).width == 40
    file.write_bytes(picture(50, 30))
    assert (await previews.thumb(str(file))).width == 50


async def test_a_file_that_is_gone_or_comes_back_is_noticed(tmp_path: Path, folder: Path) -> None:
    file, previews = tmp_path / "it.png", Previews(folder)
    file.write_bytes(picture())
    await previews.thumb(str(file))
    file.rename(tmp_path / "elsewhere.png")
    with pytest.raises(LookError) as caught:
        await previews.thumb(str(file))
    assert caught.value.reason == "missing"
    (tmp_path / "elsewhere.png").rename(file)
    assert (await previews.thumb(str(file))).width == 640


async def test_a_spoilt_thumbnail_is_made_again(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "it.png"
    file.write_bytes(picture())
    await Previews(folder).thumb(str(file))
    kept(folder)[0].write_bytes(b"spoilt")
    assert (await Previews(folder).thumb(str(file))).width == 640


async def test_a_folder_that_can_not_be_written_only_costs_time(tmp_path: Path) -> None:
    file, in_the_way = tmp_path / "it.png", tmp_path / "cache"
    file.write_bytes(picture())
    in_the_way.write_text("no folder")
    assert (await Previews(in_the_way).thumb(str(file))).width == 640


async def test_what_was_made_of_a_deleted_file_is_removed(tmp_path: Path, folder: Path) -> None:
    files, previews = [tmp_path / "a.png", tmp_path / "b.png"], Previews(folder)
    for file in files:
        file.write_bytes(picture())
        await previews.thumb(str(file))
    assert len(kept(folder)) == 2
    await previews.forget(str(files[0]))
    assert len(kept(folder)) == 1
    assert (await previews.thumb(str(files[1]))).width == 640


async def test_the_disk_is_not_filled(tmp_path: Path, folder: Path) -> None:
    previews = Previews(folder, disk_bytes=20_000)
    for number in range(40):
        file = tmp_path / f"{number}.png"
        file.write_bytes(picture(300 + number, 300))
        await previews.thumb(str(file))
    total = sum(path.stat().st_size for path in kept(folder))
    assert 0 < total <= 20_000 * 1.2


async def test_memory_is_not_filled(tmp_path: Path, folder: Path) -> None:
    previews = Previews(folder, memory_bytes=3_000_000)
    for number in range(8):
        file = tmp_path / f"{number}.png"
        file.write_bytes(picture(640 + number, 480))
        await previews.thumb(str(file))
    held = [one for one in previews._held.values() if isinstance(one, Thumb)]
    assert sum(one.size for one in held) <= 3_000_000
    assert previews._held_bytes == sum(one.size for one in held)


async def test_what_nobody_waits_for_any_more_is_not_made(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cursor runs over a hundred pictures: only the one it began with and the last are made."""
    made: list[str] = []
    begun, go_on = Event(), Event()

    def slow(path: Path) -> Thumb:
        made.append(path.name)
        begun.set()
        go_on.wait(10)
        return Thumb(1, 1, b"abc", 1, 1)

    monkeypatch.setattr(module, "thumb_of", slow)
    previews = Previews(folder)
    files = [tmp_path / f"{number}.png" for number in range(100)]
    for file in files:
        file.write_bytes(b"x")
    waits = [asyncio.ensure_future(previews.thumb(str(file))) for file in files]
    await asyncio.to_thread(begun.wait, 10)
    for wait in waits[:-1]:
        wait.cancel()
    await asyncio.wait(waits[:-1])
    go_on.set()
    await waits[-1]
    assert made == ["0.png", "99.png"]


async def test_a_waveform_is_read_once(tmp_path: Path, folder: Path) -> None:
    file, previews = tmp_path / "it.wav", Previews(folder)
    file.write_bytes(sound())
    assert await previews.waveform(str(file)) is await previews.waveform(str(file))
    assert kept(folder) == []


@pytest.mark.parametrize("path", ["", "\0", "a\0b", "/proc/self/mem", os.devnull])
async def test_odd_paths_are_refused(folder: Path, path: str) -> None:
    with pytest.raises(LookError):
        await Previews(folder).thumb(path)
