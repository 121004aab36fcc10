"""Saving by itself is off: results stay at the service until the user fetches them."""

from dataclasses import replace
from pathlib import Path

from ima_tui.store.records import State
from ima_tui.tasks.filing import Filing, filing_of
from ima_tui.tasks.results import left_there, settled, unsaved

from .rooms import leaf, order, room

OFF = Filing(auto=False)


def test_results_are_saved_by_themselves_unless_that_was_switched_off() -> None:
    assert filing_of({}).auto
    assert not filing_of({"saving.auto": False}).auto


async def test_a_task_ends_done_with_addresses_and_without_files(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as here:
        of = await leaf(here.client, "text_to_image", "midjourney")
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.DONE)
        assert here.files() == []
        assert len(left_there(task)) == 4
        assert all(media.url and media.path is None for media in task.medias)
        # nothing is fetched for it later either: its last look is all there is to wait for
        await here.until_true(task.id, lambda now: not now.closing)
        await here.soon(lambda: here.engine.at_rest(here.engine.book.tasks[task.id]))
        assert here.files() == []


async def test_switching_it_on_or_a_new_start_fetches_nothing_old(
    simulator_url: str, tmp_path: Path
) -> None:
    filing = OFF
    async with room(simulator_url, tmp_path, filing=lambda: filing) as here:
        of = await leaf(here.client, "text_to_speech", "seed-tts-2.0")
        old = await here.engine.submit(order(of, "Good morning."))
        old = await here.until(old.id, State.DONE)
        await here.until_true(old.id, lambda now: not now.closing)
        filing = Filing()
        new = await here.engine.submit(order(of, "Good evening."))
        new = await here.until(new.id, State.DONE)
        assert [path.name for path in here.files()] == [Path(new.medias[0].path or "").name]
    async with room(simulator_url, tmp_path) as later:
        assert old.id not in later.engine.book.tasks
        kept = await later.ledger.get(old.id)
        assert kept is not None
        assert left_there(kept) == old.medias
        assert unsaved(kept) == ()


async def test_a_task_of_before_a_crash_is_left_there_too(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path, filing=lambda: OFF, crash=True) as here:
        of = await leaf(here.client, "text_to_image", "midjourney")
        task = await here.engine.submit(order(of))
        await here.until(task.id, State.RUNNING)
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as later:
        task = await later.until(task.id, State.DONE)
        assert later.files() == []
        assert len(left_there(task)) == 4


async def test_a_folder_that_was_named_is_filled_all_the_same(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as here:
        of = await leaf(here.client, "text_to_speech", "seed-tts-2.0")
        folder = tmp_path / "named"
        task = await here.engine.submit(order(of, "Good morning."), folder=folder)
        task = await here.until(task.id, State.DONE)
        assert Path(task.medias[0].path or "").parent == folder


async def test_what_is_left_is_fetched_when_the_user_says_so(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as here:
        of = await leaf(here.client, "text_to_image", "midjourney")
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.DONE)
        one = await here.engine.fetch_again(task.id, 2)
        assert one.saved == tuple(here.files())
        now = here.engine.book.tasks[task.id]
        assert [media.position for media in left_there(now)] == [0, 1, 3]
        assert now.medias[2].path == str(one.saved[0])
        rest = await here.engine.fetch_again(task.id)
        assert len(rest.saved) == 3
        assert sorted((*one.saved, *rest.saved)) == here.files()
        assert all(path.with_name(f"{path.name}.json").exists() for path in here.files())
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as later:
        kept = await later.ledger.get(task.id)
        assert kept is not None
        assert left_there(kept) == ()
        assert (await later.engine.fetch_again(task.id)).saved == ()


async def test_a_partial_task_stays_partial(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path, filing=lambda: OFF) as here:
        of = await leaf(here.client, "text_to_image", "midjourney")
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.DONE)
    first, *others = task.medias
    mixed = replace(task, state=State.SAVING, medias=(replace(first, state="failed"), *others))
    assert settled(mixed).state is State.PARTIAL
