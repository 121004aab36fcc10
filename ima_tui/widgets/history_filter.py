"""The filter of the history, as chosen by the user and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..locale import t
from ..locale.formats import points
from ..store.history import Filter
from ..store.moments import last_days, moment, this_month
from ..store.records import State
from ..tasks.machine import OPEN

ALL = "all"
BETWEEN = "between"

MEDIA = (ALL, "image", "video", "music", "speech")
KINDS: Mapping[str, tuple[State, ...]] = {
    ALL: (),
    "done": (State.DONE, State.PARTIAL),
    "failed": (State.FAILED, State.PARTIAL),
    "unconfirmed": (State.UNCONFIRMED,),
    "stopped": (State.STOPPED,),
    "open": tuple(sorted(OPEN - {State.UNCONFIRMED})),
}
"""The outcomes to filter by, in the order of the key that cycles through them."""

TIMES = (ALL, "today", "week", "month")
"""The times that a key cycles through; others are typed."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of the history; the default is everything.

    Attributes:
        kind: one of ``KINDS``.
        time: one of ``TIMES``, or ``between``: from ``since`` to ``until``, as typed.
        model: a name; empty for all.
        least: the least points; None for any.
        most: the most points; likewise.
    """

    text: str = ""
    media: str = ALL
    kind: str = ALL
    time: str = ALL
    since: str = ""
    until: str = ""
    starred: bool = False
    model: str = ""
    least: int | None = None
    most: int | None = None

    def wanted(self, now: float) -> Filter:
        """Return it as a filter of the store.

        Args:
            now: seconds since the epoch.

        Raises:
            MomentError: a typed time is not valid.
        """
        since, until = self._bounds(now)
        return Filter(
            text=self.text,
            medias=() if self.media == ALL else (self.media,),
            states=KINDS[self.kind],
            models=(self.model,) if self.model else (),
            since=since,
            until=until,
            starred=self.starred,
            least=self.least,
            most=self.most,
        )

    def _bounds(self, now: float) -> tuple[float | None, float | None]:
        if self.time == BETWEEN:
            since = moment(self.since, now) if self.since else None
            return since, moment(self.until, now, end=True) if self.until else None
        starts = {
            "today": lambda: last_days(1, now),
            "week": lambda: last_days(7, now),
            "month": lambda: this_month(now),
        }
        return (starts[self.time]() if self.time in starts else None), None

    def with_next_media(self) -> "Chosen":
        """Return it with the next kind of media."""
        return replace(self, media=_next(MEDIA, self.media))

    def with_next_kind(self) -> "Chosen":
        """Return it with the next states."""
        return replace(self, kind=_next(tuple(KINDS), self.kind))

    def with_next_time(self) -> "Chosen":
        """Return it with the next range of time."""
        return replace(self, time=_next(TIMES, self.time), since="", until="")

    def words(self) -> Iterator[str]:
        """Yield the active filters in words; nothing if everything is shown."""
        if self.text:
            yield f"“{self.text}”"
        if self.media != ALL:
            yield t(f"filter-media-{self.media}")
        if self.kind != ALL:
            yield t(f"history-kind-{self.kind}")
        if self.time != ALL:
            yield self.time_words()
        if self.starred:
            yield t("history-starred")
        if self.model:
            yield self.model
        if self.least is not None or self.most is not None:
            yield self.cost_words()

    def time_words(self) -> str:
        """Return the range of time in words."""
        if self.time != BETWEEN:
            return t(f"history-time-{self.time}")
        return t("history-time-between", since=self.since or "…", until=self.until or "…")

    def cost_words(self) -> str:
        """Return the bounds of the cost in words."""
        if self.least is None:
            return t("history-cost-most", most=points(self.most or 0))
        if self.most is None:
            return t("history-cost-least", least=points(self.least))
        return t("history-cost", least=self.least, most=points(self.most))


def _next(names: tuple[str, ...], held: str) -> str:
    return names[(names.index(held) + 1) % len(names)] if held in names else names[0]
