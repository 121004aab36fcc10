"""The faults of a plan: a code, the step, and the values of the message."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why a plan can't be run.

    Attributes:
        code: each has the message ``plan-<code>``; ``refused`` has that of ``refusal``.
        step: the step's id, or its number if it has none; empty for the whole plan.
        about: the values of the message's placeholders.
        refusal: why its creation is refused, if it is about that.
    """

    code: str
    step: str = ""
    about: Mapping[str, object] = field(default_factory=dict)
    refusal: RefusedError | None = None


class PlanError(Exception):
    """A plan that can't be used.

    Attributes:
        faults: its faults, at least one.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].code)
        self.faults = faults
