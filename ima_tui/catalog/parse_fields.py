"""From decoded JSON to fields: the ``form_config`` of a leaf, leniently (see ``parse``)."""

import math
from collections.abc import Iterable, Iterator, Mapping

from .products import Field, Hiding, MappingRule, Option, Virtual
from .values import SCALARS, Value, canonical, clean, is_scalar, written

OWN_PARAMETERS = frozenset({"prompt", "cast", "input_images"})
"""Inner parameters that the create body fills itself: a listed field of that name is no control."""


def parse_fields(data: object) -> Iterator[Field]:
    """Yield the fields of a ``form_config``: each name once; what is not a field is left out."""
    seen: set[str] = set()
    for entry in dicts(data):
        field = _field(entry)
        if field is not None and field.name not in seen and field.name not in OWN_PARAMETERS:
            seen.add(field.name)
            yield field


def _field(entry: Mapping[str, object], *, inner: bool = False) -> Field | None:
    """Parse a field; one that is ``inner`` to a virtual field is never virtual itself."""
    name = entry.get("field")
    if not isinstance(name, str) or not name.strip():
        return None
    config = entry.get("config")
    bounds = config if isinstance(config, dict) else {}
    return Field(
        name=name,
        kind=text(entry.get("type")),
        label=clean(entry.get("label"), 60) or clean(name, 60) or "?",
        help=clean(entry.get("description")),
        default=scalar(entry.get("value")),
        options=tuple(_options(entry.get("options"))),
        advanced=text(entry.get("level")) == "2",
        minimum=number(bounds.get("minimum")),
        maximum=number(bounds.get("maximum")),
        hidings=tuple(_hidings(entry.get("disabled_conditions"))),
        virtual=None if inner else _virtual(entry, name),
    )


def _virtual(entry: Mapping[str, object], name: str) -> Virtual | None:
    mapping = entry.get("value_mapping")
    if entry.get("is_ui_virtual") is not True or not isinstance(mapping, dict):
        return None
    shown = (
        control for param in dicts(entry.get("ui_params")) if (control := _field(param, inner=True))
    )
    controls = tuple({control.name: control for control in shown}.values())
    rules = tuple(
        MappingRule(scalars(rule.get("source_values")), scalar(rule.get("target_value")))
        for rule in dicts(mapping.get("mapping_rules"))
    )
    if not controls or not rules:
        return None
    target = mapping.get("target_param")
    return Virtual(controls, target if isinstance(target, str) and target else name, rules)


def _options(data: object) -> Iterator[Option]:
    if not isinstance(data, list):
        return
    seen: set[str] = set()
    for entry in data:
        raw = entry.get("value", entry.get("label")) if isinstance(entry, dict) else entry
        if raw is None or not is_scalar(raw):
            continue
        value = scalar(raw)
        if canonical(value) in seen:
            continue
        seen.add(canonical(value))
        label = clean(entry.get("label"), 60) if isinstance(entry, dict) else ""
        disabled = entry.get("disabled") if isinstance(entry, dict) else None
        yield Option(label or clean(written(value), 60), value, _conflicts(disabled))


def _conflicts(data: object) -> Mapping[str, tuple[Value, ...]]:
    if not isinstance(data, dict):
        return {}
    return {
        str(other): tuple(scalar(value) for value in _listed(values))
        for other, values in data.items()
    }


def _listed(values: object) -> Iterable[object]:
    return values if isinstance(values, list) else (values,)


def _hidings(data: object) -> Iterator[Hiding]:
    for entry in dicts(data):
        category = entry.get("category")
        if isinstance(category, str):
            yield Hiding(scalar(entry.get("enum_value")), category)


def dicts(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a list; nothing for anything else."""
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict))


def scalars(data: object) -> Mapping[str, Value]:
    """Return the plain values of an object; nothing for anything else."""
    if not isinstance(data, dict):
        return {}
    return {str(key): scalar(value) for key, value in data.items() if is_scalar(value)}


def text(value: object) -> str:
    """Return a text, also if given as a whole number; empty for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def scalar(value: object) -> Value:
    """Return a plain value, None for anything else."""
    return value if isinstance(value, SCALARS) else None


def number(value: object) -> float | None:
    """Return a number, also if given as text; None for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
