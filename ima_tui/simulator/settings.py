"""What can be switched while the simulator runs; kept with its state."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

START_POINTS = 2_000

_Points = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Settings(msgspec.Struct, frozen=True):
    """The switches.

    Args:
        points: What every key starts with.
        refunds: Whether media that fail are paid back; the live service's habit is not known.
        subscribed: Whether models that need a subscription can be used.
    """

    points: int = START_POINTS
    refunds: bool = False
    subscribed: bool = False


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Settings to change; what is not named stays."""

    points: _Points | UnsetType = UNSET
    refunds: bool | UnsetType = UNSET
    subscribed: bool | UnsetType = UNSET

    def of(self, settings: Settings) -> Settings:
        """The settings after the change."""
        named = msgspec.structs.asdict(self).items()
        return msgspec.structs.replace(
            settings, **{name: value for name, value in named if value is not UNSET}
        )
