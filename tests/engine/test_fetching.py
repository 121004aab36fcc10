"""Files that were saved and are not there any more: noticed, and fetched again if possible."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from ima_tui.api.client import ImaClient
from ima_tui.store.records import State, Task
from ima_tui.tasks.desk import SettleError
from ima_tui.tasks.fetching import Fetched, Fetcher, missing_files
from ima_tui.tasks.filing import Filing

from .rooms import leaf, order, room
from .saving import OTHER, PNG, Desk, Shelf, desk
from .scripted import Reply, Seen, answer, code
from .warp import warp


@dataclass
class Place:
    """A task that is done, and what fetches its files again."""

    here: Desk
    task: Task
    fetcher: Fetcher

    @property
    def file(self) -> Path:
        return Path(self.task.medias[0].path or "")

    async def fetch(self) -> Fetched:
        return await self.fetcher.fetch_again(self.task.id)

    async def kept(self) -> Task:
        found = await self.here.post.ledger.get(self.task.id)
        assert found is not None
        return found


@asynccontextmanager
async def place(tmp_path: Path, shelf: Shelf, filing: Filing | None = None) -> AsyncIterator[Place]:
    filing = filing or Filing()
    async with desk(tmp_path, shelf, filing=filing) as here:
        task = await here.post.accept()
        await here.saved(task)
        post = here.post
        client = ImaClient(here.host.url, "ima_test_key")
        fetcher = Fetcher(client, post.book, post.ledger, here.folder, post.clock, lambda: filing)
        try:
            yield Place(here, post.book.tasks[task.id], fetcher)
        finally:
            await client.aclose()


def warped(test: Callable[[Path], Coroutine[Any, Any, None]]) -> Callable[[Path], None]:
    """Let a test wait without taking time."""

    @wraps(test)
    def run(tmp_path: Path) -> None:
        warp(test(tmp_path))

    return run


async def test_a_file_that_is_gone_is_fetched_again(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        of = await leaf(here.client, "text_to_image", "midjourney")
        task = await here.engine.submit(order(of, "a red fox"))
        task = await here.until(task.id, State.DONE)
        files = [Path(media.path or "") for media in task.medias]
        content = files[1].read_bytes()
        assert missing_files(task) == ()
        files[1].unlink()
        assert missing_files(task) == (task.medias[1],)
        fetched = await here.engine.fetch_again(task.id)
        assert fetched == Fetched((files[1],), {})
        assert files[1].read_bytes() == content
        assert [event.kind for event in await here.ledger.timeline(task.id)].count("saved") == 5
        assert await here.engine.fetch_again(task.id) == Fetched()


async def test_files_of_earlier_sessions_are_fetched_again(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        of = await leaf(here.client, "text_to_speech", "seed-tts-2.0")
        task = await here.engine.submit(order(of, "Good morning."))
        task = await here.until(task.id, State.DONE)
    file = Path(task.medias[0].path or "")
    file.unlink()
    file.with_name(f"{file.name}.json").unlink()
    async with room(simulator_url, tmp_path) as later:
        assert (await later.engine.fetch_again(task.id)).saved == (file,)
        assert file.exists()
        assert file.with_name(f"{file.name}.json").exists()


@warped
async def test_an_address_that_ran_out_is_asked_for_anew(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        at.file.unlink()
        shelf.files, shelf.paths = {"/2.png": PNG}, ["/2.png"]
        assert (await at.fetch()).saved == (at.file,)
        assert at.file.read_bytes() == PNG
        kept = await at.kept()
        assert kept.medias[0].url.endswith("/2.png")
        assert kept.state is State.DONE


@warped
async def test_what_the_service_has_no_more_is_said(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        before = await at.kept()
        at.file.unlink()
        shelf.files = {}
        assert await at.fetch() == Fetched((), {0: "gone"})
        assert await at.kept() == before
        # should it come back, so does the file
        shelf.files = {"/1.png": PNG}
        assert (await at.fetch()).saved == (at.file,)


@warped
async def test_a_task_that_the_service_knows_no_more_is_said(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        at.file.unlink()
        shelf.files = {}
        plain = shelf.serve

        async def forgotten(request: Seen) -> Reply:
            found = code(404, "no such task") if request.path.endswith("/detail") else None
            return found or answer(b"gone", "403 Forbidden")

        at.here.host._answer_to = forgotten
        assert (await at.fetch()).problems == {0: "gone"}
        at.here.host._answer_to = plain


@warped
async def test_only_what_is_missing_is_fetched(tmp_path: Path) -> None:
    shelf = Shelf(files={"/1.png": PNG, "/2.png": OTHER}, paths=["/1.png", "/2.png"])
    async with place(tmp_path, shelf) as at:
        first, second = (Path(media.path or "") for media in at.task.medias)
        first.write_bytes(b"changed by its owner")
        second.unlink()
        shelf.asked.clear()
        assert (await at.fetch()).saved == (second,)
        assert len(shelf.asked) == 1
        assert first.read_bytes() == b"changed by its owner"


@warped
async def test_a_file_keeps_its_name_beside_its_description(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        names = at.here.names()
        description = at.file.with_name(f"{at.file.name}.json")
        description.write_text('{"note": "mine"}')
        at.file.unlink()
        assert (await at.fetch()).saved == (at.file,)
        assert at.here.names() == names
        assert description.read_text() == '{"note": "mine"}'


@warped
async def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    async with place(tmp_path, Shelf()) as at:
        folder = at.file.parent
        folder.rename(tmp_path / "elsewhere")
        folder.write_text("a file in its place")
        assert (await at.fetch()).problems == {0: "folder"}
        folder.unlink()
        assert (await at.fetch()).saved == (at.file,)


@warped
async def test_what_breaks_off_goes_on_later(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        at.file.unlink()
        shelf.cuts = [300_000]
        assert list((await at.fetch()).problems) == [0]
        assert not at.file.exists()
        shelf.asked.clear()
        assert (await at.fetch()).saved == (at.file,)
        assert shelf.asked == ["bytes=300000-"]
        assert at.file.read_bytes() == PNG


@warped
async def test_a_page_in_place_of_a_file_is_no_file(tmp_path: Path) -> None:
    shelf = Shelf()
    async with place(tmp_path, shelf) as at:
        at.file.unlink()
        shelf.replies = [answer(b"<html>please log in</html>", "200 OK", "Content-Type: text/html")]
        assert (await at.fetch()).problems == {0: "wrong_kind"}
        assert not at.file.exists()


@warped
async def test_a_task_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with place(tmp_path, Shelf()) as at:
        with pytest.raises(SettleError) as caught:
            await at.fetcher.fetch_again("nobody")
        assert caught.value.problem == "not_here"
