"""The user's limits: spending, tasks at once, automatic changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..store.budget import Caps


class Corrections(StrEnum):
    """What to do after a refusal that a small change may fix."""

    AUTOMATIC = "automatic"
    ASK = "ask"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Guards:
    """The user's limits.

    Attributes:
        confirm_above: points above which a run needs confirmation.
        caps: the most that may be spent.
        at_once: how many tasks of one medium may be at the service at once.
        corrections: what to do after a refusal that a small change may fix.
        patient: whether refused tasks wait for the user, as in the app; those of a command fail
            instead, as scripts retry on their own.
        asks: whether tasks that need the user's agreement still wait for it, as a user can be
            asked.
        unclear: whether a limit in the settings is invalid: then nothing is sent.
    """

    confirm_above: int = 100
    caps: Caps = field(default_factory=Caps)
    at_once: int = 4
    corrections: Corrections = Corrections.AUTOMATIC
    patient: bool = True
    asks: bool = False
    unclear: bool = False


class Limits:
    """The user's current limits, to be read from here each time.

    Args:
        read: reads them from the settings.

    Attributes:
        now: as last read.
    """

    def __init__(self, read: Callable[[], Guards]) -> None:
        self._read = read
        self.now = read()

    def refresh(self) -> None:
        """Reload them: the user may have raised one."""
        self.now = self._read()


def unattended(guards: Guards) -> Guards:
    """Return the limits for unattended use: tasks that need the user's agreement fail."""
    asking = guards.corrections is Corrections.ASK
    corrections = Corrections.OFF if asking else guards.corrections
    return replace(guards, corrections=corrections, patient=False, asks=False)


def guards_of(values: Mapping[str, Any], *, unclear: bool = False) -> Guards:
    """Return the limits in the settings, with defaults.

    Args:
        values: checked settings by dotted key, see ``store.settings``.
        unclear: whether a limit among them is invalid.
    """
    plain = Guards()
    return Guards(
        confirm_above=values.get("budget.confirm_above", plain.confirm_above),
        caps=Caps(*(values.get(f"budget.{name}") for name in ("session", "day", "month"))),
        at_once=values.get("queue.at_once", plain.at_once),
        corrections=Corrections(values.get("corrections", plain.corrections)),
        unclear=unclear,
    )
