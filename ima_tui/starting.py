"""While the program is being loaded: ctrl-c ends it at once, and garbage collection is off."""

import gc
import os
import signal
from types import FrameType

_INTERRUPTED = 130


class Starting:
    """A context in which ctrl-c ends the program at once: nothing is under way yet.

    If ctrl-c is ignored (in a shell's background job) or handled already, that stays.
    """

    _set = False

    def __enter__(self) -> None:
        """Install the handler."""
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return
        try:
            signal.signal(signal.SIGINT, _end)
        except ValueError:
            return  # outside the main thread, which gets no signals
        self._set = True

    def __exit__(self, *_: object) -> None:
        """Restore the previous handler."""
        if self._set:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    os._exit(_INTERRUPTED)


def collect_later() -> None:
    """Disable garbage collection while the app is loaded: everything created then stays."""
    gc.disable()


def collect_again() -> None:
    """Enable it again, exempting everything loaded until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
