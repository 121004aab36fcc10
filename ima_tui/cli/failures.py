"""The errors of commands, in words and as JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..locale import language, messages, t
from .exits import Exit
from .output import note, print_json

if TYPE_CHECKING:
    from ..profiles import StartError
    from ..store.budget import OverBudgetError
    from ..store.database import StoreError

KEY_PAGE: Final = "https://www.imaclaw.ai/imaclaw/apikey"

OWN: Final[Mapping[str, Exit]] = {
    "usage": Exit.BAD_INPUT,
    "no_key": Exit.KEY,
    "bad_key": Exit.KEY,
    "bad_key_file": Exit.KEY,
    "unreadable_key_file": Exit.KEY,
    "linked_key_file": Exit.KEY,
    "open_key_file": Exit.KEY,
    "foreign_key_file": Exit.KEY,
    "keyring_slow": Exit.KEY,
    "keyring_refused": Exit.KEY,
    "empty_key": Exit.KEY,
    "refused_key": Exit.KEY,
    "demo_key": Exit.BAD_INPUT,
    "unhidden": Exit.BAD_INPUT,
    "unwritable_file": Exit.BAD_INPUT,
    "unwritten": Exit.BAD_INPUT,
    "no_profile": Exit.BAD_INPUT,
    "no_terminal": Exit.BAD_INPUT,
    "no_listen": Exit.BAD_INPUT,
    "no_catalog": Exit.BAD_INPUT,
    "no_faults": Exit.BAD_INPUT,
    "bad_simulation": Exit.BAD_INPUT,
    "simulator": Exit.NETWORK,
    "address_malformed": Exit.BAD_INPUT,
    "address_insecure": Exit.BAD_INPUT,
    "no_list": Exit.NETWORK,
    "unreadable_file": Exit.BAD_INPUT,
    "no_stdin": Exit.BAD_INPUT,
    "too_long": Exit.BAD_INPUT,
    "too_many_lines": Exit.BAD_INPUT,
    "not_text": Exit.BAD_INPUT,
    "not_json": Exit.BAD_INPUT,
    "not_an_object": Exit.BAD_INPUT,
    "duplicate_key": Exit.BAD_INPUT,
    "missing_key": Exit.BAD_INPUT,
    "unknown_key": Exit.BAD_INPUT,
    "wrong_type": Exit.BAD_INPUT,
    "unknown_task_type": Exit.BAD_INPUT,
    "bad_setting": Exit.BAD_INPUT,
    "unclear_limit": Exit.BAD_INPUT,
    "unwritable_folder": Exit.BAD_INPUT,
    "no_task": Exit.BAD_INPUT,
    "settled": Exit.BAD_INPUT,
    "no_run": Exit.BAD_INPUT,
    "no_template": Exit.BAD_INPUT,
    "nothing_to_plan": Exit.BAD_INPUT,
    "questions": Exit.BAD_INPUT,
    "file_there": Exit.BAD_INPUT,
    "template_there": Exit.BAD_INPUT,
    "ambiguous_task": Exit.BAD_INPUT,
    "over_max_points": Exit.BUDGET,
    "plan_correction": Exit.BUDGET,
    "needs_yes": Exit.BUDGET,
    "may_charge_twice": Exit.BUDGET,
    "declined": Exit.BUDGET,
    "interrupted": Exit.INTERRUPTED,
    "unwritable": Exit.FAILED,
    "crashed": Exit.FAILED,
}
"""The codes that only commands have; each has the message ``cli-error-<code>``."""

_WHERE_KEYS_ARE: Final = frozenset(
    {"no_key", "bad_key", "bad_key_file", "unreadable_key_file", "empty_key", "refused_key"}
)
"""The codes whose message ends with the address of the page with API keys."""

STORE: Final = tuple(
    f"store_{reason}"
    for reason in ("newer", "damaged", "locked", "full", "unusable", "conflict", "text")
)
"""Why the store can't be used; each has the message ``start-<code>``."""

SETTLE: Final = ("not_here", "other_state", "unknown_id", "held_id", "lost_request")
"""Why a task can't be settled this way; each has the message ``settle-<code>``."""

