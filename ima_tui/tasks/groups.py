"""Tasks that were ordered together: a batch of prompts, or one prompt on several models."""

import secrets

BATCH = "batch"
COMPARISON = "compare"


def new_group(kind: str) -> str:
    """Return the id of a new group, as in ``batch-5f0c2a91``.

    Args:
        kind: ``BATCH`` or ``COMPARISON``.
    """
    return f"{kind}-{secrets.token_hex(4)}"


def is_comparison(group: str) -> bool:
    """Tell whether a group holds one prompt on several models."""
    return group.startswith(f"{COMPARISON}-")
