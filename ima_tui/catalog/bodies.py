"""The body of a create: what is sent for a filled form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .controls import COUNT, TEXTS, Kind
from .facts import left_out_empty
from .forms import Form, State
from .inputs import InputMedia, MediaKind, described
from .prices import Quote
from .products import Leaf


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that decides a create body.

    Attributes:
        prompt: what the user wrote.
        inputs: the input media, in their order.
    """

    form: Form
    state: State
    quote: Quote
    prompt: str
    inputs: tuple[InputMedia, ...] = field(default=())


def create_body(order: Order) -> dict[str, Any]:
    """Return the create body (IMA Open API, the create body).

    Inner parameters are the form's, then the credit rule's own values for what it prices (the
    canonical spelling), then the prompt, ``n``, the inputs and the ``cast`` mirroring the credit.
    """
    leaf, quote = order.form.leaf, order.quote
    addresses = [medium.address for medium in order.inputs]
    pictures = [medium.address for medium in order.inputs if medium.kind is MediaKind.IMAGE]
    priced = {key: value for key, value in quote.rule.attributes.items() if value is not None}
    folded = {key.casefold() for key in priced}
    inner: dict[str, Any] = {
        key: value for key, value in _parameters(order).items() if key.casefold() not in folded
    }
    inner |= priced
    inner |= {
        "prompt": order.prompt,
        COUNT: quote.count,
        "input_images": addresses,
        "cast": {"points": quote.credit, "attribute_id": quote.rule.attribute_id},
    }
    return {
        "task_type": leaf.task_type,
        "enable_multi_model": False,
        "src_img_url": pictures,
        "upload_img_src": "",
        **described(leaf, order.inputs),
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
                # sorted, so that equal orders are equal bytes
                "parameters": dict(sorted(inner.items())),
            }
        ],
    }


def with_inputs(
    body: Mapping[str, Any], leaf: Leaf, inputs: Sequence[InputMedia]
) -> dict[str, Any]:
    """Return a body with its inputs replaced by their current addresses and descriptions."""
    entry = body["parameters"][0]
    inner = entry["parameters"] | {"input_images": [medium.address for medium in inputs]}
    pictures = [medium.address for medium in inputs if medium.kind is MediaKind.IMAGE]
    changed = {**body, "src_img_url": pictures, **described(leaf, inputs)}
    return {**changed, "parameters": [{**entry, "parameters": dict(sorted(inner.items()))}]}


def private_keys(form: Form) -> frozenset[str]:
    """Return the controls that hold what the user wrote, which is kept only where prompts are."""
    return frozenset(control.key for control in form.controls if control.kind in TEXTS)


def _parameters(order: Order) -> dict[str, Any]:
    """Return what the form sends, with texts that hold a JSON list or object decoded."""
    sent: dict[str, Any] = {}
    beyond = {control.field: control for control in order.form.controls if control.beyond}
    optional = left_out_empty()
    for name, value in order.form.parameters(order.state).items():
        if name in optional and not str(value).strip():
            continue
        control = beyond.get(name)
        if control is None:
            sent[name] = value
            continue
        outer, dot, inside = name.partition(".")
        listed = str(value).split("\n") if control.kind is Kind.LINES else value
        if dot:
            sent.setdefault(outer, {})[inside] = listed
        else:
            sent[name] = listed
    return sent
