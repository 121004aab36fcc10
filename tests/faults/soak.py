"""A thousand tasks while one call in twenty goes wrong, over two crashes: what is left of it."""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from ima_tui.api.errors import ImaError
from ima_tui.catalog.bodies import Order
from ima_tui.simulator.telling import told
from ima_tui.store.records import State, Task
from ima_tui.tasks.guards import Guards
from ima_tui.tasks.machine import OPEN
from ima_tui.tasks.problems import ASKING

from ..engine.rooms import Room, room
from .site import Json, Site, site
from .trial import PAIR, PICTURE, Model, order_of

SPEECH = Model("text_to_speech", "seed-tts-1.1")
MODELS = (PICTURE, SPEECH, PAIR, SPEECH)
AT_ONCE = 25
ROUND_SECONDS = 30.0
"""So often a user looks at what needs one."""
CRASH_AFTER = 150.0
"""In seconds of each of the first two runs."""
MOST_ROUNDS = 1000

_SHARE = 0.005
_OF_CALLS: tuple[Json, ...] = (
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 502, "body": "html", "after": True},
    {"kind": "status", "status": 429, "retry_after": 2},
    {"kind": "code", "code": 503},
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "delay", "seconds": 100, "after": True},
    {"kind": "malformed"},
    {"kind": "truncated"},
    {"kind": "wrong_type"},
    {"kind": "wrong_length", "bytes": 100},
)
"""Eleven of so small a share each: together one call in twenty."""
_OF_TASKS: tuple[Json, ...] = (
    {"kind": "fail_task", "every": 61},
    {"kind": "fail_media", "count": 1, "every": 23},
    {"kind": "unknown_status", "status": "in_review", "every": 17},
    {"kind": "late", "every": 41},
)
RULES = (*(rule | {"probability": _SHARE} for rule in _OF_CALLS), *_OF_TASKS)


@dataclass
class Figures:
    """What a soak ended with.

    Attributes:
        crashed: how the tasks stood that the crashes met, by state.
        states: how many tasks ended how.
        ways: how often a user did what.
        calls: calls of the program, in all.
        hits: how many of them a fault hit, by kind.
        charged: points of the service's ledger, and of ours.
        charges: charges, and tasks of ours with an id of the service.
        results: saved ones, and those that the service made for us.
        most_sends: of the same body.
        hours: how long it took by its own clock.
        mistakes: what is not as it must be.
    """

    crashed: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    charged: tuple[int, int] = (0, 0)
    charges: tuple[int, int] = (0, 0)
    results: tuple[int, int] = (0, 0)
    most_sends: int = 0
    hours: float = 0.0
    mistakes: list[str] = field(default_factory=list)


async def soak(folder: Path, tasks: int) -> Figures:
    """Run it; on a loop that waits for nothing."""
    random.seed(7)
    figures = Figures()
    guards = Guards(at_once=AT_ONCE)
    async with site(seed=11) as place:
        await place.put_in_force(*RULES)
        for run, share in enumerate((0.4, 0.3)):
            made = room(place.url, folder, crash=True, guards=guards, clock=place.clock)
            async with made as here:
                await _submit(here, run, round(tasks * share))
                crash_at = place.clock.monotonic() + CRASH_AFTER
                while place.clock.monotonic() < crash_at:
                    await _looked_after(here, place, figures)
                open_ones = here.engine.book.holding(OPEN)
                figures.crashed += Counter(str(task.state) for task in open_ones)
        async with room(place.url, folder, guards=guards, clock=place.clock) as here:
            await _submit(here, 2, round(tasks * 0.3))
            for _ in range(MOST_ROUNDS):
                await _looked_after(here, place, figures)
                if _over(here):
                    break
            await _counted(here, place, figures)
    return figures


async def _submit(here: Room, run: int, count: int) -> None:
    """Order what is wanted; the lists may take a few tries."""
    orders: list[Order] = []
    while len(orders) < len(MODELS):
        try:
            orders.append(await order_of(here, MODELS[len(orders)]))
        except (ImaError, AssertionError):
            continue
    for number in range(count):
        wanted = orders[number % len(orders)]
        prompt = f"Good morning, number {number} of run {run}."
        await here.engine.submit(replace(wanted, prompt=prompt))


