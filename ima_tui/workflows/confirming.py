"""Whether a plan is the one that was confirmed."""

from .faults import Fault, PlanError
from .hashing import halves
from .pricing import Priced
from .reusing import NOTHING, Reuse


def confirm(priced: Priced, given: str, reuse: Reuse = NOTHING) -> None:
    """Let exactly the plan pass that was confirmed.

    Args:
        priced: the plan at its prices of now.
        given: the hash that was confirmed: with what is taken over, or of a plan that is made
            whole, which pays for all of it.
        reuse: what can be taken over.

    Raises:
        PlanError: it has faults, or is another one: the file was changed since, its models or
            prices did, or the hash is none of this plan.
    """
    if priced.faults:
        raise PlanError(*priced.faults)
    wanted, now = halves(given), halves(priced.hash)
    if wanted is None or now is None:
        raise PlanError(Fault("no_hash"))
    saving = priced.hash_reusing(reuse.tasks)
    if wanted in (now, halves(saving)):
        return
    if wanted[0] == now[0]:
        about = {"points": priced.points - reuse.points, "hash": saving}
        raise PlanError(Fault("prices_changed", about=about))
    code = "plan_changed" if halves(priced.plan.planned) == wanted else "other_hash"
    raise PlanError(Fault(code))
