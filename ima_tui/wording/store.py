"""Why the store can't be used, in words."""

from typing import TYPE_CHECKING

from ..locale import t

if TYPE_CHECKING:
    from ..store.database import StoreError


def store_words(error: "StoreError") -> str:
    """Return the message: which file, why, and what to do."""
    return t(f"start-store_{error.reason}", about=str(error.path))
