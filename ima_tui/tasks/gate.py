"""When the next look may leave: one door for all, slower for all when the service asks for it."""

from .backoff import Backoff

AT_ONCE = 8
"""Looks under way at the same time."""

_FIRST_GAP = 0.25
_MOST_GAP = 5.0
_LEAST_GAP = 0.02
_RECOVERY = 0.98


class Gate:
    """Lets looks through. Times are those of a monotonic clock, in seconds.

    "Too many requests" stops everybody for as long as the service asks, or else for a while that
    doubles, and sets the looks apart afterwards; each answer brings them closer together again.
    While the service can't be used only one look at a time goes through, ever less often.

    Args:
        limits: the waits where the service asks for fewer calls and names none.
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
        """Whether only one look at a time goes through, to see whether the service is back."""
        return self._probing

    @property
    def full(self) -> bool:
        """Whether a look has to come back before another one may leave."""
        return self._under_way >= (1 if self._probing else AT_ONCE)

    def wait(self, now: float) -> float:
        """Return the seconds until a look may leave, where there is a place."""
        return max(0.0, self._not_before - now)

    def enter(self, now: float) -> None:
        """A look leaves."""
        self._under_way += 1
        self._not_before = max(self._not_before, now + self._gap)

    def leave(self) -> None:
        """A look came back, one way or the other."""
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
            since: when the call left. Calls that left together count as one.
            retry_after: for how long, in seconds; None where it named nothing.
        """
        if self._step(now, since, self._limits):
            self._gap = min(_MOST_GAP, max(_FIRST_GAP, self._gap * 2))
        self._not_before = max(self._not_before, now + (retry_after or 0.0))

    def unreachable(self, now: float, since: float) -> None:
        """The service can't be used: probe it, one look at a time.

        Args:
            now: when that turned out.
            since: when the call left. Calls that left together count as one.
        """
        self._step(now, since, self._probes)
        self._probing = True

    def _step(self, now: float, since: float, backoff: Backoff) -> bool:
        if since <= self._troubled_at:
            return False
        self._troubled_at = now
        self._not_before = max(self._not_before, now + backoff.next())
        return True
