"""How results are filed, as the user set it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..media.names import PATTERN
from ..store.records import Task


@dataclass(frozen=True, slots=True)
class Filing:
    """How results are filed.

    Attributes:
        pattern: of their names, see ``media.names``.
        sidecars: whether a description stands beside each.
        auto: whether results are saved by themselves; one whose folder was named always is.
    """

    pattern: str = PATTERN
    sidecars: bool = True
    auto: bool = True

    def leaves(self, task: Task) -> bool:
        """Tell whether what becomes ready of a task is left at the service."""
        return not self.auto and task.folder is None


def filing_of(values: Mapping[str, Any]) -> Filing:
    """Return what settings say of filing; the defaults for the rest.

    Args:
        values: checked settings by dotted key, see ``store.settings``.
    """
    return Filing(
        values.get("saving.names", PATTERN),
        values.get("saving.descriptions", True),
        values.get("saving.auto", True),
    )
