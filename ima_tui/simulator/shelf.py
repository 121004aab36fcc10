"""Changes of what is on offer: prices, models that go and models that come."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from . import rules
from .catalog import Catalog, Product
from .trees import Json, is_leaf

_Products = list[Product]


def changed(catalog: Catalog, changes: Iterable[rules.OfferRule]) -> Catalog:
    """The catalogue after some changes; what does not fit it is passed over.

    Args:
        catalog: The catalogue before any.
        changes: The changes, oldest first.
    """
    products = {name: list(listed) for name, listed in catalog.products.items()}
    for change in changes:
        if change.task_type in products:
            listed = products[change.task_type]
            products[change.task_type] = _CHANGES[type(change)](listed, change, catalog)
    nodes = {
        name: _relisted(catalog.nodes[name], catalog.products[name], listed)
        for name, listed in products.items()
    }
    return catalog.with_products(products, nodes)


def problem(change: rules.OfferRule, catalog: Catalog) -> str | None:
    """What keeps a change from being made, as ``key: reason``; None if nothing does.

    Args:
        change: The change.
        catalog: All that is on offer, was, or may come.
    """
    if change.task_type not in catalog.task_types:
        return f"task_type: there is no {change.task_type!r}"
    like = change.like if isinstance(change, rules.AddModel) else None
    wanted = like or change.version
    if catalog.product(change.task_type, wanted) is None:
        return f"{'like' if like else 'version'}: there is no {wanted!r} in {change.task_type}"
    return None


def _price(listed: _Products, change: rules.Price, _catalog: Catalog) -> _Products:
    return [
        _priced(product, change) if product.version == change.version else product
        for product in listed
    ]


def _remove(listed: _Products, change: rules.RemoveModel, _catalog: Catalog) -> _Products:
    return [product for product in listed if product.version != change.version]


def _add(listed: _Products, change: rules.AddModel, catalog: Catalog) -> _Products:
    if any(product.version == change.version for product in listed):
        return listed
    pattern = catalog.product(change.task_type, change.like or change.version)
    if pattern is None:
        return listed
    if change.like is None:
        return [*listed, pattern]
    used = [rule["attribute_id"] for product in [pattern, *listed] for rule in product.rules]
    free = 1 + max(used, default=0)
    leaf = pattern.leaf | {
        "id": change.version,
        "name": change.name or change.version,
        "credit_rules": [
            rule | {"attribute_id": free + number} for number, rule in enumerate(pattern.rules)
        ],
    }
    return [*listed, replace(pattern, leaf=leaf)]


def _relisted(nodes: list[Any], before: _Products, after: _Products) -> list[Any]:
    """The same tree with the leaves as they are after; nothing else in it moves."""
    if after == before:
        return nodes
    known = {product.version: product for product in before}
    kept = {product.version for product in after}
    other = {
        product.version: product.leaf
        for product in after
        if product is not known.get(product.version)
    }
    added = [leaf for version, leaf in other.items() if version not in known]
    return [*_with_leaves(nodes, other, gone=set(known) - kept), *added]


def _with_leaves(nodes: list[Any], other: Mapping[str, Json], gone: AbstractSet[str]) -> list[Any]:
    made: list[Any] = []
    for node in nodes:
        version = str(node.get("id")) if isinstance(node, dict) else ""
        if isinstance(node, dict) and is_leaf(node):
            if version not in gone:
                # How a leaf says that it has no children is the tree's own.
                empty = {key: node[key] for key in ("children",) if key in node}
                made.append(other.get(version, node) | empty)
        elif isinstance(node, dict) and isinstance(node.get("children"), list):
            children = _with_leaves(node["children"], other, gone)
            # A group goes with its last model.
            if children or not node["children"]:
                made.append(node | {"children": children})
        else:
            made.append(node)
    return made


def _priced(product: Product, change: rules.Price) -> Product:
    credit_rules = [
        rule | {"points": change.points, "origin_point": change.points}
        if change.attribute_id in (None, rule["attribute_id"])
        else rule
        for rule in product.rules
    ]
    points = [rule["points"] for rule in credit_rules]
    shown = "~".join(str(one) for one in sorted({min(points), max(points)}))
    tags = [
        tag | {"tag_value": shown} if tag.get("tag_type") == "point" else tag
        for tag in product.leaf.get("tags") or []
    ]
    return replace(product, leaf=product.leaf | {"credit_rules": credit_rules, "tags": tags})


_CHANGES: dict[type[rules.OfferRule], Callable[[_Products, Any, Catalog], _Products]] = {
    rules.Price: _price,
    rules.RemoveModel: _remove,
    rules.AddModel: _add,
}
