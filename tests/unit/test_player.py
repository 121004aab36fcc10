"""Playing: with what is there, one at a time, and silence when the app ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ima_tui.player import Player, PlayError

from .programs import Bench

FOREVER = "exec sleep 60\n"
SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.setenv("PATH", str(made.folder))
    return made


@pytest.fixture
def song(tmp_path: Path) -> str:
    path = tmp_path / "-song; rm.wav"
    path.write_bytes(b"RIFF")
    return str(path)


class Hands:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def player(hands: Hands) -> Iterator[Player]:
    player = Player(hands, SCREEN)
    yield player
    player.stop()


def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("did not come true")


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_sound_is_played_until_it_is_stopped(
    bench: Bench, player: Player, song: str, hands: Hands
) -> None:
    bench.add("mpv", FOREVER)
    assert player.play(song) == "mpv"
    # the name is an argument of its own, and can't be taken for an option
    assert bench.seen()[-1] == song
    assert bench.seen()[-1].startswith("/")
    hands.now += 12.5
    assert player.position(song) == 12.5
    assert player.position("another") is None
    player.stop()
    assert player.playing is None
    assert player.position(song) is None
    assert player.failure() == ""


def test_what_comes_to_its_end_plays_no_more(bench: Bench, player: Player, song: str) -> None:
    bench.add("mpv")
    player.play(song)
    until(lambda: player.playing is None)
    assert player.failure() == ""


def test_a_program_that_can_not_play_is_told_of_once(
    bench: Bench, player: Player, song: str
) -> None:
    bench.add("ffplay", "exit 1\n")
    player.play(song)
    until(lambda: player.playing is None)
    assert player.failure() == "ffplay"
    assert player.failure() == ""


def test_one_at_a_time(bench: Bench, player: Player, song: str, tmp_path: Path) -> None:
    bench.add("mpv", FOREVER)
    player.play(song)
    assert player._playing is not None
    first = player._playing.process.pid
    other = tmp_path / "other.mp3"
    other.write_bytes(b"ID3")
    player.play(str(other))
    assert gone(first)
    assert player.playing == str(other)


def test_a_script_ends_with_what_it_started(
    bench: Bench, player: Player, song: str, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    # one that does not listen
    bench.add("mpv", f"trap '' TERM\nsleep 60 &\necho $! > {child}\nwait\nwait\n")
    player.play(song)
    until(lambda: child.exists() and child.read_text().strip() != "")
    player.stop()
    until(lambda: gone(int(child.read_text())))


@pytest.mark.parametrize(
    ("there", "suffix", "chosen"),
    [
        (["mpv", "ffplay"], ".mp3", "mpv"),
        (["ffplay", "aplay"], ".mp3", "ffplay"),
        (["aplay"], ".wav", "aplay"),
        (["aplay", "mpg123"], ".mp3", "mpg123"),
        (["aplay"], ".mp3", None),
        ([], ".wav", None),
    ],
)
def test_what_is_there_is_used(
    bench: Bench,
    player: Player,
    tmp_path: Path,
    there: list[str],
    suffix: str,
    chosen: str | None,
) -> None:
    for name in there:
        bench.add(name)
    file = tmp_path / f"it{suffix}"
    file.write_bytes(b"x")
    if chosen is None:
        with pytest.raises(PlayError) as caught:
            player.play(str(file))
        assert caught.value.reason == "no_player"
    else:
        assert player.play(str(file)) == chosen


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a screen")
def test_a_film_needs_a_screen(bench: Bench, song: str) -> None:
    bench.add("mpv")
    with pytest.raises(PlayError):
        Player(environment={}).play(song, film=True)


def test_a_film_is_shown(bench: Bench, player: Player, song: str) -> None:
    bench.add("mpv", FOREVER)
    player.play(song, film=True)
    assert "--no-video" not in bench.seen()


def test_a_file_that_is_gone_is_said(bench: Bench, player: Player, song: str) -> None:
    bench.add("mpv")
    Path(song).unlink()
    with pytest.raises(PlayError) as caught:
        player.play(song)
    assert caught.value.reason == "missing"


def test_silence_when_the_program_ends(bench: Bench, song: str, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    bench.add("mpv", f"echo $$ > {pid}\n{FOREVER}")
    program = (
        "import sys, time; from pathlib import Path; from ima_tui.player import Player\n"
        f"Player().play(sys.argv[1])\n"
        f"while not (Path({str(pid)!r}).exists() and Path({str(pid)!r}).read_text().strip()):\n"
        "    time.sleep(0.01)\n"
    )
    subprocess.run([sys.executable, "-c", program, song], check=True)
    until(lambda: gone(int(pid.read_text())))


def test_no_signal_of_the_terminal_reaches_it(bench: Bench, player: Player, song: str) -> None:
    bench.add("mpv", FOREVER)
    player.play(song)
    assert player._playing is not None
    group = os.getpgid(player._playing.process.pid)
    assert group != os.getpgid(0)
    os.killpg(group, signal.SIGTERM)
    until(lambda: player.playing is None)
