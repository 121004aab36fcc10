"""A task from the order to its saved files, against the simulator."""

import sqlite3
from pathlib import Path

import av
import pytest
from PIL import Image

from ima_tui.store.records import State, Task
from ima_tui.tasks.machine import TRANSITIONS, IllegalMoveError, check

from .hosts import MAKING, PNG, asked, detail, hosting, ready
from .rooms import KEY, Room, leaf, order, plain_leaf, room
from .scripted import Reply, Seen, accepted, answer, listed, plain_entry


def saved(task: Task) -> list[Path]:
    return [Path(media.path) for media in task.medias if media.path is not None]


async def run(here: Room, task_type: str, version: str, prompt: str = "a red fox") -> Task:
    of = await leaf(here.client, task_type, version)
    return await here.engine.submit(order(of, prompt))


async def test_three_media_at_once_end_as_files_that_open(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        image = await run(here, "text_to_image", "doubao-seedream-4-5-251128")
        video = await run(here, "text_to_video", "wan2.6-t2v")
        music = await run(here, "text_to_music", "sonic")
        image, video, music = [
            await here.until(task.id, State.DONE) for task in (image, video, music)
        ]
    (picture,) = saved(image)
    with Image.open(picture) as opened:
        opened.load()
        assert opened.size == (image.medias[0].width, image.medias[0].height)
    (film,) = saved(video)
    with av.open(str(film)) as container:
        assert container.duration is not None
        assert 4.5 <= container.duration / av.time_base <= 5.5
        assert (container.streams.video[0].width, container.streams.video[0].height) == (1920, 1080)
    songs = saved(music)
    assert len(songs) == 2
    for song in songs:
        with av.open(str(song)) as container:
            assert container.streams.audio[0].codec_context.sample_rate >= 22050
    assert len(here.files()) == 4


async def test_every_media_that_comes_is_kept(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        task = await run(here, "text_to_image", "midjourney")
        task = await here.until(task.id, State.DONE)
    assert task.count == 1
    assert len(saved(task)) == 4
    assert all(path.is_file() for path in saved(task))


async def test_the_timeline_and_the_history_tell_what_happened(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        task = await run(here, "text_to_speech", "seed-tts-2.0", "Good morning.")
        await here.until(task.id, State.DONE)
        events = [event.kind for event in await here.ledger.timeline(task.id)]
        kept = await here.ledger.get(task.id)
        assert await here.ledger.totals() == (1, 2)
    assert events[:3] == ["queued", "sent", "accepted"]
    assert events[-1] == "saved"
    assert kept is not None
    assert kept.state is State.DONE
    assert kept.prompt == "Good morning."
    assert kept.ended_at is not None


async def test_prompts_leave_the_disk_once_accepted_unless_kept(
    simulator_url: str, tmp_path: Path
) -> None:
    words = "Unmistakable words of a prompt"
    async with room(simulator_url, tmp_path, keep_prompts=False) as here:
        of = await leaf(here.client, "text_to_video", "wan2.6-t2v")
        task = await here.engine.submit(order(of, words, negative_prompt="blurred edges"))
        task = await here.until(task.id, State.DONE)
    assert here.pending() == []
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert words.encode() not in on_disk
    assert b"blurred edges" not in on_disk
    assert KEY.encode() not in on_disk
    assert task.prompt is None
    assert task.settings["values"]["duration"] == 5


async def test_a_restart_picks_up_what_runs(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path, crash=True) as first:
        task = await run(first, "text_to_image", "doubao-seedream-4-5-251128")
        await first.until(task.id, State.RUNNING)
    async with room(simulator_url, tmp_path) as second:
        task = await second.until(task.id, State.DONE)
    assert all(path.is_file() for path in saved(task))


async def test_a_restart_saves_what_was_ready(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results").write_text("in the way")
    async with room(simulator_url, tmp_path, crash=True) as first:
        task = await run(first, "text_to_image", "doubao-seedream-4-5-251128")
        await first.until_true(task.id, lambda now: now.problem == "folder")
    (tmp_path / "results").unlink()
    async with room(simulator_url, tmp_path) as second:
        task = await second.until(task.id, State.DONE)
    assert len(saved(task)) == 1


async def test_a_full_disk_is_told_and_saving_goes_on_by_itself(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: object) -> None:
        raise OSError(28, "No space left on device")

    async with room(simulator_url, tmp_path) as here:
        with monkeypatch.context() as patch:
            patch.setattr("ima_tui.media.partial.Partial.sync", full)
            task = await run(here, "text_to_image", "doubao-seedream-4-5-251128")
            stuck = await here.until_true(task.id, lambda now: now.problem == "disk_full")
            assert here.files() == []
        assert stuck.state is State.SAVING
        await here.engine.resume()
        task = await here.until(task.id, State.DONE)
    assert task.problem is None
    assert [path.is_file() for path in saved(task)] == [True]


async def test_two_programs_on_one_folder_leave_each_other_s_tasks_alone(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as first:
        task = await run(first, "text_to_image", "doubao-seedream-4-5-251128")
        await first.until(task.id, State.RUNNING)
        async with room(simulator_url, tmp_path) as second:
            assert task.id not in second.engine.book.tasks
        await first.until(task.id, State.DONE)
    assert len(first.files()) == 1


async def test_at_most_four_of_a_medium_are_at_the_service(tmp_path: Path) -> None:
    sent = most = 0

    async def serve(request: Seen) -> Reply:
        nonlocal sent
        if request.path.endswith("/create"):
            sent += 1
            return accepted(f"task_{sent}")
        if request.path.endswith("/detail"):
            # none ends before as many are there as may be
            return detail(MAKING if most < 4 else ready(f"{host.url}/{asked(request)}.png"))
        return answer(PNG) if ".png" in request.path else listed(plain_entry())

    async with hosting(serve) as host, room(host.url, tmp_path) as here:

        def watch(_task: Task) -> None:
            nonlocal most
            at_service = here.engine.book.holding(frozenset({State.SENDING, State.RUNNING}))
            most = max(most, len(at_service))

        here.engine.book.changed.subscribe(watch)
        tasks = [await here.engine.submit(order(plain_leaf())) for _ in range(7)]
        for task in tasks:
            await here.until(task.id, State.DONE)
    assert most == 4
    assert len(here.files()) == 7


async def test_a_clock_set_back_stops_nothing(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        task = await run(here, "text_to_image", "doubao-seedream-4-5-251128")
        await here.until(task.id, State.RUNNING)
        here.clock.jump(-3600)
        await here.until(task.id, State.DONE)
    assert len(here.files()) == 1


def test_no_state_leads_where_the_machine_does_not_say() -> None:
    allowed = {(one, other) for one, others in TRANSITIONS.items() for other in others}
    for one in State:
        for other in State:
            if one is other or (one, other) in allowed:
                check(one, other)
            else:
                with pytest.raises(IllegalMoveError):
                    check(one, other)
    assert set(TRANSITIONS) == set(State)


async def test_the_database_holds_the_task_in_plain_columns(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        task = await run(here, "text_to_image", "doubao-seedream-4-5-251128")
        await here.until(task.id, State.DONE)
    with sqlite3.connect(tmp_path / "data.sqlite3") as connection:
        row = connection.execute("SELECT state, credit, count, media FROM tasks").fetchone()
    connection.close()
    assert row == ("done", 5, 1, "image")
