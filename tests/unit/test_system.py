"""What differs between systems: each branch, on whatever system the tests run."""

import asyncio
import errno
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.windows import Windows

from ima_tui.hangup import has_hung_up
from ima_tui.media.partial import InUseError, Partial
from ima_tui.player import Player, PlayError
from ima_tui.store import folders
from ima_tui.store.folders import live_folders
from ima_tui.store.secrets import SecretFileError, read_secret
from ima_tui.system import (
    end_program,
    forget_typed,
    is_mac,
    is_replaceable,
    is_windows,
    next_input,
    on_signal,
    sync_folder,
    window_pixels,
)

ROOT = Path(__file__).parents[2]
FOREVER = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.fixture
def console(windows: None, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Python's module for the consoles and files of Windows."""
    keys: list[str] = []
    module = SimpleNamespace(LK_NBLCK=2, locked=[], keys=keys, busy=False)

    def locking(descriptor: int, mode: int, size: int) -> None:
        if module.busy:
            raise PermissionError(errno.EACCES, "locked")
        module.locked.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, size))

    module.locking = locking
    module.kbhit = lambda: bool(keys)
    module.getwch = keys.pop
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    return module


@pytest.mark.parametrize(
    ("platform", "found"),
    [("linux", (False, False)), ("darwin", (True, False)), ("win32", (False, True))],
)
def test_which_system_it_is(
    platform: str, found: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert (is_mac(), is_windows()) == found


def test_nothing_else_asks_which_system_it_runs_on() -> None:
    asked = re.compile(
        r"sys\.platform|os\.name\b|platform\.system|import (?:fcntl|termios|msvcrt)|"
        r"os\.(?:geteuid|getuid|killpg|startfile|O_CLOEXEC)|O_NOFOLLOW|O_NONBLOCK|"
        r"add_signal_handler|add_reader"
    )
    found = {
        path.relative_to(ROOT / "ima_tui").as_posix()
        for path in (ROOT / "ima_tui").rglob("*.py")
        if asked.search(path.read_text("utf-8"))
    }
    # the simulator shares no code with the client
    assert found == {"system.py", "simulator/process.py", "simulator/server.py"}


def test_a_key_file_of_windows_is_guarded_by_its_folder(tmp_path: Path, windows: None) -> None:
    path = tmp_path / "key"
    path.write_text("ima_key")
    path.chmod(0o666)
    assert read_secret(path) == "ima_key"


@pytest.mark.parametrize("owner", [os.geteuid() + 1, 0])
def test_elsewhere_a_key_file_is_the_user_s_or_the_system_s_and_nobody_else_s_to_read(
    tmp_path: Path, owner: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    path.write_text("ima_key")
    path.chmod(0o600)
    found = path.stat()
    facts = SimpleNamespace(st_mode=stat.S_IFREG | 0o600, st_uid=owner, st_size=found.st_size)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", lambda _: facts)
        if owner == 0:
            assert read_secret(path) == "ima_key"
        else:
            with pytest.raises(SecretFileError, match="foreign"):
                read_secret(path)
    path.chmod(0o640)
    with pytest.raises(SecretFileError, match="open"):
        read_secret(path)


def test_a_folder_is_replaceable_where_anybody_writes_and_nothing_sticks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert is_replaceable(stat.S_IFDIR | 0o777)
    assert not is_replaceable(stat.S_IFDIR | 0o1777)
    assert not is_replaceable(stat.S_IFDIR | 0o770)
    monkeypatch.setattr(sys, "platform", "win32")
    assert not is_replaceable(stat.S_IFDIR | 0o777)


def test_windows_locks_a_byte_that_nobody_reads(tmp_path: Path, console: SimpleNamespace) -> None:
    one = Partial(tmp_path, "t1-1")
    one.write(b"what came")
    assert one.head() == b"what came"
    assert console.locked == [(1 << 40, console.LK_NBLCK, 1)]
    console.busy = True
    with pytest.raises(InUseError):
        Partial(tmp_path, "t1-1")
    one.close()


def test_elsewhere_a_file_is_locked_until_it_is_closed(tmp_path: Path) -> None:
    one = Partial(tmp_path, "t1-1")
    one.write(b"what came")
    with pytest.raises(InUseError):
        Partial(tmp_path, "t1-1")
    one.close()
    other = Partial(tmp_path, "t1-1")
    assert other.head() == b"what came"
    other.close()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS])
def test_a_file_system_without_locks_is_written_all_the_same(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, "no locks here")

    monkeypatch.setattr("fcntl.flock", refused)
    one, other = Partial(tmp_path, "t1-1"), Partial(tmp_path, "t1-1")
    one.write(b"x")
    one.close()
    other.close()


