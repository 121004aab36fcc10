"""What is kept of a task until the service has accepted it: the request, and what was agreed."""

from typing import Any

import msgspec

from ..catalog.inputs import InputMedia
from ..catalog.repricing import Repriced
from ..store.pending import Pending

MOST_ATTEMPTS = 3
"""Sends of one task in all, corrections included."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """An unsettled request. It holds the prompt, so it lives in a private file of its own.

    Attributes:
        body: the create body.
        inputs: the input media as they were given.
        ceiling: the most points that were agreed to, for all results.
        exact: whether the agreed price was certain.
        tried: the codes with which the service refused earlier attempts.
        offer: a changed body that waits for a yes; None when there is none.
        refused: the code and the problem of a refusal that waits for the list which a correction
            needs; None when there is none.
    """

    body: dict[str, Any]
    inputs: tuple[InputMedia, ...] = ()
    ceiling: int
    exact: bool = True
    tried: tuple[int, ...] = ()
    offer: dict[str, Any] | None = None
    refused: tuple[int, str] | None = None

    def with_body(self, priced: Repriced) -> "Envelope":
        """Return it with a changed body."""
        return msgspec.structs.replace(self, body=priced.body)


def read_envelope(pending: Pending, task: str) -> Envelope | None:
    """Return what is kept of a task; None when it is gone or can't be read.

    Raises:
        OSError: the file is there but can't be opened now.
    """
    content = pending.read(task)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Envelope)
    except (ValueError, RecursionError):
        return None


def write_envelope(pending: Pending, task: str, envelope: Envelope) -> None:
    """Keep it so that it survives a crash.

    Raises:
        OSError: it could not be kept; what was kept before stays.
    """
    pending.write(task, msgspec.json.encode(envelope))
