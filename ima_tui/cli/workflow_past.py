"""Past runs and templates: listing them, exporting results."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..locale import t
from ..locale.formats import day_and_minute
from ..store.records import Task
from ..tasks.groups import group_of_run
from ..wording.workflows import field_words, template_about, template_title
from ..workflows.closing import close
from ..workflows.exporting import Made, export
from ..workflows.faults import PlanError
from ..workflows.outputs import newest
from ..workflows.pricing import Priced
from ..workflows.records import RunRecord, Runs
from ..workflows.reusing import NOTHING, Reuse, file_hashes, reusable
from ..workflows.templating import Templates
from .exits import Exit
from .failures import CommandError, own_error, problem_words
from .output import note, print_json, say
from .reading import ledger_of
from .settings import profile_in_use
from .workflow_faults import plan_error

_MOST_LISTED = 50


def tell_runs(*, as_json: bool) -> int:
    """List the runs, newest first, with the state of their steps from the ledger."""
    runs = Runs(profile_in_use().folders.runs)
    records = runs.all()[:_MOST_LISTED]
    made = asyncio.run(_made_of(records)) if records else {}
    if as_json:
        print_json({"runs": [_run_document(runs, one, made[one.id]) for one in records]})
        return Exit.DONE
    if not records:
        say(t("cli-workflow-none"))
    for one in records:
        state = t(f"cli-workflow-state-{runs.state(one)}")
        at = day_and_minute(one.created_at)
        say(t("cli-workflow-run-line", run=one.id, name=one.name or "—", state=state, time=at))
    return Exit.DONE


def tell_templates(*, as_json: bool) -> int:
    """List the templates with their fields."""
    templates = Templates(profile_in_use().folders.templates)
    told: list[dict[str, Any]] = []
    for name in templates.names():
        try:
            found = templates.find(name)
        except PlanError:
            continue
        fields = [(one.name, one.list) for one in found.fields] if found else []
        told.append(
            {
                "name": name,
                "title": template_title(name),
                "about": template_about(name),
                "fields": [{"name": one, "list": several} for one, several in fields],
            }
        )
    if as_json:
        print_json({"templates": told})
        return Exit.DONE
    for entry in told:
        say(f"{entry['name']}: {entry['title']}. {entry['about']}".rstrip(". "))
        for field in entry["fields"]:
            say(f"  --set {field['name']}=…  {field_words(field['name'])}")
    return Exit.DONE


def export_run(record: RunRecord, folder: Path, *, as_json: bool) -> int:
    """Copy the results of a run into a folder of their own, and say where.

    Raises:
        CommandError: the folder can't be written.
    """
    made = asyncio.run(_made_of([record]))[record.id]
    tell_exported(record, made, folder, as_json=as_json)
    return Exit.DONE


def close_run(record: RunRecord, *, as_json: bool) -> int:
    """Close a run that is not to be resumed, and report it.

    Raises:
        CommandError: it is running and would lose its plan; or the store can't be written.
    """
    profile = profile_in_use()
    runs = Runs(profile.folders.runs)
    try:
        close(runs, record, time.time(), keep_plan=profile.keep_prompts)
    except PlanError as error:
        raise plan_error(error) from None
    except OSError:
        raise CommandError("store", problem_words("store"), Exit.FAILED) from None
    if as_json:
        print_json({"run": record.id, "state": "closed"})
    else:
        say(t("cli-workflow-closed", run=record.id))
    return Exit.DONE


def tell_exported(
    record: RunRecord, made: list[Made], folder: Path, *, as_json: bool
) -> dict[str, Any]:
    """Copy results into a folder, say where, and return that as JSON.

    Raises:
        CommandError: the folder can't be written.
    """
    keep = profile_in_use().keep_prompts
    title = record.name or record.id
    # "." and ".." name a parent: the new folder is created in it
    target = folder / record.id if folder.name in {"", ".."} else folder
    try:
        done = export(title, made, target.absolute(), record.plan if keep else None)
    except (OSError, ValueError):
        raise own_error("unwritable_folder", path=folder) from None
    told = {
        "run": record.id,
        "folder": str(done.folder),
        "files": [path.name for path in done.files],
        "missing": done.missing,
    }
    if as_json:
        print_json(told)
        return told
    say(t("cli-workflow-exported", count=len(done.files), path=str(done.folder)))
    if done.missing:
        note(t("cli-workflow-missing", count=done.missing))
    return told


async def saved_by_earlier(costs: Priced) -> dict[str, Any]:
    """Return the earlier run that saves the most points of a plan as JSON; empty if none does."""
    profile = profile_in_use()
    records = Runs(profile.folders.runs).all()[:_MOST_LISTED]
    if not records:
        return {}
    files = file_hashes(costs.plan)
    best: tuple[Reuse, str] = (NOTHING, "")
    async with ledger_of(profile) as ledger:
        for record in records:
            found = await reusable(record, costs, files, ledger)
            best = max(best, (found, record.id), key=lambda one: one[0].points)
    found, run = best
    if not run:
        return {}
    told = {"run": run, "steps": sorted(found.tasks), "points": found.points}
    return told | {"hash": costs.hash_reusing(found.tasks)}


async def _made_of(records: "tuple[RunRecord, ...] | list[RunRecord]") -> dict[str, list[Made]]:
    made: dict[str, list[Made]] = {}
    async with ledger_of(profile_in_use()) as ledger:
        for record in records:
            tasks = await ledger.of_run(group_of_run(record.id))
            made[record.id] = []
            for step in record.steps:
                task: Task | None = newest(tasks, step.id)
                if step.reused:
                    task = await ledger.get(step.reused)
                planned = record.plan.step(step.id) if record.plan is not None else None
                made[record.id].append(Made(step.id, task, planned.output if planned else ()))
    return made


def _run_document(runs: Runs, record: RunRecord, made: list[Made]) -> dict[str, Any]:
    at = datetime.fromtimestamp(record.created_at, UTC).isoformat(timespec="seconds")
    return {
        "run": record.id,
        "name": record.name,
        "state": runs.state(record),
        "hash": record.hash,
        "created_at": at.replace("+00:00", "Z"),
        "points": sum(step.points for step in record.steps),
        "steps": [
            {
                "id": one.step,
                "task": one.task.id if one.task else None,
                "state": str(one.task.state) if one.task else None,
            }
            for one in made
        ],
    }
