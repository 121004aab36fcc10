"""The catalogue's compact form, expanded to what the service lists. Pure functions on parsed TOML.

How the compact form is written is told in ``data/README.md`` and at the top of
``data/fields.toml``.
"""

from itertools import product as combinations
from typing import Any

Json = dict[str, Any]

_ICONS = "https://ima.esxscloud.com/ima/images2/"


def leaves_of(model: Json, fields: Json, task_types: Json) -> dict[str, Json]:
    """Expand one compact model to its leaves.

    Args:
        model: One ``[[model]]`` table.
        fields: The shared form fields by name.
        task_types: The task types by name.

    Returns:
        Per task type the leaf (a type "3" node) as the service lists it.

    Raises:
        KeyError: If a needed key or a named field is missing.
        ValueError: If the number of points is not the number of rules.
    """
    return {
        task_type: _leaf({**model, **model[task_type]}, task_type, fields, task_types[task_type])
        for task_type in task_types
        if task_type in model
    }


def _leaf(model: Json, task_type: str, fields: Json, about: Json) -> Json:
    rules = _credit_rules(model)
    leaf: Json = {
        "id": model["id"],
        "parent_id": model["parent"],
        "type": "3",
        "name": model["name"],
        "icon": _ICONS + model["icon"],
        "model_id": model.get("model_id", model["id"]),
        "tags": _tags(model["tags"], rules),
        "model_types": list(model["types"]),
        "category_code": task_type,
        "category_name": about["label"],
        "credit_rules": rules,
        "group_name": model.get("group_name", model["parent"]),
    }
    if "description" in model:
        leaf["description"] = model["description"]
    if "form" in model:
        leaf["form_config"] = [_field(entry, fields) for entry in model["form"]]
    if "files" in model:
        leaf["files"] = _files(model["files"], task_type)
    return leaf


def _credit_rules(model: Json) -> list[Json]:
    axes: Json = model.get("rules", {"default": ["enabled"]})
    rows = [dict(sorted(zip(axes, values, strict=True))) for values in combinations(*axes.values())]
    return [
        {
            "origin_point": points,
            "points": points,
            "attribute_id": model["first"] + place,
            "attributes": attributes,
        }
        for place, (points, attributes) in enumerate(zip(model["points"], rows, strict=True))
    ]


def _tags(lines: list[str], rules: list[Json]) -> list[Json]:
    tags = [_tag(*line.split(": ", 1)) for line in lines]
    points = [rule["points"] for rule in rules]
    low, high = min(points), max(points)
    return [*tags, _tag("point", str(low) if low == high else f"{low}~{high}")]


def _tag(kind: str, value: str) -> Json:
    return {"tag_type": kind, "tag_value": value}


def _files(files: Json, task_type: str) -> Json:
    expanded: Json = {
        "component": files.get("component", "card"),
        "acceptType": list(files["accept"]),
        "category": task_type,
    }
    if "min" in files:
        expanded["minLimit"] = files["min"]
    if "max" in files:
        expanded["maxLimit"] = files["max"]
    return expanded


def _field(entry: str | Json, fields: Json) -> Json:
    name = entry if isinstance(entry, str) else entry["use"]
    short: Json = {"field": name, **fields[name]}
    if isinstance(entry, dict):
        short.update({key: value for key, value in entry.items() if key != "use"})
    field: Json = {
        "type": _field_type(short),
        "field": short["field"],
        "label": short["label"],
        "description": short["description"],
        "value": short.get("value"),
        "level": short.get("level", 1),
    }
    if "options" in short:
        field["options"] = [_option(option) for option in short["options"]]
    if "limits" in short:
        field["config"] = _limits(short["limits"])
    if "not_in" in short:
        field["disabled_conditions"] = [_not_in(*pair) for pair in short["not_in"]]
    if "map" in short:
        field |= _virtual(short)
    return field


def _field_type(short: Json) -> str:
    if "type" in short:
        return str(short["type"])
    if "options" in short:
        return "tags"
    return "toggle" if isinstance(short.get("value"), bool) else "textarea"


def _option(option: Any) -> Json:
    full = dict(option) if isinstance(option, dict) else {"value": option}
    return {"label": str(full["value"]), **full}


def _limits(limits: list[int]) -> Json:
    return dict(zip(("maximum", "minimum"), reversed(limits), strict=False))


def _not_in(value: Any, task_type: str) -> Json:
    return {
        "enum_value": value,
        "disabled_key": "",
        "disabled_value": None,
        "category": task_type,
    }


def _virtual(short: Json) -> Json:
    names = [control["field"] for control in short["controls"]]
    return {
        "is_ui_virtual": True,
        "ui_params": [
            _control(control, [row[place] for row in short["map"]])
            for place, control in enumerate(short["controls"])
        ],
        "value_mapping": {
            "mapping_rules": [
                {
                    "source_values": dict(zip(names, row[:-1], strict=True)),
                    "target_value": row[-1],
                }
                for row in short["map"]
            ],
            "source_params": names,
            "target_param": short["target"],
            "type": "simple",
        },
    }


def _control(control: Json, mapped: list[Any]) -> Json:
    # Without options of its own a control offers what the map knows, each value once.
    options = control.get("options", list(dict.fromkeys(mapped)))
    return {
        "config": {"type": "string"},
        "description": control["description"],
        "field": control["field"],
        "label": control["label"],
        "level": 1,
        "options": [_option(option) for option in options],
        "required": True,
        "type": "tags",
        "value": control["value"],
    }
