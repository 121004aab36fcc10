"""Testing, storing and deleting the API key from a screen."""

import os
from dataclasses import dataclass, replace

from textual.widgets import Input

from ..api.errors import ImaError
from ..files import short_path
from ..headless import try_key
from ..locale import t
from ..profiles import StartError, endpoint
from ..services import Services
from ..store.credentials import (
    CredentialError,
    KeySources,
    Look,
    Source,
    is_key,
    last_characters,
)
from ..store.keyrings import KeyringError, keyring_name
from ..tasks.problems import LINKS, problem_of
from ..threads import run_in_thread
from ..wording.failures import failure_sentence
from .dialogs import Answer, AskDialog
from .start_words import failure_words


@dataclass(frozen=True, slots=True)
class Said:
    """The outcome in words, and whether it is good."""

    words: str
    good: bool = False


class KeyCare:
    """Manages the key of the profile in use; the key itself is never part of a message.

    Args:
        services: the profile and the service.
        sources: where the key may be.
    """

    def __init__(self, services: Services, sources: KeySources) -> None:
        self._services = services
        self._sources = sources
        self._untried = ""

    async def where(self) -> Said:
        """Say which key is in use and where it is."""
        try:
            look = await run_in_thread(self._sources.find)
        except CredentialError as error:
            if error.problem == "no_key":
                return Said(t("key-none"))
            return Said(failure_words(StartError(error.problem, error.about)))
        return Said(
            t("key-used", key=last_characters(look.key or ""), source=named(look)), good=True
        )

    async def place(self) -> str:
        """Say where a key will be stored."""
        try:
            ring = await run_in_thread(keyring_name)
        except KeyringError:
            return t("key-goes-slow")
        if ring is None:
            return t("key-goes-file", path=short_path(self._sources.own))
        return t("key-goes-keyring", name=ring)

    async def test(self) -> Said:
        """Ask the service whether it takes the key in use."""
        try:
            look = await run_in_thread(self._sources.find)
            return await self._tried(look.key or "")
        except CredentialError as error:
            return Said(failure_words(StartError(error.problem, error.about)))

    async def keep(self, key: str) -> Said:
        """Test a key and store it; one that can't be tested is stored when given again."""
        key = key.strip()
        if not key:
            return Said(f"{t('cli-error-empty_key')} {LINKS['key']}")
        if not is_key(key):
            return Said(f"{t('cli-error-bad_key')} {LINKS['key']}")
        if key != self._untried:
            tried = await self._tried(key)
            if not tried.good:
                return tried
        self._untried = ""
        return await self._kept(key)

    async def forget(self) -> Said:
        """Delete the key that this program stored, and say where else there is one."""
        try:
            gone = await run_in_thread(self._sources.forget)
        except KeyringError as error:
            return self._keyring(error)
        except OSError:
            return Said(t("cli-error-unwritable_file", path=short_path(self._sources.own)))
        looks = await run_in_thread(lambda: list(self._sources.looks()))
        left = [t("auth-left", source=named(look)) for look in looks if look.key]
        return Said(
            " ".join([t("auth-gone") if gone else t("auth-nothing"), *left]), good=bool(gone)
        )

    async def _tried(self, key: str) -> Said:
        try:
            place = endpoint(os.environ, self._services.settings, "")
        except StartError as error:
            return Said(failure_words(error))
        refusal = await try_key(replace(place, key=key), self._services.log.refused)
        if refusal is None:
            return Said(t("auth-tested"), good=True)
        return self._refused(refusal, key)

    def _refused(self, error: ImaError, key: str) -> Said:
        problem = problem_of(error)
        if problem == "key":
            return Said(f"{t('key-refused')} {LINKS['key']}")
        self._untried = key
        return Said(f"{t('auth-untested', why=failure_sentence(error))} {t('key-keep-anyway')}")

    async def _kept(self, key: str) -> Said:
        try:
            source = await run_in_thread(lambda: self._sources.keep(key))
        except KeyringError as error:
            return self._keyring(error)
        except OSError:
            return Said(t("cli-error-unwritable_file", path=short_path(self._sources.own)))
        own, user = str(self._sources.own), self._sources.user
        about = own if source is Source.OWN_FILE else f"ima-api / {user}"
        words = t(f"auth-kept-{source}", about=about, key=last_characters(key))
        first = await run_in_thread(lambda: next(self._usable(), None))
        if first is not None and first.source is not source:
            words += " " + t("auth-first", source=named(first))
        return Said(words, good=True)

    def _usable(self) -> "filter[Look]":
        return filter(lambda look: look.key or look.problem, self._sources.looks())

    def _keyring(self, error: KeyringError) -> Said:
        return Said(t(f"cli-error-keyring_{error.reason}", about=self._sources.user))


def forget_dialog(key: str) -> AskDialog:
    """Return the question before a stored key is deleted.

    Args:
        key: which one it is, in words.
    """
    lines = [key, t("key-forget-about")]
    return AskDialog(t("key-forget-title"), lines, [Answer("forget", t("key-forget"))])


def retype(field: Input, refused: str) -> None:
    """Select a key that was not taken, so that what is pasted next replaces it.

    Args:
        field: it hides what is in it, so nobody would see the next key behind the old one.
        refused: the key; what was typed since is left alone.
    """
    if field.value.strip() == refused:
        field.select_all()


def named(look: Look) -> str:
    """Return the name of the place of a key."""
    return t(f"key-source-{look.source}", about=look.about)
