"""What commands write: JSON or words; nothing of the service reaches a terminal raw."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

import click

from .exits import Exit

if TYPE_CHECKING:
    from rich.console import RenderableType

_UNSAFE = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_ESCAPED = re.compile(f"[{_UNSAFE}]")
_REMOVED = re.compile(f"[\x00-\x09\x0b-\x1f{_UNSAFE}]")

NO_TERMINAL_WIDTH = 10_000
"""Cells; where nobody looks at a screen no column is cut."""


class OutputError(Exception):
    """Stdout can't be written: a full disk, mostly."""


def print_json(document: Mapping[str, Any]) -> None:
    """Write one document on one line of stdout: UTF-8, with control and bidi characters escaped."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    text = _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    _written(lambda: click.echo(text.encode()))


def say(text: str) -> None:
    """Write words to stdout."""
    _written(lambda: click.echo(safe(text)))


def note(text: str) -> None:
    """Write words beside the output, to stderr."""
    # where nobody can be told, the exit code still tells
    with suppress(OSError):
        click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """Return text without control and bidi characters; its lines stay."""
    return _REMOVED.sub("", text)


def show(*parts: "RenderableType") -> None:
    """Write tables and styled texts to stdout: coloured on a terminal, never cut elsewhere."""
    from rich.console import Console

    terminal = _is_terminal(sys.stdout)
    target = StringIO()
    console = Console(
        file=target,
        force_terminal=terminal,
        width=None if terminal else NO_TERMINAL_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part)
    lines = "\n".join(line.rstrip() for line in target.getvalue().split("\n"))
    _written(lambda: click.echo(lines, nl=False))


def waiting(words: str) -> AbstractContextManager[object]:
    """Return a context that shows a spinner meanwhile, where stderr is a terminal."""
    if not _is_terminal(sys.stderr):
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)


def replace_unprintable(streams: Iterable[TextIO]) -> None:
    """A terminal whose encoding lacks a character shows another one: no reason to stop."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether somebody looks at a stream; a program may be started without it."""
    return stream is not None and stream.isatty()


def _written(write: Callable[[], object]) -> None:
    """Write; who closes the pipe has seen enough, so the command ends quietly."""
    try:
        write()
    except OSError as error:
        with suppress(OSError, ValueError):
            # what is still buffered would be told of at the very end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise click.exceptions.Exit(Exit.DONE) from None
        raise OutputError from error
