"""Parsing times as people write them: a day, a day and a time, or how long ago."""

import re
from datetime import datetime, timedelta

_AGO = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>[dhwm天日周月时])", re.ASCII)
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "月": 30}
_NAMED = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}
_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_MONTHS = {"month", "this month", "本月"}


class MomentError(ValueError):
    """A text is not a valid time."""


def moment(text: str, now: float, *, end: bool = False) -> float:
    """Parse a time to seconds since the epoch.

    Args:
        text: ``2026-11-20``, ``2026-11-20 10:30``, ``today``, ``yesterday``, ``month`` (its first
            day), ``7d``, ``3w``, ``12h`` ago, in local time.
        now: seconds since the epoch.
        end: whether a day means its end, as for "until".

    Raises:
        MomentError: it is not valid.
    """
    words = " ".join(text.strip().casefold().split())
    here = datetime.fromtimestamp(now).astimezone()
    try:
        day = _day(words, here)
        if day is not None:
            return _midnight(day + timedelta(days=1) if end else day)
        return _time(words, here)
    except (ValueError, OverflowError, OSError):
        raise MomentError(text) from None


def last_days(number: int, now: float) -> float:
    """Return the start of the last ``number`` days, including today.

    Args:
        number: of days.
        now: seconds since the epoch.
    """
    return _midnight(datetime.fromtimestamp(now).astimezone() - timedelta(days=number - 1))


def this_month(now: float) -> float:
    """Return when this month began, in seconds since the epoch.

    Args:
        now: seconds since the epoch.
    """
    return _midnight(datetime.fromtimestamp(now).astimezone().replace(day=1))


def _day(words: str, here: datetime) -> datetime | None:
    """The day of a text; None if it is not a whole day."""
    if words in _NAMED:
        return here - timedelta(days=_NAMED[words])
    if words in _MONTHS:
        return here.replace(day=1)
    ago = _AGO.fullmatch(words)
    if ago is not None and ago["unit"] not in {"h", "时"}:
        return here - timedelta(days=int(ago["number"]) * _DAYS[ago["unit"]])
    try:
        return datetime.strptime(words, "%Y-%m-%d").astimezone()
    except ValueError:
        return None


def _time(words: str, here: datetime) -> float:
    ago = _AGO.fullmatch(words)
    if ago is not None:
        return (here - timedelta(hours=int(ago["number"]))).timestamp()
    for form in _FORMS:
        try:
            return datetime.strptime(words.upper(), form).astimezone().timestamp()
        except ValueError:
            continue
    raise MomentError(words)


def _midnight(day: datetime) -> float:
    # naive on purpose: a day begins at local midnight, also when daylight saving time changes
    return datetime(day.year, day.month, day.day).timestamp()  # noqa: DTZ001
