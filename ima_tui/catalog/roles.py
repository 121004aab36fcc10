"""The role of each input of a create: first frame, last frame, a reference."""

from collections.abc import Sequence
from dataclasses import dataclass

from .inputs import MediaKind, input_bounds, taken
from .products import Leaf
from .task_types import task_type


@dataclass(frozen=True, slots=True)
class Role:
    """The role of one input.

    Attributes:
        id: of a picture its role (``data/task_types.toml``), else its kind; each has words
            ``role-<id>``.
        number: its place among those of its kind, from 1; 0 if there is only one.
    """

    id: str
    number: int = 0


def roles_of(leaf: Leaf, kinds: Sequence[MediaKind]) -> list[Role]:
    """Return the roles of inputs, in their order.

    Args:
        leaf: the model that takes them.
        kinds: their kinds.
    """
    own = task_type(leaf.task_type).roles
    counts = dict.fromkeys(MediaKind, 0)
    found = []
    for kind in kinds:
        place = counts[kind]
        counts[kind] += 1
        if kind is MediaKind.IMAGE and len(own) > 1 and place < len(own):
            found.append(Role(own[place]))
            continue
        name = own[-1] if kind is MediaKind.IMAGE and own else kind.value
        only = place == 0 and most_of(leaf, kind) == 1
        found.append(Role(name, 0 if only else place + 1))
    return found


def most_of(leaf: Leaf, kind: MediaKind) -> int:
    """Return how many inputs of a kind a leaf takes."""
    return input_bounds(leaf)[1] if kind is MediaKind.IMAGE else taken(leaf).get(kind, 0)


def has_fixed_places(leaf: Leaf) -> bool:
    """Return whether each input has a place of its own that may be empty before another."""
    return task_type(leaf.task_type).inputs_fixed
