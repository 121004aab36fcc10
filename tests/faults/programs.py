"""The other side of the nursery: an engine in a process of its own, which ends where it is told."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from ima_tui.api.client import ImaClient
from ima_tui.media import partial, saving
from ima_tui.store.budget import Caps, OverBudgetError
from ima_tui.store.ledger import Ledger
from ima_tui.store.pending import Pending
from ima_tui.store.records import State
from ima_tui.tasks import keeping
from ima_tui.tasks.guards import Guards
from ima_tui.tasks.preparing import Preparer

from ..engine.clocks import FastClock
from ..engine.rooms import room
from .flow_program import flow
from .nursery import BORN, ENDED
from .trial import EDITED, PICTURE, order_of

Json = dict[str, Any]
Here = Callable[..., bool]
"""Whether a call is the point that is meant; of its arguments."""

ALIVE_SECONDS = 30.0
BLOCK = 4096
"""Results are written in parts as small as that, so that there is something in between."""


def tell(text: str) -> None:
    os.write(sys.stdout.fileno(), f"{os.getpid()} {text}\n".encode())


def stop() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _around(owner: Any, name: str, here: Here, *, before: bool) -> None:
    """End the program before or after a call."""
    inner = getattr(owner, name)

    def plain(*args: Any, **more: Any) -> Any:
        meant = here(*args)
        if meant and before:
            stop()
        result = inner(*args, **more)
        if meant:
            stop()
        return result

    async def awaited(*args: Any, **more: Any) -> Any:
        meant = here(*args)
        if meant and before:
            stop()
        result = await inner(*args, **more)
        if meant:
            stop()
        return result

    setattr(owner, name, awaited if asyncio.iscoroutinefunction(inner) else plain)


def _always(*_args: object) -> bool:
    return True


def _to(state: State) -> Here:
    """A task's move to a state."""
    return lambda _ledger, before, after, *_more: after.state is state is not before.state


def _saved(_ledger: object, before: Any, after: Any, *_more: object) -> bool:
    return any(media.path for media in after.medias) and not any(m.path for m in before.medias)


def _beyond(size: int) -> Here:
    """A write after which so many bytes of a result are there."""
    return lambda file, content: file.size + len(content) > size


POINTS: dict[str, tuple[Any, str, Here, bool]] = {
    "before the request is kept": (Pending, "write", _always, True),
    "before the ledger has it": (Ledger, "add", _always, True),
    "once the ledger has it": (Ledger, "add", _always, False),
    "while it uploads": (Ledger, "move", _to(State.UPLOADING), False),
    "once its inputs are there": (Preparer, "prepare", _always, False),
    "before sending is written": (Ledger, "move", _to(State.SENDING), True),
    "before it leaves": (Ledger, "move", _to(State.SENDING), False),
    "before its answer is read": (ImaClient, "create", _always, False),
    "before acceptance is written": (Ledger, "move", _to(State.RUNNING), True),
    "before its request goes": (Ledger, "move", _to(State.RUNNING), False),
    "once its request is gone": (Pending, "remove", _always, False),
    "before saving is written": (Ledger, "move", _to(State.SAVING), True),
    "once saving is written": (Ledger, "move", _to(State.SAVING), False),
    "before the first byte": (partial.Partial, "write", _always, True),
    "after the first bytes": (partial.Partial, "write", _beyond(0), False),
    "amid the bytes": (partial.Partial, "write", _beyond(20_000), False),
    "before it is flushed": (partial.Partial, "sync", _always, True),
    "before it has its name": (partial.Partial, "sync", _always, False),
    "once it has its name": (saving, "place", _always, False),
    "before its description": (keeping, "write_sidecar", _always, True),
    "before the ledger knows the file": (Ledger, "move", _saved, True),
    "once the ledger knows the file": (Ledger, "move", _saved, False),
}


async def die(job: Json) -> None:
    """Run one task up to a point, and end there."""
    saving._BLOCK = BLOCK
    folder = Path(job["folder"])
    async with room(job["url"], folder, keep_prompts=False) as here:
        wanted = await order_of(here, EDITED if job["inputs"] else PICTURE, job["prompt"])
        owner, name, is_here, before = POINTS[job["point"]]
        _around(owner, name, is_here, before=before)
        await here.engine.submit(wanted)
        await asyncio.sleep(ALIVE_SECONDS)


async def spend(job: Json) -> None:
    """Submit what the caps let pass, and see all of it to its end."""
    guards = Guards(caps=Caps(day=job["cap"]), at_once=50)
    async with room(job["url"], Path(job["folder"]), guards=guards) as here:
        wanted = await order_of(here, PICTURE, job["prompt"])
        tell("ready")
        await asyncio.to_thread(_until, Path(job["start"]))
        passed = []
        for _ in range(job["tasks"]):
            try:
                passed.append(await here.engine.submit(wanted))
            except OverBudgetError:
                continue
        tell("submitted")
        for task in passed:
            await here.until(task.id, State.DONE)
        tell(f"done {json.dumps([task.id for task in passed])}")


def _until(file: Path) -> None:
    while not file.exists():
        os.sched_yield()


async def watch(job: Json) -> None:
    """Submit tasks, tell when all are accepted, then go on until killed."""
    clock = FastClock(job["pace"])
    async with room(job["url"], Path(job["folder"]), clock=clock) as here:
        tell("ready")
        wanted = await order_of(here, PICTURE, job["prompt"])
        tasks = [await here.engine.submit(wanted) for _ in range(job["tasks"])]
        for task in tasks:
            await here.until_true(task.id, lambda now: now.task_id is not None)
        tell(f"accepted {json.dumps([task.id for task in tasks])}")
        await asyncio.sleep(ALIVE_SECONDS)


async def run_flow(job: Json) -> None:
    """Run a workflow, and end before its so many-th write."""
    await flow(job, tell)


JOBS: dict[str, Callable[[Json], Awaitable[None]]] = {
    "die": die,
    "flow": run_flow,
    "spend": spend,
    "watch": watch,
}


def _bury(_number: int, _frame: object) -> None:
    """Tell of the programs that ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        code = os.waitstatus_to_exitcode(status)
        os.write(sys.stdout.fileno(), f"{pid} {ENDED} {-code}\n".encode())


def _live(job: Json) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    try:
        tell(BORN)
        asyncio.run(JOBS[job["job"]](job))  # type: ignore[arg-type]
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    signal.signal(signal.SIGCHLD, _bury)
    for line in iter(sys.stdin.readline, ""):
        if os.fork() == 0:
            _live(json.loads(line))


if __name__ == "__main__":
    main()
