"""Results that come in parts, cut, slowly or not as announced: no byte twice, never half a file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.media.partial import Partial
from ima_tui.media.saving import Target, save
from ima_tui.store.records import State
from ima_tui.tasks.lanes import AT_ONCE, SLOW_AT_ONCE

from .hosts import Cut, Drip, detail, ready
from .rooms import leaf, order, room
from .saving import END, OTHER, PNG, Desk, Shelf, desk, run
from .scripted import Reply, Seen, answer
from .warp import WarpClock, warp


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
        here.shelf.replies = [here.shelf.beginning(200_000)]
        here.shelf.files["/1.png"], here.shelf.etags["/1.png"] = OTHER, '"two"'
        (path,) = await here.saved(await here.post.accept())
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
        here.shelf.replies = [here.shelf.beginning(200_000), reply]
        (path,) = await here.saved(await here.post.accept())
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
        part = answer(
            PNG[200_000:250_000],
            "206 Partial Content",
            f"Content-Range: bytes 200000-249999/{len(PNG)}",
        )
        here.shelf.replies = [here.shelf.beginning(200_000), part]
        (path,) = await here.saved(await here.post.accept())
        assert path.read_bytes() == PNG
        assert here.shelf.asked == ["", "bytes=200000-", "bytes=250000-"]

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
