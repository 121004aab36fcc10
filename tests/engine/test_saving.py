"""Results to disk: whole or not at all, whatever the disk and other programs do."""

import asyncio
import hashlib
import json
import os
import stat
import threading
from pathlib import Path

import pytest

from ima_tui.api.client import ImaClient
from ima_tui.media.partial import ORPHAN_SECONDS, Partial
from ima_tui.media.placing import place_text
from ima_tui.media.saving import Target, save
from ima_tui.store.records import State
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.filing import Filing
from ima_tui.tasks.keeping import Keeper

from .saving import FILING, NAME, PNG, Desk, run
from .warp import WarpClock


def test_a_result_is_saved_privately_with_its_description_beside_it(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.paths = ["/1.png?Signature=secret#x"]
        made = here.post.clock.now()
        task = await here.post.accept(0x1234567, created_at=made, settings={"values": {"n": 1}})
        (path,) = await here.saved(task)
        assert path.name == NAME.format("234567", 1)
        assert path.read_bytes() == PNG
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        beside = path.with_name(f"{path.name}.json")
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
        told = json.loads(beside.read_bytes())
        assert told | {"ended": ""} == {
            "id": task.id,
            "task_id": task.task_id,
            "n": 1,
            "task_type": "text_to_image",
            "model": "model",
            "model_name": task.model_name,
            "version": "model-1",
            "settings": {"n": 1},
            "points": 5,
            "created": "2026-05-28T20:26:40+00:00",
            "ended": "",
            "url": f"{here.host.url}/1.png",
            "size": len(PNG),
            "sha256": hashlib.sha256(PNG).hexdigest(),
        }
        assert told["ended"] > told["created"]
        assert here.names() == [path.name, beside.name]

    run(tmp_path, act)


def test_a_description_tells_the_prompt_only_where_prompts_are_kept(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        for number, prompt in enumerate((None, "a red fox")):
            task = await here.post.accept(number, prompt=prompt)
            (path,) = await here.saved(task)
            told = json.loads(path.with_name(f"{path.name}.json").read_bytes())
            assert told.get("prompt") == prompt

    run(tmp_path, act)


def test_descriptions_can_be_left_out_and_names_chosen(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        task = await here.post.accept(prompt="../A fox\x00, red")
        await here.saved(task)
        assert here.names() == ["1-a-fox-red-text_to_image.png"]

    run(tmp_path, act, filing=Filing("{n} {prompt}/{task_type}", sidecars=False))


def test_who_stops_watching_ends_the_saving_too(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.paths = ["/no.png"]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(24 * 3600)
        assert len(here.shelf.asked) < 120, "ever less often"
        await here.post.watcher.stop(task.id)
        await here.post.clock.sleep(1000)
        count = len(here.host.seen)
        await here.post.clock.sleep(24 * 3600)
        assert len(here.host.seen) == count
        assert here.names() == []

    run(tmp_path, act)


def test_names_that_are_taken_are_left_alone(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.folder.mkdir()
        first, second = NAME.format("000000", 1), NAME.format("000000", "1-2")
        (here.folder / first).write_text("mine")
        (here.folder / f"{second}.json").write_text("mine too")
        task = await here.post.accept(created_at=here.post.clock.START)
        (path,) = await here.saved(task)
        assert path.name == NAME.format("000000", "1-3")
        assert (here.folder / first).read_text() == "mine"
        assert (here.folder / f"{second}.json").read_text() == "mine too"

    run(tmp_path, act)


def test_two_programs_that_save_the_same_make_one_file(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        crew = Crew(lambda error: pytest.fail(str(error)))
        client = ImaClient(here.host.url, "ima_test_key")
        post = here.post
        other = Keeper(
            client, post.book, post.watcher, here.folder, post.clock, crew, lambda: FILING
        )
        post.book.changed.subscribe(other.keep)
        here.shelf.cuts = [200_000, 400_000]
        tasks = [await post.accept(number) for number in range(5)]
        for task in tasks:
            (path,) = await here.saved(task)
            assert path.read_bytes() == PNG
        await post.clock.sleep(120)
        assert len(here.names()) == 10
        await crew.cancel()
        await client.aclose()

    run(tmp_path, act)


def test_a_crash_between_name_and_ledger_leaves_one_whole_file(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.folder.mkdir()
        named = here.folder / NAME.format("000000", 1)
        named.write_bytes(PNG)
        os.link(named, here.folder / ".ima-00000000-0.part")
        (here.folder / ".ima-00000000-0.part.etag").write_text('"one"')
        here.shelf.cuts = [5000]
        task = await here.post.accept(created_at=here.post.clock.START)
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(1)
        assert named.read_bytes() == PNG, "the result is not touched again"
        assert await here.saved(task) == [named]
        assert here.names() == [named.name, f"{named.name}.json"]

    run(tmp_path, act)


def test_a_full_disk_is_told_costs_no_room_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 1000

    class Usage:
        @property
        def free(self) -> int:
            return free

    monkeypatch.setattr("ima_tui.media.saving.shutil.disk_usage", lambda _folder: Usage())

    async def act(here: Desk) -> None:
        nonlocal free
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(40)
        assert here.post.book.tasks[task.id].problem == "disk_full"
        assert here.names() == []
        free = 10**9
        (path,) = await here.saved(task)
        assert here.post.book.tasks[task.id].problem is None
        assert here.post.book.tasks[task.id].untimed, "a full disk says nothing of the model"
        assert path.read_bytes() == PNG

    run(tmp_path, act)


def test_no_room_for_the_description_is_told_and_the_file_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = True

    async def act(here: Desk) -> None:
        nonlocal full

        def failing(content: bytes, target: Path) -> bool:
            if full:
                raise OSError(28, "No space left on device")
            return place_text(content, target)

        monkeypatch.setattr("ima_tui.tasks.sidecars.place_text", failing)
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(60)
        assert here.post.book.tasks[task.id].problem == "disk_full"
        full = False
        await here.saved(task)
        assert here.shelf.asked == [""]
        assert len(here.names()) == 2

    run(tmp_path, act)


def test_what_is_left_of_settled_tasks_is_swept_and_nothing_else(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.folder.mkdir()
        for name in (
            ".ima-aaaa-0.part",
            ".ima-aaaa-0.part.etag",
            ".ima-aaaa-1.part.etag",
            ".ima-open-0.part",
            ".ima-busy-0.part",
            ".ima-old.tmp",
            ".ima-new.tmp",
            ".mine.part",
            "a.part",
        ):
            (here.folder / name).write_text("x")
        now = here.post.clock.now()
        os.utime(here.folder / ".ima-old.tmp", (now, now - 2 * ORPHAN_SECONDS))
        os.utime(here.folder / ".ima-new.tmp", (now, now))
        busy = Partial(here.folder, "busy-0")
        await here.keeper.sweep({"open"}, ())
        busy.close()
        assert here.names() == [
            ".ima-busy-0.part",
            ".ima-new.tmp",
            ".ima-open-0.part",
            ".mine.part",
            "a.part",
        ]

    run(tmp_path, act)


def test_a_linked_folder_is_followed_once(tmp_path: Path) -> None:
    real, elsewhere = tmp_path / "real", tmp_path / "elsewhere"
    real.mkdir()
    elsewhere.mkdir()
    (tmp_path / "results").symlink_to(real)

    async def act(here: Desk) -> None:
        (tmp_path / "results").unlink()
        (tmp_path / "results").symlink_to(elsewhere)
        (path,) = await here.saved(await here.post.accept())
        assert path.parent == real
        assert list(elsewhere.iterdir()) == []

    run(tmp_path, act)


async def test_who_leaves_while_the_partial_file_is_opened_does_not_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, closed = threading.Event(), threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    class Slow(Partial):
        def __init__(self, folder: Path, mark: str) -> None:
            begun.set()
            assert go_on.wait(20)
            super().__init__(folder, mark)

        def close(self) -> None:
            super().close()
            loop.call_soon(closed.set)

    monkeypatch.setattr("ima_tui.media.saving.Partial", Slow)
    client, target = ImaClient("http://127.0.0.1:9", "key"), Target(tmp_path, "a-0", "a")
    url = "http://127.0.0.1:9/a.png"
    saving = asyncio.create_task(save(client, url, target, WarpClock(), lambda: True))
    await asyncio.to_thread(begun.wait, 20)
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    go_on.set()
    await asyncio.wait_for(closed.wait(), 20)
    Partial(tmp_path, "a-0").close()
    await client.aclose()


def test_a_partial_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")

    async def act(here: Desk) -> None:
        here.folder.mkdir()
        (here.folder / ".ima-00000000-0.part").symlink_to(victim)
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(1)
        assert here.post.book.tasks[task.id].problem == "folder"
        assert victim.read_text() == "mine"
        (here.folder / ".ima-00000000-0.part").unlink()
        await here.saved(task)

    run(tmp_path, act)
