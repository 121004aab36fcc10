"""While the program is still being loaded: ctrl-c ends it at once, and nothing is collected."""

import gc
import os
import signal
from types import FrameType

_INTERRUPTED = 130


class Starting:
    """While it is entered, ctrl-c ends the program: nothing is under way yet.

    What ignores ctrl-c (a shell's background job), or handles it, goes on to.
    """

    _set = False

    def __enter__(self) -> None:
        """Take ctrl-c."""
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return
        try:
            signal.signal(signal.SIGINT, _end)
        except ValueError:
            return  # loaded outside the main thread, to which signals do not come
        self._set = True

    def __exit__(self, *_: object) -> None:
        """Give ctrl-c back."""
        if self._set:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    os._exit(_INTERRUPTED)


def collect_later() -> None:
    """Collect no garbage while the app is loaded: all that comes then stays."""
    gc.disable()


def collect_again() -> None:
    """Collect from now on, without looking at what has been loaded until now; that stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
