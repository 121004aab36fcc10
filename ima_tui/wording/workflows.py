"""Workflows in words: faults of plans, questions, states of steps."""

from ..catalog.values import clean
from ..locale import language, messages, t
from ..locale.formats import points
from ..workflows.faults import Fault
from ..workflows.media_words import MEDIA
from ..workflows.proposals import Note, Question
from ..workflows.references import TAKES, lone
from ..workflows.steps import StepState, StepView, is_held
from ..workflows.templating import BUILT_IN
from .intent import advice_words
from .refusals import refusal_words


def fault_words(fault: Fault) -> str:
    """Return a fault of a plan, with its step."""
    about = dict(fault.about)
    if "kind" in about:
        about["kind"] = t(f"task-type-{about['kind']}")
    if "media" in about:
        about["media"] = t(f"flow-media-{about['media']}")
    if "points" in about:
        about["points"] = points(int(str(about["points"])))
    if fault.refusal is not None:
        why = refusal_words(fault.refusal)
    else:
        why = t(f"plan-{fault.code}", **about)
    return t("plan-of-step", step=fault.step, why=why) if fault.step else why


def question_words(question: Question) -> str:
    """Return a question about a plan, with the possible answers."""
    step = t(f"flow-media-{question.step}") if question.step in MEDIA else question.step
    choices = ", ".join(question.choices) or "—"
    return t(f"ask-{question.code}", step=step, choices=choices)


def note_words(note: Note) -> str:
    """Return a note about a planned step."""
    if note.advice is not None:
        return advice_words(note.advice, note.leaf)
    model = note.leaf.title if note.leaf is not None else ""
    step = t(f"flow-media-{note.step}") if note.step in MEDIA else note.step
    return t(f"note-{note.code}", model=model, step=step)


def template_title(name: str) -> str:
    """Return the title of a template; of a built-in one in the current language."""
    return t(f"template-{name}") if name in BUILT_IN else name


def template_about(name: str) -> str:
    """Return the description of a built-in template; empty for the user's own."""
    return t(f"template-{name}-about") if name in BUILT_IN else ""


def field_words(name: str) -> str:
    """Return the label of a template's field; of the user's own its name."""
    known = f"template-field-{name}" in messages(language())
    return t(f"template-field-{name}") if known else name


def source_words(text: str) -> str:
    """Return a reference in words, as in ``result of hero``; empty for any other text."""
    reference = lone(text)
    if reference is None or reference.take not in TAKES:
        return ""
    step = clean(reference.step, 60)
    if reference.result > 1:
        return t(f"source-{reference.take}-more", step=step, number=reference.result)
    return t(f"source-{reference.take}", step=step)


def step_state(view: StepView) -> str:
    """Return the state of a step, or of its task if that says more."""
    if view.task is not None and view.state in {"working", "done", "failed"}:
        return t(f"state-{view.task.state}")
    return t(f"step-{StepState.WAITING if is_held(view) else view.state}")


def step_problem(view: StepView) -> str:
    """Return why a step can't continue; empty if it can."""
    if view.refusal is not None:
        return refusal_words(view.refusal)
    if view.problem is None or is_held(view):
        return ""
    if view.problem in {"no_result", "gone_input", "reuse_gone"}:
        return t(f"step-{view.problem.replace('_', '-')}")
    return t(f"problem-{view.problem}")
