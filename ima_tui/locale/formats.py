"""Formatting of numbers, prices, times and sizes."""

from datetime import datetime

from . import t

_MINUTE = 60
_HOUR = 3600
_DAY = 24 * _HOUR
_LONG = 2 * _DAY
"""From here on a length of time is told in days."""


_ABOUT = "≈"
"""Marks an estimated price."""


def points(number: int, *, exact: bool = True) -> str:
    """Return points with their unit: ``1,932 pts``; an estimate as ``≈ 1,932 pts``."""
    words = t("points", points=f"{number:,}")
    return words if exact else f"{_ABOUT} {words}"


def amount(number: int, *, exact: bool) -> str:
    """Return points without their unit, for a column: ``1,932``; an estimate as ``≈1,932``."""
    return f"{number:,}" if exact else f"{_ABOUT}{number:,}"


def price_range(bounds: tuple[int, int] | None) -> str:
    """Return a price range in points, without the unit; a dash if there is no price."""
    if bounds is None:
        return "—"
    low, high = bounds
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def duration(seconds: float) -> str:
    """Return a length of time: ``33 s``, ``2 min 05 s``, ``1 h 04 min``, ``3 d 4 h``."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return t("duration-seconds", seconds=whole)
    if whole < _HOUR:
        return t("duration-minutes", minutes=whole // 60, seconds=f"{whole % 60:02}")
    if whole >= _LONG:
        return t("duration-days", days=whole // _DAY, hours=whole % _DAY // _HOUR)
    return t("duration-hours", hours=whole // _HOUR, minutes=f"{whole % _HOUR // 60:02}")


def play_time(seconds: float) -> str:
    """Return a playing time: ``0:05``, ``1:02:03``."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes}:{rest:02}"
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}:{rest:02}"


def expected(low: float, high: float) -> str:
    """Return an expected time in seconds, from and to: ``60–120 s``."""
    return (
        span(low, high) if _short(low) != _short(high) else t("expected-about", time=_short(high))
    )


def span(low: float, high: float) -> str:
    """Return an expected time where words before it say "about": ``60–120 s``, or ``60 s``."""
    first, last = _short(low), _short(high)
    if first == last:
        return t("duration-seconds", seconds=last)
    return t("expected-time", low=first, high=last)


def clock_time(at: float) -> str:
    """Return the local time of day of a time in seconds since the epoch."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S")


def clock_minute(at: float) -> str:
    """Return the local time of day in hours and minutes."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M")


def day_and_minute(at: float) -> str:
    """Return the local day and time."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


def size(bytes_: int) -> str:
    """Return a file's size: ``813 KB``."""
    number = float(bytes_)
    for unit, digits in (("B", 0), ("KB", 0), ("MB", 1)):
        if round(number, digits) < 1000:
            return f"{number:.{digits}f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"


def _short(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= 1 or seconds == 0 else f"{seconds:.1f}"
