"""kill -9 at every transition: what the next start finds, and what becomes of it."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ima_tui.simulator.service import Simulator
from ima_tui.store.pending import ORPHAN_SECONDS
from ima_tui.store.records import State

from ..engine.rooms import Room, room
from .nursery import Nursery
from .programs import POINTS

PROMPT = "a zebra that plays the xylophone"


@dataclass(frozen=True)
class Kill:
    """A point at which the program is killed.

    Attributes:
        point: see ``programs.POINTS``.
        found: how the next start finds the task: ``watched`` goes on by itself, ``over`` but for
            the one more look at it, unless that was made before; empty is no task at all.
        way: what a user then does.
        charges: what was charged by then.
        inputs: whether the task has inputs to upload.
        forgotten: whether the prompt is gone from disk at the moment of the kill already.
    """

    point: str
    found: str
    way: str = ""
    charges: int = 1
    inputs: bool = False
    forgotten: bool = True


_HELD = ("queued (restart)", "resume", 0)
_UNSURE = "unconfirmed (restart)"
_WATCHED = "watched"
_OVER = "over"

KILLS = (
    Kill("before the request is kept", "", charges=0),
    Kill("before the ledger has it", "", charges=0, forgotten=False),
    Kill("once the ledger has it", *_HELD, forgotten=False),
    Kill("while it uploads", *_HELD, inputs=True, forgotten=False),
    Kill("once its inputs are there", *_HELD, inputs=True, forgotten=False),
    Kill("before sending is written", *_HELD, forgotten=False),
    Kill("before it leaves", _UNSURE, "send again", 0, forgotten=False),
    Kill("before its answer is read", _UNSURE, "attach", forgotten=False),
    Kill("before acceptance is written", _UNSURE, "attach", forgotten=False),
    Kill("before its request goes", _WATCHED, forgotten=False),
    *(
        Kill(point, _WATCHED)
        for point in (
            "once its request is gone",
            "before saving is written",
            "once saving is written",
            "before the first byte",
            "after the first bytes",
            "amid the bytes",
            "before it is flushed",
            "before it has its name",
            "once it has its name",
            "before its description",
            "before the ledger knows the file",
        )
    ),
    Kill("once the ledger knows the file", _OVER),
)


def test_every_point_has_its_test() -> None:
    assert {kill.point for kill in KILLS} == set(POINTS)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.point)
async def test_killed(
    kill: Kill, nursery: Nursery, sim: Simulator, url: str, tmp_path: Path
) -> None:
    about = {"folder": str(tmp_path), "url": url, "prompt": PROMPT, "inputs": kill.inputs}
    program = nursery.start("die", point=kill.point, **about)
    assert program.ended() == signal.SIGKILL
    charges = [one["task_id"] for one in sim.ledger()["charges"]]
    assert len(charges) == kill.charges
    assert _none_is_half_written(tmp_path, sim)
    assert not kill.forgotten or _with_prompt(tmp_path) == []
    async with room(url, tmp_path, keep_prompts=False) as here:
        found = [task.id for task in await here.ledger.page(0, 2)]
        assert len(found) == bool(kill.found)
        held = list(here.engine.book.tasks)
        assert held == found or (kill.found == _OVER and not held)
        for task_id in here.engine.book.tasks:
            await _goes_on(here, kill, task_id, charges)
        for task_id in found:
            await _is_done(here, task_id)
    assert _none_is_half_written(tmp_path, sim)
    if not kill.found:
        await _is_swept(url, tmp_path)
    assert _with_prompt(tmp_path) == []
    assert len(sim.ledger()["charges"]) == bool(kill.found)


async def _goes_on(here: Room, kill: Kill, task_id: str, charges: list[str]) -> None:
    """Do what a user does after the restart, and wait for the end."""
    task = here.engine.book.tasks[task_id]
    if kill.found not in {_WATCHED, _OVER}:
        assert f"{task.state} ({task.problem})" == kill.found
        assert here.pending() == [task_id]
    else:
        assert here.pending() == []
    if kill.way == "resume":
        await here.engine.resume()
    elif kill.way == "attach":
        await here.engine.desk.attach(task_id, charges[0])
    elif kill.way == "send again":
        await here.engine.desk.send_again(task_id)
    await here.until(task_id, State.DONE)
    while not here.engine.at_rest(here.engine.book.tasks[task_id]):
        await here.clock.sleep(1)


async def _is_done(here: Room, task_id: str) -> None:
    """It ended with one whole file and its description."""
    task = await here.ledger.get(task_id)
    assert task is not None
    assert task.state is State.DONE
    (media,) = task.medias
    assert here.files() == [Path(str(media.path))]
    described = Path(f"{media.path}.json")
    assert [path.name for path in described.parent.glob("*.json")] == [described.name]


def _none_is_half_written(folder: Path, sim: Simulator) -> bool:
    """Tell whether every file that bears a name is what the service made, byte by byte."""
    made = {path.read_bytes() for path in sim.gallery._folder.iterdir()}
    named = [path for path in (folder / "results").glob("[!.]*") if path.suffix != ".json"]
    return all(path.read_bytes() in made for path in named)


def _with_prompt(folder: Path) -> list[str]:
    """The files that hold the prompt, the database's journal included."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if PROMPT.encode() in path.read_bytes()]


async def _is_swept(url: str, folder: Path) -> None:
    """A request without a task is nobody's: a later start removes it."""
    for path in (folder / "pending").glob("*"):
        then = time.time() - 2 * ORPHAN_SECONDS
        os.utime(path, (then, then))
    async with room(url, folder):
        pass
