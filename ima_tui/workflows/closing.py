"""Closing a run: it can't be resumed any more; its prompts are deleted unless they are kept."""

from .records import RunRecord, Runs


def close(
    runs: Runs, record: RunRecord, now: float, *, keep_plan: bool, done: bool = False
) -> RunRecord:
    """Close a run that is not running. Blocks.

    Args:
        runs: the stored runs.
        record: the run as last seen.
        now: seconds since the epoch.
        keep_plan: whether to keep its plan.
        done: whether every step has its results.

    Raises:
        PlanError: it is running, and would lose its plan.
        OSError: it could not be written.
    """
    lock = runs.lock(record.asked)
    try:
        # a run that ended meanwhile has closed itself
        found = runs.find(record.id) or record
        if found.closed_at is not None:
            return found
        return runs.close(found, now, keep_plan=keep_plan, done=done)
    finally:
        lock.release()
