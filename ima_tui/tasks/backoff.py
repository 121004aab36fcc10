"""How long to wait before trying again."""

from collections.abc import Callable


class Backoff:
    """Exponential backoff with jitter.

    Args:
        first: the wait after the first failure, in seconds.
        most: the longest wait, in seconds.
        chance: returns a random number from 0 to 1.
    """

    def __init__(self, first: float, most: float, chance: Callable[[], float]) -> None:
        self._first = first
        self._most = most
        self._chance = chance
        self._failures = 0

    def next(self) -> float:
        """Return the seconds to wait after another failure."""
        wait = min(self._most, self._first * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return wait * (0.75 + 0.5 * self._chance())

    def reset(self) -> None:
        """Start again after a success."""
        self._failures = 0
