"""The checks on the values of a create request: the form's, and what a model takes beyond it."""

import re
from collections.abc import Iterable
from math import isfinite
from typing import Any

from .catalog import Product, sent_as
from .compact import Json
from .draft import Draft, bad, bad_value

_COUNT = "n"
_SIZE = "size"
_PIXELS = re.compile(r"(\d{1,5})[x×*](\d{1,5})")
_SHORT_SIDES = {"512px": 512, "1k": 1024}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What each parameter of a picture or video must look like, and the highest number in it.
_MAKEABLE = {
    "size": (re.compile(r"[\w.×*: -]+"), 8192),
    "resolution": (re.compile(r"[\w.×*: -]+"), 2160),
    "duration": (_NUMBER, 120),
}
_VERSION = re.compile(r"\d+(?:\.\d+)*")


def check_pixels(draft: Draft) -> None:
    """A picture's size is not below what the model lists.

    Source: IMA Open API, error codes: the text names "minimum pixels".
    """
    listed = draft.product.fields.get(_SIZE, {}).get("options", [])
    least = min(filter(None, map(_pixels, (o["value"] for o in listed))), default=0)
    named = [option["value"] for option in listed]
    value = draft.inner.get(_SIZE)
    asked = _pixels(value)
    if asked and asked < least and value not in named:
        raise bad(f"size {value} is below the minimum pixels of this model: {least}")


def check_values(draft: Draft) -> None:
    """Values are of the form's kinds: an option, a switch, a text or number within its limits."""
    for name, form_field in draft.product.fields.items():
        value = draft.inner.get(name)
        check = _VALUE_CHECKS.get(form_field.get("type", ""))
        if value is not None and check is not None and name != _COUNT:
            check(draft, form_field, value)


def check_beyond_form(draft: Draft) -> None:
    """Parameters that a model takes beyond its form hold what it can use."""
    behaviour = draft.product.behaviour
    for path, (low, high) in behaviour.bounds.items():
        value = _inside(draft.inner, path)
        if value is not None and not (_is_number(value) and low <= value <= high):
            raise bad_value(f"Invalid value for {path}: a number from {low:g} to {high:g}")
    for name, pattern in behaviour.refused.items():
        if re.fullmatch(pattern, str(draft.inner.get(name) or "")):
            raise bad_value(f"Invalid value for {name}: {draft.inner[name]!r} is not supported")
    for name, conditions in behaviour.needs.items():
        if draft.inner.get(name) not in (None, ""):
            _check_needs(draft, name, conditions)
    if behaviour.named_version:
        _check_named_version(draft, behaviour.named_version)


def check_makeable(draft: Draft) -> None:
    """Values that a form does not restrict can be produced."""
    for name, (pattern, most) in _MAKEABLE.items():
        value = draft.inner.get(name)
        numbers = [float(number) for number in _NUMBER.findall(str(value))]
        if value in (None, "") or draft.product.task_type.media not in ("image", "video"):
            continue
        if not pattern.fullmatch(str(value)) or not all(0 < number <= most for number in numbers):
            raise bad_value(f"Invalid value for {name}: {str(value)[:40]!r} can't be made")


def check_n(draft: Draft) -> None:
    """The number of results is a whole number within the product's range."""
    n = draft.inner.get(_COUNT, 1)
    allowed = _counts(draft.product)
    if not isinstance(n, int) or isinstance(n, bool) or n not in allowed:
        raise bad_value(f"n must be one of {sorted(allowed)}")
    draft.n = n


def _counts(product: Product) -> set[int]:
    options = product.fields.get(_COUNT, {}).get("options", [])
    listed = {int(str(o["value"])) for o in options if str(o["value"]).isdecimal()}
    low, high = product.task_type.n
    return listed or set(range(low, high + 1))


def _check_option(draft: Draft, form_field: Json, value: Any) -> None:
    name = sent_as(form_field)
    # A virtual field's value is what its map leads to: "auto", never the "adaptive" a user sees.
    mapping = form_field.get("value_mapping")
    if mapping:
        known = [row["target_value"] for row in mapping["mapping_rules"]]
    else:
        known = [option["value"] for option in form_field.get("options", [])]
    if not _among(value, known):
        raise bad_value(f"Invalid value for {name}: {value!r} is not one of {known}")
    for condition in form_field.get("disabled_conditions", []):
        hidden = condition.get("category") == draft.task_type
        if hidden and _among(value, [condition.get("enum_value")]):
            raise bad_value(f"Invalid value for {name}: no {value!r} in {draft.task_type}")
    for option in form_field.get("options", []):
        if _among(value, [option["value"]]):
            _check_conflict(name, option, draft.inner)


def _check_conflict(name: str, option: Json, inner: Json) -> None:
    for other, values in (option.get("disabled") or {}).items():
        if inner.get(other) in values:
            raise bad_value(
                f"Invalid value for {name}: {option['value']!r} is not offered with"
                f" {other} {inner[other]!r}"
            )


def _check_switch(_draft: Draft, form_field: Json, value: Any) -> None:
    if not isinstance(value, bool):
        raise bad_value(f"Invalid value for {form_field['field']}: must be true or false")


def _check_text(_draft: Draft, form_field: Json, value: Any) -> None:
    low, high = _limits(form_field)
    if not isinstance(value, str) or not low <= len(value) <= high:
        raise bad_value(
            f"Invalid value for {form_field['field']}: must be a text, its length{_told(low, high)}"
        )


def _check_number(_draft: Draft, form_field: Json, value: Any) -> None:
    low, high = _limits(form_field, lowest=float("-inf"))
    if not _is_number(value) or not low <= value <= high:
        raise bad_value(
            f"Invalid value for {form_field['field']}: must be a number{_told(low, high)}"
        )


_VALUE_CHECKS = {
    "tags": _check_option,
    "select": _check_option,
    "toggle": _check_switch,
    "textarea": _check_text,
    "number": _check_number,
    "slider": _check_number,
}


def _check_needs(draft: Draft, name: str, conditions: Json) -> None:
    for other, wanted in conditions.items():
        default = draft.product.fields.get(other, {}).get("value")
        if draft.inner.get(other, default) != wanted:
            raise bad_value(f"Invalid value for {name}: only with {other} {wanted!r}")


def _check_named_version(draft: Draft, parameter: str) -> None:
    found = _VERSION.search(draft.product.leaf["name"])
    if found and draft.inner.get(parameter) != f"v{found[0]}":
        raise bad_value(f"Invalid value for {parameter}")


def _limits(form_field: Json, *, lowest: float = 0) -> tuple[float, float]:
    config = form_field.get("config", {})
    low, high = config.get("minimum"), config.get("maximum")
    return lowest if low is None else low, float("inf") if high is None else high


def _told(low: float, high: float) -> str:
    least = f" at least {low:g}" if isfinite(low) else ""
    most = f" at most {high:g}" if isfinite(high) else ""
    return least + most


def _inside(inner: Json, path: str) -> Any:
    value: Any = inner
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _among(value: Any, known: Iterable[Any]) -> bool:
    # Types count: "5" and 5 are different durations, and True is not 1.
    return any(type(value) is type(one) and value == one for one in known)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _pixels(size: Any) -> int | None:
    text = str(size).casefold()
    if found := _PIXELS.fullmatch(text):
        return int(found[1]) * int(found[2])
    side = _SHORT_SIDES.get(text)
    return side * side if side else None
