"""From decoded JSON to leaves, leniently: one bad entry spoils only itself.

Trees may be of any depth, ``children`` may be null or missing, unknown keys and field types survive
(IMA Open API, product leaves). What can't be read falls back to a sane default or is counted as
skipped; no content of a list makes this raise.
"""

from collections.abc import Iterator, Mapping

from .facts import shown_title
from .parse_fields import dicts, number, parse_fields, scalars, text
from .products import CreditRule, InputLimits, Leaf, Listing
from .values import canonical, clean

MOST_POINTS = 10**9
"""A greater price is invalid."""

_NO_ATTRIBUTE = frozenset({"", "0"})
"""The attribute_ids that the service refuses (IMA Open API, error codes)."""


def parse_listing(data: object, task_type: str) -> Listing:
    """Read a product list.

    Args:
        data: the ``data`` of the answer: a tree or a flat list, as decoded from JSON.
        task_type: the category that was asked for.
    """
    leaves: list[Leaf] = []
    seen: set[str] = set()
    skipped = 0
    for node, groups in _walk(data):
        leaf = _leaf(node, task_type, groups)
        if leaf is None or leaf.id in seen:
            skipped += 1
            continue
        seen.add(leaf.id)
        leaves.append(leaf)
    return Listing(task_type, tuple(leaves), skipped)


def _walk(data: object) -> Iterator[tuple[Mapping[str, object] | None, tuple[str, ...]]]:
    """Yield the raw leaves with the names of their groups, without recursion."""
    stack: list[tuple[object, tuple[str, ...]]] = [(data, ())]
    while stack:
        node, groups = stack.pop()
        if isinstance(node, list):
            stack.extend((child, groups) for child in reversed(node))
        elif isinstance(node, dict):
            children = node.get("children")
            if _is_leaf(node):
                yield node, groups or _listed_group(node)
            elif not isinstance(children, list):
                if text(node.get("type")) != "2":
                    yield None, groups
                continue
            if isinstance(children, list):
                name = clean(node.get("name")) or clean(node.get("id"))
                below = (*groups, name) if name else groups
                stack.extend((child, below) for child in reversed(children))
        elif node is not None:
            yield None, groups


def _is_leaf(node: Mapping[str, object]) -> bool:
    kind = node.get("type")
    return text(kind) == "3" or (kind is None and isinstance(node.get("credit_rules"), list))


def _listed_group(node: Mapping[str, object]) -> tuple[str, ...]:
    name = clean(node.get("group_name")) or clean(node.get("parent_id"))
    return (name,) if name else ()


def _leaf(
    node: Mapping[str, object] | None, task_type: str, groups: tuple[str, ...]
) -> Leaf | None:
    leaf_id = text(node.get("id")) if node is not None else ""
    if node is None or not leaf_id.strip():
        return None
    listed = node.get("name")
    name = listed if isinstance(listed, str) and listed.strip() else leaf_id
    model_id = text(node.get("model_id")) or leaf_id
    rules = [_rule(entry) for entry in _listed_rules(node.get("credit_rules"))]
    read = tuple(rule for rule in rules if rule is not None)
    return Leaf(
        task_type=task_type,
        id=leaf_id,
        model_id=model_id,
        name=name,
        title=shown_title(clean(name, 80) or "?", model_id),
        groups=groups,
        description=clean(node.get("description")),
        tags=tuple(_tags(node.get("tags"))),
        fields=tuple(parse_fields(node.get("form_config"))),
        rules=read,
        lost_rules=len(rules) - len(read),
        limits=_limits(node.get("files")),
    )


def _tags(data: object) -> Iterator[tuple[str, str]]:
    for tag in dicts(data):
        kind, value = clean(tag.get("tag_type"), 40), clean(tag.get("tag_value"), 40)
        if kind and value:
            yield kind, value


def _listed_rules(data: object) -> list[object]:
    return data if isinstance(data, list) else []


def _rule(entry: object) -> CreditRule | None:
    """Parse a credit rule; None if it is unusable."""
    if not isinstance(entry, dict):
        return None
    points = number(entry.get("points"))
    if points is None or not 0 <= points <= MOST_POINTS or not points.is_integer():
        return None
    attribute_id = entry.get("attribute_id")
    if isinstance(attribute_id, bool) or not isinstance(attribute_id, int | str):
        return None
    if canonical(attribute_id) in _NO_ATTRIBUTE:
        return None
    attributes = dict(scalars(entry.get("attributes")))
    marker = attributes.pop("default", None)
    origin = number(entry.get("origin_point"))
    if origin is not None and not 0 <= origin <= MOST_POINTS:
        origin = None
    return CreditRule(
        attribute_id=attribute_id,
        points=int(points),
        origin_points=int(origin) if origin is not None else int(points),
        attributes=attributes,
        is_default=canonical(marker) == "enabled",
    )


def _limits(data: object) -> InputLimits | None:
    if not isinstance(data, dict):
        return None
    maximum = number(data.get("maxLimit"))
    # a limit that accepts nothing is ignored
    most = int(maximum) if maximum is not None and maximum >= 1 else None
    return InputLimits(most, _accepted(data.get("acceptType")))


def _accepted(data: object) -> Mapping[str, frozenset[str]]:
    """Read ``["image/jpg,png", "video/mp4"]``, one text a kind of medium."""
    accepted: dict[str, frozenset[str]] = {}
    for entry in data if isinstance(data, list) else ():
        kind, _, endings = text(entry).casefold().partition("/")
        suffixes = frozenset(one.strip() for one in endings.split(",") if one.strip())
        if suffixes:
            accepted[kind.strip()] = accepted.get(kind.strip(), frozenset()) | suffixes
    return accepted
