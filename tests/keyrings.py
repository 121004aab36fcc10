"""Keyrings for tests: one that keeps keys in a file, one that is locked, one that never answers.

Named by ``PYTHON_KEYRING_BACKEND``, so that other processes use them too.
"""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

FILE_VARIABLE = "IMA_TEST_KEYRING"


class Filed(KeyringBackend):
    """Keeps keys in the file that the environment names."""

    priority = 1.0
    name = "Test keyring"

    def get_password(self, service: str, username: str) -> str | None:
        return self._known().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self._known(), f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        known = self._known()
        if known.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("none")
        self._file.write_text(json.dumps(known))

    @property
    def _file(self) -> Path:
        return Path(os.environ[FILE_VARIABLE])

    def _known(self) -> dict[str, str]:
        try:
            known: dict[str, str] = json.loads(self._file.read_text())
        except FileNotFoundError:
            return {}
        return known


class Plain(Filed):
    """Stands for the backends of ``keyrings.alt``: what it is given, everybody can read."""

    priority = 0.5
    name = "file PlaintextKeyring"


Plain.__module__ = "keyrings.alt.file"


class Several(Filed):
    """Several as one, as the ``keyring`` package puts them together, a plain one first."""

    name = "chainer ChainerBackend"

    @property
    def backends(self) -> list[KeyringBackend]:
        return [Plain(), Filed()]  # type: ignore[no-untyped-call] # of the package


class Locked(KeyringBackend):
    """Its owner did not unlock it."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("ima_secret_in_a_message")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(password)

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


class Silent(KeyringBackend):
    """Waits for an owner who is not there."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        threading.Event().wait()

    def delete_password(self, service: str, username: str) -> None:
        threading.Event().wait()
