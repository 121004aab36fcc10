"""What is wrong with a plan, as an error of a command."""

from collections.abc import Mapping
from typing import Final

from ..wording.workflows import fault_words
from ..workflows.faults import PlanError
from .exits import Exit
from .failures import CommandError

EXITS: Final[Mapping[str, Exit]] = {
    "prices_changed": Exit.BUDGET,
    "less_to_reuse": Exit.BUDGET,
    "no_list": Exit.NETWORK,
}
"""Exit codes of faults; of all others it is that of bad input."""

_MOST_TOLD: Final = 8


def plan_error(error: PlanError) -> CommandError:
    """Return what is wrong with a plan as an error of a command."""
    first = error.faults[0]
    words = " ".join(fault_words(fault) for fault in error.faults[:_MOST_TOLD])
    code = first.refusal.code if first.refusal is not None else f"plan_{first.code}"
    return CommandError(code, words, EXITS.get(first.code, Exit.BAD_INPUT))
