"""The options that go with every command, before its name or after it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..locale import LANGUAGES, use_language
from .failures import own_error
from .frame import option
from .values import Named

if TYPE_CHECKING:
    from ..clock import Clock
    from ..profiles import Profile

Command = TypeVar("Command", bound=Callable[..., object])

PROFILES = ("live", "demo")
DEMO_SPEED = 5.0
"""How many times quicker than real tasks those of the demo end, unless told otherwise."""

_MOST_KEY_BYTES = 4096
"""Of a key file; no key is as long, so what holds more is something else."""


@dataclass
class Settings:
    """What was set for the whole call; what stands after the command's name counts.

    Attributes:
        key: what was in the key file, which may be a pipe: it can be read only once.
        clock: by which tasks are watched; None for the machine's own.
    """

    profile: str = "live"
    key_file: Path | None = None
    key: str | None = field(default=None, repr=False)
    clock: "Clock | None" = None


def settings() -> Settings:
    """Return the settings of the command that runs."""
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
        type=Named(PROFILES),
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
    """Add the options that go with every command."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


def profile_in_use(speed: float = DEMO_SPEED) -> "Profile":
    """Return the profile that the settings name.

    Args:
        speed: the demo's, if its simulator is to be started.

    Raises:
        CommandError: the key file can't be read, or holds no key.
    """
    from ..profiles import demo_profile, live_profile

    held = settings()
    if held.profile == "demo":
        return demo_profile(os.environ, speed)
    if held.key is None and held.key_file is not None:
        held.key = _read_key(held.key_file)
    return live_profile(os.environ, held.key)


def _read_key(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_KEY_BYTES + 1)
    except (OSError, ValueError):
        raise own_error("unreadable_key_file", path=path) from None
    key = content.decode(errors="replace").strip()
    if len(content) > _MOST_KEY_BYTES or not key.isprintable() or len(key.split()) != 1:
        raise own_error("bad_key_file", path=path)
    return key
