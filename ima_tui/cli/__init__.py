"""The commands: thin, each calls one service. Heavy imports wait until a command needs them."""

import locale
import os
import sys
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from .. import __version__
from ..locale import LANGUAGES, language_of, t, use_language

if TYPE_CHECKING:
    from ..app import ImaApp

Command = TypeVar("Command", bound=Callable[..., object])

EXIT_BAD_INPUT = 2
EXIT_KEY = 3


def _choose_language(named: str | None) -> None:
    wanted = named or os.environ.get("IMA_TUI_LANG", "")
    if wanted and wanted not in LANGUAGES:
        wanted = language_of(wanted)
    use_language(wanted or language_of(_system_locale()))


def _system_locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""


def _named_language(words: Sequence[str]) -> str | None:
    """Return the language the command line asks for: the help below is worded before it runs."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        name = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and name in LANGUAGES:
            return name
    return None


_choose_language(_named_language(sys.argv[1:]))


def _speed(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if not 0.01 <= value <= 10_000:
        raise click.BadParameter(t("cli-bad-speed"))
    return value


def _speed_option(default: float) -> Callable[[Command], Command]:
    return click.option(
        "--speed",
        type=float,
        default=default,
        show_default=True,
        callback=_speed,
        help=t("cli-option-speed"),
    )


def _run_app(key: str | None) -> None:
    from ..app import ImaApp
    from ..services import Services, live_profile

    _need_terminal()
    _open(ImaApp(Services(live_profile(os.environ, key))))


def _open(app: "ImaApp") -> None:
    app.run()
    sys.exit(app.return_code or 0)


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(t("cli-no-terminal"), err=True)
        sys.exit(EXIT_BAD_INPUT)


def _read_key(path: Path) -> str:
    try:
        key = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if not key or any(char.isspace() for char in key):
        click.echo(t("cli-bad-key-file", path=path), err=True)
        sys.exit(EXIT_KEY)
    return key


@click.group(
    invoke_without_command=True,
    help=t("cli-about"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", prog_name="ima-tui")
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("cli-option-lang"))
@click.option(
    "--api-key-file",
    type=click.Path(path_type=Path),
    help=t("cli-option-key-file"),
)
@click.pass_context
def main(context: click.Context, lang: str | None, api_key_file: Path | None) -> None:
    """Open the app, or leave it to a command."""
    if lang:
        use_language(lang)
    if context.invoked_subcommand is None:
        _run_app(_read_key(api_key_file) if api_key_file else None)


@main.command(help=t("cli-demo"))
@_speed_option(5.0)
def demo(speed: float) -> None:
    """Open the app on a built-in simulator: no key, no network, its own folder."""
    from ..app import ImaApp
    from ..services import Services, demo_profile

    _need_terminal()
    _open(ImaApp(Services(demo_profile(os.environ, speed))))


@main.command(help=t("cli-simulate"))
@click.option("--host", default="127.0.0.1", show_default=True, help=t("cli-option-host"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("cli-option-port"))
@_speed_option(1.0)
@click.option("--seed", type=int, default=None, help=t("cli-option-seed"))
def simulate(host: str, port: int, speed: float, seed: int | None) -> None:
    """Run the simulator of the service alone; its base URL is the first line printed."""
    from ..simulator.server import run

    try:
        run(host=host, port=port, speed=speed, seed=seed, on_ready=click.echo)
    except OSError:
        click.echo(t("cli-no-listen", host=host, port=port), err=True)
        sys.exit(EXIT_BAD_INPUT)
