"""What is wrong with a plan: a code, the step it is about, and what its sentence names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a plan from being run.

    Attributes:
        code: each has a sentence ``plan-<code>``; ``refused`` has that of ``refusal``.
        step: the step's id, or its number where it has none; empty for the plan as a whole.
        about: what the sentence names.
        refusal: why its creation is refused, where it is about that.
    """

    code: str
    step: str = ""
    about: Mapping[str, object] = field(default_factory=dict)
    refusal: RefusedError | None = None


class PlanError(Exception):
    """A plan that can't be used.

    Attributes:
        faults: all that is wrong with it; at least one.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].code)
        self.faults = faults
