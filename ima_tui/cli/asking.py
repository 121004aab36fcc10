"""Yes/no questions on the terminal, and whether anybody can be asked."""

import sys
from typing import Final

import click

from ..locale import t
from ..system import forget_typed, next_input
from .output import safe

_YES: Final = frozenset({"y", "yes", "是"})
_MOST_BYTES = 1024


def can_ask() -> bool:
    """Return whether a user can see stderr and answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


async def ask(question: str) -> bool:
    """Ask a yes/no question without blocking the event loop; only yes counts as yes.

    Input typed before the question was shown is discarded.
    """
    forget_typed()
    click.echo(f"{safe(question)} {t('cli-yes-no')} ", err=True, nl=False)
    answer = await next_input(sys.stdin.fileno(), _MOST_BYTES)
    return answer.decode(errors="replace").strip().casefold() in _YES
