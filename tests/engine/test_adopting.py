"""What a program leaves that ended, and who goes on with it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.store.database import StoreError
from ima_tui.store.instances import Instances
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import State, Task, TaskMedia

from ..unit.tasks import PLAIN, event, ready
from .hosts import MAKING, PNG, detail, hosting
from .hosts import ready as told_ready
from .rooms import order, plain_leaf, room
from .scripted import Reply, Seen, answer, code
from .warp import WarpClock, warp

KEPT = ready(0, path="/elsewhere/1.png", bytes=5)


async def left(
    url: str,
    folder: Path,
    state: State,
    *medias: TaskMedia,
    number: int = 0,
    look_due: bool = False,
) -> Task:
    """A task as a program left it that is gone."""
    async with room(url, folder) as here:
        now = here.clock.now()
        task = replace(
            PLAIN,
            id=f"{number:017x}",
            owner="gone",
            state=state,
            created_at=now,
            accepted_at=now,
            task_id=f"task_{number}",
            closing=look_due,
        )
        await here.ledger.add(task, event("queued"))
        with closing(sqlite3.connect(folder / "data.sqlite3")) as connection, connection:
            connection.executemany(
                "INSERT INTO medias VALUES (?, ?, ?, ?, '', 0, 0, '', ?, ?, 0)",
                [(task.id, m.position, m.state, m.url, m.path, m.bytes) for m in medias],
            )
        (folder / "instances" / "gone.lock").touch()
        return task


@pytest.mark.parametrize("state", [State.DONE, State.PARTIAL, State.FAILED])
async def test_what_came_after_the_end_is_fetched_after_a_restart(
    state: State, tmp_path: Path
) -> None:
    async def serve(request: Seen) -> Reply:
        if request.path.endswith("/late.png"):
            assert request.headers["range"] == "bytes=100-"
            size = f"Content-Range: bytes 100-{len(PNG) - 1}/{len(PNG)}"
            return answer(PNG[100:], "206 Partial Content", size, 'ETag: "one"')
        return detail(told_ready(KEPT.url), told_ready(f"{host.url}/late.png"))

    async with hosting(serve) as host:
        late = ready(1, url=f"{host.url}/late.png")
        task = await left(host.url, tmp_path, state, KEPT, late)
        results = tmp_path / "results"
        results.mkdir()
        partial = results / f".ima-{task.id}-1.part"
        partial.write_bytes(PNG[:100])
        partial.with_name(f"{partial.name}.etag").write_text('"one"')
        async with room(host.url, tmp_path) as here:
            now = await here.until_true(task.id, lambda now: now.medias[1].path is not None)
        assert now.state is state
        assert Path(str(now.medias[1].path)).read_bytes() == PNG


@pytest.mark.parametrize("state", [State.SAVING, State.RUNNING])
async def test_how_long_it_took_is_not_known_of_what_ended_while_no_program_ran(
    state: State, tmp_path: Path
) -> None:
    async def serve(request: Seen) -> Reply:
        return answer(PNG) if request.path.endswith(".png") else detail(told_ready(media.url))

    async with hosting(serve) as host:
        media = ready(0, url=f"{host.url}/1.png")
        task = await left(host.url, tmp_path, state, *([media] if state is State.SAVING else []))
        async with room(host.url, tmp_path) as here:
            here.clock.jump(8 * 3600)
            done = await here.until(task.id, State.DONE)
            assert done.untimed
            assert await here.ledger.durations(task.task_type, task.version) == ()


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
async def test_the_one_more_look_after_the_end_is_made_after_a_restart_too(
    state: State, tmp_path: Path
) -> None:
    async def serve(request: Seen) -> Reply:
        if request.path.endswith("/late.png"):
            return answer(PNG)
        return detail(told_ready(KEPT.url), told_ready(f"{host.url}/late.png"))

    async with hosting(serve) as host:
        task = await left(host.url, tmp_path, state, KEPT, look_due=True)
        async with room(host.url, tmp_path) as here:
            now = await here.until_true(task.id, lambda now: len(now.medias) == 2)
            now = await here.until_true(task.id, lambda now: not now.closing)
            now = await here.until_true(task.id, lambda now: now.medias[1].path is not None)
        assert now.state is state
        async with room(host.url, tmp_path) as again:
            assert again.engine.book.tasks == {}, "once is enough"


async def test_what_is_still_made_is_looked_for_after_a_restart(tmp_path: Path) -> None:
    looks = 0

    async def serve(request: Seen) -> Reply:
        nonlocal looks
        if request.path.endswith("/late.png"):
            return answer(PNG)
        looks += 1
        late = MAKING if looks < 3 else told_ready(f"{host.url}/late.png")
        return detail(told_ready(KEPT.url), late)

    async with hosting(serve) as host:
        task = await left(host.url, tmp_path, State.SAVING, KEPT, TaskMedia(1, "processing"))
        async with room(host.url, tmp_path) as here:
            await here.until(task.id, State.DONE)


async def test_who_needs_nobody_is_left_alone(tmp_path: Path) -> None:
    async def serve(_request: Seen) -> Reply:
        return code(500)

    late = ready(1)
    async with hosting(serve) as host:
        await left(host.url, tmp_path, State.DONE, KEPT)
        await left(host.url, tmp_path, State.STOPPED, KEPT, late, number=1)
        await left(host.url, tmp_path, State.FAILED, TaskMedia(0, "failed"), number=2)
        async with room(host.url, tmp_path) as here:
            assert here.engine.book.tasks == {}


async def test_a_start_that_fails_gives_back_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(_request: Seen) -> Reply:
        return detail(MAKING)

    async with hosting(serve) as host:
        tasks = [await left(host.url, tmp_path, State.RUNNING, number=n) for n in range(2)]
        with monkeypatch.context() as patch:
            take, taken = Ledger.adopt, []

            async def failing(ledger: Ledger, task: str, *rest: object) -> object:
                taken.append(task)
                if len(taken) == 2:
                    raise StoreError("locked", tmp_path)
                return await take(ledger, task, *rest)  # type: ignore[arg-type]

            patch.setattr(Ledger, "adopt", failing)
            with pytest.raises(StoreError):
                async with room(host.url, tmp_path):
                    pass
        with closing(sqlite3.connect(tmp_path / "data.sqlite3")) as connection:
            owners = {row[0] for row in connection.execute("SELECT owner FROM tasks")}
        assert len(owners) == 2, "one was taken"
        others = Instances(tmp_path / "instances")
        assert [others.is_alive(owner) for owner in owners] == [False, False]
        async with room(host.url, tmp_path) as here:
            assert set(here.engine.book.tasks) == {task.id for task in tasks}


def test_a_program_whose_lock_file_was_removed_keeps_its_tasks(tmp_path: Path) -> None:
    async def serve(_request: Seen) -> Reply:
        return code(4008)

    async def scenario() -> None:
        clock = WarpClock()
        async with (
            hosting(serve) as host,
            room(host.url, tmp_path, clock=clock) as first,
        ):
            first.engine.queue.pause("points")
            task = await first.engine.submit(order(plain_leaf()))
            for lock in (tmp_path / "instances").glob("*.lock"):
                lock.unlink()
            async with room(host.url, tmp_path, clock=clock) as second:
                await clock.sleep(60)
                assert second.engine.book.tasks == {}
                kept = await second.ledger.get(task.id)
                assert kept == first.engine.book.tasks[task.id]

    # both programs look as often as the clock says, however busy the machine is
    warp(scenario())
