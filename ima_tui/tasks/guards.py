"""What the user agreed to in advance: how much may be spent, how many at once, what may change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..store.budget import Caps


class Corrections(StrEnum):
    """What is done after a refusal that a small change may mend."""

    AUTOMATIC = "automatic"
    ASK = "ask"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Guards:
    """The user's limits.

    Attributes:
        confirm_above: points above which a run asks first.
        caps: the most that may be spent.
        at_once: how many tasks of one medium are at the service at once.
        corrections: what is done after a refusal that a small change may mend.
        patient: whether what the service refuses waits for the user, as on screen; a command's
            tasks end instead: a script tries again by itself.
        asks: whether what needs a yes waits for it all the same: somebody is there to be asked.
        unclear: whether a limit is set in a way that can't be read: nothing is sent then.
    """

    confirm_above: int = 100
    caps: Caps = field(default_factory=Caps)
    at_once: int = 4
    corrections: Corrections = Corrections.AUTOMATIC
    patient: bool = True
    asks: bool = False
    unclear: bool = False


class Limits:
    """The user's limits as they stand: who keeps to them asks for them anew each time.

    Args:
        read: gives them as the user has set them by now.

    Attributes:
        now: as they were read last.
    """

    def __init__(self, read: Callable[[], Guards]) -> None:
        self._read = read
        self.now = read()

    def refresh(self) -> None:
        """Read them anew: the user may have raised one."""
        self.now = self._read()


def unattended(guards: Guards) -> Guards:
    """Return the limits where nobody can be asked: what needs a yes ends instead of waiting."""
    asking = guards.corrections is Corrections.ASK
    corrections = Corrections.OFF if asking else guards.corrections
    return replace(guards, corrections=corrections, patient=False, asks=False)


def guards_of(values: Mapping[str, Any], *, unclear: bool = False) -> Guards:
    """Return the limits that settings name; the defaults for the rest.

    Args:
        values: checked settings by dotted key, see ``store.settings``.
        unclear: whether a limit among them can't be read.
    """
    plain = Guards()
    return Guards(
        confirm_above=values.get("budget.confirm_above", plain.confirm_above),
        caps=Caps(*(values.get(f"budget.{name}") for name in ("session", "day", "month"))),
        at_once=values.get("queue.at_once", plain.at_once),
        corrections=Corrections(values.get("corrections", plain.corrections)),
        unclear=unclear,
    )
