"""Whether the service can be reached, as seen by the calls that are made anyway."""

from ..signals import Signal

_DOWN = frozenset({"connection", "no_answer", "not_the_service"})
_DOUBTFUL = frozenset({"no_answer", "not_the_service"})
_OF_THE_LINE = _DOWN | {"key", "rate"}


class Connection:
    """The state of the line to the service.

    A call that found no connection shows that there is none. One that was cut, or answered by
    something else, may be a mishap of its own: the second in a row counts.

    Attributes:
        problem: the code of what stands against it; None while it works.
        changed: announces a new state.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self.changed: Signal[str | None] = Signal()
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
        doubted, self._doubted = self._doubted, problem in _DOUBTFUL
        if self._doubted and not doubted and not self.useless:
            return
        if problem != self.problem:
            self.problem = problem
            self.changed.emit(problem)
