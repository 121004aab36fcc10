"""The outcome of a task as an exit code, an error, JSON and words."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..locale import t
from ..store.records import State
from ..tasks.machine import ENDED, PREPARED
from ..tasks.problems import HELD, LINKS, REFUSED, problem_of, reference_of
from ..wording.failures import quote, shortfall, task_reference
from .exits import OF_PROBLEMS, Exit
from .failures import CommandError, problem_words
from .output import note, say

if TYPE_CHECKING:
    from ..api.errors import ImaError
    from ..store.records import Event, Task

_OF_STATES = {
    State.DONE: Exit.DONE,
    State.PARTIAL: Exit.FAILED,
    State.STOPPED: Exit.FAILED,
    State.UNCONFIRMED: Exit.UNCONFIRMED,
}


@dataclass(frozen=True, slots=True)
class End:
    """What a command reports about a task.

    Attributes:
        error: what went wrong, or what it waits for; None if nothing.
        exit: the exit code that the task alone would cause.
        left: whether the command stops following it; how it continues is said once for all of them.
        instead: what could run in its place, in words; empty for nothing.
    """

    task: "Task"
    error: CommandError | None
    exit: Exit
    left: bool = False
    instead: str = ""

    def document(self) -> dict[str, Any]:
        """Return the JSON of the task."""
        from ..wording.records import outline_of

        error = {"error": self.error.document()} if self.error else {}
        return outline_of(self.task) | error

    def lines(self) -> Iterator[str]:
        """Yield the task in words: what it is, then where its results are."""
        from ..locale.formats import points

        task = self.task
        about = {"model": task.model_name, "state": t(f"state-{task.state}"), "id": task.id}
        yield t("cli-task", points=points(task.points), **about)
        for media in task.medias:
            if media.path or media.url:
                yield f"  {media.path or media.url}"


def tell_in_words(end: End, before: str = "") -> None:
    """Write a task to stdout and its error to stderr.

    Args:
        end: the task.
        before: text before its name.
    """
    first, *rest = end.lines()
    say("\n".join((f"{before}{first}", *rest)))
    if end.error is not None:
        note(" ".join(filter(None, (end.error.words, end.instead))))
    elif end.task.accepted_at is not None and end.task.state not in ENDED and not end.left:
        note(t("cli-goes-on"))


def end_of(task: "Task", events: "Sequence[Event]" = (), *, waited: bool = True) -> End:
    """Return the outcome of a task.

    Args:
        task: the task.
        events: its timeline, which tells what was wrong with its inputs or results.
        waited: whether its end was waited for, so that one still running is late.
    """
    error = _error(task, events)
    if error is not None:
        return End(task, error, error.exit)
    if task.state in _OF_STATES:
        return End(task, None, _OF_STATES[task.state])
    return End(task, None, Exit.RUNNING if waited else Exit.DONE)


def _error(task: "Task", events: "Sequence[Event]") -> CommandError | None:
    short = shortfall(task, events)
    if short is not None:
        return CommandError(*short, Exit.FAILED)
    problem = task.problem
    if problem is None or task.state is State.DONE:
        return None
    if task.state is State.UNCONFIRMED:
        words = f"{problem_words(problem)} {t('cli-next-unconfirmed', id=task.id)}"
        return CommandError(problem, words, Exit.UNCONFIRMED)
    if problem == HELD:
        return CommandError(problem, t("cli-held"), Exit.BUDGET)
    if task.state in ENDED | PREPARED:
        return problem_error(problem, events, task.asked)
    # problems with saving or watching may resolve themselves soon
    return CommandError(problem, problem_words(problem), Exit.RUNNING)


def problem_error(
    problem: str, events: "Sequence[Event]" = (), asked: int | None = None
) -> CommandError:
    """Return a problem as an error of a command.

    Args:
        problem: its code.
        events: the task's timeline, which says what was wrong with its inputs.
        asked: points that the task would cost now; None if that is not the problem.
    """
    words = problem_words(problem)
    if problem == "inputs":
        words = next(filter(None, map(_input_words, reversed(events))), words)
    elif problem == REFUSED:
        words = " ".join(filter(None, (words, quote(task_reference(problem, events)))))
    elif asked is not None:
        from ..locale.formats import points

        words = f"{words} {t('settle-now-costs', points=points(asked))}"
    exit_ = OF_PROBLEMS.get(problem, Exit.FAILED)
    return CommandError(problem, words, exit_, url=LINKS.get(problem))


def call_error(error: "ImaError") -> CommandError:
    """Return a failed call as an error of a command."""
    found = problem_error(problem_of(error))
    found.message = " ".join(filter(None, (found.message, quote(reference_of(error)))))
    return found


def _input_words(event: "Event") -> str | None:
    """Return what was wrong with an input, according to the timeline."""
    from ..catalog.refusals import RefusedError
    from ..wording.refusals import refusal_words

    about = dict(event.detail)
    code = about.pop("code", None)
    # values that a timeline can't hold may be missing
    with suppress(KeyError):
        return refusal_words(RefusedError(str(code), about)) if code else None
    return None
