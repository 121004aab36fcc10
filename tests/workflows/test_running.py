"""Runs on the engine, against the simulator: to real files, and each step paid for once."""

import asyncio
import errno
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import av
import msgspec
import pytest
from PIL import Image

from ima_tui.simulator import faults
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.store.budget import Caps, OverBudgetError
from ima_tui.store.records import State
from ima_tui.tasks.guards import Guards
from ima_tui.workflows.exporting import Made, export
from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.records import RunRecord, Runs
from ima_tui.workflows.reusing import file_hashes, reusable
from ima_tui.workflows.running import Run
from ima_tui.workflows.starting import begin, resume
from ima_tui.workflows.steps import StepState
from ima_tui.workflows.templating import BUILT_IN
from tests.engine.rooms import room

from .flows import (
    EDIT,
    IMAGE,
    MUSIC,
    VIDEO,
    all_lists,
    chain,
    charged,
    files_of,
    from_template,
    parts,
    plan,
    priced_at,
    worked,
)


def opens(path: Path) -> bool:
    if path.suffix in {".png", ".jpg", ".webp"}:
        with Image.open(path) as picture:
            picture.load()
        return True
    with av.open(str(path)) as container:
        return container.duration is not None and container.duration > 0


def states(run: Run) -> dict[str, str]:
    return {id_: str(view.state) for id_, view in run.steps.items()}


@pytest.mark.parametrize("name", BUILT_IN)
async def test_every_template_runs_to_files_that_open_each_step_charged_once(
    name: str, simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        lists = await all_lists(here.client)
        costs = priced(from_template(name, lists), lists)
        assert costs.faults == ()
        run = await worked(await begin(parts(here, lists), costs, costs.hash))
    assert set(states(run).values()) == {"done"}
    files = files_of(run)
    assert len(files) >= len(run.steps)
    assert all(opens(path) for path in files)
    ids = {view.task.task_id for view in run.steps.values() if view.task}
    assert len(charged(simulator_url, ids)) == len(run.steps)
    assert sum(view.task.points for view in run.steps.values() if view.task) == costs.points


async def test_later_steps_take_what_earlier_ones_made(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, chain())
        run = await worked(await begin(parts(here, lists), costs, costs.hash))
        hero, film, music = (run.steps[id_].task for id_ in ("hero", "film", "music"))
        assert hero is not None
        assert film is not None
        assert music is not None
        assert film.settings["inputs"] == [hero.medias[0].url]
        assert music.prompt == "about 5 seconds, for a fox"
        assert {task.group_id for task in (hero, film, music)} == {f"flow-{run.record.id}"}
        assert (hero.step, film.step, music.step) == ("hero", "film", "music")
        assert hero.accepted_at is not None
        assert film.accepted_at is not None
        assert film.accepted_at > hero.accepted_at


async def test_independent_steps_run_at_the_same_time(simulator_url: str, tmp_path: Path) -> None:
    both = plan(IMAGE | {"id": "a"}, IMAGE | {"id": "b", "prompt": "a dog"})
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, both)
        run = await worked(await begin(parts(here, lists), costs, costs.hash))
    a, b = (run.steps[id_].task for id_ in "ab")
    assert a is not None
    assert b is not None
    assert b.accepted_at is not None
    assert a.ended_at is not None
    assert b.accepted_at < a.ended_at


async def test_a_failed_step_stops_only_what_depends_on_it_and_is_resumed(
    simulator_url: str, tmp_path: Path
) -> None:
    dead = tmp_path / "gone.png"
    broken = plan(
        EDIT | {"id": "edit", "inputs": [str(dead)]},
        VIDEO | {"id": "film", "inputs": [{"step": "edit"}]},
        IMAGE | {"id": "other"},
    )
    Image.new("RGB", (640, 640)).save(dead)
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, broken)
        run = await begin(parts(here, lists), costs, costs.hash)
        dead.unlink()
        await worked(run)
        assert states(run) == {"edit": "failed", "film": "blocked", "other": "done"}
        assert run.steps["edit"].refusal is not None
        other = run.steps["other"].task
        assert other is not None
        Image.new("RGB", (640, 640)).save(dead)
        again = await worked(await resume(parts(here, lists), costs, costs.hash))
        assert states(again) == {"edit": "done", "film": "done", "other": "done"}
        kept = again.steps["other"].task
        assert kept is not None
        assert kept.id == other.id, "what was done is not made again"
        assert again.record.id == run.record.id
        assert again.record.plan is None, "closed: its prompts are gone"


