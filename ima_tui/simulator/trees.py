"""Product lists as trees: built from leaves, walked, and made ready to be told. Pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .timing import parse_span

Json = dict[str, Any]

_GROUP, _LEAF = "2", "3"
_WORDED = ("label", "description", "category_name", "group_name")


def grouped(leaves: Sequence[Json], families: Sequence[Json]) -> list[Json]:
    """List leaves as the service does: type "2" groups, some in groups of their own.

    Args:
        leaves: The leaves of one task type; each names its group.
        families: Groups of groups, as in ``data/families.toml``.
    """
    above = {name: family for family in families for name in family["groups"]}
    top: dict[str, Json] = {}
    groups: dict[str, Json] = {}
    for leaf in leaves:
        name = leaf["parent_id"]
        if name not in groups:
            groups[name] = _group(name, leaf["group_name"], leaf)
            _hang(groups[name], above.get(name), top, leaf)
        children = groups[name]["children"]
        # The service lists a leaf's children as null or leaves them out: both occur here.
        children.append(leaf if children else leaf | {"children": None})
    return list(top.values())


def walk(nodes: Any) -> Iterator[Json]:
    """Every node of a tree, or of anything else, in list order; without recursion."""
    stack = [nodes]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            stack.append(node.get("children"))


def is_leaf(node: Json) -> bool:
    """Whether a node is a product; without a type, one that has prices is."""
    kind = node.get("type")
    return str(kind) == _LEAF or (kind is None and "credit_rules" in node)


def speed_up(nodes: Any, speed: float) -> None:
    """Divide the estimated times in a tree, in place."""
    for node in walk(nodes):
        tags = node.get("tags")
        for tag in tags if isinstance(tags, list) else ():
            span = parse_span(str(tag["tag_value"])) if _is_estimate(tag) else None
            if span:
                tag["tag_value"] = span.sped_up(speed).as_tag()


def translate(nodes: Any, words: Mapping[str, str]) -> None:
    """Put other words for the labels in a tree, in place; models keep their names."""
    stack = [nodes]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            for key in (*_WORDED, "name") if node.get("type") == _GROUP else _WORDED:
                text = node.get(key)
                if isinstance(text, str) and text in words:
                    node[key] = words[text]
            stack.extend(node.values())


def _is_estimate(tag: Any) -> bool:
    return isinstance(tag, dict) and tag.get("tag_type") == "EET" and "tag_value" in tag


def _hang(group: Json, family: Json | None, top: dict[str, Json], like: Json) -> None:
    if family is None:
        top[group["id"]] = group
        return
    outer = top.setdefault(family["id"], _group(family["id"], family["name"], like))
    group["parent_id"] = family["id"]
    outer["children"].append(group)


def _group(group_id: str, name: str, like: Json) -> Json:
    return {
        "id": group_id,
        "parent_id": "",
        "type": _GROUP,
        "name": name,
        "icon": like["icon"],
        "model_id": "",
        "category_code": like["category_code"],
        "category_name": like["category_name"],
        "children": [],
    }
