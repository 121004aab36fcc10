"""What all commands share: localised help, errors in words or JSON, exit codes."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any, NoReturn

import click

from ..locale import t
from .exits import Exit
from .failures import CommandError, own_error, tell
from .language import choose_language
from .output import OutputError, replace_unprintable
from .usage import usage_error

_HEADINGS = {"Options": "cli-heading-options", "Commands": "cli-heading-commands"}

_ANY_LENGTH = 1_000


class WordedFormatter(click.HelpFormatter):
    """A help formatter with localised headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or f"{t('cli-heading-usage')} ")

    def write_heading(self, heading: str) -> None:
        """Write what a section is called."""
        super().write_heading(t(_HEADINGS[heading]) if heading in _HEADINGS else heading)


class WordedContext(click.Context):
    """A context with localised help."""

    formatter_class = WordedFormatter


class _Worded:
    """A help text by message id, looked up when shown."""

    _words: str | None = None

    def _worded(self) -> str | None:
        return t(self._words) if self._words else None

    def _word(self, words: str | None) -> None:
        self._words = words

    help = property(_worded, _word)


class WordedOption(_Worded, click.Option):
    """An option whose ``help`` names a message."""


option = partial(click.option, cls=WordedOption)
"""Adds an option to a command; ``help`` names a message."""


class _Listed(click.Command):
    """A command whose first sentence is listed in full."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the list wraps it
        """Return the first sentence, however long."""
        return super().get_short_help_str(_ANY_LENGTH)


class WordedCommand(_Worded, _Listed):
    """A command whose ``help`` names a message."""

    context_class = WordedContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; report left-over ones with our own messages."""
        ctx.allow_extra_args = True
        with _within(ctx):
            rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(t("cli-usage-extra", words=" ".join(ctx.args)), ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the localised ``--help``."""
        return _worded_help(super().get_help_option(ctx))


class WordedGroup(_Worded, _Listed, click.Group):
    """A group whose errors end in a message or a JSON document, and an exit code."""

    context_class = WordedContext
    command_class = WordedCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the localised ``--help``."""
        return _worded_help(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments before the command's name."""
        with _within(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; report an unknown one with our own message."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            known = tuple(self.list_commands(ctx))
            what = t("cli-usage-no-command", name=name, known=", ".join(known))
            raise own_error("usage", choices=known, what=what, command=ctx.command_path)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command and end the program with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        choose_language(words)
        replace_unprintable((sys.stdout, sys.stderr))
        extra |= {"prog_name": "ima-tui", "standalone_mode": False}
        sys.exit(self._ended(words, extra))

    def _ended(self, words: list[str], extra: dict[str, Any]) -> int:
        try:
            error = self._run(words, extra)
            if not isinstance(error, CommandError):
                return int(error or Exit.DONE)
            tell(error, as_json=_wants_json(words))
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except click.Abort:
            return Exit.INTERRUPTED
        except OutputError:
            error = own_error("unwritable")
            tell(error, as_json=False)
        return error.exit

    def _run(self, words: list[str], extra: dict[str, Any]) -> CommandError | int | None:
        try:
            code: int | None = super().main(words, **extra)
        except click.UsageError as error:
            return usage_error(error)
        except CommandError as error:
            return error
        except (click.exceptions.Exit, click.Abort, OutputError):
            raise
        except Exception as error:  # noqa: BLE001 - no user should meet a traceback
            return _crashed(error)
        return code


def _wants_json(words: Sequence[str]) -> bool:
    """Return whether JSON output was requested, by the raw arguments."""
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


@contextmanager
def _within(context: click.Context) -> Iterator[None]:
    """Attribute usage errors without a context to this command."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or context
        raise


def _worded_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = t("cli-option-help")
    return option


def _crashed(error: Exception) -> CommandError:
    """Write a crash report without contents and say where it is."""
    import os

    from ..crash import write_report
    from ..store.folders import live_folders

    report = write_report(error, live_folders(os.environ).logs)
    return own_error("crashed", path=report or "—")
