"""Whether the service can be reached, as seen by the calls that are made anyway."""

from ..signals import Signal

_DOWN = frozenset({"connection", "no_answer", "not_the_service"})


class Connection:
    """The state of the line to the service.

    Attributes:
        problem: the code of what stands against it; None while it works.
        changed: announces a new state.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self.changed: Signal[str | None] = Signal()

    @property
    def down(self) -> bool:
        """Whether the service can't be reached."""
        return self.problem in _DOWN

    def report(self, problem: str | None) -> None:
        """Note how a call went: None, or the code of its failure."""
        if problem != self.problem:
            self.problem = problem
            self.changed.emit(problem)
