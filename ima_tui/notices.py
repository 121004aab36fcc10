"""Which tasks ended since the last notice, and terminal sequences for desktop notices."""

from collections.abc import Mapping, Sequence

from .catalog.characters import plain
from .store.records import State, Task
from .tasks.machine import OPEN
from .tasks.problems import ASKING

_TOLD = frozenset({State.DONE, State.PARTIAL, State.FAILED, State.UNCONFIRMED})
"""States worth a notice; tasks stopped by the user are not."""

_OSC_9 = {"iTerm.app", "WezTerm", "ghostty"}
"""Terminals, by ``TERM_PROGRAM``, that show ``OSC 9`` notices."""


class Ends:
    """Collects tasks that ended, or wait for the user, until they are taken.

    A task that had already ended when first seen does not count.
    """

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._ended: dict[str, Task] = {}

    def note(self, task: Task) -> None:
        """Record a change of a task."""
        asks = task.state is State.UNCONFIRMED or (
            task.state is State.QUEUED and task.problem in ASKING
        )
        if task.id in self._open and (task.state in _TOLD or asks):
            self._open.discard(task.id)
            self._ended[task.id] = task
        elif task.state in OPEN and not asks:
            self._open.add(task.id)
            self._ended.pop(task.id, None)
        elif task.state not in OPEN:
            self._open.discard(task.id)

    def take(self) -> Sequence[Task]:
        """Return the tasks that ended, once each."""
        ended, self._ended = list(self._ended.values()), {}
        return ended


def desktop_notice(title: str, body: str, environment: Mapping[str, str]) -> str:
    """Return the sequence for a desktop notice; empty if the terminal is not known to show it.

    Within tmux and screen the terminal is unknown: nothing is sent.

    Args:
        title: of the notice.
        body: its text.
        environment: identifies the terminal.
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if environment.get("TMUX") or term.startswith(("screen", "tmux")):
        return ""
    title, body = _plain(title), _plain(body)
    if program in _OSC_9 or term in {"xterm-kitty", "xterm-ghostty"}:
        return f"\x1b]9;{title}: {body}\x1b\\"
    if term.startswith(("foot", "rxvt")) or environment.get("VTE_VERSION"):
        return f"\x1b]777;notify;{title};{body}\x1b\\"
    return ""


def window_title(words: str) -> str:
    """Return the sequence that sets the window's title."""
    return f"\x1b]2;{_plain(words)}\x1b\\"


KEEP_TITLE = "\x1b[22;2t"
"""The sequence that saves the window's title."""

OLD_TITLE = "\x1b[23;2t"
"""The sequence that restores it."""


def _plain(text: str) -> str:
    """Remove control characters and the separators within a notice."""
    return plain(text).replace(";", ",")
