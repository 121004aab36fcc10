"""The options of every command, given before or after its name."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..locale import LANGUAGES, use_language
from .failures import own_error
from .frame import option
from .values import Named, ProfileName, profile_named

if TYPE_CHECKING:
    from ..clock import Clock
    from ..profiles import Profile
    from ..store.credentials import Look

Command = TypeVar("Command", bound=Callable[..., object])

DEMO_SPEED = 5.0
"""How many times faster than real ones tasks of the demo end by default."""


@dataclass
class Settings:
    """The values of the global options; those after the command's name win.

    Attributes:
        profile: its name; one of the user's own must exist, unless ``auth login`` creates it.
        given: the key read from the key file, which may be a pipe and so is read only once.
        clock: the source of time; None for the system clock.
    """

    profile: str = "default"
    key_file: Path | None = None
    given: "Look | None" = None
    clock: "Clock | None" = None


def settings() -> Settings:
    """Return the settings of the running command."""
    return click.get_current_context().find_root().ensure_object(Settings)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _option: click.Parameter, value: object) -> None:
        held = context.find_root().ensure_object(Settings)
        if value is not None:
            setattr(held, name, value)

    return keep


def _language(_context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        use_language(value)


_OPTIONS = (
    option(
        "--profile",
        type=ProfileName(),
        expose_value=False,
        callback=_set("profile"),
        help="cli-option-profile",
    ),
    option(
        "--lang",
        type=Named(LANGUAGES),
        expose_value=False,
        callback=_language,
        is_eager=True,
        help="cli-option-lang",
    ),
    option(
        "--api-key-file",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_set("key_file"),
        help="cli-option-key-file",
    ),
)


def with_settings(command: Command) -> Command:
    """Add the options of every command."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


def profile_in_use(speed: float = DEMO_SPEED) -> "Profile":
    """Return the profile chosen by the settings.

    Args:
        speed: the speed of the demo, if its simulator is to be started.

    Raises:
        CommandError: there is no such profile; the key file can't be read, or holds no key.
    """
    from ..profiles import demo_profile, live_profile

    held = settings()
    if held.profile == "demo":
        return demo_profile(os.environ, speed)
    return live_profile(os.environ, given_key(), profile_named(held.profile))


def given_key() -> "Look | None":
    """Return the key from the key file; None if none was given.

    Raises:
        CommandError: the key file can't be read, or holds no key.
    """
    from ..store.credentials import CredentialError, look_into

    held = settings()
    if held.given is None and held.key_file is not None:
        try:
            held.given = look_into(held.key_file)
        except CredentialError as error:
            raise own_error(error.problem, about=error.about) from None
    return held.given