async def test_the_caps_see_the_whole_plan_before_its_first_step(
    simulator_url: str, tmp_path: Path
) -> None:
    guards = Guards(caps=Caps(day=60))
    async with room(simulator_url, tmp_path, guards=guards) as here:
        costs, lists = await priced_at(here.client, chain())
        assert costs.points > 60
        with pytest.raises(OverBudgetError):
            await begin(parts(here, lists), costs, costs.hash)
        assert await here.ledger.totals() == (0, 0)
        small, _ = await priced_at(here.client, plan(*(IMAGE | {"id": f"s{i}"} for i in range(9))))
        run = await begin(parts(here, lists), small, small.hash)
        # what is only planned counts: 45 of 60 are spoken for
        more, _ = await priced_at(here.client, plan(*(IMAGE | {"id": f"m{i}"} for i in range(4))))
        with pytest.raises(OverBudgetError):
            await begin(parts(here, lists), more, more.hash)
        await worked(run)
        assert run.done


async def test_a_plan_runs_once_at_a_time(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, plan(IMAGE | {"id": "a"}))
        of = parts(here, lists)
        run = await begin(of, costs, costs.hash)
        with pytest.raises(PlanError, match="running"):
            await begin(of, costs, costs.hash)
        with pytest.raises(PlanError, match="running"):
            await resume(of, costs, costs.hash)
        await run.leave()
        with pytest.raises(PlanError, match="unfinished"):
            await begin(of, costs, costs.hash)
        await worked(await resume(of, costs, costs.hash))
        with pytest.raises(PlanError, match="done"):
            await resume(of, costs, costs.hash)
        second = await worked(await begin(of, costs, costs.hash))
        assert second.record.id != run.record.id


async def test_a_change_runs_only_what_it_touches(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, lists = await priced_at(here.client, chain())
        of = parts(here, lists)
        run = await worked(await begin(of, first, first.hash))
        changed = plan(
            IMAGE | {"id": "hero"},
            VIDEO | {"id": "film", "inputs": [{"step": "hero", "role": "first_frame"}]},
            MUSIC | {"id": "music", "prompt": "fast"},
        )
        second = priced(changed, lists)
        found = await reusable(run.record, second, file_hashes(changed), here.ledger)
        assert set(found.tasks) == {"hero", "film"}
        assert found.points == first.points - first.costs["music"].points
        again = await worked(await begin(of, second, second.hash, reuse=run.record))
    assert states(again) == {"hero": "reused", "film": "reused", "music": "done"}
    ids = {view.task.task_id for one in (run, again) for view in one.steps.values() if view.task}
    assert len(charged(simulator_url, ids)) == 4


async def test_what_can_not_be_taken_over_any_more_is_not_paid_for_without_a_yes(
    simulator_url: str, tmp_path: Path
) -> None:
    picture = tmp_path / "own.png"
    Image.new("RGB", (640, 640), "red").save(picture)
    first = plan(EDIT | {"id": "edit", "inputs": [str(picture)]}, IMAGE | {"id": "other"})
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, first)
        of = parts(here, lists)
        run = await worked(await begin(of, costs, costs.hash))
        second = priced(plan(*map(msgspec.to_builtins, first.steps), request="again"), lists)
        found = await reusable(run.record, second, file_hashes(second.plan), here.ledger)
        assert set(found.tasks) == {"edit", "other"}
        fewer = second.hash_reusing({"edit"})
        more = await begin(of, second, fewer, reuse=run.record)
        assert more.left == 0, "what can be taken over by now is not paid for either"
        await more.close()
        await more.leave()
        Image.new("RGB", (640, 640), "blue").save(picture)
        with pytest.raises(PlanError) as refused:
            await begin(of, second, second.hash_reusing(found.tasks), reuse=run.record)
        assert refused.value.faults[0].code == "less_to_reuse"
        assert refused.value.faults[0].about["points"] == costs.costs["edit"].points
        assert len(of.runs.all()) == 2, "nothing began"


