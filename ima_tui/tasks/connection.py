"""Whether the service can be reached, judged by the calls that are made anyway."""

from dataclasses import dataclass

from ..signals import Signal

_DOWN = frozenset({"connection", "no_answer", "not_the_service"})
_OF_THE_LINE = _DOWN | {"key", "rate"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The service asked for fewer calls.

    Attributes:
        since: when the refused call was sent, on the monotonic clock.
        retry_after: for how long, in seconds; None if not stated.
    """

    since: float
    retry_after: float | None


class Connection:
    """The state of the connection to the service.

    A single failed call may be an accident: only the second in a row counts, whatever the calls
    are.

    Attributes:
        problem: the code of the problem; None while it works.
        changed: announces a new state.
        limits: announces each request for fewer calls, which slows down everything.
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
        """Report the outcome of a call: None, or the code of its failure.

        A refusal for reasons of that call means that the connection works.
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
        """Report that a call sent at that time was refused as one too many."""
        self.report("rate")
        self.limits.emit(Limit(since, retry_after))
