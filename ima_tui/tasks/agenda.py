"""A schedule: one due time per name, the earliest first."""

import heapq


class Agenda:
    """Names with their due times, in seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, str]] = []
        self._moments: dict[str, float] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._moments

    def put(self, name: str, moment: float) -> None:
        """Set the due time of a name, replacing the earlier one."""
        self._moments[name] = moment
        heapq.heappush(self._heap, (moment, name))

    def drop(self, name: str) -> None:
        """Remove a name."""
        self._moments.pop(name, None)

    def first(self) -> tuple[float, str] | None:
        """Return the earliest due time and its name."""
        while self._heap:
            moment, name = self._heap[0]
            if self._moments.get(name) == moment:
                return moment, name
            heapq.heappop(self._heap)
        return None
