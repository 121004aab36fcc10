"""A task's request and the agreed price, stored until the service has accepted it."""

from typing import Any

import msgspec

from ..catalog.inputs import InputMedia
from ..catalog.repricing import Repriced
from ..store.pending import Pending

MOST_ATTEMPTS = 3
"""The most sends of one task, corrections included."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """An unsettled request. It contains the prompt, so it is in a private file of its own.

    Attributes:
        body: the create body.
        inputs: the input media as given.
        ceiling: the most points agreed to, for all results.
        exact: whether the agreed price was certain.
        tried: the codes of earlier refusals.
        offer: a changed body that the user must agree to; None if there is none.
        refused: the code and the problem of a refusal whose correction waits for a list; None if
            there is none.
    """

    body: dict[str, Any]
    inputs: tuple[InputMedia, ...] = ()
    ceiling: int
    exact: bool = True
    tried: tuple[int, ...] = ()
    offer: dict[str, Any] | None = None
    refused: tuple[int, str] | None = None

    def with_body(self, priced: Repriced) -> "Envelope":
        """Return a copy with another body."""
        return msgspec.structs.replace(self, body=priced.body)


def read_envelope(pending: Pending, task: str) -> Envelope | None:
    """Read the envelope of a task; None if it is gone or can't be parsed.

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
    """Store an envelope durably.

    Raises:
        OSError: it could not be stored; an earlier one is unchanged.
    """
    pending.write(task, msgspec.json.encode(envelope))