def test_a_lock_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr("fcntl.flock", refused)
    with pytest.raises(OSError, match="broken"):
        Partial(tmp_path, "t1-1")


def test_folders_are_synced_where_they_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda one: synced.append(stat.S_ISDIR(os.fstat(one).st_mode)))
    sync_folder(tmp_path)
    assert synced == [True]
    monkeypatch.setattr(sys, "platform", "win32")
    sync_folder(tmp_path)
    assert synced == [True]


async def test_signals_are_told_in_the_loop_and_given_back() -> None:
    said = asyncio.Event()
    before = signal.getsignal(signal.SIGTERM)
    undo = on_signal("SIGTERM", said.set)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(said.wait(), 5)
    undo()
    assert signal.getsignal(signal.SIGTERM) == before


async def test_where_the_loop_takes_no_signals_python_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise NotImplementedError

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "add_signal_handler", refused)
    said = asyncio.Event()
    before = signal.getsignal(signal.SIGTERM)
    undo = on_signal("SIGTERM", said.set)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(said.wait(), 5)
    undo()
    assert signal.getsignal(signal.SIGTERM) is before


async def test_what_is_ignored_or_not_there_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        on_signal("SIGHUP", pytest.fail)()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    on_signal("SIGNONE", pytest.fail)()


@pytest.mark.parametrize("has_handlers", [True, False])
async def test_outside_the_main_thread_no_signal_is_waited_for(
    has_handlers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise NotImplementedError

    async def wait() -> None:
        if not has_handlers:
            monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refused)
        on_signal("SIGTERM", pytest.fail)()

    before = signal.getsignal(signal.SIGTERM)
    await asyncio.to_thread(lambda: asyncio.run(wait()))
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("platform", ["linux", "win32"])
async def test_an_answer_is_waited_for_while_the_program_works(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    reading, writing = os.pipe()
    try:
        asking = asyncio.ensure_future(next_input(reading, 100))
        await asyncio.sleep(0)
        assert not asking.done()
        os.write(writing, b"yes\n")
        assert await asyncio.wait_for(asking, 5) == b"yes\n"
    finally:
        os.close(reading)
        os.close(writing)


def test_windows_forgets_the_keys_pressed_before(console: SimpleNamespace) -> None:
    console.keys += ["y", "\r"]
    forget_typed()
    assert console.keys == []


def test_without_a_terminal_there_is_nothing_to_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as nothing:  # noqa: PTH123 - a descriptor is what counts
        monkeypatch.setattr(sys, "stdin", nothing)
        forget_typed()


def test_the_size_of_a_cell_is_asked_of_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    told = window_pixels(theirs)
    assert told is not None
    assert len(told) == 8
    reading, writing = os.pipe()
    assert window_pixels(reading) is None
    monkeypatch.setattr(sys, "platform", "win32")
    assert window_pixels(theirs) is None
    for one in (ours, theirs, reading, writing):
        os.close(one)


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_program_is_ended(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    process = subprocess.Popen(FOREVER, start_new_session=True)
    end_program(process, 5)
    assert process.wait(5) == -signal.SIGTERM


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_films_need_no_variable_where_there_is_always_a_desktop(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "it.mp4").write_bytes(b"x")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("ima_tui.player.which", {"mpv": FOREVER[0]}.get)
    player = Player(environment={})
    assert player.play(str(tmp_path / "it.mp4"), film=True) == "mpv"
    player.stop()
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(PlayError, match="no_player"):
        player.play(str(tmp_path / "it.mp4"), film=True)


def test_a_system_that_can_not_be_asked_whether_the_terminal_is_there_says_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("select.poll")
    assert not has_hung_up()


def under(system: type, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The folders as they would be on a system."""
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)

    def told() -> list[str]:
        found = live_folders({})
        return [str(one) for one in (found.data, found.results, found.logs, found.config)]

    return told


def test_a_mac_keeps_files_in_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path.home()
    library = home / "Library"
    assert under(MacOS, monkeypatch)() == [
        str(library / "Application Support" / "ima-tui"),
        str(home / "Downloads" / "IMA"),
        str(library / "Logs" / "ima-tui"),
        str(library / "Application Support" / "ima-tui"),
    ]


def test_windows_keeps_files_in_one_folder_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"CSIDL_LOCAL_APPDATA": "/local", "CSIDL_DOWNLOADS": "/user/Downloads"}
    monkeypatch.setattr("platformdirs.windows.get_win_folder", known.__getitem__)
    assert under(Windows, monkeypatch)() == [
        "/local/ima-tui",
        "/user/Downloads/IMA",
        "/local/ima-tui/Logs",
        "/local/ima-tui",
    ]
    assert folders.demo_folders({}).data == Path("/local/ima-tui/demo")
