"""The commands that open the app, and the simulator's own."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..starting import collect_later
from ..store.folders import DEMO
from .commands import Commands
from .failures import own_error
from .frame import option
from .output import is_terminal, say
from .settings import DEMO_SPEED, profile_in_use, settings, with_settings
from .values import Decimal, Whole

if TYPE_CHECKING:
    from ..profiles import Profile

_SPEED = Decimal(0.01, 10_000)


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        say(f"ima-tui {__version__}")
        context.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help="cli-about",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="cli-option-version",
)
@with_settings
@click.pass_context
def main(context: click.Context) -> None:
    """Open the app, or leave it to a command."""
    if context.invoked_subcommand is None:
        _open(profile_in_use())


@main.command(help="cli-demo")
@option(
    "--speed",
    type=_SPEED,
    default=DEMO_SPEED,
    show_default=True,
    help="cli-option-speed",
)
@with_settings
def demo(speed: float) -> None:
    """Open the app on a built-in simulator: no key, no network, its own folder."""
    settings().profile = "demo"
    _open(profile_in_use(speed))


@main.command(help="cli-simulate")
@option("--host", default="127.0.0.1", show_default=True, help="cli-option-host")
@option("--port", type=Whole(0, 65535), default=0, help="cli-option-port")
@option(
    "--speed",
    type=_SPEED,
    default=1.0,
    show_default=True,
    help="cli-option-speed",
)
@option("--seed", type=Whole(0), help="cli-option-seed")
@option("--catalog", type=click.Path(path_type=Path), help="cli-option-catalog")
@option("--faults", type=click.Path(path_type=Path), help="cli-option-faults")
@with_settings
def simulate(host: str, port: int, catalog: Path | None, faults: Path | None, **how: Any) -> None:
    """Run the simulator of the service alone; its base URL is the first line printed."""
    from ..simulator.server import run

    if catalog is not None and not catalog.is_dir():
        raise own_error("no_catalog", path=catalog)
    if faults is not None and not faults.is_file():
        raise own_error("no_faults", path=faults)
    try:
        run(host=host, port=port, catalog=catalog, faults=faults, on_ready=say, **how)
    except ValueError as error:
        raise own_error("bad_simulation", why=error) from None
    except OSError:
        raise own_error("no_listen", host=host, port=port) from None


def _open(profile: "Profile") -> None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise own_error("no_terminal")
    collect_later()
    from ..app import ImaApp

    app = ImaApp(profile)
    app.run()
    while app.reopens is not None:
        app = ImaApp(_reopened(app.reopens))
        app.run()
    click.get_current_context().exit(app.return_code or 0)


def _reopened(name: str) -> "Profile":
    """Return a profile that was chosen in the app; a new name makes a new one."""
    from ..profiles import live_profile

    settings().profile = name
    return profile_in_use() if name == DEMO else live_profile(os.environ, name=name)
