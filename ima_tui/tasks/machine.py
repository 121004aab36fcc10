"""The state machine of a task, as data.

A task starts queued. Only the transitions listed here are allowed: ``check`` is called in the one
place that changes a task's state.
"""

from collections.abc import Mapping
from typing import Final

from ..store.records import State

TRANSITIONS: Final[Mapping[State, frozenset[State]]] = {
    # taken out of the queue; its inputs go first, or it is sent at once
    # sent again but provably not accepted: the outcome of the earlier create is still open
    State.QUEUED: frozenset(
        {
            State.UPLOADING,
            State.VERIFYING,
            State.SENDING,
            State.STOPPED,
            State.FAILED,
            State.UNCONFIRMED,
        }
    ),
    # inputs are being uploaded; without a connection it goes back, a bad input ends it
    State.UPLOADING: frozenset(
        {State.VERIFYING, State.SENDING, State.QUEUED, State.FAILED, State.UNCONFIRMED}
    ),
    # the service checks the inputs
    State.VERIFYING: frozenset({State.SENDING, State.QUEUED, State.FAILED, State.UNCONFIRMED}),
    # accepted; provably not accepted; refused; no answer
    State.SENDING: frozenset({State.RUNNING, State.QUEUED, State.FAILED, State.UNCONFIRMED}),
    # the service is processing it
    State.RUNNING: frozenset(
        {
            State.TAKING_LONG,
            State.SAVING,
            State.DONE,
            State.PARTIAL,
            State.FAILED,
            State.STOPPED,
        }
    ),
    # paid for and may still finish: polled on, less often
    State.TAKING_LONG: frozenset(
        {State.SAVING, State.DONE, State.PARTIAL, State.FAILED, State.STOPPED}
    ),
    # it ended at the service; its results are being saved
    State.SAVING: frozenset({State.DONE, State.PARTIAL, State.FAILED, State.STOPPED}),
    # the user found its id; it was not created; send again
    State.UNCONFIRMED: frozenset({State.RUNNING, State.STOPPED, State.QUEUED}),
    # polled again; put back into the queue
    State.STOPPED: frozenset({State.RUNNING, State.QUEUED}),
    State.DONE: frozenset(),
    State.PARTIAL: frozenset(),
    State.FAILED: frozenset(),
}

UNSETTLED: Final = frozenset(
    {State.QUEUED, State.UPLOADING, State.VERIFYING, State.SENDING, State.UNCONFIRMED}
)
"""States before a provable acceptance: the request is kept."""

PREPARED: Final = frozenset({State.QUEUED, State.UPLOADING, State.VERIFYING})
"""States before the create was sent: nothing was charged."""

WATCHED: Final = frozenset({State.RUNNING, State.TAKING_LONG})
"""States in which the task is polled."""

OCCUPYING: Final = frozenset({State.UPLOADING, State.VERIFYING, State.SENDING}) | WATCHED
"""States that count against the limit of tasks at once."""

ENDED: Final = frozenset({State.DONE, State.PARTIAL, State.FAILED, State.STOPPED})
"""States in which nothing more happens by itself."""

OPEN: Final = frozenset(State) - ENDED
"""States that need the engine or the user."""

GOING_ON: Final = OPEN - {State.UNCONFIRMED}
"""States with work left for the engine."""


class IllegalMoveError(Exception):
    """An invalid change of state; a programming error."""


def check(before: State, after: State) -> None:
    """Check a change of state.

    Raises:
        IllegalMoveError: it is not among the transitions.
    """
    if before is not after and after not in TRANSITIONS[before]:
        raise IllegalMoveError(f"{before} -> {after}")
