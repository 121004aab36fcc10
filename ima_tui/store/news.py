"""What changed in the product lists: reported for a day, whichever program fetched them."""

import sqlite3
from collections.abc import Mapping

import msgspec

from ..catalog.changes import Change, News, Prices, changes, joined
from ..catalog.products import Listing

DAY_SECONDS = 24 * 3600.0
"""How long a change is reported."""


def note_news(connection: sqlite3.Connection, before: Listing, after: Listing, now: float) -> None:
    """Record what changed between two versions of a list, within a transaction.

    Args:
        connection: the store's.
        before: the previous list.
        after: the current list.
        now: seconds since the epoch.
    """
    kind = after.task_type
    connection.execute("DELETE FROM news WHERE noticed_at <= ?", [now - DAY_SECONDS])
    known = read_news(connection, kind, now)
    for change in changes(before, after):
        told = joined(known.get(change.version), change, after.find(change.version))
        if told is None:
            connection.execute(
                "DELETE FROM news WHERE task_type = ? AND version = ?", [kind, change.version]
            )
        else:
            connection.execute(
                "INSERT OR REPLACE INTO news (task_type, version, news, title, was, noticed_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [kind, told.version, told.news, told.title, msgspec.json.encode(told.was), now],
            )


def read_news(connection: sqlite3.Connection, kind: str, now: float) -> Mapping[str, Change]:
    """Return the changes to report of a task type's models, by version.

    Args:
        connection: the store's.
        kind: the task type.
        now: seconds since the epoch.
    """
    rows = connection.execute(
        "SELECT version, news, title, was FROM news WHERE task_type = ? AND noticed_at > ?",
        [kind, now - DAY_SECONDS],
    )
    return {
        version: Change(version, News(news), title, msgspec.json.decode(was, type=Prices))
        for version, news, title, was in rows
    }
