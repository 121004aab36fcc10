"""Failed calls in words, with the page that helps, or a reference to quote."""

from collections.abc import Iterable

from ..api.errors import ImaError
from ..locale import t
from ..store.records import Event, State, Task
from ..tasks.problems import GENERATION, REFUSED, problem_of, reference_of
from ..tasks.results import lost_count


def failure_sentence(error: ImaError) -> str:
    """Return what happened, why and what to do; for an unknown code with its reference."""
    return " ".join(filter(None, (t(f"problem-{problem_of(error)}"), quote(reference_of(error)))))


def quote(reference: str) -> str:
    """Return a reference with its explanation; empty if there is none."""
    return t("reference-number", number=reference) if reference else ""


def task_reference(problem: str | None, events: Iterable[Event]) -> str:
    """Return the reference of a task's failure from its timeline; else empty."""
    if problem != REFUSED:
        return ""
    found = [str(event.detail["reference"]) for event in events if "reference" in event.detail]
    return found[-1] if found else ""


def shortfall(task: Task, events: Iterable[Event]) -> tuple[str, str] | None:
    """Return why a task gave less than was asked for, as a code and in words.

    Args:
        task: the task.
        events: its timeline, which knows why results failed.

    Returns:
        None if nothing is missing, or the whole task failed.
    """
    lost = lost_count(task)
    if task.state is not State.PARTIAL or not lost:
        return None
    why = [str(one.detail["problem"]) for one in events if one.kind == "ready_in_part"]
    code = why[-1] if why else GENERATION
    about = {"failed": lost, "total": len(task.medias), "problem": t(f"brief-{code}")}
    return code, t("partial-lost", **about)