async def _looked_after(here: Room, place: Site, figures: Figures) -> None:
    """Wait a little, then do what a user does: settle, agree, let the queue go on."""
    await place.clock.sleep(ROUND_SECONDS)
    engine = here.engine
    creates = (await place.http.get("/__sim/requests")).json()["creates"]
    made = {one["body"]: one["task_ids"] for one in creates}
    for task in engine.book.holding(frozenset({State.UNCONFIRMED})):
        ids = made.get(_known_as(task), [])
        try:
            if ids:
                await engine.desk.attach(task.id, ids[0])
            else:
                await engine.desk.not_created(task.id)
        except ImaError:
            continue
        figures.ways["attach" if ids else "not created"] += 1
    for task in engine.book.queue():
        if task.problem in ASKING:
            figures.ways["agree"] += 1
            await engine.desk.agree(task.id)
    held = any(task.problem == "restart" for task in engine.book.queue())
    if held or engine.queue.paused is not None:
        figures.ways["resume"] += 1
        await engine.resume()


def _known_as(task: Task) -> str:
    """What the simulator's record knows a body by."""
    return task.body_hash[:16]


def _over(here: Room) -> bool:
    engine = here.engine
    return all(engine.at_rest(task) for task in engine.book.tasks.values())


async def _counted(here: Room, place: Site, figures: Figures) -> None:
    """Compare what is left with the service's own records."""
    ours = await here.ledger.page(0, 10_000)
    charges = await place.charges()
    held = {task.task_id: task for task in ours if task.task_id is not None}
    figures.states = Counter(str(task.state) for task in ours)
    figures.charges = (len(charges), len(held))
    figures.charged = (sum(one.points for one in charges), (await here.ledger.totals())[1])
    figures.most_sends = max(await place.sends())
    figures.hours = place.clock.monotonic() / 3600
    await _count_calls(place, figures)
    saved = [Path(m.path) for task in ours for m in task.medias if m.path is not None]
    wanted = 0
    for charge in charges:
        task = held.get(charge.task_id)
        if task is None:
            figures.mistakes.append(f"a charge that is nobody's: {charge.task_id}")
            continue
        ready, failed = _made(place, charge.task_id)
        wanted += ready
        figures.mistakes += _odd(task, charge.points, ready, failed)
    figures.results = (len(saved), wanted)
    figures.mistakes += _odd_files(here, place, saved)
    figures.mistakes += [f"kept request {one}" for one in here.pending()]


async def _count_calls(place: Site, figures: Figures) -> None:
    told_of = (await place.http.get("/__sim/requests")).json()["calls"]
    figures.calls = sum(sum(by.values()) for by in told_of.values())
    for one in (await place.http.get("/__sim/faults")).json()["rules"]:
        figures.hits[one["rule"]["kind"]] += one["hits"]


def _made(place: Site, task_id: str) -> tuple[int, int]:
    """How many results the service has for a task, and how many failed."""
    there = place.sim.task(task_id)
    assert there is not None
    medias = told(there, base_url="", now_ms=round(place.clock.now() * 1000))["medias"]
    ready = sum(bool(one["url"]) for one in medias)
    return ready, len(medias) - ready


def _odd(task: Task, charged: int, ready: int, failed: int) -> list[str]:
    """What is not as it must be with an accepted task."""
    right = State.FAILED if not ready else State.PARTIAL if failed else State.DONE
    odd = [] if task.state is right else [f"{task.id}: {task.state}, not {right}"]
    saved = sum(media.path is not None for media in task.medias)
    if saved != ready:
        odd.append(f"{task.id}: {saved} of {ready} results")
    return odd if task.points == charged else [*odd, f"{task.id}: {task.points}, not {charged}"]


def _odd_files(here: Room, place: Site, saved: list[Path]) -> list[str]:
    """Files that are missing, more than there should be, or not what the service made."""
    made = {_digest(path) for path in place.sim.gallery._folder.iterdir()}
    odd = [f"not whole: {path.name}" for path in saved if _digest(path) not in made]
    if here.files() != sorted(saved):
        odd.append(f"{len(here.files())} files for {len(saved)} results")
    return odd


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest() if path.exists() else b""
