"""Whether a plan is the one that was confirmed."""

from collections.abc import Collection

from .faults import Fault, PlanError
from .hashing import halves
from .pricing import Priced
from .reusing import NOTHING, Reuse


def confirm(
    priced: Priced, given: str, reuse: Reuse = NOTHING, taken: Collection[str] = ()
) -> None:
    """Check that a plan is exactly the confirmed one.

    Args:
        priced: the plan at current prices.
        given: the hash that was confirmed: with what is taken over, or of a plan that is made
            whole, which pays for all of it.
        reuse: what can be reused.
        taken: the steps to be reused when it was confirmed; there may be more now.

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
    as_seen = priced.hash_reusing(reuse.tasks.keys() & set(taken))
    if wanted in (now, halves(saving), halves(as_seen)):
        return
    if wanted[0] == now[0]:
        about = {"points": priced.points - reuse.points, "hash": saving}
        raise PlanError(Fault("prices_changed", about=about))
    code = "plan_changed" if halves(priced.plan.planned) == wanted else "other_hash"
    raise PlanError(Fault(code))
