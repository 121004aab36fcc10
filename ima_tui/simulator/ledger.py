"""The points: charges, refunds, and the balance of every account."""

from collections import defaultdict
from typing import Any

from .records import Task, refund


class Ledger:
    """Charges and refunds, from the tasks that were accepted."""

    def __init__(self) -> None:
        self._tasks: list[Task] = []
        self._spent: dict[str, int] = defaultdict(int)
        # Kept separately, as only these affect later balances.
        self._may_refund: dict[str, list[Task]] = defaultdict(list)

    def hold(self, task: Task) -> None:
        """Enter an accepted task."""
        self._tasks.append(task)
        self._spent[task.account] += task.charged
        if task.refunds and (task.fate.failed or task.fate.fails_whole):
            self._may_refund[task.account].append(task)

    def balance(self, account: str, *, start: int, now_ms: int) -> int:
        """Points an account has left.

        Args:
            account: Whose.
            start: What it started with.
            now_ms: The time, in milliseconds since the epoch.
        """
        refunds = sum(refund(task, now_ms) for task in self._may_refund.get(account, ()))
        return start - self._spent.get(account, 0) + refunds

    def told(self, *, start: int, now_ms: int) -> dict[str, Any]:
        """All charges and refunds, oldest first, and what every account has left."""
        return {
            "start": start,
            "balances": {
                account: self.balance(account, start=start, now_ms=now_ms)
                for account in self._spent
            },
            "charges": [_charge(task) for task in self._tasks],
            "refunds": [
                {"task_id": task.id, "account": task.account, "points": points}
                for tasks in self._may_refund.values()
                for task in tasks
                if (points := refund(task, now_ms))
            ],
        }


def _charge(task: Task) -> dict[str, Any]:
    return {
        "task_id": task.id,
        "account": task.account,
        "task_type": task.task_type,
        "model_version": task.version,
        "points": task.points,
        "n": task.n,
        "charged": task.charged,
        "created_at": task.created_ms,
    }
