"""The body of a create: what is sent for a filled form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .forms import COUNT, Form, Kind, State
from .prices import Quote
from .task_types import task_type
from .values import Value

_OPTIONAL_TEXTS = frozenset({"gpt_description_prompt", "text", "ssml"})
"""Fields of their own beside the prompt, left out when empty (IMA Open API, the create body)."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that decides a create body.

    Attributes:
        prompt: what the user wrote.
        inputs: addresses of the input media, in their order.
    """

    form: Form
    state: State
    quote: Quote
    prompt: str
    inputs: tuple[str, ...] = field(default=())


def create_body(order: Order) -> dict[str, Any]:
    """Return the create body (IMA Open API, the create body).

    Inner parameters are the form's, then the credit rule's own values for what it prices (the
    canonical spelling), then the prompt, ``n``, the inputs and the ``cast`` mirroring the credit.
    """
    leaf, quote = order.form.leaf, order.quote
    priced = {key: value for key, value in quote.rule.attributes.items() if value is not None}
    folded = {key.casefold() for key in priced}
    inner: dict[str, Value | Sequence[str] | dict[str, Any]] = {
        key: value for key, value in _parameters(order).items() if key.casefold() not in folded
    }
    inner |= priced
    inner |= {
        "prompt": order.prompt,
        COUNT: quote.count,
        "input_images": list(order.inputs),
        "cast": {"points": quote.credit, "attribute_id": quote.rule.attribute_id},
    }
    return {
        "task_type": leaf.task_type,
        "enable_multi_model": False,
        "src_img_url": list(order.inputs),
        "upload_img_src": "",
        "parameters": [
            {
                "attribute_id": quote.rule.attribute_id,
                "model_id": leaf.model_id,
                "model_name": leaf.name,
                "model_version": leaf.id,
                "app": "ima",
                "platform": "web",
                "category": leaf.task_type,
                "credit": quote.credit,
                "parameters": inner,
            }
        ],
    }


def input_bounds(form: Form) -> tuple[int, int]:
    """Return how many input media a leaf needs and takes (IMA Open API, inputs per task type)."""
    leaf = form.leaf
    kind = task_type(leaf.task_type)
    if kind.max_inputs == 0 or leaf.limits is None:
        return kind.min_inputs, kind.max_inputs
    most = leaf.limits.maximum or kind.max_inputs
    return min(kind.min_inputs, most), most


def private_keys(form: Form) -> frozenset[str]:
    """Return the controls that hold what the user wrote, which is kept only where prompts are."""
    texts = {Kind.TEXT, Kind.LONG_TEXT}
    return frozenset(control.key for control in form.controls if control.kind in texts)


def _parameters(order: Order) -> dict[str, Value]:
    sent = order.form.parameters(order.state)
    return {
        name: value
        for name, value in sent.items()
        if not (name in _OPTIONAL_TEXTS and not str(value).strip())
    }
