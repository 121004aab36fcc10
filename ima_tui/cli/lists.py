"""Getting the product lists for a command, and reporting why one is missing."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..locale import t
from ..locale.formats import day_and_minute, duration
from ..wording.store import store_words
from .exits import OF_PROBLEMS, Exit, first_of
from .failures import CommandError, own_error, problem_words, start_error
from .output import note, waiting
from .settings import profile_in_use

if TYPE_CHECKING:
    from ..api.errors import ImaError
    from ..headless import Lists
    from ..store.catalogue import Shelf


def lists_for(kinds: Collection[str], *, fresh: bool = False) -> "Lists":
    """Return the product lists of some task types, one request each; notes go to stderr.

    Args:
        kinds: the task types.
        fresh: whether cached lists must not be used.

    Raises:
        CommandError: the service can't be used until the user fixes something.
    """
    from ..api.errors import BadAddressError
    from ..headless import Lists, fetch_lists
    from ..profiles import StartError

    if not kinds:
        return Lists({}, {}, None)
    profile = profile_in_use()
    try:
        with waiting(t("refreshing")):
            lists = asyncio.run(fetch_lists(profile, kinds, fresh=fresh))
    except StartError as error:
        raise start_error(error) from None
    except BadAddressError as error:
        raise own_error(f"address_{error.reason}", about=error.setting) from None
    _note_what_is_old(lists)
    return lists


def list_error(error: "ImaError") -> CommandError:
    """Return why a task type's list is missing."""
    from ..tasks.problems import LINKS, problem_of, reference_of

    code = problem_of(error)
    if code not in OF_PROBLEMS:
        from ..wording.failures import quote

        found = own_error("no_list")
        found.message = " ".join(filter(None, (found.message, quote(reference_of(error)))))
        return found
    return CommandError(code, problem_words(code), OF_PROBLEMS[code], url=LINKS.get(code))


def note_what_is_missing(lists: "Lists") -> Exit:
    """Report which lists are missing and return the exit code for that.

    Raises:
        CommandError: there is none at all.
    """
    errors = {kind: list_error(error) for kind, error in lists.missing.items()}
    worst = first_of(error.exit for error in errors.values())
    if errors and not lists.shelves:
        raise next(error for error in errors.values() if error.exit is worst)
    for kind, error in errors.items():
        note(t("cli-missing-list", task=t(f"task-type-{kind}"), why=error.words))
    return worst


def age_of(lists: "Lists") -> dict[str, Any]:
    """Return the age of the oldest list, as a part of a JSON document."""
    oldest = min(lists.shelves.values(), key=lambda shelf: shelf.fetched_at)
    return age_of_shelf(oldest, cached=bool(lists.kept))


def age_of_shelf(shelf: "Shelf", *, cached: bool) -> dict[str, Any]:
    """Return the age of a list, as a part of a JSON document."""
    at = datetime.fromtimestamp(shelf.fetched_at, UTC).isoformat(timespec="seconds")
    return {"fetched_at": at.replace("+00:00", "Z"), "cached": cached}


def _note_what_is_old(lists: "Lists") -> None:
    if lists.store is not None:
        why = store_words(lists.store)
        note(f"{t('cli-store-unusable')} {why}")
    if lists.kept:
        kind, oldest = min(lists.kept.items(), key=lambda entry: entry[1].fetched_at)
        note(_kept_words(list_error(lists.errors[kind]), oldest))


def _kept_words(why: CommandError, shelf: "Shelf") -> str:
    age = datetime.now(UTC).timestamp() - shelf.fetched_at
    at = day_and_minute(shelf.fetched_at)
    return t("cli-kept-list", why=why.words, time=at, age=duration(age))
