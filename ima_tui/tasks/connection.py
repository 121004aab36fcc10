"""Whether the service can be reached, as seen by the calls that are made anyway."""

from dataclasses import dataclass

from ..signals import Signal

_DOWN = frozenset({"connection", "no_answer", "not_the_service"})
_OF_THE_LINE = _DOWN | {"key", "rate"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The service asked for fewer calls.

    Attributes:
        since: when the call left that was told so, on the monotonic clock.
        retry_after: for how long, in seconds; None where it named nothing.
    """

    since: float
    retry_after: float | None


class Connection:
    """The state of the line to the service.

    A call that came to nothing may be a mishap of its own: the second in a row counts, of whatever
    calls they are.

    Attributes:
        problem: the code of what stands against it; None while it works.
        changed: announces a new state.
        limits: announces each wish for fewer calls: everybody is slowed by it, whoever was told.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self.changed: Signal[str | None] = Signal()
        self.limits: Signal[Limit] = Signal()
        self._doubted = False

    @property
    def down(self) -> bool:
        """Whether the service can't be reached."""
        return self.problem in _DOWN

    @property
    def useless(self) -> bool:
        """Whether no call can succeed: no service, or a key that it refuses."""
        return self.down or self.problem == "key"

    def report(self, problem: str | None) -> None:
        """Note how a call went: None, or the code of its failure.

        What the service refuses for a reason of that call says that the line works.
        """
        if problem not in _OF_THE_LINE:
            problem = None
        doubted, self._doubted = self._doubted, problem in _DOWN
        if self._doubted and not doubted and not self.useless:
            return
        if problem != self.problem:
            self.problem = problem
            self.changed.emit(problem)

    def limit(self, since: float, retry_after: float | None) -> None:
        """Note that a call which left then was refused as one too many."""
        self.report("rate")
        self.limits.emit(Limit(since, retry_after))
