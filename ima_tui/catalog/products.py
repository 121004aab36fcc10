"""What a product list says, in our own types: leaves, fields, options and credit rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .values import Value, same


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field.

    Attributes:
        label: what the user reads.
        value: what is sent, in the listed type.
        disabled: other fields' values with which this option can't be chosen.
    """

    label: str
    value: Value
    disabled: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hiding:
    """A value that is not offered in one category; ``*`` names the whole field."""

    value: Value
    category: str


@dataclass(frozen=True, slots=True)
class MappingRule:
    """When all source values hold, the target parameter takes this value."""

    sources: Mapping[str, Value]
    target: Value


@dataclass(frozen=True, slots=True)
class Virtual:
    """How the controls that a user sees make the one parameter that is sent."""

    controls: tuple["Field", ...]
    target: str
    rules: tuple[MappingRule, ...]

    def target_of(self, held: Mapping[str, Value]) -> Value:
        """Return what is sent for the controls' values; None if they have no mapping."""
        for rule in self.rules:
            if all(same(held.get(name), value) for name, value in rule.sources.items()):
                return rule.target
        return None


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of ``form_config``.

    Attributes:
        name: the parameter's name.
        kind: the listed type: ``tags``, ``toggle``, ``textarea`` or one unknown to us.
        default: the listed value; None when there is none.
        advanced: level 2 of the list.
        minimum: the lower bound of free input: length of a text, value of a number.
        maximum: the upper bound, likewise.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    default: Value = None
    options: tuple[Option, ...] = ()
    advanced: bool = False
    minimum: float | None = None
    maximum: float | None = None
    hidings: tuple[Hiding, ...] = ()
    virtual: Virtual | None = None


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One price, which applies if its attributes match.

    Attributes:
        attribute_id: the id that a create sends to be charged by this rule.
        points: the price of one result, in points.
        origin_points: the price before a discount, in points.
        attributes: parameter values, without the ``default`` marker.
        is_default: whether the rule carries the marker ``{"default": "enabled"}``.
    """

    attribute_id: int | str
    points: int
    origin_points: int
    attributes: Mapping[str, Value]
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class InputLimits:
    """What a leaf's ``files`` says of its input media.

    Attributes:
        maximum: how many it takes at most; None if not specified.
        accepts: file extensions by kind of medium (``image``, ``video``, ``audio``).
    """

    maximum: int | None
    accepts: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One version of a model under one task type: the unit that is bought.

    ``task_type`` and ``id`` together are the key: the same id occurs under several task types with
    different prices. ``name`` is sent as listed; ``title`` is the same made safe to show;
    ``lost_rules`` is how many of its prices could not be read.
    """

    task_type: str
    id: str
    model_id: str
    name: str
    title: str
    groups: tuple[str, ...] = ()
    description: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    rules: tuple[CreditRule, ...] = ()
    lost_rules: int = 0
    limits: InputLimits | None = None

    def tag(self, kind: str) -> str | None:
        """Return the first tag of a kind (``EET``, ``point``, ``feature``, ``popularity``)."""
        return next((value for tag, value in self.tags if tag == kind), None)

    def tag_values(self, *kinds: str) -> tuple[str, ...]:
        """Return all tags of the kinds, in the list's order."""
        return tuple(value for tag, value in self.tags if tag in kinds)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Listing:
    """One task type's product list; a list is only equal to itself.

    Attributes:
        leaves: in the list's order.
        skipped: how many entries could not be read as a product.
    """

    task_type: str
    leaves: tuple[Leaf, ...]
    skipped: int = 0

    def find(self, leaf_id: str) -> Leaf | None:
        """Return the leaf with this id."""
        return next((leaf for leaf in self.leaves if leaf.id == leaf_id), None)
