"""Output of commands, JSON or words; service text never reaches a terminal unescaped."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

import click

from ..catalog.characters import CONTROLS, DIRECTIONS, HALVES

if TYPE_CHECKING:
    from rich.console import RenderableType

_UNSAFE = re.compile(f"[{CONTROLS}{DIRECTIONS}]")
_REMOVED = re.compile(f"(?!\n)[{CONTROLS}{DIRECTIONS}{HALVES}]")
_HALVES = re.compile(f"[{HALVES}]")
_UNREAD = f"{__name__}.unread"

NO_TERMINAL_WIDTH = 10_000
"""The width in cells if stdout is not a terminal, so that no column is cut."""

LEAST_WIDTH = 40
"""The width in cells below which columns have no room for a name."""


class OutputError(Exception):
    """Stdout can't be written: usually a full disk."""


def print_json(document: Mapping[str, Any]) -> None:
    """Write one document on one line of stdout: UTF-8, with control and bidi characters escaped.

    Lone surrogates, which strict JSON parsers reject, become U+FFFD.
    """
    text = _HALVES.sub("\ufffd", json.dumps(document, ensure_ascii=False, allow_nan=False))
    text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    with writing():
        click.echo(text.encode())


def say(text: str) -> None:
    """Write words to stdout."""
    with writing():
        click.echo(safe(text))


def note(text: str) -> None:
    """Write words beside the output, to stderr."""
    # if stderr can't be written, the exit code still tells
    with suppress(OSError):
        click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """Return text without control and bidi characters; line breaks are kept."""
    return _REMOVED.sub("", text)


def show(*parts: "RenderableType") -> None:
    """Write tables and styled texts to stdout: coloured on a terminal, never cut elsewhere.

    A terminal narrower than ``LEAST_WIDTH`` breaks the lines itself.
    """
    from rich.console import Console

    terminal = is_terminal(sys.stdout)
    target = StringIO()
    console = Console(
        file=target,
        force_terminal=terminal,
        width=None if terminal else NO_TERMINAL_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.width = max(console.width, LEAST_WIDTH)
    for part in parts:
        console.print(part)
    lines = "\n".join(line.rstrip() for line in target.getvalue().split("\n"))
    with writing():
        click.echo(lines, nl=False)


def waiting(words: str) -> AbstractContextManager[object]:
    """Return a context that shows a spinner if stderr is a terminal."""
    if not is_terminal(sys.stderr):
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)


def replace_unprintable(streams: Iterable[TextIO]) -> None:
    """Replace characters that the output encoding lacks instead of failing."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; a program may be started without one."""
    return stream is not None and stream.isatty()


def is_unread() -> bool:
    """Return whether the running command's output went to a pipe whose reader has closed it."""
    context = click.get_current_context(silent=True)
    return context is not None and _UNREAD in context.meta


@contextmanager
def writing() -> Iterator[None]:
    """A context for writing to stdout; once the reader closes the pipe, the rest is dropped.

    The command goes on, so that it ends with its usual exit code.

    Raises:
        OutputError: it can't be written.
    """
    try:
        yield
    except OSError as error:
        with suppress(OSError, ValueError):
            # errors in flushing the buffer would surface only at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError from error
        context = click.get_current_context(silent=True)
        if context is not None:
            context.meta[_UNREAD] = True
