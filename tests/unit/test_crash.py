"""A crash report tells where, and nothing of what."""

from pathlib import Path

from textual.worker import WorkerFailed

from ima_tui.crash import write_report
from ima_tui.logs import DAYS, Log
from tests.engine.clocks import FastClock

KEY = "ima_marked_key"


def fails(key: str) -> None:
    raise ValueError(f"could not use {key}")


def crash() -> Exception:
    try:
        fails(KEY)
    except ValueError as error:
        return WorkerFailed(error)
    raise AssertionError("did not fail")


def test_a_report_names_the_places_and_no_values(tmp_path: Path) -> None:
    path = write_report(crash(), tmp_path / "logs")
    assert path is not None
    text = path.read_text()
    assert "ValueError" in text
    assert " fails" in text
    assert KEY not in text
    assert path.stat().st_mode & 0o077 == 0


def test_two_crashes_at_once_leave_two_reports_that_go_after_a_week(tmp_path: Path) -> None:
    paths = {write_report(crash(), tmp_path) for _ in range(3)}
    assert len(paths) == 3
    assert set(tmp_path.iterdir()) == paths
    clock = FastClock(1.0)
    clock.jump((DAYS + 2) * 86400)
    log = Log(tmp_path, clock)
    log.open()
    log.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_t_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    assert write_report(crash(), tmp_path / "logs") is None
