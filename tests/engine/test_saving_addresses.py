"""Where results are: addresses that ran out, lead elsewhere or come late."""

import asyncio
from pathlib import Path

import pytest

from ima_tui.store.records import State

from .hosts import Drip, detail, ready
from .saving import OTHER, PNG, Desk, run
from .scripted import Reply, Seen, answer, code


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
