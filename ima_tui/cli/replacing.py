"""What a failed task could be replaced with, for people who read a command's words."""

from typing import TYPE_CHECKING

from ..locale import t
from ..locale.formats import points
from ..store.records import State
from .exits import OF_PROBLEMS, Exit

if TYPE_CHECKING:
    from ..catalog.products import Listing
    from ..store.records import Task
    from ..tasks.again import Offer


def offered_instead(task: "Task", listing: "Listing | None") -> str:
    """Return what could run in place of a failed task, each with its price; empty for nothing.

    Args:
        task: as it ended.
        listing: of its task type; None if it is not at hand.
    """
    made = OF_PROBLEMS.get(task.problem or "", Exit.FAILED) is Exit.FAILED
    if listing is None or task.state is not State.FAILED or not made:
        return ""
    from ..catalog.refusals import RefusedError
    from ..tasks.again import LostInputsError, instead

    try:
        offers = instead(task, listing)
    except (RefusedError, LostInputsError):
        return ""
    return t("cli-instead", offers=" · ".join(map(_words, offers))) if offers else ""


def _words(offer: "Offer") -> str:
    from ..wording.labels import control_label, value_label

    draft = offer.draft
    name = draft.form.leaf.title
    control = draft.form.control(offer.changed[0]) if offer.changed else None
    if control is not None and offer.changed is not None:
        name = f"{name}, {control_label(control)} {value_label(control, offer.changed[1])}"
    price = draft.quote
    return t("cli-instead-one", model=name, price=points(price.points)) if price else name
