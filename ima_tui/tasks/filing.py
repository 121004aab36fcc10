"""How results are filed, by the user's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..media.names import PATTERN
from ..store.records import Task


@dataclass(frozen=True, slots=True)
class Filing:
    """How results are filed.

    Attributes:
        pattern: the pattern of file names, see ``media.names``.
        sidecars: whether to write a description beside each.
        auto: whether results are saved automatically; tasks with a folder of their own always are.
    """

    pattern: str = PATTERN
    sidecars: bool = True
    auto: bool = True

    def leaves(self, task: Task) -> bool:
        """Return whether a task's results are left at the service."""
        return not self.auto and task.folder is None


def filing_of(values: Mapping[str, Any]) -> Filing:
    """Return the filing of checked settings, with defaults.

    Args:
        values: checked settings by dotted key, see ``store.settings``.
    """
    return Filing(
        values.get("saving.names", PATTERN),
        values.get("saving.descriptions", True),
        values.get("saving.auto", True),
    )
