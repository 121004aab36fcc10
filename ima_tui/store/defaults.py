"""Which model is used when none is named, and why."""

from ..catalog.browsing import Key, key_of
from ..catalog.naming import recommended_leaf
from ..catalog.products import Leaf
from .catalogue import Catalogue
from .preferences import Preferences, preferred_in


class Defaults:
    """The default model of each task type, by the lists and the user."""

    def __init__(self, catalogue: Catalogue, preferences: Preferences) -> None:
        self._catalogue = catalogue
        self._preferences = preferences

    def leaf(self, kind: str) -> Leaf | None:
        """Return the model used when none is named: the preferred, the recommended or the first.

        Args:
            kind: the task type.
        """
        return self.preferred(kind) or self._catalogue.default_leaf(kind)

    def preferred(self, kind: str) -> Leaf | None:
        """Return the user's default model, if it is listed.

        Args:
            kind: the task type.
        """
        shelf, preference = self._catalogue.shelves.get(kind), self._preferences.of(kind)
        return preferred_in(shelf.listing, preference) if shelf and preference else None

    def reasons(self) -> dict[Key, str]:
        """Return which models are ``preferred`` or ``recommended``, as ``why`` does for one."""
        found: dict[Key, str] = {}
        for kind, shelf in self._catalogue.shelves.items():
            recommended = recommended_leaf(shelf.listing)
            if recommended is not None:
                found[key_of(recommended)] = "recommended"
            preferred = self.preferred(kind)
            if preferred is not None:
                found[key_of(preferred)] = "preferred"
        return found

    def why(self, leaf: Leaf) -> str | None:
        """Return why a model is a good choice: ``preferred``, ``recommended``; None otherwise."""
        preferred = self.preferred(leaf.task_type)
        if preferred is not None and preferred.id == leaf.id:
            return "preferred"
        shelf = self._catalogue.shelves.get(leaf.task_type)
        recommended = recommended_leaf(shelf.listing) if shelf else None
        return "recommended" if recommended is not None and recommended.id == leaf.id else None
