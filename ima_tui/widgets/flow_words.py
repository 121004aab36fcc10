"""The texts of rows of workflows and of the details of their steps."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..catalog.task_types import task_types
from ..locale import t
from ..locale.formats import expected, points
from ..wording.comparing import settings_words
from ..wording.workflows import fault_words, source_words, step_problem, step_state
from ..workflows.graph import Branch, before, branches
from ..workflows.plan import Input, Plan, Step
from ..workflows.pricing import Cost, Priced
from ..workflows.reusing import Reuse
from ..workflows.sheets import source_text
from ..workflows.steps import GOOD, StepState, StepView, is_held
from .flow_rows import StepLine
from .task_words import MEDIA_SIGNS, percent, remark

SIGNS: Mapping[StepState, tuple[str, str]] = {
    StepState.WAITING: ("·", "muted"),
    StepState.WORKING: ("▸", "accent"),
    StepState.ASKING: ("!", "warn"),
    StepState.UNCONFIRMED: ("!", "warn"),
    StepState.DONE: ("✓", "good"),
    StepState.REUSED: ("✓", "good"),
    StepState.GIVEN: ("✓", "good"),
    StepState.FAILED: ("✗", "bad"),
    StepState.BLOCKED: ("■", "muted"),
}


def plan_lines(priced: Priced, taken: Collection[str] = ()) -> list[StepLine]:
    """Return the rows of a plan.

    Args:
        priced: the plan at current prices.
        taken: the steps whose results are reused from an earlier run.
    """
    wrong = {fault.step for fault in priced.faults}
    lines = []
    for branch in branches(priced.plan):
        step, cost = branch.step, priced.costs.get(branch.step.id)
        line = _line(branch, _model(step, cost))
        if step.id in wrong:
            line = replace(line, sign="!", style="warn", state=t("flow-missing"))
        elif step.id in taken:
            line = replace(line, sign="✓", style="good", state=t("step-reused"))
        elif step.output:
            line = replace(line, sign="✓", style="good", state=t("step-given"))
        if cost is not None and cost.draft is not None and step.id not in taken:
            line = replace(line, points=f"{'' if cost.exact else '≈'}{cost.points:,}")
        about = _join(line.about, time_of(cost), " ".join(step.prompt.split()))
        lines.append(replace(line, about=about))
    return lines


def run_lines(
    views: Mapping[str, StepView],
    plan: Plan | None,
    prices: Mapping[str, int],
    names: Mapping[str, str],
    now: float,
) -> list[StepLine]:
    """Return the rows of a run.

    Args:
        views: its steps.
        plan: None if it is not kept.
        prices: the confirmed prices, by step.
        names: the names of their models, by step, as far as known.
        now: seconds since the epoch.
    """
    tree = branches(plan) if plan is not None else [Branch(view.step) for view in views.values()]
    lines = []
    for branch in tree:
        view = views[branch.step.id]
        task = view.task
        sign, style = SIGNS[StepState.WAITING if is_held(view) else view.state]
        model = names.get(branch.step.id, branch.step.model)
        line = _line(branch, task.model_name if task is not None else model)
        working = task is not None and view.state is StepState.WORKING
        lines.append(
            replace(
                line,
                sign=sign,
                style=style,
                state=step_state(view),
                about=_join(_standing(view, views, now), line.about),
                points=f"{_cost(view, prices):,}",
                per_cent=percent(task, now) if working and task and task.accepted_at else None,
            )
        )
    return lines


def _cost(view: StepView, prices: Mapping[str, int]) -> int:
    if view.state in {StepState.REUSED, StepState.GIVEN}:
        return 0
    return view.task.points if view.task is not None else prices.get(view.step.id, 0)


def _standing(view: StepView, views: Mapping[str, StepView], now: float) -> str:
    """Return what is wrong with a step, what it waits for, or its progress."""
    if is_held(view):
        return t("flow-held")
    if view.problem is not None and view.state not in GOOD:
        return step_problem(view)
    if view.state is StepState.WAITING:
        ahead = [id_ for id_ in sorted(before(view.step)) if views[id_].state not in GOOD]
        return t("flow-after", steps=", ".join(ahead)) if ahead else ""
    return remark(view.task, now) if view.task is not None else ""


def time_of(cost: Cost | None) -> str:
    """Return how long a step should take."""
    if cost is None or cost.draft is None:
        return ""
    return expected(cost.expected.low, cost.expected.high)


def total_words(priced: Priced, reuse: Reuse) -> str:
    """Return what is left to pay of a plan, and the expected time of its longest path."""
    about = "" if priced.exact else "≈ "
    total = t("flow-total", points=about + points(priced.points - reuse.points))
    count = t("flow-steps", count=len(priced.plan.steps))
    return " · ".join([count, total, longest_words(priced, reuse)] if priced.costs else [count])


def longest_words(priced: Priced, reuse: Reuse) -> str:
    """Return how long what is left of a plan should take."""
    time = priced.expected_reusing(reuse.tasks)
    return t("flow-longest", time=expected(time.low, time.high))


def step_lines(priced: Priced, step: Step) -> list[str]:
    """Return everything about a step of a plan, problems first."""
    cost = priced.costs.get(step.id)
    kind = t(f"task-type-{step.task_type}") if step.task_type in task_types() else step.task_type
    lines = [fault_words(fault) for fault in priced.faults if fault.step in {step.id, ""}]
    lines.append(" · ".join(filter(None, [kind, _model(step, cost), time_of(cost)])))
    if cost is not None and cost.draft is not None:
        held = settings_words(cost.draft.form, cost.draft.state)
        lines += [t("flow-settings", settings=held)] if held else []
    for name, value in step.params.items():
        lines.append(f"{name} = {value}")
    takes = ", ".join(sorted(before(step)))
    if takes:
        lines.append(t("flow-takes", steps=takes))
    if step.inputs:
        lines.append(t("flow-inputs", inputs=" · ".join(map(_input, step.inputs))))
    if step.output:
        lines.append(t("flow-given", files=", ".join(step.output)))
    return [*lines, "", step.prompt]


def _input(medium: Input) -> str:
    """Return an input with its role: ``First frame: result of hero``."""
    source = source_words(source_text(medium)) or medium.address
    known = medium.role in {role for kind in task_types().values() for role in kind.roles}
    return f"{t(f'role-{medium.role}')}: {source}" if known else source


def _line(branch: Branch, model: str) -> StepLine:
    step = branch.step
    kind = task_types().get(step.task_type)
    sign = MEDIA_SIGNS[kind.media] if kind is not None else "?"
    beside = t("flow-also", steps=", ".join(branch.beside)) if branch.beside else ""
    return StepLine(branch.lead, step.id, sign, model, beside)


def _model(step: Step, cost: Cost | None) -> str:
    if cost is not None and cost.draft is not None:
        return cost.draft.form.leaf.title
    return step.model or "—"


def _join(*parts: str) -> str:
    return " · ".join(filter(None, parts))
