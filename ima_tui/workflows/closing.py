"""Closing a run: it is not resumed any more, and its prompts go unless they are kept."""

from .records import RunRecord, Runs


def close(runs: Runs, record: RunRecord, now: float, *, keep_plan: bool) -> RunRecord:
    """Close a run that stands still; it blocks.

    Args:
        runs: where it is.
        record: as it was seen.
        now: seconds since the epoch.
        keep_plan: whether its plan stays.

    Raises:
        PlanError: it runs just now, and would lose its plan.
        OSError: it could not be written.
    """
    lock = runs.lock(record.asked)
    try:
        # what ended meanwhile has closed it itself
        found = runs.find(record.id) or record
        if found.closed_at is not None:
            return found
        return runs.close(found, now, keep_plan=keep_plan)
    finally:
        lock.release()
