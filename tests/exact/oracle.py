"""What the list itself says is sent, forbidden and charged; shares no code with the catalogue.

Written from the service's own words (IMA Open API: form_config fields, virtual fields, choosing
the credit rule), over the JSON as it comes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Chosen = Mapping[str, Any]

OWN = ("prompt", "cast", "input_images", "n")
_LEFT_OUT_EMPTY = ("gpt_description_prompt", "text", "ssml")
_NEEDS = {"sonic": {"vocal_gender": ("custom_mode", True), "lyrics": ("custom_mode", True)}}
ALL, MOST, DEFAULT, FIRST = 1, 2, 3, 4


def text(value: Any) -> str:
    """A value as rules, maps and conflicts compare it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).lower()


def shown(entry: Json) -> list[Json]:
    """The controls that a user sees of one entry of the form."""
    virtual: list[Json] = entry["ui_params"] if entry.get("is_ui_virtual") else [entry]
    return virtual


def sent(leaf: Json, category: str, chosen: Chosen) -> Json:
    """The inner parameters that the form makes of what was chosen."""
    made: Json = {}
    for entry in leaf.get("form_config") or []:
        held = {one["field"]: chosen.get(one["field"], one.get("value")) for one in shown(entry)}
        mapping = entry.get("value_mapping") if entry.get("is_ui_virtual") else None
        if mapping:
            name = mapping.get("target_param") or entry["field"]
            value = _target(mapping["mapping_rules"], held)
        else:
            name = entry["field"]
            value = held[name]
        if _is_sent(entry, category, name, value):
            made[name] = value
    if leaf["model_id"] == "pixverse" and "model" not in made:
        version = re.search(r"[\d.]+", leaf["name"])
        made["model"] = f"v{version[0]}" if version else None
    # what the model takes beyond its form
    known = {one["field"] for entry in leaf.get("form_config") or [] for one in shown(entry)}
    made |= {name: value for name, value in chosen.items() if name not in known and value != ""}
    return {name: value for name, value in made.items() if value is not None and name != "n"}


def _target(rules: Sequence[Json], held: Chosen) -> Any:
    for rule in rules:
        if all(
            text(held.get(name)) == text(value) for name, value in rule["source_values"].items()
        ):
            return rule["target_value"]
    return None


def _is_sent(entry: Json, category: str, name: str, value: Any) -> bool:
    if value is None or (value == "" and _is_left_out(entry, name)):
        return False
    gone = [
        text(hiding["enum_value"])
        for hiding in entry.get("disabled_conditions") or []
        if hiding["category"] == category
    ]
    return text(value) not in gone


def _is_left_out(entry: Json, name: str) -> bool:
    """An empty text is sent only where the list itself has one."""
    kinds = ("number", "slider")
    return name in _LEFT_OUT_EMPTY or entry.get("value") is None or entry["type"] in kinds


def forbidden(leaf: Json, category: str, chosen: Chosen) -> list[tuple[str, str]]:
    """The pairs that can't stand together: a field and the one it is against."""
    backend = sent(leaf, category, chosen)
    held = {**backend, **chosen}
    return [
        (name, other)
        for name, options in _optioned(leaf)
        for option in options
        if name in held and text(option["value"]) == text(held[name])
        for other, values in (option.get("disabled") or {}).items()
        if other in held and text(held[other]) in [text(value) for value in values]
    ] + [
        (name, other)
        for name, (other, needed) in _NEEDS.get(leaf["model_id"], {}).items()
        if text(held.get(name)) and text(held.get(other)) != text(needed)
    ]


def lost(leaf: Json, chosen: Chosen) -> list[str]:
    """The fields for which nothing is sent though something is chosen: such can't be bought."""
    found = []
    for entry in leaf.get("form_config") or []:
        if entry.get("is_ui_virtual"):
            held = {
                one["field"]: chosen.get(one["field"], one.get("value")) for one in shown(entry)
            }
            target = _target(entry["value_mapping"]["mapping_rules"], held)
            if target is None and any(text(value) for value in held.values()):
                found.append(entry["field"])
    return found


def _optioned(leaf: Json) -> Iterator[tuple[str, list[Json]]]:
    for entry in leaf.get("form_config") or []:
        for one in shown(entry):
            yield one["field"], one.get("options") or []
        if entry.get("is_ui_virtual"):
            target = entry["value_mapping"].get("target_param") or entry["field"]
            yield target, entry.get("options") or []


def charged(rules: Sequence[Json], parameters: Json) -> tuple[Json, int] | None:
    """The rule that applies and the step that found it, by trying every rule at each step."""
    held = {name.lower(): text(value) for name, value in parameters.items() if value is not None}
    scores = []
    for place, rule in enumerate(rules):
        asked = [(k.lower(), text(v)) for k, v in rule["attributes"].items() if k != "default"]
        hits = sum(held.get(name) == value for name, value in asked)
        scores.append((rule, place, len(asked), hits))
    full = sorted((-asked, place) for _, place, asked, hits in scores if asked and hits == asked)
    if full:
        return rules[full[0][1]], ALL
    most = sorted((-hits, place) for _, place, _, hits in scores if hits)
    if most:
        return rules[most[0][1]], MOST
    marked = [rule for rule in rules if rule["attributes"].get("default") == "enabled"]
    if marked:
        return marked[0], DEFAULT
    return (rules[0], FIRST) if rules else None


def applying(rules: Sequence[Json], parameters: Json) -> list[Json]:
    """The rules that hold in full with as many attributes as any: one, where a price is exact."""
    found = charged(rules, parameters)
    if found is None or found[1] != ALL:
        return [rule for rule in rules if "default" in rule["attributes"]]
    held = {name.lower(): text(value) for name, value in parameters.items()}
    size = len(found[0]["attributes"])
    return [
        rule
        for rule in rules
        if len(rule["attributes"]) == size
        and all(held.get(name.lower()) == text(v) for name, v in rule["attributes"].items())
    ]


def inner(leaf: Json, category: str, chosen: Chosen) -> Json:
    """The inner parameters of a create body, but for those that every body has."""
    parameters = sent(leaf, category, chosen)
    found = charged(leaf["credit_rules"], parameters)
    priced = {k: v for k, v in found[0]["attributes"].items() if k != "default"} if found else {}
    lowered = {name.lower() for name in priced}
    return {k: v for k, v in parameters.items() if k.lower() not in lowered} | priced
