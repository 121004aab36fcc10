"""One fault at one call: what becomes of a task meanwhile, and what a user makes of it then."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from ima_tui.catalog.bodies import Order
from ima_tui.catalog.inputs import InputMedia
from ima_tui.catalog.values import Value
from ima_tui.simulator.telling import told
from ima_tui.store.records import State, Task
from ima_tui.tasks.machine import UNSETTLED
from ima_tui.tasks.problems import ASKING, DAY_PASSED

from ..engine.rooms import Room, leaf, order, room
from ..made import picture
from .site import Json, Site, site

PATIENCE = 3 * 3600.0
"""How long a task may take to its end once the fault is gone, in seconds."""


@dataclass(frozen=True)
class Model:
    """What is bought in a trial."""

    task_type: str
    version: str
    values: dict[str, Value] = field(default_factory=dict)
    pictures: int = 0


PICTURE = Model("text_to_image", "gemini-3.1-flash-image-preview", {"size": "512px"})
PAIR = replace(PICTURE, values=PICTURE.values | {"n": 2})
EDITED = Model("image_to_image", "gemini-3.1-flash-image-preview", {"size": "512px"}, pictures=1)
FILM = Model("image_to_video", "ima-pro-fast", {"resolution": "480p"}, pictures=1)


@dataclass(frozen=True)
class Row:
    """A fault, and what must come of it.

    Attributes:
        fault: its name.
        call: the call that it hits.
        rules: how the simulator is told.
        held: how the task stands while the fault lasts.
        sends: how often the same create body arrived until then.
        charges: what was charged until then.
        way: what a user does then, when the fault is gone.
        ends: how the last task ends after that.
        files: how many results are on disk then.
        lost: how many results the service lists but never gives.
        after: how long the fault lasts, in seconds.
    """

    fault: str
    call: str
    rules: tuple[Json, ...]
    held: str = "done"
    sends: int = 1
    charges: int = 1
    way: str = ""
    ends: str = "done"
    files: int = 1
    lost: int = 0
    model: Model = PICTURE
    after: float = 300.0


@dataclass
class Found:
    """What came of it: see ``Row``.

    Attributes:
        losses: charges that no task of ours accounts for, and results that are not on disk.
        accepted: tasks of ours that the service accepted, in all.
        charged: charges, in all.
        mistakes: what was not as it must be.
    """

    held: str = ""
    sends: int = 0
    charges: int = 0
    way: str = ""
    ends: str = ""
    files: int = 0
    losses: int = 0
    accepted: int = 0
    charged: int = 0
    mistakes: list[str] = field(default_factory=list)


class Trial:
    """A task, a fault and a user.

    Args:
        row: which fault.
        place: the service.
        here: the program.
    """

    def __init__(self, row: Row, place: Site, here: Room) -> None:
        self._row = row
        self._site = place
        self._here = here
        self.found = Found()

    async def run(self) -> Found:
        order = await order_of(self._here, self._row.model)
        await self._site.put_in_force(*self._row.rules)
        task = await self._here.engine.submit(order)
        await self._site.clock.sleep(self._row.after)
        await self._meanwhile(task.id)
        await self._site.lift()
        task = await self._mended(task.id, order)
        await self._end(task)
        return self.found

    async def _meanwhile(self, task_id: str) -> None:
        """Note how things stand while the fault lasts."""
        engine, found = self._here.engine, self.found
        found.held = shown(engine.book.tasks[task_id])
        if engine.queue.paused:
            found.held += f", queue: {engine.queue.paused}"
        if engine.line.problem:
            found.held += f", line: {engine.line.problem}"
        found.sends = max(await self._site.sends(), default=0)
        found.charges = len(await self._site.charges())
        await self._check("meanwhile")

    async def _mended(self, task_id: str, order: Order) -> Task:
        """Do what a user would; returns the task that counts from then on."""
        engine = self._here.engine
        task = engine.book.tasks[task_id]
        if task.state is State.UNCONFIRMED:
            lost = await self._unheld()
            if lost:
                self.found.way = "attach"
                task = await engine.desk.attach(task_id, lost[0])
            else:
                self.found.way = "not created, run again"
                await engine.desk.not_created(task_id)
                task = await engine.submit(order)
        elif task.state is State.FAILED and task.task_id is None:
            self.found.way = "run again"
            task = await engine.submit(order)
        elif task.problem == DAY_PASSED:
            self.found.way = "stop watching"
            task = await engine.desk.stop_watching(task_id)
        elif task.problem in ASKING:
            self.found.way = "agree"
            task = await engine.desk.agree(task_id)
        if engine.queue.paused is not None:
            self.found.way = f"{self.found.way}, resume".removeprefix(", ")
            await engine.resume()
        return task

    async def _end(self, task: Task) -> None:
        book, found = self._here.engine.book, self.found
        until = self._site.clock.monotonic() + PATIENCE
        while not self._here.engine.at_rest(book.tasks[task.id]):
            if self._site.clock.monotonic() > until:
                await self._given_up(task.id)
                break
            await self._site.clock.sleep(1)
        task = book.tasks[task.id]
        found.ends = shown(task)
        found.files = sum(media.path is not None for media in task.medias)
        found.losses = len(await self._unheld()) + self._unsaved()
        found.charged = len(await self._site.charges())
        found.accepted = sum(task.task_id is not None for task in book.tasks.values())
        await self._check("at the end")
        self._compare()

    async def _given_up(self, task_id: str) -> None:
        """Stop waiting for a result that its host never gives."""
        if self._here.engine.book.tasks[task_id].problem == "gone":
            self.found.way = "stop watching"
            await self._here.engine.desk.stop_watching(task_id)

    async def _unheld(self) -> list[str]:
        """The charges that no task of ours accounts for."""
        held = {task.task_id for task in self._here.engine.book.tasks.values()}
        return [one.task_id for one in await self._site.charges() if one.task_id not in held]

    def _unsaved(self) -> int:
        """How many results the service has for us that are not on disk."""
        missing = 0
        for task in self._here.engine.book.tasks.values():
            there = self._site.sim.task(task.task_id)
            if there is None:
                continue
            now = round(self._site.clock.now() * 1000)
            medias = told(there, base_url="", now_ms=now)["medias"]
            saved = {media.position for media in task.medias if media.path is not None}
            missing += sum(bool(one["url"]) and at not in saved for at, one in enumerate(medias))
        return missing

    async def _check(self, when: str) -> None:
        """What must hold at any time."""
        tasks, mistakes = self._here.engine.book.tasks, self.found.mistakes
        charged = [one.task_id for one in await self._site.charges()]
        ours = [task.task_id for task in tasks.values() if task.task_id is not None]
        if len(set(charged)) != len(charged) or not set(ours) <= set(charged):
            mistakes.append(f"{when}: {ours} of {charged}")
        unsettled = sorted(task.id for task in tasks.values() if task.state in UNSETTLED)
        if self._here.pending() != unsettled:
            mistakes.append(f"{when}: kept requests {self._here.pending()}, not {unsettled}")
        mistakes += [f"{when}: {one}" for one in self._odd_files()]
        if when == "at the end" and self._hidden():
            mistakes.append(f"{when}: left behind {self._hidden()}")

    def _odd_files(self) -> list[str]:
        """Files that bear a name but are not, byte by byte, what the service made."""
        made = {path.read_bytes() for path in self._site.sim.gallery._folder.iterdir()}
        named = [path for path in self._here.files() if not path.name.startswith(".")]
        return [path.name for path in named if path.read_bytes() not in made]

    def _hidden(self) -> list[str]:
        return [path.name for path in self._here.files() if path.name.startswith(".")]

    def _compare(self) -> None:
        row, found = self._row, self.found
        for name in ("held", "sends", "charges", "way", "ends", "files"):
            wanted, was = getattr(row, name), getattr(found, name)
            if wanted != was:
                found.mistakes.append(f"{name}: {was}, not {wanted}")
        if found.losses != row.lost:
            found.mistakes.append(f"{found.losses} lost")


async def order_of(here: Room, model: Model, prompt: str = "a red fox") -> Order:
    """A filled form, with pictures from the folder where it wants some."""
    of = await leaf(here.client, model.task_type, model.version)
    inputs = []
    for number in range(model.pictures):
        path = here.folder / f"input-{number}.png"
        path.write_bytes(picture(640, 480))
        inputs.append(InputMedia(str(path), local=True))
    return replace(order(of, prompt, **model.values), inputs=tuple(inputs))


def shown(task: Task) -> str:
    """How a task stands, in the words of the ledger."""
    return f"{task.state} ({task.problem})" if task.problem else str(task.state)


async def tried(row: Row, folder: Path) -> Found:
    """Run one row of the table; to be run on a loop that waits for nothing."""
    random.seed(7)
    async with site() as place, room(place.url, folder, clock=place.clock) as here:
        return await Trial(row, place, here).run()
