"""Questions on a terminal, and what stands in their place where nobody can be asked."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import Final

import click

from ..locale import t
from .output import safe

_YES: Final = frozenset({"y", "yes", "是"})
_MOST_BYTES = 1024


def can_ask() -> bool:
    """Tell whether somebody sits there: sees stderr and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


async def ask(question: str) -> bool:
    """Ask for a yes; anything else, and nothing, is a no. The work of the program goes on.

    What was typed before the question was seen is no answer to it.
    """
    _forget_typed()
    click.echo(f"{safe(question)} {t('cli-yes-no')} ", err=True, nl=False)
    loop, stdin = asyncio.get_running_loop(), sys.stdin.fileno()
    answer: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        if not answer.done():
            answer.set_result(os.read(stdin, _MOST_BYTES).decode(errors="replace"))

    loop.add_reader(stdin, read)
    try:
        return (await answer).strip().casefold() in _YES
    finally:
        loop.remove_reader(stdin)


def _forget_typed() -> None:
    with suppress(ImportError, OSError):
        import termios

        with suppress(termios.error):
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