# a code may have a hint of its own: ``cli-next-of-<code>``
_NEXT: Final[Mapping[Exit, str]] = {
    Exit.FAILED: "cli-next-failed",
    Exit.BAD_INPUT: "cli-next-input",
    Exit.KEY: "cli-next-key",
    Exit.POINTS: "cli-next-points",
    Exit.BUDGET: "cli-next-budget",
    Exit.NETWORK: "cli-next-network",
    Exit.UNCONFIRMED: "cli-next-settle",
    Exit.RUNNING: "cli-next-running",
    Exit.INTERRUPTED: "cli-next-interrupted",
}

_NEXT_OF_CODES: Final[Mapping[str, str]] = {
    **dict.fromkeys((*STORE, "store", "unwritable", "bad_request", "bad_value"), "cli-next-input"),
    **dict.fromkeys(("no_rule", "too_small", "moderation", "lyrics"), "cli-next-input"),
    **dict.fromkeys(("prompt_length", "text_length"), "cli-next-input"),
    **dict.fromkeys(("outdated", "rule_mismatch"), "cli-next-interrupted"),
}
"""Codes after which another model, or trying again as it is, would not help."""


class CommandError(Exception):
    """A command, or a line of a batch, failed.

    Attributes:
        code: documented in docs/errors.md.
        message: what happened and what to do, in the language in use.
        exit: the program's exit code.
        choices: what can be given instead.
        url: the page where the user can fix it; None if there is none.
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
        """The message, with hints for the command line and the address it mentions."""
        known = f"cli-way-{self.code}" in messages(language())
        way = t(f"cli-way-{self.code}") if known else None
        return " ".join(filter(None, (self.message, way, self.url)))

    def of_line(self) -> dict[str, Any]:
        """Return the error as the JSON of one line: what is wrong, and what can be chosen."""
        choices = {"choices": list(self.choices)} if self.choices else {}
        return {"code": self.code, "message": self.words} | choices

    def document(self) -> dict[str, Any]:
        """Return the error as the JSON of a whole command: also what to do next, and where."""
        url = {"url": self.url} if self.url else {}
        own = f"cli-next-of-{self.code}" in messages(language())
        usual = _NEXT_OF_CODES.get(self.code, _NEXT[self.exit])
        following = t(f"cli-next-of-{self.code}") if own else t(usual)
        return self.of_line() | {"next": following} | url


def own_error(code: str, *, choices: tuple[object, ...] = (), **about: object) -> CommandError:
    """Return an error that only commands have.

    Args:
        code: one of ``OWN``.
        choices: what can be given instead.
        about: the values of the message's placeholders.
    """
    message = t(f"cli-error-{code}", **about)
    url = KEY_PAGE if code in _WHERE_KEYS_ARE else None
    return CommandError(code, message, OWN[code], choices=choices, url=url)


def start_error(failure: "StartError") -> CommandError:
    """Return a failed start as an error: the service or the store can't be used."""
    if failure.problem in STORE:
        words = t(f"start-{failure.problem}", about=failure.about)
        return CommandError(failure.problem, words, Exit.FAILED)
    return own_error(failure.problem, about=failure.about)


def unusable_error(error: "StoreError") -> CommandError:
    """Return the error for a store that can't be used until the user has mended something."""
    code = f"store_{error.reason}"
    return CommandError(code, t(f"start-{code}", about=error.path), Exit.FAILED)


def cap_error(over: "OverBudgetError") -> CommandError:
    """Return the error for orders that would go over a cap."""
    from ..wording.spending import over_words

    return CommandError(f"cap_{over.cap}", over_words(over), Exit.BUDGET)


def store_error() -> CommandError:
    """Return the error for orders that could not be written down: nothing of them was sent."""
    return CommandError("store", problem_words("store"), Exit.FAILED)


def problem_words(problem: str) -> str:
    """Return the message of a problem: the command line's own if that of the screens names keys."""
    if f"cli-problem-{problem}" in messages(language()):
        return t(f"cli-problem-{problem}")
    return t(f"problem-{problem}")


def tell(error: CommandError, *, as_json: bool) -> None:
    """Write an error: as JSON to stdout, or as a message to stderr."""
    if as_json:
        print_json({"error": error.document()})
    else:
        note(error.words)
