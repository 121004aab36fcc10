"""Questions on a terminal, and what stands in their place where nobody can be asked."""

import sys
from typing import Final

import click

from ..locale import t
from ..system import forget_typed, next_input
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
    forget_typed()
    click.echo(f"{safe(question)} {t('cli-yes-no')} ", err=True, nl=False)
    answer = await next_input(sys.stdin.fileno(), _MOST_BYTES)
    return answer.decode(errors="replace").strip().casefold() in _YES
