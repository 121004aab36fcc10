"""Everything that can happen to a task, as data.

A task starts queued. What is not listed here can't happen: ``check`` stands in the one place that
changes a task's state.
"""

from collections.abc import Mapping
from typing import Final

from ..store.records import State

TRANSITIONS: Final[Mapping[State, frozenset[State]]] = {
    # taken out of the queue; its inputs go first, or it is sent at once
    # sent again and then provably not: what came of the earlier create is open as before
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
    # inputs are uploaded; no connection puts it back, a bad input ends it
    State.UPLOADING: frozenset(
        {State.VERIFYING, State.SENDING, State.QUEUED, State.FAILED, State.UNCONFIRMED}
    ),
    # the service checks the inputs
    State.VERIFYING: frozenset({State.SENDING, State.QUEUED, State.FAILED, State.UNCONFIRMED}),
    # accepted; provably not accepted; refused; no answer
    State.SENDING: frozenset({State.RUNNING, State.QUEUED, State.FAILED, State.UNCONFIRMED}),
    # the service works on it
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
    # paid for and may still finish: watched on, more slowly
    State.TAKING_LONG: frozenset(
        {State.SAVING, State.DONE, State.PARTIAL, State.FAILED, State.STOPPED}
    ),
    # it ended at the service; its results are on the way to disk
    State.SAVING: frozenset({State.DONE, State.PARTIAL, State.FAILED, State.STOPPED}),
    # the user found its id; it was not created; send again
    State.UNCONFIRMED: frozenset({State.RUNNING, State.STOPPED, State.QUEUED}),
    # watched again; put back into the queue it was taken out of
    State.STOPPED: frozenset({State.RUNNING, State.QUEUED}),
    State.DONE: frozenset(),
    State.PARTIAL: frozenset(),
    State.FAILED: frozenset(),
}

UNSETTLED: Final = frozenset(
    {State.QUEUED, State.UPLOADING, State.VERIFYING, State.SENDING, State.UNCONFIRMED}
)
"""The service has not, or not provably, accepted it: its request is kept."""

PREPARED: Final = frozenset({State.QUEUED, State.UPLOADING, State.VERIFYING})
"""Its create has not left: nothing was charged."""

WATCHED: Final = frozenset({State.RUNNING, State.TAKING_LONG})
"""The service is asked where it stands."""

OCCUPYING: Final = frozenset({State.UPLOADING, State.VERIFYING, State.SENDING}) | WATCHED
"""It takes one of the places for its medium."""

ENDED: Final = frozenset({State.DONE, State.PARTIAL, State.FAILED, State.STOPPED})
"""Nothing more happens by itself."""

OPEN: Final = frozenset(State) - ENDED
"""It still needs somebody: the engine, or the user."""

GOING_ON: Final = OPEN - {State.UNCONFIRMED}
"""The engine has work to do for it."""


class IllegalMoveError(Exception):
    """A change of state that can't happen; a mistake of the program."""


def check(before: State, after: State) -> None:
    """Let a change of state pass, or not.

    Raises:
        IllegalMoveError: it is not among the transitions.
    """
    if before is not after and after not in TRANSITIONS[before]:
        raise IllegalMoveError(f"{before} -> {after}")
