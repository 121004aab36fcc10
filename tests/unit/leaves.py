"""What the unit tests share: small listed leaves, written as the service lists them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.forms import Form, State, form_of
from ima_tui.catalog.inputs import InputMedia
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import quote
from ima_tui.catalog.products import CreditRule, Leaf, Listing
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import Value
from ima_tui.simulator.catalog import load, tree

Json = dict[str, Any]

STEADY = settings(deadline=None, max_examples=100, derandomize=True, database=None)
"""For property tests: the same examples in every run, however slow the machine is."""

BRISK = settings(STEADY, max_examples=60)
"""For those whose examples take longer."""


def json_values(leaves: int = 25) -> st.SearchStrategy[Any]:
    """Anything that JSON, or a lenient decoder of it, can hold."""
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    return st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=leaves,
    )


def option(value: Value, **disabled: list[Value]) -> Json:
    listed: Json = {"label": str(value), "value": value}
    return listed | {"disabled": disabled} if disabled else listed


def tags(name: str, values: Sequence[Value | Json], default: Value = None, **more: Any) -> Json:
    """A field of choices; an option is a value, or a dict as listed."""
    options = [value if isinstance(value, dict) else option(value) for value in values]
    return {
        "type": "tags",
        "field": name,
        "label": name.title(),
        "value": default,
        "level": 1,
        "options": options,
    } | more


def field(kind: str, name: str, default: object = None, **more: Any) -> Json:
    return {"type": kind, "field": name, "label": name.title(), "value": default, "level": 1} | more


def virtual(
    name: str,
    controls: Sequence[Json],
    mapping: Sequence[tuple[Mapping[str, Value], Value]],
    *,
    target: str | None = None,
    **more: Any,
) -> Json:
    rules = [{"source_values": dict(sources), "target_value": value} for sources, value in mapping]
    listed: Json = {"mapping_rules": rules, "source_params": [c["field"] for c in controls]}
    if target is not None:
        listed["target_param"] = target
    return (
        field("tags", name)
        | {"is_ui_virtual": True, "ui_params": list(controls), "value_mapping": listed}
        | more
    )


def hidden(value: Value, category: str) -> Json:
    return {
        "enum_value": value,
        "disabled_key": "",
        "disabled_value": None,
        "category": category,
    }


def rule(points: object, attribute_id: object = 1, **attributes: Value) -> Json:
    return {
        "attribute_id": attribute_id,
        "points": points,
        "origin_point": points,
        "attributes": attributes,
    }


DEFAULT_RULE = rule(5, 100, default="enabled")


def leaf(leaf_id: object = "model-1", **more: Any) -> Json:
    return {
        "id": leaf_id,
        "model_id": "model",
        "type": "3",
        "name": "Model One",
        "group_name": "Models",
        "tags": [],
        "form_config": [],
        "credit_rules": [DEFAULT_RULE],
    } | more


def group(name: object, *children: object) -> Json:
    return {"id": f"group-{name}", "type": "2", "name": name, "children": list(children)}


def read(listed: object, task_type: str = "text_to_image") -> Leaf:
    """The one leaf of a list."""
    (found,) = parse_listing([listed], task_type).leaves
    return found


def form(
    *fields: Json, rules: Sequence[Json] = (DEFAULT_RULE,), kind: str = "text_to_video"
) -> Form:
    return form_of(read(leaf(form_config=list(fields), credit_rules=list(rules)), kind))


def after(filled: Form, **changes: Value) -> State:
    state = filled.start()
    for key, value in changes.items():
        state = filled.choose(state, key, value)
    return state


def body_of(
    filled: Form,
    changes: Mapping[str, Value] | None = None,
    prompt: str = "a quiet harbour",
    inputs: tuple[str, ...] = (),
) -> Json:
    """The create body of a form with some changes."""
    state = filled.start()
    for key, value in (changes or {}).items():
        state = filled.choose(state, key, value)
    price = quote(filled, state)
    assert price is not None
    media = tuple(InputMedia(address) for address in inputs)
    return create_body(Order(filled, state, price, prompt, media))


def inner_of(body: Json) -> Json:
    parameters: Json = body["parameters"][0]["parameters"]
    return parameters


def credit_rule(points: int, *, default: bool = False, **attributes: Value) -> CreditRule:
    return CreditRule(points, points, points, attributes, is_default=default)


VEO = (
    tags(
        "duration",
        [option(4, resolution=["1080p"]), option(6, resolution=["1080p"]), 8],
        4,
    ),
    tags("resolution", ["720p", option("1080p", duration=[4, 6])], "720p"),
)
"""Both sides say what excludes them."""

HAILUO = (
    tags("duration", [6, option(10, resolution=["1080P"])], 6),
    tags("resolution", ["768P", "1080P"], "768P"),
)
"""Only one side says it; it holds for both."""


@cache
def full_list(task_type: str) -> Listing:
    """A task type's whole list, as the simulator has it."""
    return parse_listing(tree(load().products[task_type]), task_type)


def every_leaf() -> list[Leaf]:
    return [found for name in task_types() for found in full_list(name).leaves]