async def test_of_two_runs_of_a_plan_the_one_is_resumed_that_was_meant(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, chain())
        of = parts(here, lists)
        older = await begin(of, costs, costs.hash)
        await older.leave()
        newer = await begin(of, costs, costs.hash, anew=True)
        await newer.leave()
        meant = await resume(of, costs, costs.hash, older.record.id)
        assert meant.record.id == older.record.id
        await meant.close()
        await meant.leave()
        with pytest.raises(PlanError) as refused:
            await resume(of, costs, costs.hash, older.record.id)
        assert refused.value.faults[0].code == "closed"
        newest = await resume(of, costs, costs.hash)
        assert newest.record.id == newer.record.id
        await newest.leave()


async def test_prompts_that_are_not_kept_any_more_go_with_the_end_of_a_run(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, plan(IMAGE | {"id": "a"}))
        keeps = [True]
        of = replace(parts(here, lists), keep_prompts=lambda: keeps[0])
        run = await begin(of, costs, costs.hash)
        keeps[0] = False
        await worked(run)
        (record,) = of.runs.all()
    assert record.closed_at is not None
    assert record.plan is None


async def test_an_output_given_by_hand_is_not_made(simulator_url: str, tmp_path: Path) -> None:
    picture = tmp_path / "own.png"
    Image.new("RGB", (640, 640)).save(picture)
    given = chain()
    own = plan(
        IMAGE | {"id": "hero", "output": [str(picture)]},
        VIDEO | {"id": "film", "inputs": [{"step": "hero", "role": "first_frame"}]},
    )
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, own)
        assert costs.points < priced(given, lists).points
        run = await worked(await begin(parts(here, lists), costs, costs.hash))
    assert states(run) == {"hero": "given", "film": "done"}
    made = [Made(id_, view.task, view.step.output) for id_, view in run.steps.items()]
    folder = export("[A] film", made, tmp_path / "out", None).folder
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-hero-1.png",
        "02-film-1.mp4",
        "index.json",
        "index.md",
    ]
    index = json.loads((folder / "index.json").read_text())
    assert [step["files"] for step in index["steps"]] == [["01-hero-1.png"], ["02-film-1.mp4"]]
    second = export("[A] film", made, tmp_path / "out", None).folder
    assert second.name == "out-2", "nothing is replaced"


async def test_a_risen_price_sends_nothing_until_it_is_confirmed(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, plan(IMAGE | {"id": "a"}))
        of = parts(here, lists)
        left = await begin(of, costs, costs.hash)
        await left.leave()
        steps = tuple(msgspec.structs.replace(step, points=1) for step in left.record.steps)
        of.runs.write(msgspec.structs.replace(left.record, steps=steps))
        run = await resume(of, costs, costs.hash)
        working = asyncio.ensure_future(run.work())
        reached = asyncio.Event()
        run.changed.subscribe(
            lambda now: reached.set() if now.steps["a"].state is StepState.ASKING else None
        )
        await asyncio.wait_for(reached.wait(), 20)
        assert (run.steps["a"].problem, run.steps["a"].asked) == ("price_risen", 5)
        assert await here.ledger.totals() == (0, 0)
        await run.confirm(costs)
        await asyncio.wait_for(working, 30)
        await run.leave()
    assert states(run) == {"a": "done"}


