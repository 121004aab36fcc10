"""Results to disk: whole or not at all, whatever the host, the disk and other programs do."""

import asyncio
import hashlib
import json
import os
import stat
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ima_tui.api.client import ImaClient
from ima_tui.media.partial import ORPHAN_SECONDS, Partial
from ima_tui.media.placing import place_text
from ima_tui.media.saving import Target, save
from ima_tui.store.records import State, Task
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.filing import Filing
from ima_tui.tasks.keeping import Keeper
from ima_tui.tasks.lanes import AT_ONCE, SLOW_AT_ONCE

from .hosts import Cut, Drip, Host, detail, hosting, ready
from .rooms import leaf, order, room
from .scripted import Reply, Seen, answer, code
from .warp import WarpClock, warp
from .watching import Post, post

END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG = b"\x89PNG\r\n\x1a\n" + (bytes(range(256)) * 2400)[: -len(END)] + END
OTHER = b"\x89PNG\r\n\x1a\n" + (bytes(reversed(range(256))) * 2400)[: -len(END)] + END
FILING = Filing()
NAME = "2026-05-28_202640_model-one-模型_{}_{}.png"


@dataclass
class Shelf:
    """A host of results that does with them what a test wants.

    Attributes:
        files: by path.
        etags: by path; without one there is no range.
        cuts: after how many bytes of the body the next answers are cut.
        ranges: whether it knows ranges.
        replies: given in place of the next answers.
        paths: of the results of every task, in order.
        asked: which part of a file each request asked for.
    """

    files: dict[str, bytes] = field(default_factory=lambda: {"/1.png": PNG})
    etags: dict[str, str] = field(default_factory=lambda: {"/1.png": '"one"'})
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    replies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=lambda: ["/1.png"])
    asked: list[str] = field(default_factory=list)
    url: str = ""

    async def serve(self, request: Seen) -> Reply | Drip:
        if request.path.endswith("/detail"):
            return detail(*(ready(self.url + path) for path in self.paths))
        assert "authorization" not in request.headers
        self.asked.append(request.headers.get("range", ""))
        if self.replies:
            return self.replies.pop(0)
        path = request.path.partition("?")[0]
        if path not in self.files:
            return answer(b"gone", "403 Forbidden")
        return self._file(request, self.files[path], self.etags.get(path, ""))

    def _file(self, request: Seen, content: bytes, etag: str) -> bytes:
        start, status = 0, "200 OK"
        headers = ["Content-Type: image/png", *([f"ETag: {etag}"] if etag else [])]
        wanted = request.headers.get("range", "")
        if self.ranges and wanted and request.headers.get("if-range") == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                size = f"Content-Range: bytes */{len(content)}"
                return answer(b"", "416 Range Not Satisfiable", size)
            status = "206 Partial Content"
            headers.append(f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}")
        whole = answer(content[start:], status, *headers)
        if not self.cuts:
            return whole
        head = len(whole) - len(content[start:])
        return Cut(whole[: head + max(0, self.cuts.pop(0) - start)])


@dataclass
class Desk:
    """A keeper and what it stands on."""

    post: Post
    keeper: Keeper
    shelf: Shelf
    host: Host
    folder: Path

    async def saved(self, task: Task, seconds: float = 3600.0) -> list[Path]:
        """Wait until a task is done; return its files."""
        done = await self.post.until(task.id, State.DONE, State.PARTIAL, seconds=seconds)
        return [Path(media.path) for media in done.medias if media.path is not None]

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@asynccontextmanager
async def desk(
    tmp_path: Path,
    shelf: Shelf,
    *,
    filing: Filing = FILING,
    serve: Callable[[Seen], Awaitable[Reply | Drip]] | None = None,
) -> AsyncIterator[Desk]:
    folder, faults = tmp_path / "results", list[BaseException]()
    async with hosting(serve or shelf.serve) as host:
        shelf.url = host.url
        async with post(host.url, tmp_path) as here:
            crew, client = Crew(faults.append), ImaClient(host.url, "ima_test_key")
            keeper = Keeper(
                client, here.book, here.watcher, folder, here.clock, crew, filing, Random(3).random
            )
            here.book.changed.subscribe(keeper.keep)
            try:
                yield Desk(here, keeper, shelf, host, folder)
            finally:
                await crew.cancel()
                await client.aclose()
    assert faults == []


