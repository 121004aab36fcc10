"""Whether a plan is the one that was confirmed."""

from .faults import Fault, PlanError
from .hashing import parts_of
from .pricing import Priced
from .reusing import NOTHING, Reuse


def confirm(priced: Priced, given: str, reuse: Reuse = NOTHING) -> None:
    """Check that a plan is exactly the confirmed one.

    Args:
        priced: the plan at current prices.
        given: the hash that was confirmed. It says which steps are reused, or it is the whole
            plan's: then all of it was agreed to.
        reuse: what can be reused; if that is more than was confirmed, less is paid.

    Raises:
        PlanError: it has faults, or is another one: the file was changed since, its models or
            prices did, less can be reused, or the hash is none of this plan.
    """
    if priced.faults:
        raise PlanError(*priced.faults)
    wanted, now = parts_of(given), parts_of(priced.hash)
    if wanted is None or now is None:
        raise PlanError(Fault("no_hash"))
    kept = wanted.steps(priced.plan) & reuse.tasks.keys()
    if wanted == parts_of(priced.hash_reusing(kept)):
        return
    if wanted.asked == now.asked:
        about = {
            "points": priced.points - reuse.points,
            "hash": priced.hash_reusing(reuse.tasks),
        }
        same = wanted == parts_of(priced.hash_reusing(wanted.steps(priced.plan)))
        raise PlanError(Fault("less_to_reuse" if same else "prices_changed", about=about))
    code = "plan_changed" if parts_of(priced.plan.planned) == wanted else "other_hash"
    raise PlanError(Fault(code))
