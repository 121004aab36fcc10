"""Where the API key is searched, in which order, and where it is stored."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from ..files import write_atomic
from . import keyrings
from .folders import DEFAULT
from .secrets import SecretFileError, read_secret

KEY_VARIABLE: Final = "IMA_API_KEY"

PROBLEMS: Final = (
    "no_key",
    "bad_key",
    *(f"{problem}_key_file" for problem in ("linked", "open", "foreign", "unreadable", "bad")),
    "keyring_slow",
    "keyring_refused",
)
"""Why there is no usable key; each has the message ``start-<problem>``."""

_KEY = re.compile(r"[A-Za-z0-9._~+/=-]+")
"""The characters of a bearer token (RFC 6750, section 2.1)."""

_IN_TEXT = re.compile(
    r"(?<![\w-])ima_[A-Za-z0-9._~+/-]+(?![A-Za-z0-9._~+/-])(?![\"']?\s*[=:])", re.ASCII
)
"""A key within other text; a word followed by an equals sign or a colon is a name."""

_FEWEST_SHOWN = 12
"""The least length of a key whose last four characters may be shown."""


class Source(StrEnum):
    """The sources of a key in order of precedence."""

    KEY_FILE = "key_file"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    SHARED_FILE = "shared_file"
    OWN_FILE = "own_file"


@dataclass(frozen=True, slots=True)
class Look:
    """The result of checking one source.

    Attributes:
        key: the key; None if there is no usable one.
        about: the variable, the file or the keyring's user; without any key, what "auth login"
            needs to be given for this profile.
        problem: why the source can't be used, one of ``PROBLEMS``; empty if there is no problem.
    """

    source: Source
    key: str | None = field(default=None, repr=False)
    about: str = ""
    problem: str = ""


class CredentialError(Exception):
    """There is no usable key.

    Attributes:
        problem: one of ``PROBLEMS``.
        about: the variable, the file or the keyring's user.
    """

    def __init__(self, problem: str, about: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class KeySources:
    """Where the key of one profile may be.

    Attributes:
        environment: the environment variables.
        user: the keyring's user: ``default``, or the name of a profile.
        own: our own file, used only without a keyring.
        shared: the file of other IMA tools; only the default profile reads it.
        given: the key from ``--api-key-file``, which may be a pipe and so is read only once.
    """

    environment: Mapping[str, str]
    user: str
    own: Path
    shared: Path | None = None
    given: Look | None = None

    def looks(self) -> Iterator[Look]:
        """Check the sources in order; the keyring may be slow."""
        if self.given is not None:
            yield self.given
        variable = self.environment.get(KEY_VARIABLE, "").strip() or None
        yield _checked(Look(Source.ENVIRONMENT, variable, KEY_VARIABLE))
        yield self._in_keyring()
        if self.shared is not None:
            yield _in_file(Source.SHARED_FILE, self.shared)
        yield _in_file(Source.OWN_FILE, self.own)

    def find(self, looks: Iterable[Look] | None = None) -> Look:
        """Return the first key found.

        Args:
            looks: earlier results of ``looks``; without them sources are checked only as far as
                needed.

        Raises:
            CredentialError: there is none, or the first source with one is unusable.
        """
        keyring: Look | None = None
        for look in self.looks() if looks is None else looks:
            if look.key is not None:
                return look
            if look.problem and look.source is Source.KEYRING:
                keyring = look  # a locked keyring may have a key, but so may later sources
            elif look.problem:
                raise CredentialError(look.problem, look.about)
        if keyring is not None:
            raise CredentialError(keyring.problem, keyring.about)
        raise CredentialError("no_key", "" if self.user == DEFAULT else f" --profile {self.user}")

    def keep(self, key: str) -> Source:
        """Store a key in the keyring, or without one in our own file.

        Raises:
            KeyringError: there is a keyring, but it did not accept the key.
            OSError: the file can't be written.
        """
        try:
            keyrings.keep_key(self.user, key)
        except keyrings.KeyringError as error:
            if error.reason != "none":
                raise
        else:
            self.own.unlink(missing_ok=True)  # keep the key in one place only
            return Source.KEYRING
        write_atomic(self.own, key.encode() + b"\n")
        return Source.OWN_FILE

    def forget(self) -> frozenset[Source]:
        """Delete the key that this program stored, and return where it was.

        Raises:
            KeyringError: there is a keyring, but it did not delete the key.
            OSError: the file can't be removed.
        """
        gone = set()
        if self.own.exists() or self.own.is_symlink():
            self.own.unlink()
            gone.add(Source.OWN_FILE)
        try:
            if keyrings.forget_key(self.user):
                gone.add(Source.KEYRING)
        except keyrings.KeyringError as error:
            if error.reason != "none":
                raise
        return frozenset(gone)

    def _in_keyring(self) -> Look:
        about = f"{keyrings.SERVICE} / {self.user}"
        try:
            found = keyrings.read_key(self.user)
            readable = keyrings.open_keyring() if found else None
        except keyrings.KeyringError as error:
            problem = "" if error.reason == "none" else f"keyring_{error.reason}"
            return Look(Source.KEYRING, None, about, problem)
        about += f", {readable}" if readable else ""
        return _checked(Look(Source.KEYRING, (found or "").strip() or None, about))


def shared_credentials() -> Path:
    """Return the file in which other tools for IMA Studio keep the key."""
    return Path.home() / ".imastudio" / "credentials"


def is_key(text: str) -> bool:
    """Return whether a text can be a key, by its characters."""
    return _KEY.fullmatch(text) is not None


def last_characters(key: str) -> str:
    """Return the part of a key that may be shown: its last four characters, none of a short one."""
    return f"…{key[-4:]}" if len(key) >= _FEWEST_SHOWN else "…"


def look_into(path: Path) -> Look:
    """Read the file of ``--api-key-file``, which must contain a key and nothing else.

    Raises:
        CredentialError: there is no such file, or it can't be used.
    """
    look = _in_file(Source.KEY_FILE, path)
    if look.key is None:
        raise CredentialError(look.problem or "unreadable_key_file", str(path))
    return look


def _checked(look: Look) -> Look:
    if look.key is None or is_key(look.key):
        return look
    return Look(look.source, None, look.about, "bad_key")


def _in_file(source: Source, path: Path) -> Look:
    try:
        text = read_secret(path)
    except FileNotFoundError:
        return Look(source, None, str(path))
    except SecretFileError as error:
        return Look(source, None, str(path), f"{error.problem}_key_file")
    key = _shared_key(text) if source is Source.SHARED_FILE else text.strip()
    if not is_key(key):
        return Look(source, None, str(path), "bad_key_file")
    return Look(source, key, str(path))


def _shared_key(text: str) -> str:
    """Return the only key in a file of other tools: bare, NAME=KEY or JSON."""
    found = set(_IN_TEXT.findall(text))
    return found.pop() if len(found) == 1 else ""
