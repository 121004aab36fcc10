"""The engine for a command, from its start to its end."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from .asking import can_ask
from .failures import own_error, start_error
from .leaving import Leave, leaving
from .output import note
from .settings import settings

if TYPE_CHECKING:
    from ..profiles import Profile
    from ..services import Services
    from ..store.records import Task
    from ..tasks.engine import Engine
    from ..tasks.guards import Guards


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with.

    Attributes:
        leave: whether the user wants to leave.
        patient: whether tasks that can't be sent wait for the user, as those of the app do.
    """

    services: "Services"
    engine: "Engine"
    leave: Leave
    patient: bool


def services_of(profile: "Profile", takes_over: "Callable[[Task], bool]") -> "Services":
    """Return the services for a command, not started; mistakes in the settings are reported.

    Raises:
        CommandError: a budget in the settings is invalid: nothing may be spent.
    """
    from ..services import Services
    from ..wording.settings import mistake_words

    services = Services(profile, settings().clock, takes_over=takes_over)
    for mistake in services.settings.mistakes:
        if mistake.of_limits:
            raise own_error("bad_setting", mistake=mistake_words(mistake))
        note(mistake_words(mistake))
    return services


@asynccontextmanager
async def session(
    services: "Services", *, patient: bool, at_once: int | None = None
) -> AsyncIterator[Session]:
    """Start the engine for a command; on exit leave a state that the next start can resume.

    Args:
        services: not started yet.
        patient: see ``Session``.
        at_once: how many tasks of one medium may be at the service; None for the user's setting.

    Raises:
        CommandError: the service or the store can't be used.
    """
    services.bounded = partial(_bounded, patient=patient, at_once=at_once)
    services.limits.refresh()
    try:
        await services.begin()
        if services.failure is not None:
            raise start_error(services.failure)
        with leaving() as leave:
            yield Session(services, engine_of(services), leave, patient)
    finally:
        await services.stop()


def engine_of(services: "Services") -> "Engine":
    """Return the engine of started services."""
    if services.engine is None:
        raise RuntimeError("not begun")
    return services.engine


def _bounded(guards: "Guards", *, patient: bool, at_once: int | None) -> "Guards":
    from ..tasks.guards import Corrections

    asks = can_ask()
    corrections = guards.corrections
    if corrections is Corrections.ASK and not asks:
        corrections = Corrections.OFF
    return replace(
        guards,
        at_once=at_once or guards.at_once,
        corrections=corrections,
        patient=patient,
        asks=asks,
    )
