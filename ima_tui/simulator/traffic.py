"""A record of the requests since the start: how many of each, and which creates came twice."""

import hashlib
from collections import Counter
from typing import Any

import msgspec

from .faults import Asked

_UNKNOWN = "unknown"


class _Creates(msgspec.Struct):
    count: int = 0
    task_ids: list[str] = []


class Traffic:
    """Counts of requests."""

    def __init__(self) -> None:
        self._calls: Counter[tuple[str, str]] = Counter()
        self._lists: Counter[str] = Counter()
        self._creates: dict[tuple[str, str], _Creates] = {}

    def note(self, asked: Asked, body: bytes) -> None:
        """Count a request, whatever becomes of it.

        Args:
            asked: What it asks for.
            body: The body of a create.
        """
        account = asked.account or _UNKNOWN
        self._calls[asked.call, account] += 1
        if asked.call == "products":
            self._lists[asked.task_type or ""] += 1
        if asked.call == "create":
            self._creates_of(account, body).count += 1

    def accepted(self, account: str, body: bytes, task_id: str) -> None:
        """Note the task that a create led to."""
        self._creates_of(account, body).task_ids.append(task_id)

    def told(self) -> dict[str, Any]:
        """Counts per call and account, lists per task type, and creates by the hash of the body."""
        calls: dict[str, dict[str, int]] = {}
        for (call, account), count in self._calls.items():
            calls.setdefault(call, {})[account] = count
        return {
            "calls": calls,
            "lists": dict(self._lists),
            "creates": [
                {"account": account, "body": body, **msgspec.structs.asdict(creates)}
                for (account, body), creates in self._creates.items()
            ],
        }

    def _creates_of(self, account: str, body: bytes) -> _Creates:
        return self._creates.setdefault((account, hash_of(body)), _Creates())


def hash_of(body: bytes) -> str:
    """What the same body is known by."""
    return hashlib.sha256(body).hexdigest()[:16]
