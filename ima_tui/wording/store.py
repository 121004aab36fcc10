"""Why the store can't be used, in words."""

from ..locale import t
from ..store.database import StoreError


def store_words(error: StoreError) -> str:
    """Return the sentence: which file it is about, why, and what to do."""
    return t(f"start-store_{error.reason}", about=str(error.path))