def run(tmp_path: Path, act: Callable[[Desk], Awaitable[None]], **how: Any) -> None:
    """Let a test act at a desk."""

    async def there() -> None:
        async with desk(tmp_path, how.pop("shelf", None) or Shelf(), **how) as here:
            await act(here)

    warp(there())


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


@pytest.mark.parametrize("cut", [0, 1, 7, 16, 4096, 262_144, 300_000, len(PNG) - 1])
def test_what_was_cut_goes_on_where_it_was(cut: int, tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts = [cut]
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", f"bytes={cut}-" if cut else ""]
        assert len(here.names()) == 2

    run(tmp_path, act)


def test_many_cuts_cost_no_byte_twice(tmp_path: Path) -> None:
    cuts = [100_000, 200_000, 300_000, 400_000, 500_000]

    async def act(here: Desk) -> None:
        here.shelf.cuts = list(cuts)
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", *(f"bytes={cut}-" for cut in cuts)]

    run(tmp_path, act)


def test_a_restart_goes_on_with_what_had_come(tmp_path: Path) -> None:
    async def first(here: Desk) -> None:
        here.shelf.cuts = [200_000] * 100
        task = await here.post.accept(owner="gone")
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(3)

    async def second(here: Desk) -> None:
        task = await here.post.ledger.get(f"{0:08x}")
        assert task is not None
        here.post.book.take(replace(task, medias=()))
        await here.post.watcher.look(task.id)
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["bytes=200000-"]

    run(tmp_path, first)
    run(tmp_path, second)


def test_another_version_of_the_file_begins_anew(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts = [200_000]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        here.shelf.files["/1.png"], here.shelf.etags["/1.png"] = OTHER, '"two"'
        (path,) = await here.saved(task)
        assert path.read_bytes() == OTHER

    run(tmp_path, act)


@pytest.mark.parametrize("etag", ["", 'W/"weak"'])
def test_without_a_sure_mark_of_the_version_it_begins_anew(etag: str, tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts, here.shelf.etags = [200_000], {"/1.png": etag}
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", ""]

    run(tmp_path, act)


def test_a_host_that_knows_no_ranges_sends_the_whole_again(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts, here.shelf.ranges = [200_000, 300_000], False
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", "bytes=200000-", "bytes=300000-"]

    run(tmp_path, act)


@pytest.mark.parametrize(
    "reply",
    [
        answer(PNG[5:], "206 Partial Content", f"Content-Range: bytes 5-9/{len(PNG)}"),
        answer(PNG, "206 Partial Content"),
        answer(
            OTHER[200_000:],
            "206 Partial Content",
            'ETag: "two"',
            f"Content-Range: bytes 200000-{len(PNG) - 1}/{len(PNG)}",
        ),
        answer(b"", "416 Range Not Satisfiable", f"Content-Range: bytes */{len(PNG)}"),
        answer(b"", "503 Service Unavailable"),
        answer(b"", "429 Too Many Requests"),
    ],
    ids=["elsewhere", "unnamed", "other version", "not satisfiable", "passing", "too many"],
)
def test_a_range_that_does_not_fit_is_not_taken(reply: bytes, tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts = [200_000]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        here.shelf.replies.append(reply)
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG

    run(tmp_path, act)


def test_fewer_bytes_than_announced_are_never_a_result(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        short = PNG[:1000]
        here.shelf.replies += [
            Cut(answer(short).replace(b"Content-Length: 1000", b"Content-Length: 2000"))
        ]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(1)
        assert here.post.book.tasks[task.id].problem == "no_answer"
        assert not [name for name in here.names() if name.endswith(".png")]
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG

    run(tmp_path, act)


def test_a_range_shorter_than_the_whole_is_asked_on(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.cuts = [200_000]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        here.shelf.replies.append(
            answer(
                PNG[200_000:250_000],
                "206 Partial Content",
                f"Content-Range: bytes 200000-249999/{len(PNG)}",
            )
        )
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        assert here.shelf.asked[-1] == "bytes=250000-"

    run(tmp_path, act)


@pytest.mark.parametrize("part", [1000, 1_500])
def test_a_body_of_unknown_length_that_lacks_its_end_is_no_result(
    part: int, tmp_path: Path
) -> None:
    async def act(here: Desk) -> None:
        here.shelf.files["/1.png"] = whole = PNG[:2000] + END
        endless = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
        here.shelf.replies.append(Cut(endless + whole[:part]))
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(1)
        assert here.post.book.tasks[task.id].problem == "incomplete"
        (path,) = await here.saved(task)
        assert path.read_bytes() == whole

    run(tmp_path, act)


@pytest.mark.parametrize("ranges", [True, False])
def test_a_result_that_lacks_its_end_at_the_host_is_kept_as_it_is(
    ranges: bool, tmp_path: Path
) -> None:
    async def act(here: Desk) -> None:
        here.shelf.files["/1.png"] = PNG[:2000]
        here.shelf.ranges = ranges
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG[:2000]
        assert here.shelf.asked == ["", "bytes=2000-"]

    run(tmp_path, act)


def test_a_length_that_falls_short_is_asked_on(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.replies.append(answer(PNG[:2000], "200 OK", 'ETag: "one"'))
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", "bytes=2000-"]

    run(tmp_path, act)


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


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "410 Gone"])
def test_a_fresh_address_is_asked_for_when_one_ran_out(status: str, tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.replies.append(answer(b"<Error/>", status))
        here.shelf.paths = ["/old.png"]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        here.shelf.paths = ["/1.png"]
        looks = len([one for one in here.host.seen if one.path.endswith("/detail")])
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        assert len([one for one in here.host.seen if one.path.endswith("/detail")]) == looks + 1

    run(tmp_path, act)


def test_a_page_in_place_of_the_file_is_no_result(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.replies.append(answer(b"<html>sign in</html>", "200 OK", 'ETag: "one"'))
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        await here.post.clock.sleep(1)
        assert here.post.book.tasks[task.id].problem == "wrong_kind"
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", ""]

    run(tmp_path, act)


def test_a_fresh_address_is_asked_for_where_the_old_one_gives_no_medium(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.replies.append(answer(b"<html>sign in</html>"))
        here.shelf.paths = ["/old.png"]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        here.shelf.paths = ["/1.png"]
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", ""]

    run(tmp_path, act)


def test_what_is_told_deleted_is_fetched_all_the_same_and_failed_once_it_is_gone(
    tmp_path: Path,
) -> None:
    deleted = {"resource_status": 3, "url": ""}

    async def act(here: Desk) -> None:
        async def serve(request: Seen) -> Reply | Drip:
            if not request.path.endswith("/detail") or not here.shelf.asked:
                return await here.shelf.serve(request)
            return detail(deleted)

        here.host._answer_to = serve
        here.shelf.replies.append(answer(b"", "503 Service Unavailable"))
        task = await here.post.accept()
        (path,) = await here.saved(task)
        assert path.read_bytes() == PNG
        here.shelf.asked.clear()
        here.shelf.paths = ["/gone.png"]
        task = await here.post.accept(1)
        await here.post.until(task.id, State.FAILED)

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
        other = Keeper(client, post.book, post.watcher, here.folder, post.clock, crew, FILING)
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


def test_slow_results_let_others_pass_and_still_arrive(tmp_path: Path) -> None:
    async def act() -> None:
        clock, shelf = WarpClock(), Shelf()
        shelf.files |= {f"/{n}.png": PNG for n in range(100)}

        async def serve(request: Seen) -> Reply | Drip:
            if request.path.startswith("/slow"):
                whole = answer(PNG)
                parts = [whole[at : at + 4096] for at in range(0, len(whole), 4096)]
                return Drip(parts, lambda: clock.sleep(1.0))
            if request.path.endswith("/detail"):
                number = int(json.loads(request.body)["task_id"].removeprefix("task_"))
                slow = number < SLOW_AT_ONCE
                return detail(ready(f"{shelf.url}/{'slow' if slow else number}.png"))
            return await shelf.serve(request)

        async with desk(tmp_path, shelf, serve=serve) as here:
            slow = [await here.post.accept(n, estimate_low=1.0) for n in range(SLOW_AT_ONCE)]
            await clock.sleep(60)
            quick = [await here.post.accept(n, estimate_low=1.0) for n in range(20, 40)]
            for task in quick:
                await here.saved(task, seconds=30)
            done = [here.post.book.tasks[task.id].state for task in slow]
            assert done == [State.SAVING] * SLOW_AT_ONCE
            for task in slow:
                (path,) = await here.saved(task)
                assert path.read_bytes() == PNG

    warp(act())


def test_a_host_that_says_nothing_more_gives_its_place_free(tmp_path: Path) -> None:
    async def act() -> None:
        clock, shelf = WarpClock(), Shelf()

        async def serve(request: Seen) -> Reply | Drip:
            if request.path.startswith("/dead"):
                return Drip([answer(PNG)[:5000], b""], lambda: clock.sleep(100_000))
            if request.path.endswith("/detail"):
                number = int(json.loads(request.body)["task_id"].removeprefix("task_"))
                return detail(ready(f"{shelf.url}/{'dead' if number < AT_ONCE else '1'}.png"))
            return await shelf.serve(request)

        async with desk(tmp_path, shelf, serve=serve) as here:
            dead = [await here.post.accept(n, estimate_low=1.0) for n in range(AT_ONCE)]
            await clock.sleep(30)
            quick = await here.post.accept(50, estimate_low=1.0)
            await here.saved(quick, seconds=300)
            await clock.sleep(60)
            assert {here.post.book.tasks[task.id].problem for task in dead} == {"no_answer"}

    warp(act())


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


def test_media_that_come_after_the_end_are_saved_too(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.files["/2.png"] = OTHER
        task = await here.post.accept()
        await here.saved(task)
        here.shelf.paths = ["/1.png", "/2.png"]
        await here.post.clock.sleep(30)
        paths = [media.path for media in here.post.book.tasks[task.id].medias]
        assert [Path(str(path)).read_bytes() for path in paths] == [PNG, OTHER]
        assert here.post.book.tasks[task.id].state is State.DONE

    run(tmp_path, act)


def test_results_are_saved_while_others_are_still_made(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        found = asyncio.Event()

        async def serve(request: Seen) -> Reply | Drip:
            if request.path.endswith("/detail") and not found.is_set():
                return detail(ready(f"{here.shelf.url}/1.png"), {"status": None})
            return await here.shelf.serve(request)

        here.host._answer_to = serve
        here.shelf.paths = ["/1.png", "/1.png"]
        task = await here.post.accept(count=2)
        await here.post.clock.sleep(60)
        now = here.post.book.tasks[task.id]
        assert now.state is State.RUNNING
        assert now.medias[0].path is not None
        found.set()
        assert len(await here.saved(task)) == 2

    run(tmp_path, act)


def test_a_look_for_a_fresh_address_that_fails_is_made_again(tmp_path: Path) -> None:
    async def act(here: Desk) -> None:
        here.shelf.paths = ["/old.png"]
        task = await here.post.accept()
        await here.post.until(task.id, State.SAVING)
        refused = 3

        async def serve(request: Seen) -> Reply | Drip:
            nonlocal refused
            if request.path.endswith("/detail") and refused:
                refused -= 1
                return code(503)
            return await here.shelf.serve(request)

        here.host._answer_to = serve
        here.shelf.paths = ["/1.png"]
        assert [path.read_bytes() for path in await here.saved(task)] == [PNG]
        assert refused == 0

    run(tmp_path, act)


async def test_the_simulators_results_go_on_where_they_were_cut(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path / "one") as here:
        of = await leaf(here.client, "text_to_image", "doubao-seedream-4-5-251128")
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.DONE)
        whole = Path(str(task.medias[0].path)).read_bytes()
        target = Target(tmp_path / "two", "cut-0", "cut")
        (target.folder).mkdir()
        async with here.client.fetch(task.medias[0].url, {}) as response:
            etag = response.headers["ETag"]
        partial = Partial(target.folder, "cut-0")
        partial.restart(etag)
        # what came before the cut, so marked that it shows whether it is fetched again
        partial.write(whole[:999] + b"?")
        partial.close()
        saved = await save(here.client, task.medias[0].url, target, here.clock, lambda: True)
    assert saved.path.read_bytes() == whole[:999] + b"?" + whole[1000:]