async def test_what_was_to_be_taken_over_and_is_deleted_is_made_after_a_yes(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        both = plan(IMAGE | {"id": "a"}, EDIT | {"id": "b", "inputs": [{"step": "a"}]})
        small, lists = await priced_at(here.client, plan(IMAGE | {"id": "a"}))
        of = parts(here, lists)
        first = await worked(await begin(of, small, small.hash))
        costs = priced(both, lists)
        run = await begin(of, costs, costs.hash, reuse=first.record)
        await run.leave()
        task = first.steps["a"].task
        assert task is not None
        await here.database.write(lambda c: c.execute("DELETE FROM tasks WHERE id = ?", [task.id]))
        again = await resume(of, costs, costs.hash)
        assert (again.steps["a"].state, again.steps["a"].problem) == ("asking", "reuse_gone")
        await again.confirm(costs)
        await worked(again)
    assert states(again) == {"a": "done", "b": "done"}


async def test_a_dead_address_is_refused_before_anything_is_sent(
    simulator_url: str, tmp_path: Path
) -> None:
    dead = f"{simulator_url}/nothing/there.png"
    steps = IMAGE | {"id": "a"}, EDIT | {"id": "b", "inputs": [dead]}
    async with room(simulator_url, tmp_path) as here:
        costs, lists = await priced_at(here.client, plan(*steps))
        with pytest.raises(PlanError, match="dead_input") as refused:
            await begin(parts(here, lists), costs, costs.hash)
        assert [fault.step for fault in refused.value.faults] == ["b"]
        assert await here.ledger.totals() == (0, 0)


async def test_killed_in_the_middle_and_resumed(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path, keep_prompts=False, crash=True) as here:
        costs, lists = await priced_at(here.client, chain())
        run = await begin(parts(here, lists), costs, costs.hash)
        working = asyncio.ensure_future(run.work())
        begun = asyncio.Event()
        run.changed.subscribe(
            lambda now: begun.set() if (task := now.steps["film"].task) and task.task_id else None
        )
        await asyncio.wait_for(begun.wait(), 30)
        working.cancel()
        run._lock.release()
    async with room(simulator_url, tmp_path, keep_prompts=False) as here:
        again = await worked(await resume(parts(here, lists), costs, costs.hash))
        tasks = await here.ledger.of_run(f"flow-{again.record.id}")
    assert set(states(again).values()) == {"done"}
    assert [task.step for task in tasks] == ["hero", "film", "music"]
    assert all(task.state is State.DONE for task in tasks)
    assert len(charged(simulator_url, {task.task_id for task in tasks})) == 3


async def test_a_run_goes_on_with_what_is_adopted_only_later(
    simulator_url: str, tmp_path: Path
) -> None:
    one = plan(IMAGE | {"id": "a"})
    async with room(simulator_url, tmp_path) as other:
        costs, lists = await priced_at(other.client, one)
        async with room(simulator_url, tmp_path, crash=True) as here:
            await here.engine.pause()
            run = await begin(parts(here, lists), costs, costs.hash)
            working = asyncio.ensure_future(run.work())
            queued = asyncio.Event()
            run.changed.subscribe(lambda now: queued.set() if now.steps["a"].task else None)
            await asyncio.wait_for(queued.wait(), 30)
            working.cancel()
            run._lock.release()
            again = await resume(parts(other, lists), costs, costs.hash)
            going_on = asyncio.ensure_future(worked(again))
            await asyncio.sleep(0)
        await asyncio.wait_for(going_on, 30)
        tasks = await other.ledger.of_run(f"flow-{again.record.id}")
    assert states(again) == {"a": "done"}
    assert len(charged(simulator_url, {task.task_id for task in tasks})) == 1


async def test_a_run_that_could_not_be_written_down_holds_no_points(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_runs: Runs, _record: RunRecord) -> None:
        raise OSError(errno.ENOSPC, "full")

    one = plan(IMAGE | {"id": "hero"})
    async with room(simulator_url, tmp_path, guards=Guards(caps=Caps(session=5))) as here:
        costs, lists = await priced_at(here.client, one)
        assert costs.points == 5
        with monkeypatch.context() as patch:
            patch.setattr(Runs, "write", full)
            with pytest.raises(OSError, match="full"):
                await begin(parts(here, lists), costs, costs.hash)
        run = await worked(await begin(parts(here, lists), costs, costs.hash))
        assert run.done


async def test_a_clock_that_is_set_back_has_nothing_paid_for_twice(tmp_path: Path) -> None:
    both = plan(IMAGE | {"id": "a"}, IMAGE | {"id": "b", "needs": ["a"]})
    sim = Simulator(seed=7, speed=100.0)
    sim.apply(faults.read({"rules": [{"kind": "fail_task", "nth": [1, 3]}]}))
    with closing(sim), serving(sim) as url:
        async with room(url, tmp_path) as here:
            costs, lists = await priced_at(here.client, both)
            run = await worked(await begin(parts(here, lists), costs, costs.hash))
            assert states(run) == {"a": "failed", "b": "blocked"}
            here.clock.jump(-3600)
            run = await worked(await resume(parts(here, lists), costs, costs.hash))
            assert states(run) == {"a": "done", "b": "failed"}
            run = await worked(await resume(parts(here, lists), costs, costs.hash))
            assert states(run) == {"a": "done", "b": "done"}
        assert len(sim.ledger()["charges"]) == 4, "each once, and once more where it failed"
