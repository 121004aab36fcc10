"""The command ``doctor``: checks that everything works, and says what to do if not."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ..locale import t
from .app import main
from .checks import Check, local_checks
from .exits import Exit, first_of
from .failures import own_error
from .frame import option
from .output import print_json, say, show, waiting
from .settings import given_key, profile_in_use, settings, with_settings

if TYPE_CHECKING:
    from ..api.errors import ImaError
    from ..logs import Log
    from ..profiles import Endpoint, Profile

_SIGNS: Final = {"good": "✓", "hint": "·", "bad": "✗"}
_MOST_SKEW: Final = 60.0
"""Seconds of clock skew tolerated: the upload call's signature contains the time."""


@main.command(help="cli-help-doctor")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def doctor(*, as_json: bool) -> int:
    """Run all checks and say what to do about problems."""
    profile = profile_in_use()
    checks = [*local_checks(profile), *_service_checks(profile)]
    exit_ = first_of(check.exit for check in checks)
    if as_json:
        document: dict[str, Any] = {"profile": settings().profile, "ok": exit_ is Exit.DONE}
        print_json(document | {"checks": [check.document() for check in checks]})
        return exit_
    _show(checks)
    say("")
    say(t(_summary(checks, exit_)))
    return exit_


def _summary(checks: list[Check], exit_: Exit) -> str:
    if exit_ is not Exit.DONE:
        return "doctor-bad"
    return "doctor-hints" if any(check.next for check in checks) else "doctor-good"


def _show(checks: list[Check]) -> None:
    from .tables import cells, table

    rows = table()
    for check in checks:
        title = t(f"doctor-check-{check.name}")
        rows.add_row(*cells(f"{_SIGNS[check.state]} {title}", check.found))
        if check.next:
            rows.add_row(*cells("", f"→ {check.next}"))
    for column in rows.columns:
        column.overflow = "fold"
    show(rows)


def _service_checks(profile: "Profile") -> Iterator[Check]:
    """Yield the checks of the key, the hosts and their clocks."""
    import asyncio

    from ..headless import logged
    from ..profiles import StartError

    try:
        key, endpoint = _found(profile)
        yield key
        with waiting(t("doctor-asking")), logged(profile.folders.logs) as log:
            yield from asyncio.run(_asked(endpoint, log))
    except StartError as error:
        words = own_error(error.problem, about=error.about)
        yield Check("service", t("doctor-no-service"), words.message, words.exit)
    finally:
        profile.release()


def _found(profile: "Profile") -> "tuple[Check, Endpoint]":
    """Return the key, if there is one, and the endpoint, also without a key.

    Raises:
        StartError: the service can't be found.
    """
    from ..profiles import endpoint, key_sources
    from ..store.credentials import CredentialError, last_characters
    from ..store.settings import read_settings

    if profile.name == "demo":
        return Check("key", t("doctor-demo-key")), profile.connect()
    at = endpoint(os.environ, read_settings(profile.folders.settings), "")
    try:
        look = key_sources(os.environ, settings().profile, given_key()).find()
    except CredentialError as error:
        words = own_error(error.problem, about=error.about)
        return Check("key", t("doctor-no-key"), words.words, Exit.KEY), at
    about = t(f"key-source-{look.source}", about=look.about)
    found = t("doctor-key", key=last_characters(look.key or ""), source=about)
    return Check("key", found), endpoint(
        os.environ, read_settings(profile.folders.settings), look.key or ""
    )


async def _asked(at: "Endpoint", log: "Log") -> list[Check]:
    """Check both hosts; the key goes only to the service."""
    from ..api.errors import ImaError
    from ..api.reach import reach
    from ..clock import WallClock
    from ..headless import try_key

    checks: list[Check] = []
    for name, address in (("service", at.base_url), ("uploads", at.upload_url)):
        before = WallClock().now()
        try:
            there = await reach(name, address)
        except ImaError as error:
            checks.append(_unreached(name, address, error))
            continue
        checks.append(Check(name, t("doctor-reached", address=address)))
        if name == "service":
            checks += _clock(there, (before + WallClock().now()) / 2)
            refusal = await try_key(at, log.refused) if at.key else None
            checks += _accepted(refusal, has_key=bool(at.key))
    return checks


def _unreached(name: str, address: str, error: "ImaError") -> Check:
    from ..api.addresses import API, UPLOAD
    from .lists import list_error

    why = list_error(error).words
    if address.rstrip("/") not in {API, UPLOAD}:
        setting = "IMA_BASE_URL" if name == "service" else "IMA_UPLOAD_URL"
        why = f"{why} {t('doctor-unreached-next', setting=setting)}"
    return Check(name, t("doctor-unreached", address=address), why, Exit.NETWORK)


def _clock(there: float | None, here: float) -> Iterator[Check]:
    from ..locale.formats import duration

    if there is None:
        return
    skew = here - there
    if abs(skew) <= _MOST_SKEW:
        yield Check("clock", t("doctor-clock"))
    else:
        words = "doctor-clock-fast" if skew > 0 else "doctor-clock-slow"
        yield Check("clock", t(words, time=duration(abs(skew))), t("doctor-clock-next"))


def _accepted(error: "ImaError | None", *, has_key: bool) -> Iterator[Check]:
    from .lists import list_error

    if error is not None:
        why = list_error(error)
        found = "doctor-no-access" if why.exit is Exit.KEY else "doctor-untested"
        yield Check("access", t(found), why.words, why.exit)
    elif has_key:
        yield Check("access", t("auth-tested"))
