"""The log: a line for what happened, a file a day, a week of them; never the key or a prompt."""

import logging
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui import logs
from ima_tui.logs import DAYS, Log
from tests.engine.clocks import FastClock

KEY = "ima_marked_key_1234"
PROMPT = "a marked fox, walking home"


class Days(FastClock):
    """A clock that a test sets."""

    at = datetime(2026, 11, 21, 12).astimezone()

    def now(self) -> float:
        return self.at.timestamp()


@pytest.fixture
def clock() -> Days:
    return Days(1.0)


@pytest.fixture
def log(tmp_path: Path, clock: Days) -> Iterator[Log]:
    made = Log(tmp_path / "logs", clock)
    made.open()
    yield made
    made.close()


def written(tmp_path: Path) -> str:
    return "".join(path.read_text() for path in sorted((tmp_path / "logs").iterdir()))


def test_a_line_says_when_what_and_which(log: Log, tmp_path: Path) -> None:
    log.note("task", id="a1b2", state="running", points=25, problem=None, waited=1.5)
    line = written(tmp_path)
    assert line.startswith("2026-11-21T12:00:00.000")
    assert line.endswith(" task id=a1b2 state=running points=25 waited=1.5\n")
    (path,) = (tmp_path / "logs").iterdir()
    assert path.name == "ima-tui-2026-11-21.log"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "secret",
    [
        KEY,
        PROMPT,
        f"Bearer {KEY}",
        f"https://imapi.liveme.com/api?appUid={KEY}",
        '{"prompt": "fox"}',
        "line\nbreak",
        "\x1b[2J",
        "狐狸",
        "x" * 5000,
    ],
)
def test_what_is_no_id_or_code_is_not_written(secret: str, log: Log, tmp_path: Path) -> None:
    log.note("task", id=secret)
    log.note(secret)
    lines = written(tmp_path).splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["id=?", "?"]


@given(st.text())
def test_no_fact_breaks_a_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    tmp_path = tmp_path_factory.mktemp("log")
    log = Log(tmp_path / "logs", Days(1.0))
    log.open()
    log.note("task", fact=text)
    log.close()
    assert written(tmp_path).count("\n") == 1
    assert " " not in text or f"fact={text}" not in written(tmp_path)


def test_what_libraries_say_is_told_without_their_words(log: Log, tmp_path: Path) -> None:
    def fails(key: str) -> None:
        raise ValueError(f"{key} {PROMPT}")

    try:
        fails(KEY)
    except ValueError:
        logging.getLogger("asyncio").exception("never retrieved %s %r", PROMPT, KEY)
    logging.getLogger("keyring").warning("%s", KEY)
    text = written(tmp_path)
    assert "library name=asyncio level=ERROR" in text
    assert "ValueError" in text
    assert " fails" in text
    assert "library name=keyring level=WARNING" in text
    assert KEY not in text
    assert "marked" not in text.replace("test_logs", "")


def test_libraries_write_nothing_on_the_screen(
    log: Log, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [one for one in root.handlers if one is log._foreign])
    logging.getLogger("asyncio").error("%s", PROMPT)
    assert capfd.readouterr() == ("", "")


def test_a_file_a_day_and_none_older_than_a_week(tmp_path: Path, clock: Days) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "crash-20261113-101112.txt").write_text("old")
    (folder / "crash-20261120-101112.txt").write_text("new")
    (folder / "ima-tui-2026-11-13.1.log").write_text("old")
    (folder / "ima-tui-2026-13-99.log").write_text("no day")
    for _ in range(10):
        log = Log(folder, clock)
        log.open()
        log.note("start")
        log.close()
        clock.at += timedelta(days=1)
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "notes.txt",
        "ima-tui-2026-13-99.log",
        *(f"ima-tui-2026-11-{day}.log" for day in range(23, 31)),
    }


def test_who_leaves_it_open_for_weeks_keeps_no_more(log: Log, tmp_path: Path, clock: Days) -> None:
    for _ in range(20):
        log.note("day")
        clock.at += timedelta(days=1)
    assert len(list((tmp_path / "logs").iterdir())) == DAYS + 1


def test_a_full_file_gets_another_name(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    for number in range(10):
        log.note("task", number=number)
    sizes = [path.stat().st_size for path in (tmp_path / "logs").iterdir()]
    assert len(sizes) > 2
    assert max(sizes) <= 200
    assert [f"number={n}\n" in written(tmp_path) for n in range(10)] == [True] * 10


@pytest.mark.parametrize("kind", ["null", "file", "linked file"])
def test_a_log_that_is_not_wanted_is_no_complaint(
    kind: str, tmp_path: Path, clock: Days, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "logs"
    if kind == "null":
        folder.symlink_to("/dev/null")
    elif kind == "file":
        folder.write_text("in the way")
    else:
        folder.mkdir()
        (folder / "ima-tui-2026-11-21.log").symlink_to("/dev/null")
    log = Log(folder, clock)
    log.open()
    log.note("start")
    log.close()
    assert capfd.readouterr() == ("", "")
    assert Path("/dev/null").is_char_device()


def test_a_folder_that_is_read_only_is_respected(
    tmp_path: Path, clock: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "logs"
    folder.mkdir(mode=0o500)
    # who runs as root may write everywhere
    monkeypatch.setattr("os.access", lambda *_: False)
    log = Log(folder, clock)
    log.open()
    log.note("start")
    log.close()
    assert list(folder.iterdir()) == []
