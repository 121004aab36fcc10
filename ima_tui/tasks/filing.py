"""How results are filed, as the user set it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..media.names import PATTERN


@dataclass(frozen=True, slots=True)
class Filing:
    """How results are filed.

    Attributes:
        pattern: of their names, see ``media.names``.
        sidecars: whether a description stands beside each.
    """

    pattern: str = PATTERN
    sidecars: bool = True


def filing_of(values: Mapping[str, Any]) -> Filing:
    """Return what settings say of filing; the defaults for the rest.

    Args:
        values: checked settings by dotted key, see ``store.settings``.
    """
    return Filing(values.get("saving.names", PATTERN), values.get("saving.descriptions", True))
