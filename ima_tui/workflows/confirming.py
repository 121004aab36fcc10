"""Whether a plan is the one that was confirmed."""

from .faults import Fault, PlanError
from .hashing import halves
from .pricing import Priced


def confirm(priced: Priced, given: str) -> None:
    """Let exactly the plan pass that was confirmed.

    Args:
        priced: the plan at its prices of now.
        given: the hash that was confirmed.

    Raises:
        PlanError: it has faults, or is another one: the file was changed since, its models or
            prices did, or the hash is none of this plan.
    """
    if priced.faults:
        raise PlanError(*priced.faults)
    wanted, now = halves(given), halves(priced.hash)
    if wanted is None or now is None:
        raise PlanError(Fault("no_hash"))
    if wanted == now:
        return
    if wanted[0] == now[0]:
        about = {"points": priced.points, "hash": priced.hash}
        raise PlanError(Fault("prices_changed", about=about))
    code = "plan_changed" if halves(priced.plan.planned) == wanted else "other_hash"
    raise PlanError(Fault(code))
