"""Tasks that were ordered together: a batch, one prompt on several models, a run's steps."""

import secrets

BATCH = "batch"
COMPARISON = "compare"
FLOW = "flow"


def new_group(kind: str) -> str:
    """Return the id of a new group, as in ``batch-5f0c2a91d3e7``.

    Args:
        kind: ``BATCH`` or ``COMPARISON``.
    """
    return f"{kind}-{secrets.token_hex(6)}"


def is_comparison(group: str) -> bool:
    """Return whether a group is one prompt on several models."""
    return group.startswith(f"{COMPARISON}-")


def group_of_run(run: str) -> str:
    """Return the group of a workflow's run.

    Args:
        run: the id of the run.
    """
    return f"{FLOW}-{run}"


def run_of_group(group: str | None) -> str | None:
    """Return the id of the run of a group; None if it is not the group of a run."""
    kind, _, run = (group or "").partition("-")
    return run if kind == FLOW and run else None
