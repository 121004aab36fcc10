"""Rate limiting of polls: one gate for all, slower when the service asks for it."""

from .backoff import Backoff

AT_ONCE = 8
"""The most polls under way at the same time."""

_FIRST_GAP = 0.25
_MOST_GAP = 5.0
_LEAST_GAP = 0.02
_RECOVERY = 0.98


class Gate:
    """Limits the rate of polls. Times are in seconds of a monotonic clock.

    "Too many requests" stops all polls for as long as the service asks, or else for a time that
    doubles, and spaces them out afterwards; each answer reduces the spacing again. While the
    service can't be used, only one probe at a time passes, with growing intervals.

    Args:
        limits: the waits if the service asks for fewer calls without stating a time.
        probes: the waits from one probe to the next.
    """

    def __init__(self, limits: Backoff, probes: Backoff) -> None:
        self._limits = limits
        self._probes = probes
        self._under_way = 0
        self._gap = 0.0
        self._not_before = -float("inf")
        self._troubled_at = -float("inf")
        self._probing = False

    @property
    def probing(self) -> bool:
        """Whether only one probe at a time passes, to see whether the service is back."""
        return self._probing

    @property
    def full(self) -> bool:
        """Whether an answer must arrive before another poll may start."""
        return self._under_way >= (1 if self._probing else AT_ONCE)

    def wait(self, now: float) -> float:
        """Return the seconds until a poll may start, if there is a free slot."""
        return max(0.0, self._not_before - now)

    def enter(self, now: float) -> None:
        """A poll starts."""
        self._under_way += 1
        self._not_before = max(self._not_before, now + self._gap)

    def leave(self) -> None:
        """A poll ended, one way or the other."""
        self._under_way -= 1

    def answered(self) -> None:
        """The service answered."""
        self._limits.reset()
        self._probes.reset()
        self._gap = self._gap * _RECOVERY if self._gap > _LEAST_GAP else 0.0
        self._probing = False

    def limited(self, now: float, since: float, retry_after: float | None) -> None:
        """The service asked for fewer calls.

        Args:
            now: when it said so.
            since: when the call was sent. Calls sent together count as one.
            retry_after: for how long, in seconds; None if not stated.
        """
        if self._step(now, since, self._limits):
            self._gap = min(_MOST_GAP, max(_FIRST_GAP, self._gap * 2))
        self._not_before = max(self._not_before, now + (retry_after or 0.0))

    def unreachable(self, now: float, since: float) -> None:
        """The service can't be used: probe it, one call at a time.

        Args:
            now: when that was found out.
            since: when the call was sent. Calls sent together count as one.
        """
        self._step(now, since, self._probes)
        self._probing = True

    def _step(self, now: float, since: float, backoff: Backoff) -> bool:
        if since <= self._troubled_at:
            return False
        self._troubled_at = now
        self._not_before = max(self._not_before, now + backoff.next())
        return True
