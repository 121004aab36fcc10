"""Searching models by whatever a user knows of them: names, tags, abilities, in both languages."""

from collections.abc import Iterable

from .capabilities import capabilities, capabilities_of
from .forms import form_of
from .names import aliases_of
from .products import Leaf
from .values import folded

_LONGEST = 400
"""Characters of a search that count."""

_JOINTS = str.maketrans("", "", "-_")


def haystack(leaf: Leaf) -> str:
    """Return all that finds a leaf, as one text; made once, it is searched at every key."""
    able = (capabilities()[name] for name in capabilities_of(form_of(leaf)))
    texts = [
        leaf.title,
        leaf.name,
        leaf.id,
        leaf.model_id,
        leaf.task_type,
        *leaf.groups,
        *aliases_of(leaf),
        *leaf.tag_values("feature", "popularity"),
        *(word for capability in able for word in (capability.id, *capability.terms)),
    ]
    joined = [_joined(text) for text in texts]
    return "\n".join(dict.fromkeys([*joined, *(text.replace(".", "") for text in joined)]))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search, as they stand in a haystack."""
    words = (_joined(word) for word in text[:_LONGEST].split())
    return tuple(dict.fromkeys(word for word in words if word))


def matches(hay: str, words: Iterable[str]) -> bool:
    """Tell whether every word of a search is found in a leaf's haystack; no words find all.

    Case, hyphens and underscores never count; dots and spaces of a name may be left out.
    """
    return all(word in hay for word in words)


def _joined(text: str) -> str:
    return "".join(folded(text).translate(_JOINTS).split())
