"""What the user agreed to in advance: how much may be spent, how many at once, what may change."""

from dataclasses import dataclass, field
from enum import StrEnum

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
    """

    confirm_above: int = 100
    caps: Caps = field(default_factory=Caps)
    at_once: int = 4
    corrections: Corrections = Corrections.AUTOMATIC
    patient: bool = True
