"""Planning, and showing a plan at current prices."""

import asyncio
import os
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from ..catalog.naming import default_leaf
from ..catalog.products import Leaf, Listing
from ..catalog.task_types import task_types
from ..clock import WallClock
from ..locale import t
from ..locale.formats import amount, expected, points
from ..profiles import sharing_of
from ..store.preferences import Preferences, preferred_in
from ..store.settings import read_settings
from ..wording.workflows import fault_words, note_words, question_words
from ..workflows.choosing import Default, with_models
from ..workflows.faults import Fault, PlanError
from ..workflows.graph import before
from ..workflows.hashing import asked_hash
from ..workflows.plan import Plan, load_plan, write_plan
from ..workflows.planner import propose
from ..workflows.pricing import Cost, Priced, priced
from ..workflows.proposals import Note, Proposal, Wanted
from ..workflows.records import Runs
from ..workflows.templating import Templates, filled_template
from .exits import Exit
from .failures import CommandError, own_error
from .lists import lists_for
from .output import note, print_json, say, show
from .settings import profile_in_use
from .tables import cells, table
from .workflow_faults import plan_error
from .workflow_past import saved_by_earlier

_PLAN_FILE: Final = "plan.toml"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be planned, from the command line."""

    sentence: str = ""
    media: tuple[str, ...] = ()
    template: str | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    name: str = ""


def make_plan(asked: Planned, file: Path | None, template: str | None, *, as_json: bool) -> int:
    """Plan, write the plan to a file, and report it.

    Raises:
        CommandError: something is missing, or the plan can't be written.
    """
    plan, notes, lists = _planned(asked)
    costs = priced(plan, lists)
    # a plan with faults is written all the same: it is the file that the user edits
    if not costs.faults:
        plan = msgspec.structs.replace(plan, planned=costs.hash)
        costs = priced(plan, lists)
    kept = _kept_as_template(template, plan) if template is not None else None
    path = _written(plan, file)
    if as_json:
        told = plan_document(costs, path) | {"notes": [note_words(one) for one in notes]}
        print_json(told | ({"template": str(kept)} if kept else {}))
        return _exit(costs)
    _tell(costs)
    for one in notes:
        note(note_words(one))
    say(t("cli-workflow-written", path=path))
    if kept is not None:
        say(t("cli-workflow-template-kept", path=kept))
    if not costs.faults:
        say(t("cli-workflow-next", path=shlex.quote(str(path)), hash=costs.hash))
    return _exit(costs)


def tell_plan(file: Path, *, as_json: bool) -> int:
    """Report a plan at current prices.

    Raises:
        CommandError: the file holds no plan.
    """
    costs = priced_plan(file)
    saved = {} if costs.faults else asyncio.run(saved_by_earlier(costs))
    if as_json:
        print_json(plan_document(costs, file) | {"reuse": saved or None})
        return _exit(costs)
    _tell(costs)
    if saved:
        about = {"run": saved["run"], "count": len(saved["steps"]), "hash": saved["hash"]}
        rest = points(costs.points - saved["points"])
        say(t("cli-workflow-saves", path=shlex.quote(str(file)), points=rest, **about))
    if not costs.faults:
        unfinished = Runs(profile_in_use().folders.runs).unfinished(asked_hash(costs.plan))
        words = "cli-workflow-next" if unfinished is None else "cli-workflow-next-resume"
        run = unfinished.id if unfinished is not None else ""
        say(t(words, path=shlex.quote(str(file)), hash=costs.hash, run=run))
    return _exit(costs)


def priced_plan(file: Path) -> Priced:
    """Return the plan in a file at current prices; it may have faults.

    Raises:
        CommandError: the file can't be read, or holds no plan.
    """
    try:
        plan = load_plan(file)
    except PlanError as error:
        raise plan_error(error) from None
    except (OSError, ValueError):
        raise own_error("unreadable_file", path=file) from None
    return priced(plan, _lists({step.task_type for step in plan.steps}))


def plan_document(costs: Priced, file: Path) -> dict[str, Any]:
    """Return the JSON of a plan."""
    return {
        "file": str(file),
        "name": costs.plan.name,
        "request": costs.plan.request,
        "hash": None if costs.faults else costs.hash,
        "points": costs.points,
        "exact": costs.exact,
        "expected_seconds": {"min": costs.expected.low, "max": costs.expected.high},
        "steps": [_step_document(cost) for cost in costs.costs.values()],
        "faults": [
            {"code": f"plan_{fault.code}", "step": fault.step, "message": fault_words(fault)}
            for fault in costs.faults
        ],
    }


def _step_document(cost: Cost) -> dict[str, Any]:
    leaf = cost.draft.form.leaf if cost.draft is not None else None
    return {
        "id": cost.step.id,
        "task_type": cost.step.task_type,
        "model": leaf.model_id if leaf else None,
        "model_name": leaf.title if leaf else None,
        "version": leaf.id if leaf else None,
        "points": cost.points,
        "exact": cost.exact,
        "expected_seconds": {"min": cost.expected.low, "max": cost.expected.high},
        "after": sorted(before(cost.step)),
    }


def _tell(costs: Priced) -> None:
    if costs.plan.name:
        say(t("cli-workflow-request", name=costs.plan.name))
    price = t("cli-column-points")
    titles = (t("cli-workflow-step"), t("cli-column-model"), t("cli-workflow-from"), price)
    rows = table(*titles, right=(price,))
    for cost in costs.costs.values():
        title = cost.draft.form.leaf.title if cost.draft is not None else "—"
        shown = amount(cost.points, exact=cost.exact)
        rows.add_row(*cells(cost.step.id, title, ", ".join(sorted(before(cost.step))), shown))
    if costs.costs:
        show(rows)
        time = expected(costs.expected.low, costs.expected.high)
        words = "cli-workflow-total" if costs.exact else "cli-workflow-total-estimate"
        say(t(words, points=points(costs.points), time=time))
    for fault in costs.faults:
        note(fault_words(fault))
    if not costs.faults:
        say(t("cli-workflow-hash", hash=costs.hash))


def _exit(costs: Priced) -> int:
    return plan_error(PlanError(*costs.faults)).exit if costs.faults else Exit.DONE


def _lists(kinds: Collection[str]) -> dict[str, Listing]:
    known = [kind for kind in task_types() if kind in kinds]
    return {kind: shelf.listing for kind, shelf in lists_for(known).shelves.items()}


def _default(lists: Mapping[str, Listing]) -> Default:
    """Return the user's default model, else the list's."""
    profile = profile_in_use()
    sharing = sharing_of(profile, read_settings(profile.folders.settings))
    preferences = Preferences(profile.folders.preferences, WallClock(), sharing)

    def default(kind: str) -> Leaf | None:
        listing, preference = lists.get(kind), preferences.of(kind)
        if listing is None:
            return None
        preferred = preferred_in(listing, preference) if preference else None
        return preferred or default_leaf(listing)

    return default


def _planned(asked: Planned) -> tuple[Plan, tuple[Note, ...], dict[str, Listing]]:
    try:
        if asked.template is not None:
            plan, lists = _from_template(asked)
            return _named(plan, asked), (), lists
        if not asked.sentence.strip():
            raise own_error("nothing_to_plan")
        wanted = Wanted(
            asked.sentence,
            asked.media,
            tuple(os.fspath(one) for one in asked.inputs),
            {name: _answer(name, texts) for name, texts in asked.answers.items()},
        )
        lists = _lists(task_types().keys())
        found = propose(wanted, lists, _default(lists))
    except PlanError as error:
        raise plan_error(error) from None
    if found.plan is None:
        raise _open_questions(found)
    return _named(found.plan, asked), found.notes, lists


def _answer(name: str, texts: tuple[str, ...]) -> str:
    """Return the answer to a question: all pictures given, else the last text."""
    return "\n".join(texts) if name.startswith("pictures.") else texts[-1]


def _from_template(asked: Planned) -> tuple[Plan, dict[str, Listing]]:
    templates = Templates(profile_in_use().folders.templates)
    template = templates.find(asked.template or "")
    if template is None:
        known = templates.names()
        raise own_error("no_template", choices=known, name=asked.template, known=", ".join(known))
    values: dict[str, str | Sequence[str]] = {}
    for place in template.fields:
        texts = asked.values.get(place.name, ())
        values[place.name] = texts if place.list else " ".join(texts)
    if template.fields and asked.sentence.strip() and not values[template.fields[0].name]:
        values[template.fields[0].name] = asked.sentence
    unknown = [name for name in asked.values if name not in values]
    if unknown:
        raise PlanError(Fault("unknown_field", about={"field": unknown[0]}))
    plan = filled_template(template, values)
    lists = _lists({step.task_type for step in plan.steps})
    return with_models(plan, _default(lists)), lists


def _named(plan: Plan, asked: Planned) -> Plan:
    return msgspec.structs.replace(plan, name=asked.name) if asked.name else plan


def _open_questions(found: Proposal) -> CommandError:
    questions = [f"{one.key}: {question_words(one)}" for one in found.questions]
    keys = tuple(one.key for one in found.questions)
    return own_error("questions", choices=keys, why=" · ".join(questions))


def _written(plan: Plan, file: Path | None) -> Path:
    path = file if file is not None else _free(Path(_PLAN_FILE))
    if path.exists() or path.is_symlink():
        raise own_error("file_there", path=path)
    try:
        write_plan(plan, path.absolute())
    except PlanError as error:
        raise plan_error(error) from None
    except (OSError, ValueError):
        raise own_error("unwritable_file", path=path) from None
    return path


def _free(path: Path) -> Path:
    number = 2
    while path.exists():
        path = path.with_name(f"plan-{number}.toml")
        number += 1
    return path


def _kept_as_template(name: str, plan: Plan) -> Path:
    templates = Templates(profile_in_use().folders.templates)
    if name in templates.names():
        raise own_error("template_there", name=name)
    try:
        return templates.save(name, plan)
    except PlanError as error:
        raise plan_error(error) from None
    except OSError:
        raise own_error("unwritable_file", path=name) from None
