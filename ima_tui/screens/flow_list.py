"""The rows of the list of workflows: plans, runs, templates, and ways to begin."""

from collections.abc import Iterator

from ..locale import t
from ..locale.formats import day_and_minute
from ..widgets.flow_rows import FlowLine
from ..wording.workflows import template_about, template_title
from ..workflows.drafting import Draft
from ..workflows.flows import Flows
from ..workflows.records import RunRecord
from ..workflows.steps import GOOD, OVER, StepState
from ..workflows.templating import BUILT_IN

BEGIN = "begin"
SENTENCE, BY_HAND = "sentence", "by-hand"


def draft_line(draft: Draft) -> FlowLine:
    """Return the row of a plan being made."""
    plan = draft.plan
    about = t("flow-steps", count=len(plan.steps))
    name = _title(plan.name, plan.request) or t("flow-unnamed")
    return FlowLine(("draft", draft.id), name, about, "", "✎", "accent", t("flow-draft"))


def run_line(flows: Flows, record: RunRecord) -> FlowLine:
    """Return the row of a run."""
    plan = record.plan
    name = _title(plan.name, plan.request) if plan else _title(record.name, "")
    sign, style, state = "·", "muted", "closed" if record.closed_at else "open"
    about = t("flow-steps", count=len(record.steps))
    run = flows.find(record.id)
    if run is not None:
        views = run.steps.values()
        ended = sum(view.state in OVER for view in views)
        about = t("flow-of", done=ended, count=len(views))
        if any(view.state in {StepState.ASKING, StepState.UNCONFIRMED} for view in views):
            sign, style, state = "!", "warn", "asking"
        elif flows.is_live(record.id):
            sign, style, state = "▸", "accent", "running"
        elif any(view.state not in GOOD for view in views):
            sign, style, state = "✗", "bad", "failed"
        else:
            sign, style, state = "✓", "good", "done"
    elif record.closed_at is None:
        sign, style = "◐", "warn"
    elif record.done:
        sign, style, state = "✓", "good", "done"
    total = sum(step.points for step in record.steps if not step.reused)
    words = {"asking": "step-asking", "failed": "step-failed", "done": "step-done"}
    said = t(words.get(state, f"cli-workflow-state-{state}"))
    when = day_and_minute(record.created_at)
    return FlowLine(
        ("run", record.id), name or record.id, about, when, sign, style, said, f"{total:,}"
    )


def template_line(name: str) -> FlowLine:
    """Return the row of a template of the user's own."""
    return FlowLine(("template", name), name, "", "", "▤", "muted", t("flow-template"))


def first_lines() -> Iterator[FlowLine]:
    """Yield the ways to begin, for an empty list."""
    words = t("flow-from-sentence"), t("flow-from-sentence-about")
    yield FlowLine((BEGIN, SENTENCE), *words, sign="✎")
    for name in BUILT_IN:
        yield FlowLine((BEGIN, name), template_title(name), template_about(name), sign="▤")
    yield FlowLine((BEGIN, BY_HAND), t("flow-by-hand"), t("flow-by-hand-about"), sign="+")


def _title(name: str, request: str) -> str:
    shown = template_title(name) if name in BUILT_IN else name
    return " · ".join(filter(None, (shown, " ".join(request.split()))))
