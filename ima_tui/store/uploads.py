"""Uploads by content: no file is uploaded twice while its address is valid."""

import sqlite3
from dataclasses import astuple, dataclass

from .database import Database

LEAST_SECONDS = 3600.0
"""How long an address must still be valid to be reused: the service fetches it later."""


@dataclass(frozen=True, slots=True)
class UploadKey:
    """What identifies an upload.

    Attributes:
        digest: SHA-256 of the bytes, in hex.
        kind: the kind it was uploaded as: ``image``, ``video`` or ``audio``.
        base_url: the upload service.
        key_print: the fingerprint of the API key.
    """

    digest: str
    kind: str
    base_url: str
    key_print: str


class Uploads:
    """The remembered uploads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, key: UploadKey, now: float) -> str | None:
        """Return the address of an upload, None if none is valid long enough.

        Args:
            key: what was uploaded, where and by whom.
            now: seconds since the epoch.

        Raises:
            StoreError: the store can't be read.
        """

        def job(connection: sqlite3.Connection) -> str | None:
            row = connection.execute(
                "SELECT url FROM uploads WHERE digest = ? AND kind = ? AND base_url = ?"
                " AND key_print = ? AND expires_at >= ?",
                [*astuple(key), now + LEAST_SECONDS],
            ).fetchone()
            return row["url"] if row is not None else None

        return await self._database.read(job)

    async def remember(self, key: UploadKey, url: str, expires_at: float, now: float) -> None:
        """Record an upload, and drop expired ones.

        Args:
            key: what was uploaded, where and by whom.
            url: its address.
            expires_at: the end of its validity, in seconds since the epoch.
            now: seconds since the epoch.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM uploads WHERE expires_at < ?", [now])
            connection.execute(
                "INSERT OR REPLACE INTO uploads (digest, kind, base_url, key_print, url,"
                " expires_at) VALUES (?, ?, ?, ?, ?, ?)",
                [*astuple(key), url, expires_at],
            )

        await self._database.write(job)

    async def forget(self, key: UploadKey) -> None:
        """Drop an upload whose address is not valid any more.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM uploads WHERE digest = ? AND kind = ? AND base_url = ?"
                " AND key_print = ?",
                astuple(key),
            )

        await self._database.write(job)
