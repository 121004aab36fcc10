"""The program as a whole: help, arguments, and ctrl-c at any time."""

import os
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any, NoReturn

import click

from ..locale import t
from .exits import Exit
from .frame import WordedCommand, WordedGroup
from .output import say, writing


class Command(WordedCommand):
    """A command whose help is written like all other output."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``."""
        return _written_help(super().get_help_option(ctx))


class Program(WordedGroup):
    """All commands."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``."""
        return _written_help(super().get_help_option(ctx))

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command and end the program with its exit code."""
        try:
            super().main(args, **extra)
        except KeyboardInterrupt:
            # before or after the command itself, which handles ctrl-c on its own
            sys.exit(Exit.INTERRUPTED)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; a shell may pass arbitrary bytes, but only text is accepted."""
        odd = next((word for word in map(_as_text, args) if word), None)
        if odd is not None and not ctx.resilient_parsing:
            raise click.UsageError(t("cli-usage-word", word=odd), ctx)
        return super().parse_args(ctx, args)

    def _main_shell_completion(
        self,
        ctx_args: MutableMapping[str, Any],
        prog_name: str,
        complete_var: str | None = None,
    ) -> None:
        if os.environ.get("_IMA_TUI_COMPLETE"):
            # commands are loaded when called, so our bash completion must be registered here
            from . import completion  # noqa: F401
        with writing():
            super()._main_shell_completion(ctx_args, prog_name, complete_var)


def _as_text(word: str) -> str | None:
    """Return a printable form of an argument that is not valid text; None if it is."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return word.encode(errors="surrogateescape").decode(errors="replace")
    return None


def _written_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.callback = _show_help
    return option


def _show_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        say(context.get_help())
        context.exit()
