"""The outputs of steps, for the steps that use them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..store.records import State, Task
from ..tasks.machine import ENDED
from .filling import seconds_of
from .plan import Step
from .references import Reference


class NotThereError(Exception):
    """A required result will not come."""


class NotYetError(Exception):
    """A required result may still come."""


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a step.

    Attributes:
        task: the task that makes it; None if the plan gives its output.
    """

    step: Step
    task: Task | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.task is None or self.task.state in ENDED

    @property
    def good(self) -> bool:
        """Whether it is over and has results."""
        if self.task is None:
            return bool(self.step.output)
        return self.task.state is State.DONE or (
            self.task.state is State.PARTIAL
            and any(one.state == "ready" for one in self.task.medias)
        )

    def value(self, reference: Reference) -> str | float | None:
        """Return the value of a reference; None for an unknown length.

        Raises:
            NotYetError: it does not exist yet.
            NotThereError: it will not come.
        """
        if self.task is None:
            return None if reference.take == "duration" else self.given(reference.result)
        found = self._media(reference.result)
        if reference.take == "duration":
            return seconds_of(found.duration)
        if reference.take == "url":
            return found.url
        if not found.cover:
            raise self._missing()
        return found.cover

    def path(self, result: int) -> str | None:
        """Return the saved file of a result; None if there is none.

        Raises:
            NotYetError: the result does not exist yet.
            NotThereError: it will not come.
        """
        return self._media(result).path

    def given(self, result: int) -> str:
        """Return what the plan gives in place of a result.

        Raises:
            NotThereError: it gives fewer.
        """
        if result > len(self.step.output):
            raise NotThereError
        return self.step.output[result - 1]

    def _media(self, result: int) -> "_Media":
        medias = self.task.medias if self.task is not None else ()
        for one in medias:
            if one.position == result - 1 and one.state == "ready" and one.url:
                return _Media(one.url, one.cover, one.duration, one.path)
        raise self._missing()

    def _missing(self) -> Exception:
        return NotThereError() if self.over else NotYetError()


@dataclass(frozen=True, slots=True)
class _Media:
    url: str
    cover: str
    duration: str
    path: str | None


def newest(tasks: Sequence[Task], step: str) -> Task | None:
    """Return the newest of a step's tasks; None if it has none."""
    return next((task for task in reversed(tasks) if task.step == step), None)
