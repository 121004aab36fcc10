"""Which model a user means: by id, name or alias, or the default."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .names import LONGEST, Reading, index_of, is_version, stem_of, version_of
from .products import Leaf, Listing
from .refusals import RefusedError
from .task_types import task_type
from .values import clean

MOST_CHOICES = 20
"""The most models that a refusal offers."""


@dataclass(frozen=True, slots=True)
class Found:
    """The leaf that was meant.

    Attributes:
        passed_over: older versions of the same family that match as well.
        reading: how the name was understood.
    """

    leaf: Leaf
    passed_over: tuple[Leaf, ...] = ()
    reading: Reading = field(default=Reading.EXACT, compare=False)


def recommended_leaf(listing: Listing) -> Leaf | None:
    """Return the leaf that is recommended for a task type; None if the list does not have it."""
    return index_of(listing).recommended


def default_leaf(listing: Listing) -> Leaf | None:
    """Return the leaf used when none is named: the newest recommended one, else the first."""
    return index_of(listing).default


def find_model(listing: Listing, model: str | None, version: str | None = None) -> Found:
    """Return the leaf that is meant by a model and a version.

    Tried in this order, ignoring case: leaf id, model_id, name; alias; the same without
    spaces, hyphens, dots and underscores; the beginning of a name. Of several versions of one
    family the newest is taken (IMA Open API, the create body: the highest version number in the
    name).

    Args:
        listing: a task type's product list.
        model: what the user wrote; None or blank for the default.
        version: one version of it: a leaf id, a name or a version number such as ``v5``.

    Raises:
        RefusedError: nothing, or more than one family, is called so.
    """
    named, pinned = (model or "").strip(), (version or "").strip()
    if not named:
        return _by_version(listing, pinned) if pinned else _default(listing)
    meant, reading = index_of(listing).meant(named)
    if not meant:
        raise _unknown(listing, named)
    if not pinned:
        return _newest(listing, meant, named, reading)
    kept = [leaf for leaf in meant if is_version(leaf, pinned)]
    if not kept:
        about = {"model": clean(named, LONGEST), "version": clean(pinned, LONGEST)}
        choices = tuple(leaf.id for leaf in meant[:MOST_CHOICES])
        raise RefusedError("unknown_version", about, choices=choices)
    return _newest(listing, kept, named, reading)


def near_models(listing: Listing, text: str) -> tuple[str, ...]:
    """Return the models of a list with names similar to a text, by model_id, the nearest first."""
    return index_of(listing).near(text, MOST_CHOICES)


def _default(listing: Listing) -> Found:
    leaf = default_leaf(listing)
    if leaf is None:
        raise _unknown(listing, task_type(listing.task_type).recommended)
    return Found(leaf)


def _by_version(listing: Listing, version: str) -> Found:
    """A version without a model can name a leaf, but a bare number could mean any."""
    index = index_of(listing)
    named = [*index.called(version, Reading.LEAF), *index.called(version, Reading.NAME)]
    ids = {leaf.id for leaf in named}
    if not ids:
        raise _unknown(listing, version)
    meant = [leaf for leaf in listing.leaves if leaf.id in ids]
    return _newest(listing, meant, version, Reading.NAME)


def _newest(listing: Listing, meant: Sequence[Leaf], text: str, reading: Reading) -> Found:
    """Return the newest of one family; refuse if there are several families."""
    models = {leaf.model_id.casefold() for leaf in meant}
    stems = {stem_of(leaf) for leaf in meant}
    if len(models) > 1 and len(stems) > 1:
        choices = tuple(_sure_name(listing, leaf) for leaf in meant[:MOST_CHOICES])
        raise RefusedError("ambiguous_model", {"model": clean(text, LONGEST)}, choices=choices)
    newest = max(meant, key=version_of)
    return Found(newest, tuple(leaf for leaf in meant if leaf is not newest), reading)


def _sure_name(listing: Listing, leaf: Leaf) -> str:
    """Return a leaf's title if it is unambiguous, else its id, which always is."""
    meant, _ = index_of(listing).meant(leaf.title)
    return leaf.title if [one.id for one in meant] == [leaf.id] else leaf.id


def _unknown(listing: Listing, text: str) -> RefusedError:
    """Refuse an unknown name and offer similar ones first, then the rest of the list."""
    models = (leaf.model_id for leaf in listing.leaves)
    choices = tuple(dict.fromkeys((*near_models(listing, text), *models)))
    about = {"model": clean(text, LONGEST), "task_type": listing.task_type}
    return RefusedError("unknown_model", about, choices=choices[:MOST_CHOICES])
