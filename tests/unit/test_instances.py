"""Programs that share a data folder, told apart across processes."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ima_tui.store.instances import MISSED, Instances

PROGRAM = """
import sys
from pathlib import Path
from ima_tui.store.instances import Instances
mine = Instances(Path(sys.argv[1]))
mine.enter()
print(mine.own, flush=True)
sys.stdin.readline()
mine.leave()
print("left", flush=True)
sys.stdin.readline()
"""

ASKING = """
import sys
from pathlib import Path
from ima_tui.store.instances import Instances
print(Instances(Path(sys.argv[1])).is_alive(sys.argv[2]))
"""


class Program:
    """Another running program on the same folder."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.id = self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.line()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    yield program
    program.kill()


def test_a_program_knows_itself(tmp_path: Path) -> None:
    mine = Instances(tmp_path / "instances")
    mine.enter()
    assert mine.is_alive(mine.own)
    assert oct((tmp_path / "instances").stat().st_mode)[-3:] == "700"
    mine.leave()
    mine.leave()
    other = Instances(tmp_path / "instances")
    assert not other.is_alive(mine.own)
    other.clear({mine.own})
    assert not other.is_alive(mine.own), "at once, as long as anybody asks"
    other.clear(())
    assert list((tmp_path / "instances").iterdir()) == []


def test_two_programs_are_never_the_same(tmp_path: Path) -> None:
    assert Instances(tmp_path).own != Instances(tmp_path).own


def test_a_running_program_is_alive_for_others(tmp_path: Path, other: Program) -> None:
    mine = Instances(tmp_path)
    assert mine.is_alive(other.id)
    assert mine.is_alive(other.id), "asking takes nothing from it"


def test_a_killed_program_is_dead_at_once(tmp_path: Path, other: Program) -> None:
    mine = Instances(tmp_path)
    assert mine.is_alive(other.id)
    other.kill()
    assert not mine.is_alive(other.id)
    assert not mine.is_alive(other.id)
    mine.clear(())
    assert list(tmp_path.iterdir()) == [], "what it left is cleared away"


def test_a_program_that_left_is_dead_while_its_process_lives(
    tmp_path: Path, other: Program
) -> None:
    assert other.tell() == "left"
    assert other.process.poll() is None
    assert not Instances(tmp_path).is_alive(other.id)


def test_one_program_is_alive_for_another_in_one_process(tmp_path: Path) -> None:
    one, two = Instances(tmp_path), Instances(tmp_path)
    one.enter()
    assert two.is_alive(one.own)
    one.leave()
    assert not two.is_alive(one.own)


def test_who_lives_is_not_cleared_away(tmp_path: Path, other: Program) -> None:
    mine = Instances(tmp_path)
    mine.enter()
    mine.clear(())
    Instances(tmp_path).clear(())
    assert {path.stem for path in tmp_path.iterdir()} == {mine.own, other.id}
    mine.leave()


def test_a_program_whose_file_was_removed_has_time_to_write_it_again(tmp_path: Path) -> None:
    one, two = Instances(tmp_path), Instances(tmp_path)
    one.enter()
    for _ in range(3):
        (tmp_path / f"{one.own}.lock").unlink()
        for _ in range(MISSED - 1):
            assert two.is_alive(one.own)
        one.stay()
        assert two.is_alive(one.own)
    one.leave()
    assert not two.is_alive(one.own)
    one.stay()
    assert not two.is_alive(one.own), "who left does not come back"


def test_nobody_finds_it_free_while_it_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Instances(tmp_path)
    one.enter()
    (tmp_path / f"{one.own}.lock").unlink()
    asking = [sys.executable, "-c", ASKING, str(tmp_path), one.own]
    told: list[str] = []
    lock = fcntl.flock

    def asked_before(file: int, how: int) -> None:
        told.append(subprocess.run(asking, capture_output=True, text=True, check=True).stdout)
        lock(file, how)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", asked_before)
        one.stay()
    assert set(told) == {"True\n"}
    two = Instances(tmp_path)
    assert two.is_alive(one.own)
    assert [path.name for path in tmp_path.iterdir()] == [f"{one.own}.lock"]
    one.leave()
    assert not two.is_alive(one.own)


def test_an_empty_file_in_its_place_is_replaced(tmp_path: Path) -> None:
    one, two = Instances(tmp_path), Instances(tmp_path)
    one.enter()
    path = tmp_path / f"{one.own}.lock"
    path.rename(tmp_path / "kept")
    path.touch()  # as another program leaves one that looked just when it was removed
    one.stay()
    assert two.is_alive(one.own)


def test_what_never_was_is_dead_after_a_while(tmp_path: Path) -> None:
    mine = Instances(tmp_path / "none")
    asked = [mine.is_alive("abc") for _ in range(MISSED + 1)]
    assert asked == [True] * (MISSED - 1) + [False] * 2
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b"])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        Instances(tmp_path).is_alive(name)
