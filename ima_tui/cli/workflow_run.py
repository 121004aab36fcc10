"""Running a plan by command."""

import asyncio
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..locale import t
from ..locale.formats import points
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..tasks.groups import run_of_group
from ..tasks.machine import ENDED
from ..wording.workflows import step_problem, step_state
from ..workflows.exporting import Made
from ..workflows.faults import PlanError
from ..workflows.hashing import asked_hash
from ..workflows.pricing import Priced
from ..workflows.records import RunRecord, Runs
from ..workflows.running import Run
from ..workflows.starting import begin, resume
from ..workflows.steps import GOOD, StepState, StepView
from .ends import End, end_of, tell_in_words
from .exits import OF_PROBLEMS, Exit, first_of
from .failures import CommandError, cap_error, store_error
from .following import Follower, until_late
from .output import note, print_json, say
from .progress import progress_on_stderr
from .session import Session, services_of, session
from .settings import profile_in_use
from .workflow_faults import plan_error
from .workflow_past import tell_exported
from .workflow_plan import priced_plan

if TYPE_CHECKING:
    from ..store.records import Task

_LOOK_SECONDS = 0.25
_PRICE = frozenset({"price_risen", "price_changed"})
_OF_PLAN: Final = dict.fromkeys(_PRICE, "plan_prices_changed") | {"correction": "plan_correction"}
"""Problems of a step that only another plan solves, and their codes."""
_TO_FOLLOW = frozenset({StepState.WORKING, StepState.ASKING, StepState.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class Way:
    """How a plan is run.

    Attributes:
        confirm: the confirmed hash.
        anew: whether to start anew though the same plan has an unfinished run.
        reuse: an earlier run whose unaffected results are reused.
        export: a new folder for the results.
    """

    confirm: str
    resume: bool = False
    anew: bool = False
    reuse: RunRecord | None = None
    export: Path | None = None


def run_plan(file: Path, way: Way, *, as_json: bool) -> int:
    """Run a plan and wait for it; return the exit code.

    Raises:
        CommandError: it differs from what was confirmed, or can't be run; nothing was sent.
    """
    costs = priced_plan(file)
    return asyncio.run(_run(file, costs, way, as_json=as_json))


async def _run(file: Path, costs: Priced, way: Way, *, as_json: bool) -> int:
    profile = profile_in_use()
    unfinished = Runs(profile.folders.runs).unfinished(asked_hash(costs.plan))
    own = unfinished.id if way.resume and unfinished is not None else ""
    services = services_of(profile, lambda task: bool(own) and run_of_group(task.group_id) == own)
    async with session(services, patient=False) as at:
        run = await _opened(at, costs, way)
        try:
            if not as_json:
                note(t("cli-workflow-begun", run=run.record.id, points=points(run.left)))
            exit_ = await _followed(at, run, as_json=as_json)
        finally:
            await run.leave()
    _tell_end(run, file, as_json=as_json)
    if way.export is not None and run.done:
        made = [Made(id_, one.task, one.step.output) for id_, one in run.steps.items()]
        tell_exported(run.record, made, way.export, as_json=as_json)
    return exit_


async def _opened(at: Session, costs: Priced, way: Way) -> Run:
    parts = at.services.run_parts()
    try:
        if way.resume:
            return await resume(parts, costs, way.confirm)
        return await begin(parts, costs, way.confirm, reuse=way.reuse, anew=way.anew)
    except PlanError as error:
        raise plan_error(error) from None
    except OverBudgetError as over:
        raise cap_error(over) from None
    except (StoreError, OSError):
        raise store_error() from None


async def _followed(at: Session, run: Run, *, as_json: bool) -> Exit:
    steps: dict[str, str] = {}
    late: set[str] = set()

    def tell(end: End) -> None:
        step = steps[end.task.id]
        if end.task.state not in ENDED:
            late.add(end.task.id)
        code = _OF_PLAN.get(end.task.problem or "")
        if end.error is not None and code is not None:
            words = _plan_words(end.task.problem, end.task.asked)
            end = replace(end, error=CommandError(code, words, Exit.BUDGET))
        if as_json:
            print_json({"step": step} | end.document())
        else:
            tell_in_words(end, f"{step}: ")

    progress = progress_on_stderr(at.services.clock)
    follower = Follower(at, until_late, progress, tell)
    follow = _following(follower, steps)
    follow(run)
    drop = run.changed.subscribe(follow)
    driving = asyncio.ensure_future(_drive(run, follower, late))
    try:
        exit_ = await follower.run()
    finally:
        run.stop()
        await driving
        drop()
    return first_of((exit_, *(_exit_of(view) for view in run.steps.values())))


def _following(follower: Follower, steps: dict[str, str]) -> Callable[[Run], None]:
    """Return the function that follows each task of a run from its first change on."""

    def follow(run: Run) -> None:
        for view in run.steps.values():
            task: Task | None = view.task
            if task is not None and view.state in _TO_FOLLOW and task.id not in steps:
                steps[task.id] = view.step.id
                follower.add(task)

    return follow


async def _drive(run: Run, follower: Follower, late: set[str]) -> None:
    """Drive a run until it is over, the user leaves, or what is left takes long."""
    working = asyncio.ensure_future(run.work(patient=False))
    try:
        while not working.done():
            await asyncio.wait({working}, timeout=_LOOK_SECONDS)
            if follower.leaving or _only_late(run, late):
                run.stop()
        await working
    finally:
        follower.close()


def _only_late(run: Run, late: set[str]) -> bool:
    tasks = [view.task for view in run.steps.values() if view.state is StepState.WORKING]
    return bool(tasks) and all(task is not None and task.id in late for task in tasks)


def _exit_of(view: StepView) -> Exit:
    """Return the exit code of a step that was not followed to its end."""
    if view.refusal is not None:
        return Exit.BAD_INPUT
    if view.state in {StepState.BLOCKED, StepState.FAILED}:
        # including what an earlier run left, which is not followed again
        return (end_of(view.task).exit if view.task is not None else Exit.DONE) or Exit.FAILED
    if view.state is StepState.ASKING and view.task is None:
        return OF_PROBLEMS.get(view.problem or "", Exit.FAILED)
    return Exit.DONE


def _tell_end(run: Run, file: Path, *, as_json: bool) -> None:
    spent = sum(
        view.task.points
        for view in run.steps.values()
        if view.task is not None and view.task.task_id and view.state is not StepState.REUSED
    )
    if as_json:
        print_json(_document(run, spent))
        return
    for view in run.steps.values():
        problem = _problem(view) if view.state is not StepState.DONE else ""
        if problem and (view.task is None or view.state is StepState.BLOCKED):
            note(f"{view.step.id}: {step_state(view)}. {problem}")
    path = shlex.quote(str(file))
    if run.done:
        say(t("cli-workflow-done", run=run.record.id, points=points(spent)))
    elif any(view.problem in _PRICE and view.state not in GOOD for view in run.steps.values()):
        # the hash that was confirmed does not cover it
        note(t("cli-workflow-left-risen", run=run.record.id, path=path))
    else:
        note(t("cli-workflow-left", run=run.record.id, path=path, hash=run.record.hash))


def _problem(view: StepView) -> str:
    if view.problem in _OF_PLAN:
        return _plan_words(view.problem, view.asked)
    return step_problem(view)


def _plan_words(problem: str | None, asked: int | None) -> str:
    """Return why a step was not sent as it was confirmed, and what it costs now, if known."""
    words = t("cli-workflow-risen" if problem in _PRICE else "cli-error-plan_correction")
    now = t("settle-now-costs", points=points(asked)) if asked is not None else ""
    return f"{words} {now}".strip()


def _document(run: Run, spent: int) -> dict[str, Any]:
    return {
        "run": run.record.id,
        "state": "done" if run.done else "open",
        "hash": run.record.hash,
        "points": spent,
        "steps": [
            {"id": id_, "state": str(view.state), "task": view.task.id if view.task else None}
            | ({"problem": _problem(view)} if view.problem and view.state != "done" else {})
            for id_, view in run.steps.items()
        ],
    }
