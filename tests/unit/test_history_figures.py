"""Points over time, moments as people write them, and records that other programs read."""

import csv
import json
import stat
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ima_tui.store.moments import MomentError, last_days, moment, this_month
from ima_tui.store.spend import Period, first_day, per_period, up_to_now
from ima_tui.wording.records import COLUMNS, Format, csv_line, write_records

from .leaves import STEADY
from .tasks import ready, task

NOW = datetime(2026, 3, 18, 15, 30, tzinfo=UTC).timestamp()  # a Wednesday
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "day", "end"),
    [
        ("2026-03-01", "2026-03-01 00:00", "2026-03-02 00:00"),
        (" Today ", "2026-03-18 00:00", "2026-03-19 00:00"),
        ("yesterday", "2026-03-17 00:00", "2026-03-18 00:00"),
        ("7d", "2026-03-11 00:00", "2026-03-12 00:00"),
        ("2w", "2026-03-04 00:00", "2026-03-05 00:00"),
        ("month", "2026-03-01 00:00", "2026-03-02 00:00"),
        ("今天", "2026-03-18 00:00", "2026-03-19 00:00"),
        ("7天", "2026-03-11 00:00", "2026-03-12 00:00"),
        ("12h", "2026-03-18 03:30", "2026-03-18 03:30"),
        ("2026-03-01 10:20", "2026-03-01 10:20", "2026-03-01 10:20"),
        ("2026-03-01t10:20:00", "2026-03-01 10:20", "2026-03-01 10:20"),
    ],
)
def test_moments_as_people_write_them(text: str, day: str, end: str) -> None:
    assert said(moment(text, NOW)) == day
    assert said(moment(text, NOW, end=True)) == end


def said(at: float) -> str:
    return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize("text", ["", "2026", "2026-13-01", "soon", "99999d", "99:99", "-1d"])
def test_what_names_no_moment(text: str) -> None:
    with pytest.raises(MomentError):
        moment(text, NOW)


def test_the_usual_ranges_begin_at_midnight() -> None:
    assert said(last_days(1, NOW)) == "2026-03-18 00:00"
    assert said(last_days(7, NOW)) == "2026-03-12 00:00"
    assert said(this_month(NOW)) == "2026-03-01 00:00"


@STEADY
@given(
    days=st.lists(st.tuples(DAYS, st.integers(1, 500)), max_size=30),
    period=st.sampled_from(Period),
    today=DAYS,
)
def test_no_point_is_lost_and_no_gap_is_left(
    days: list[tuple[date, int]], period: Period, today: date
) -> None:
    sums = per_period(days, period)
    assert sum(points for _, points in sums) == sum(points for _, points in days)
    shown = up_to_now(sums, period, today, 10_000)
    assert dict(sums).items() <= dict(shown).items()
    starts = [start for start, _ in shown]
    assert starts[-1] >= first_day(today, period)
    for one, other in pairwise(starts):
        assert first_day(other - timedelta(days=1), period) == one


@pytest.mark.parametrize("period", Period)
def test_a_single_day_stands_among_empty_ones(period: Period) -> None:
    today = date(2026, 3, 1)
    shown = up_to_now([(first_day(today, period), 30)], period, today, 31, 7)
    assert [points for _, points in shown] == [0] * 6 + [30]
    assert len(up_to_now([], period, today, 3, 3)) == 3


@STEADY
@example(["\x1b=1+1", "\u200b=1", " =1", "＝1+1", "＋1", "－1", "＠SUM(1)"])
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_no_cell_is_a_formula(cells: list[str]) -> None:
    (line,) = csv.reader(StringIO(csv_line(cells), newline=""))
    assert [cell.removeprefix("'") for cell in line] == [cell.removeprefix("'") for cell in cells]
    # as a terminal gets it, too: without what is not printed
    seen = ["".join(filter(str.isprintable, cell)).lstrip() for cell in line]
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in (*line, *seen))


@pytest.mark.parametrize("form", Format)
def test_a_file_is_whole_private_and_never_over_another(tmp_path: Path, form: Format) -> None:
    tasks = [task(n, prompt=f"fox {n}\n狐狸", medias=(ready(0, path="/a.png"),)) for n in range(3)]
    path = tmp_path / f"out.{form}"
    assert write_records(tasks, path, form, replace=False) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_text("utf-8")
    if form is Format.JSON:
        records = json.loads(content)["tasks"]
    else:
        assert content[0] == "\ufeff", "Excel takes it for UTF-8"
        records = list(csv.DictReader(StringIO(content[1:], newline="")))
        assert list(records[0]) == list(COLUMNS)
    assert [record["prompt"] for record in records] == [f"fox {n}\n狐狸" for n in range(3)]
    with pytest.raises(FileExistsError):
        write_records([], path, form, replace=False)
    assert path.read_text("utf-8") == content
    assert write_records([], path, form, replace=True) == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_gets_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_records([task()], tmp_path / "none" / "out.csv", Format.CSV, replace=False)
    assert list(tmp_path.iterdir()) == []
