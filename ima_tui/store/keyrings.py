"""The system's keyring, as other IMA tools use it; asked in a thread, with a timeout."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "ima-api"
"""The service name under which IMA tools keep the key."""

SECONDS: Final = 20.0
"""The timeout of a keyring, which may ask its owner to unlock it."""

_NONE: Final = ("keyring.backends.null", "keyring.backends.fail")
"""The backends that store nothing."""

_OPEN: Final = "keyrings.alt."
"""Backends that store keys in plain files, or prompt for a password on the terminal.

The ``keyring`` package selects them if they are installed and nothing better is available.
"""


class KeyringError(Exception):
    """The keyring can't be used.

    Attributes:
        reason: ``none`` (there is none), ``slow`` (it did not answer) or ``refused`` (it is locked,
            or has trouble).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def keyring_name(seconds: float = SECONDS) -> str | None:
    """Return the name of the system's keyring; None if none stores keys encrypted.

    Raises:
        KeyringError: it can't be determined.
    """
    try:
        return _within(seconds, lambda: str(_keeper().name))
    except KeyringError as error:
        if error.reason == "none":
            return None
        raise


def read_key(user: str, seconds: float = SECONDS) -> str | None:
    """Return the key of a user; None if none is stored.

    Args:
        user: ``default``, or the name of a profile.
        seconds: the timeout in seconds.

    Raises:
        KeyringError: the keyring can't be used.
    """
    return _within(seconds, lambda: _backend().get_password(SERVICE, user))


def open_keyring(seconds: float = SECONDS) -> str | None:
    """Return the name of a keyring that stores keys in plain text; None if it is a secure one.

    A key that others stored there is used and can be deleted; we store none there.

    Raises:
        KeyringError: the keyring can't be used.
    """

    def named() -> str | None:
        first = _first(_backend())
        return str(first.name) if _is_open(first) else None

    return _within(seconds, named)


def keep_key(user: str, key: str, seconds: float = SECONDS) -> None:
    """Store a key and verify that it was stored.

    Raises:
        KeyringError: it was not; a keyring that does not return stored keys, or stores them in a
            plain file, counts as none.
    """

    def keep() -> bool:
        backend = _keeper()
        backend.set_password(SERVICE, user, key)
        return bool(backend.get_password(SERVICE, user) == key)

    if not _within(seconds, keep):
        raise KeyringError("none")


def forget_key(user: str, seconds: float = SECONDS) -> bool:
    """Delete the key of a user, and return whether there was one.

    Raises:
        KeyringError: the keyring can't be used, or did not delete it.
    """

    def forget() -> bool:
        backend = _backend()
        if backend.get_password(SERVICE, user) is None:
            return False
        backend.delete_password(SERVICE, user)
        if backend.get_password(SERVICE, user) is not None:
            raise KeyringError("refused")
        return True

    return _within(seconds, forget)


def _backend() -> "KeyringBackend":
    import keyring

    backend = keyring.get_keyring()
    if type(backend).__module__ in _NONE:
        raise KeyringError("none")
    return backend


def _keeper() -> "KeyringBackend":
    """Return the keyring if it may store a key."""
    backend = _backend()
    if _is_open(_first(backend)):
        raise KeyringError("none")
    return backend


def _first(backend: "KeyringBackend") -> "KeyringBackend":
    """Return the backend that stores keys: of a chain the first one."""
    several: list[KeyringBackend] = getattr(backend, "backends", None) or [backend]
    return several[0]


def _is_open(backend: "KeyringBackend") -> bool:
    return type(backend).__module__.startswith(_OPEN)


def _within(seconds: float, work: Callable[[], T]) -> T:
    """Run work in a thread that the program's exit does not wait for."""
    answers: SimpleQueue[T | KeyringError] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(work())
        except KeyringError as error:
            answers.put(error)
        except Exception:  # noqa: BLE001 - what backends raise is theirs alone, and may hold anything
            answers.put(KeyringError("refused"))

    Thread(target=run, name="keyring", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise KeyringError("slow") from None
    if isinstance(answer, KeyringError):
        raise answer
    return answer
