"""From a step to a request: replacing its references with their values."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..catalog.controls import Control, Kind
from ..catalog.forms import Form, form_of
from ..catalog.inputs import InputMedia
from ..catalog.naming import find_model
from ..catalog.orders import Request
from ..catalog.parameters import named
from ..catalog.products import Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import MOST_PROMPT_CHARACTERS
from ..catalog.values import Value, as_number
from .plan import Input, Plan, Step
from .references import Reference, filled, lone, references_in

Known = Callable[[Reference], str | float | None]
"""Returns the value of a reference: an address, or seconds; None while unknown."""

_SECONDS: Final = re.compile(r"(?:(\d+):)?(\d+(?:\.\d+)?)\s*s?")


def request_of(
    plan: Plan,
    step: Step,
    listing: Listing,
    known: Known,
    media: Callable[[Input], InputMedia],
) -> Request:
    """Return the request of a step.

    A parameter that is a reference to a duration becomes the nearest value that the model offers;
    while unknown it is left out.

    Args:
        plan: the plan of the step.
        step: the step.
        listing: the product list of its task type.
        known: returns the values of references.
        media: the inputs in their order.

    Raises:
        RefusedError: there is no such model, or an input can't be used.
    """
    form = form_of(find_model(listing, step.model, step.version or None).leaf)
    inputs = sorted(step.inputs, key=_place)
    return Request(
        prompt=prompt_of(plan, step, known),
        model=step.model,
        version=step.version or None,
        params=_params(plan, step, form, known),
        inputs=tuple(media(medium) for medium in inputs),
        count=step.n,
    )


def prompt_of(plan: Plan, step: Step, known: Known) -> str:
    """Return the prompt of a step with its references replaced; unknown ones by a dash.

    Raises:
        RefusedError: one of the prompts that it includes is longer than any that can be sent.
    """
    texts: dict[str, str] = {}

    def said(reference: Reference) -> str:
        if reference.take != "prompt":
            return _said(known(reference))
        return texts.get(reference.step, _said(None))

    for one in _prompts(plan, step):
        texts[one.id] = filled(one.prompt, said)
        # each may double the one before it: 200 of them would exhaust any memory
        if one is not step and len(texts[one.id]) > MOST_PROMPT_CHARACTERS:
            about = {"count": len(texts[one.id]), "most": MOST_PROMPT_CHARACTERS}
            raise RefusedError("long_prompt", about)
    return texts[step.id]


def seconds_of(text: str) -> float | None:
    """Return how long a result plays, as the service says it: ``5s``, ``5``, ``1:05``."""
    match = _SECONDS.fullmatch(text.strip())
    return int(match[1] or 0) * 60 + float(match[2]) if match else None


def _prompts(plan: Plan, step: Step) -> Iterator[Step]:
    """Yield a step and those whose prompts it includes, dependencies first."""
    yielded: set[str] = set()
    waiting = [step]
    while waiting:
        one = waiting[-1]
        taken_up = (ref.step for ref in references_in(one.prompt) if ref.take == "prompt")
        others = [plan.step(id_) for id_ in taken_up if id_ not in yielded]
        first = [other for other in others if other is not None]
        waiting += first
        if not first:
            waiting.pop()
            if one.id not in yielded:
                yielded.add(one.id)
                yield one


def _place(medium: Input) -> int:
    """Sort key: a last frame comes after the first, whatever their order in the plan."""
    return int(medium.role == "last_frame")


def _value(plan: Plan, reference: Reference, known: Known) -> str | float | None:
    if reference.take != "prompt":
        return known(reference)
    source = plan.step(reference.step)
    return prompt_of(plan, source, known) if source is not None else None


def _said(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return value if value is not None else "—"


def _params(plan: Plan, step: Step, form: Form, known: Known) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, value in step.params.items():
        reference = lone(value)
        if reference is None or reference.take == "prompt":
            found[name] = _filled(plan, value, known)
            continue
        stands_for = known(reference)
        if isinstance(stands_for, float):
            control = named(form, name)
            found[name] = matched(control, stands_for) if control is not None else stands_for
        elif stands_for is not None:
            found[name] = stands_for
    return found


def _filled(plan: Plan, value: Any, known: Known) -> Any:
    if isinstance(value, str):
        return filled(value, lambda reference: _said(_value(plan, reference, known)))
    if isinstance(value, Mapping):
        return {key: _filled(plan, one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(plan, one, known) for one in value]
    return value


def matched(control: Control, seconds: float) -> Value:
    """Return the length that a control offers nearest to a number of seconds."""
    if control.kind is Kind.NUMBER:
        low = seconds if control.minimum is None else max(seconds, control.minimum)
        return round(low if control.maximum is None else min(low, control.maximum))
    offered = [(number, own) for own in control.values if (number := as_number(own)) is not None]
    return min(offered, key=lambda one: abs(one[0] - seconds), default=(0, seconds))[1]
