"""Random plans, random order of events: dependencies hold, nothing idles or runs twice."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from ima_tui.catalog.bodies import Order
from ima_tui.clock import WallClock
from ima_tui.signals import Signal
from ima_tui.store.records import State, Task, TaskMedia
from ima_tui.tasks.problems import HELD
from ima_tui.workflows.graph import before, ordered
from ima_tui.workflows.plan import Plan
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.records import Runs
from ima_tui.workflows.running import Run, RunParts
from ima_tui.workflows.starting import begin, resume
from ima_tui.workflows.steps import StepState
from tests.intent.examples import shelves
from tests.unit.tasks import task as blank

from .flows import EDIT, IMAGE, plan

LISTS = shelves()


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Pictures, some made from earlier ones, some only after them, in any order in the file."""
    count = draw(st.integers(1, 8))
    steps: list[dict[str, Any]] = []
    for number in range(count):
        earlier = [f"s{i}" for i in range(number)]
        source = draw(st.sampled_from([None, *earlier]))
        needs = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        entry = IMAGE if source is None else EDIT | {"inputs": [{"step": source}]}
        words = draw(st.sampled_from(["", *(f" like ${{{one}.prompt}}" for one in earlier)]))
        steps.append(entry | {"id": f"s{number}", "needs": needs, "prompt": f"picture{words}"})
    return plan(*draw(st.permutations(steps)))


@dataclass
class Stage:
    """Stands for the engine where a test decides which task ends next, and how."""

    tasks: dict[str, Task] = field(default_factory=dict)
    earlier: tuple[Task, ...] = ()
    on_reserve: Callable[[], None] = lambda: None
    sent: list[str] = field(default_factory=list)
    changed: Signal[Task] = field(default_factory=Signal)

    async def submit(self, order: Order, group: str, *, step: str, ceiling: int) -> Task:
        assert order.quote.points <= ceiling
        self.sent.append(step)
        made = replace(
            blank(len(self.sent)),
            state=State.RUNNING,
            group_id=group,
            step=step,
            task_id=f"task_{len(self.sent)}",
        )
        self.put(made)
        return made

    def put(self, task: Task) -> None:
        self.tasks[task.id] = task
        self.changed.emit(task)

    def end(self, step: str, *, good: bool) -> None:
        task = next(one for one in self.tasks.values() if one.step == step)
        medias = (TaskMedia(0, "ready", "https://x.example/p.png"),) if good else ()
        self.put(replace(task, state=State.DONE if good else State.FAILED, medias=medias))

    async def change(self, task: str, change: Callable[[Task], Task]) -> None:
        self.put(change(self.tasks[task]))

    async def reserve(self, _group: str, _points: int) -> None:
        self.on_reserve()

    def is_own(self, _task_id: str) -> bool:
        return True

    def parts(self, folder: Path) -> RunParts:
        async def of_run(_group: str) -> tuple[Task, ...]:
            return self.earlier

        async def nothing(_group: str) -> None:
            pass

        async def never(_address: str) -> bool:
            return False

        wake = asyncio.Event()
        engine = SimpleNamespace(
            book=self, queue=SimpleNamespace(wake=wake), submit=self.submit, reserve=self.reserve
        )
        ledger = SimpleNamespace(of_run=of_run, reservations=SimpleNamespace(release=nothing))
        return RunParts(
            engine=cast(Any, engine),
            ledger=cast(Any, ledger),
            runs=Runs(folder),
            clock=WallClock(),
            listing=LISTS.get,
            is_gone=never,
            keep_prompts=lambda: False,
        )


async def settled() -> None:
    """Everything that can happen by itself has."""
    for _ in range(6):
        await asyncio.sleep(0)


def wanted_before(of: Plan, id_: str) -> set[str]:
    """What a step has to wait for: prompts are known at once."""
    step = of.step(id_)
    assert step is not None
    return {one.step for one in step.inputs} | set(step.needs)


@settings(max_examples=60, deadline=None)
@given(plans(), st.data())
def test_steps_run_once_each_as_soon_as_they_can(of: Plan, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_acted(of, data, Path(folder)))


async def _acted(of: Plan, data: st.DataObject, folder: Path) -> None:
    stage = Stage()
    costs = priced(of, LISTS)
    assert costs.faults == ()
    run: Run = await begin(stage.parts(folder), costs, costs.hash)
    working = asyncio.ensure_future(run.work())
    good: set[str] = set()
    bad: set[str] = set()
    while True:
        await settled()
        able = {step.id for step in of.steps if wanted_before(of, step.id) <= good}
        assert set(stage.sent) == able, "all that can run does, and nothing else"
        running = [id_ for id_ in stage.sent if id_ not in good | bad]
        if not running:
            break
        ending = data.draw(st.sampled_from(running))
        fails = data.draw(st.integers(0, 5)) == 0
        (bad if fails else good).add(ending)
        stage.end(ending, good=not fails)
    await asyncio.wait_for(working, 5)
    await run.leave()
    assert len(stage.sent) == len(set(stage.sent)), "nothing runs twice"
    states = {id_: view.state for id_, view in run.steps.items()}
    assert {id_ for id_, state in states.items() if state is StepState.DONE} == good
    assert {id_ for id_, state in states.items() if state is StepState.FAILED} == bad
    assert run.done == (not bad)
    assert (run.record.closed_at is not None) == run.done


async def left(stage: Stage, run: Run) -> None:
    """A run that was left when it had sent what it could."""
    working = asyncio.ensure_future(run.work())
    await settled()
    run.stop()
    await working
    await run.leave()
    stage.earlier = tuple(stage.tasks.values())


async def test_what_ends_while_a_run_is_taken_up_counts(tmp_path: Path) -> None:
    """After a crash the engine goes on with tasks before their run listens to it."""
    of = plan(IMAGE | {"id": "a"}, IMAGE | {"id": "b", "needs": ["a"]})
    stage, costs = Stage(), priced(of, LISTS)
    parts = stage.parts(tmp_path)
    await left(stage, await begin(parts, costs, costs.hash))
    stage.on_reserve = lambda: stage.end("a", good=True)
    again = await resume(parts, costs, costs.hash)
    stage.on_reserve = lambda: None
    working = asyncio.ensure_future(again.work())
    await settled()
    assert stage.sent == ["a", "b"], "what waits for it goes on"
    stage.end("b", good=True)
    await asyncio.wait_for(working, 5)
    await again.leave()
    assert again.done


async def test_what_waits_since_a_crash_goes_on_however_late_it_is_taken_over(
    tmp_path: Path,
) -> None:
    """That a program ended may show only after its run was taken up."""
    of = plan(IMAGE | {"id": "a"})
    stage, costs = Stage(), priced(of, LISTS)
    parts = stage.parts(tmp_path)
    await left(stage, await begin(parts, costs, costs.hash))
    (queued,) = (replace(one, state=State.QUEUED, task_id=None) for one in stage.earlier)
    stage.earlier = (queued,)
    stage.put(queued)
    again = await resume(parts, costs, costs.hash)
    working = asyncio.ensure_future(again.work())
    await settled()
    stage.put(replace(queued, problem=HELD))
    await settled()
    assert stage.tasks[queued.id].problem is None, "it was confirmed"
    stage.end("a", good=True)
    await asyncio.wait_for(working, 5)
    await again.leave()
    assert again.done
    assert stage.sent == ["a"]


@given(plans())
def test_the_order_respects_what_steps_name(of: Plan) -> None:
    places = {step.id: place for place, step in enumerate(ordered(of))}
    assert len(places) == len(of.steps)
    assert all(places[other] < places[step.id] for step in of.steps for other in before(step))
