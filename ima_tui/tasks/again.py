"""Orders based on a task: the same again, on another model, or cheaper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from ..catalog.alternatives import alternatives
from ..catalog.forms import Form, form_of
from ..catalog.forms import State as FormState
from ..catalog.inputs import InputMedia
from ..catalog.orders import Draft
from ..catalog.prices import quote
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type
from ..catalog.values import Value
from ..media.given import given_medium
from ..store.records import Task

_SIZES = ("size", "resolution", "duration", "quality", "mode")
"""Parameters that make a result smaller, in the order offered (as in corrections after 500)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A replacement for a task.

    Attributes:
        draft: the filled form; its prompt is empty if it was not kept.
        dropped: controls of the task whose values the form can't hold.
        changed: the control that makes it cheaper, and its value; None on another model.
    """

    draft: Draft
    dropped: tuple[str, ...] = ()
    changed: tuple[str, Value] | None = None


class LostInputsError(Exception):
    """The inputs of the task were not kept."""


def same_again(task: Task, leaf: Leaf) -> Offer:
    """Return the same order again, at the current price.

    Args:
        task: the task, with its prompt if known.
        leaf: its model as currently listed.

    Raises:
        RefusedError: one of its inputs can't be used any more.
        LostInputsError: its inputs were not kept.
    """
    return _filled(leaf, task, inputs_of(task))


def inputs_of(task: Task) -> tuple[InputMedia, ...]:
    """Return the inputs of a task.

    Raises:
        RefusedError: one of them can't be used any more.
        LostInputsError: they were not kept.
    """
    kept = task.settings.get("inputs")
    if kept is None and task_type(task.task_type).max_inputs:
        raise LostInputsError
    return tuple(given_medium(str(one)) for one in kept or ())


def instead(task: Task, listing: Listing, most: int = 2) -> list[Offer]:
    """Return replacements for a task: a smaller, cheaper one, then other models.

    Only those that can be run as they are, apart from a prompt that was not kept.

    Args:
        task: the task, with its prompt if known.
        listing: of its task type.
        most: the number of other models.

    Raises:
        RefusedError: one of its inputs can't be used any more.
        LostInputsError: its inputs were not kept.
    """
    leaf, inputs = listing.find(task.version), inputs_of(task)
    offers: list[Offer] = []
    if leaf is not None:
        smaller = next(_smaller(_filled(leaf, task, inputs)), None)
        offers += [smaller] if smaller is not None else []
        others = alternatives(listing, leaf, most + 2)
    else:
        others = listing.leaves
    filled = (_filled(other, task, inputs) for other in others)
    runnable = (offer for offer in filled if refusal_of(offer) is None)
    return [*offers, *islice(runnable, most)]


def refusal_of(offer: Offer) -> RefusedError | None:
    """Return why an offer can't be run, apart from a prompt that was not kept."""
    draft = offer.draft
    return (draft if draft.prompt else replace(draft, prompt="…")).refusal()


def _filled(leaf: Leaf, task: Task, inputs: tuple[InputMedia, ...]) -> Offer:
    form = form_of(leaf)
    values: FormState = dict(task.settings.get("values", {}))
    state, dropped = form.carry(values)
    return Offer(_draft(form, state, task.prompt or "", inputs), dropped)


def _draft(form: Form, state: FormState, prompt: str, inputs: tuple[InputMedia, ...]) -> Draft:
    return Draft(form, state, quote(form, state), prompt, inputs)


def _smaller(offer: Offer) -> Iterator[Offer]:
    """Yield cheaper variants with one control changed, the least change first."""
    draft = offer.draft
    for name in _SIZES:
        for control in draft.form.controls:
            if control.field.casefold() != name and control.key.casefold() != name:
                continue
            cheaper = []
            for option in control.options:
                found = _with(draft, control.key, option.value)
                if found is None or not _costs_less(found, draft):
                    continue
                smaller = Offer(found, offer.dropped, (control.key, option.value))
                if refusal_of(smaller) is None:
                    cheaper.append(smaller)
            yield from sorted(cheaper, key=lambda one: -_points(one.draft))


def _with(draft: Draft, key: str, value: Value) -> Draft | None:
    try:
        state = draft.form.choose(draft.state, key, value)
    except (RefusedError, KeyError):
        return None
    return _draft(draft.form, state, draft.prompt, draft.inputs)


def _costs_less(one: Draft, other: Draft) -> bool:
    return one.quote is not None and one.quote.exact and _points(one) < _points(other)


def _points(draft: Draft) -> int:
    return draft.quote.points if draft.quote is not None else 0
