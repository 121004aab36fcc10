"""What ended since somebody was told, and how a terminal is asked to tell it outside of the app."""

from collections.abc import Mapping, Sequence

from .catalog.characters import plain
from .store.records import State, Task
from .tasks.machine import OPEN
from .tasks.problems import ASKING

_TOLD = frozenset({State.DONE, State.PARTIAL, State.FAILED, State.UNCONFIRMED})
"""Ends worth a notice; what the user stopped is none."""

_OSC_9 = {"iTerm.app", "WezTerm", "ghostty"}
"""By ``TERM_PROGRAM``; they show what follows ``OSC 9``."""


class Ends:
    """Tasks that came to an end, or to where only the user can go on, since they were taken.

    A task that had ended when it was first seen is history.
    """

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._ended: dict[str, Task] = {}

    def note(self, task: Task) -> None:
        """Take a change of a task into account."""
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
        """Return the tasks that came to an end, once each."""
        ended, self._ended = list(self._ended.values()), {}
        return ended


def desktop_notice(title: str, body: str, environment: Mapping[str, str]) -> str:
    """Return what makes the terminal show a notice on the desktop; empty where none is known to.

    Within tmux and screen nobody knows which terminal it is: nothing is sent.

    Args:
        title: of the notice.
        body: what it says.
        environment: tells which terminal it is.
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
    """Return what gives the terminal's window a title."""
    return f"\x1b]2;{_plain(words)}\x1b\\"


KEEP_TITLE = "\x1b[22;2t"
"""Puts the window's title aside."""

OLD_TITLE = "\x1b[23;2t"
"""Gives it back."""


def _plain(text: str) -> str:
    """No character that a terminal would obey, none that parts the pieces of a notice."""
    return plain(text).replace(";", ",")
