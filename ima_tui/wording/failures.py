"""What a call failed with, in words: with the page that helps, or a number to quote."""

from collections.abc import Iterable

from ..api.errors import ImaError
from ..locale import t
from ..store.records import Event
from ..tasks.problems import REFUSED, problem_of, reference_of


def failure_sentence(error: ImaError) -> str:
    """Return what happened, why and what to do; for what is not known with its reference."""
    return " ".join(filter(None, (t(f"problem-{problem_of(error)}"), quote(reference_of(error)))))


def quote(reference: str) -> str:
    """Return a reference with what it is for; empty where there is none."""
    return t("reference-number", number=reference) if reference else ""


def task_reference(problem: str | None, events: Iterable[Event]) -> str:
    """Return the reference of what a task failed with, as its timeline has it; else empty."""
    if problem != REFUSED:
        return ""
    found = [str(event.detail["reference"]) for event in events if "reference" in event.detail]
    return found[-1] if found else ""
