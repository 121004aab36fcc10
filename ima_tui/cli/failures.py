"""What a command can end with, in words and as JSON."""

from collections.abc import Mapping
from typing import Any, Final

from ..locale import t
from .exits import Exit
from .output import note, print_json

KEY_PAGE: Final = "https://www.imaclaw.ai/imaclaw/apikey"

OWN: Final[Mapping[str, Exit]] = {
    "usage": Exit.BAD_INPUT,
    "no_key": Exit.KEY,
    "bad_key": Exit.KEY,
    "bad_key_file": Exit.KEY,
    "no_terminal": Exit.BAD_INPUT,
    "no_listen": Exit.BAD_INPUT,
    "no_catalog": Exit.BAD_INPUT,
    "no_faults": Exit.BAD_INPUT,
    "bad_simulation": Exit.BAD_INPUT,
    "simulator": Exit.NETWORK,
    "address_malformed": Exit.BAD_INPUT,
    "address_insecure": Exit.BAD_INPUT,
    "no_list": Exit.NETWORK,
    "not_yet": Exit.BAD_INPUT,
    "unreadable_file": Exit.BAD_INPUT,
    "not_text": Exit.BAD_INPUT,
    "not_json": Exit.BAD_INPUT,
    "not_an_object": Exit.BAD_INPUT,
    "missing_key": Exit.BAD_INPUT,
    "unknown_key": Exit.BAD_INPUT,
    "wrong_type": Exit.BAD_INPUT,
    "unknown_task_type": Exit.BAD_INPUT,
    "over_max_points": Exit.BUDGET,
    "unwritable": Exit.FAILED,
    "crashed": Exit.FAILED,
}
"""The codes that only commands have; each has a sentence ``cli-error-<code>``."""

_NEXT: Final[Mapping[Exit, str]] = {
    Exit.FAILED: "cli-next-failed",
    Exit.BAD_INPUT: "cli-next-input",
    Exit.KEY: "cli-next-key",
    Exit.POINTS: "cli-next-points",
    Exit.BUDGET: "cli-next-budget",
    Exit.NETWORK: "cli-next-network",
}


class CommandError(Exception):
    """A command, or a line of a batch, that can't be done.

    Attributes:
        code: documented in docs/errors.md.
        message: what happened and what to do, in the language in use.
        exit: what the program ends with.
        choices: what can be given instead.
        url: where the user can mend it; None where no page helps.
    """

    def __init__(
        self,
        code: str,
        message: str,
        exit: Exit,  # noqa: A002 - what it is
        *,
        choices: tuple[object, ...] = (),
        url: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.exit = exit
        self.choices = choices
        self.url = url

    @property
    def words(self) -> str:
        """The sentence, with the address it leads to."""
        return f"{self.message} {self.url}" if self.url else self.message

    def of_line(self) -> dict[str, Any]:
        """Return the error as the result of one line: what is wrong, and what can be chosen."""
        choices = {"choices": list(self.choices)} if self.choices else {}
        return {"code": self.code, "message": self.words} | choices

    def document(self) -> dict[str, Any]:
        """Return the error of a whole command: also what to do next, and where."""
        url = {"url": self.url} if self.url else {}
        return self.of_line() | {"next": t(_NEXT[self.exit])} | url


def own_error(code: str, *, choices: tuple[object, ...] = (), **about: object) -> CommandError:
    """Return an error that only commands have.

    Args:
        code: one of ``OWN``.
        choices: what can be given instead.
        about: what its sentence names.
    """
    message = t(f"cli-error-{code}", **about)
    url = KEY_PAGE if OWN[code] is Exit.KEY else None
    return CommandError(code, message, OWN[code], choices=choices, url=url)


def tell(error: CommandError, *, as_json: bool) -> None:
    """Write an error where it belongs: a document on stdout, or a sentence on stderr."""
    if as_json:
        print_json({"error": error.document()})
    else:
        note(error.words)
