"""The simulated service: accepts tasks, charges for them and tells their state."""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from . import catalog as catalogs
from .answers import Code, Refusal
from .assets import Assets
from .checks import checked
from .draft import Asker
from .fates import fate_of
from .faults import Asked, FaultBook, FaultError, Faults
from .gallery import Gallery
from .ledger import Ledger
from .plan import plan_medias
from .records import Task
from .rules import AddModel, AnyOffer, OfferRule
from .settings import START_POINTS, Change, Settings
from .shelf import changed, problem
from .store import Store, private_folder
from .telling import MediaFile, media_file, parse_name, told
from .timing import draw_seconds
from .traffic import Traffic
from .uploads import Uploads

__all__ = ["START_POINTS", "Simulator"]

# The service's own deadline, which never ends a task here.
_TIMEOUT_FACTOR = 4
_SHORTEST_MS = 10


class Simulator:
    """The stand-in service without its HTTP side.

    Args:
        folder: Holds tasks, points, uploads and media over restarts; None for a passing one.
        speed: Tasks run this many times faster, and estimates say so.
        seed: Decides how long tasks take and what media look like; None keeps the folder's or
            draws one.
        clock: The time, in seconds since the epoch.
        catalog: What is on offer; None for the simulator's own.
        pause: Waits a number of seconds, for the faults that take time.
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        speed: float = 1.0,
        seed: int | None = None,
        clock: Callable[[], float] = time.time,
        catalog: catalogs.Catalog | None = None,
        pause: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        if speed <= 0:
            raise ValueError("speed must be above 0")
        self.speed = speed
        self.clock = clock
        self.pause = pause
        self.traffic = Traffic()
        self._first_catalog = catalog or catalogs.load(speed=speed)
        self._passing = None if folder else tempfile.TemporaryDirectory(prefix="ima-simulator-")
        home = private_folder(folder or Path(self._passing.name if self._passing else "."))
        self.store = Store(home, durable=folder is not None)
        if seed is not None:
            self.store.set_fact("seed", str(seed))
        self._seed = int(self.store.fact("seed", str(secrets.randbits(32))))
        self.uploads = Uploads(home / "uploads", self.store)
        self._assets = Assets(self.store)
        self.gallery = Gallery(home / "media")
        self.faults = FaultBook(self._seed)
        self.settings = msgspec.json.decode(self.store.fact("settings", "{}"), type=Settings)
        self._changes = msgspec.json.decode(self.store.fact("offers", "[]"), type=list[AnyOffer])
        self.catalog = changed(self._first_catalog, self._changes)
        self._ledger = Ledger()
        self._tasks: dict[str, Task] = {}
        self._by_biz_id: set[str] = set()
        for task in self.store.tasks():
            self._hold(task)

    def close(self) -> None:
        """End; a passing simulator leaves nothing behind."""
        self.gallery.close()
        self.store.close()
        if self._passing:
            self._passing.cleanup()

    def create(self, account: str, body: Any) -> dict[str, Any]:
        """Accept a task and charge for it.

        Args:
            account: Who asks (see `account_of`).
            body: The decoded JSON body of the create call.

        Returns:
            The ``data`` of the answer. The task is on disk.

        Raises:
            Refusal: If a check fails or the points do not reach.
        """
        draft = checked(body, self.catalog, self._asker(account))
        points = int(draft.rule["points"])
        if self.balance(account) < points * draft.n:
            raise Refusal(Code.POINTS_SHORT, "Insufficient points")
        product = draft.product
        asked = Asked("create", account, draft.task_type, models_of(product))
        fate = fate_of(self.faults.at_task(asked), draft.n * product.results)
        ordinal = len(self._tasks) + 1
        seconds = draw_seconds(product.span.sped_up(self.speed), seed=self._seed, ordinal=ordinal)
        task = Task(
            id=f"task_{uuid4().hex}",
            biz_id=f"biz_{uuid4().hex}",
            ordinal=ordinal,
            account=account,
            task_type=draft.task_type,
            version=product.version,
            points=points,
            n=draft.n,
            created_ms=self._now_ms(),
            duration_ms=max(_SHORTEST_MS, round(seconds * 1000)),
            medias=plan_medias(
                product,
                draft.inner,
                draft.prompt,
                count=draft.n * product.results + fate.late,
                seed=self._seed,
                ordinal=ordinal,
            ),
            model_id=models_of(product)[0],
            fate=fate,
            refunds=self.settings.refunds,
        )
        self.store.add_task(task)
        self._hold(task)
        return {
            "id": task.id,
            "biz_id": task.biz_id,
            "task_type": task.task_type,
            "medias": [],
            "generate_count": task.n,
            "created_at": task.created_ms,
            "timeout_at": task.created_ms + _TIMEOUT_FACTOR * task.duration_ms,
        }

    def detail(self, account: str, task_id: Any, *, base_url: str) -> dict[str, Any]:
        """Return the state of a task.

        Args:
            account: Who asks.
            task_id: The task's id.
            base_url: What media addresses begin with.

        Raises:
            Refusal: If the account has no task of that id.
        """
        task = self.task(task_id)
        if task is None or task.account != account:
            hint = ": use id, not biz_id" if task_id in self._by_biz_id else ""
            raise Refusal(Code.BAD_REQUEST, f"task not found{hint}")
        return told(task, base_url=base_url, now_ms=self._now_ms())

    def media(self, name: str) -> MediaFile | None:
        """The media file of a name; None before it is ready, or if there is none."""
        task = self.task_of_media(name)
        return None if task is None else media_file(task, name, self._now_ms())

    def served(self, file: MediaFile) -> bool:
        """Count a fetch of a media file: false once its address has expired."""
        return file.fetches is None or self.store.add_fetch(file.name) <= file.fetches

    def task(self, task_id: Any) -> Task | None:
        """The task of an id, whoever's it is."""
        return self._tasks.get(task_id) if isinstance(task_id, str) else None

    def task_of_media(self, name: str) -> Task | None:
        """The task that a media file's name belongs to."""
        parsed = parse_name(name)
        return self._tasks.get(parsed.task_id) if parsed else None

    def apply(self, faults: Faults) -> None:
        """Put rules in force and change settings.

        Args:
            faults: The rules and settings.

        Raises:
            FaultError: If a rule is about a model that there is not; nothing is changed then.
        """
        in_force = [tally.rule for tally in self.faults.tallies]
        every = (*self._changes, *in_force, *faults.rules)
        coming = [rule for rule in every if isinstance(rule, AddModel)]
        catalog = changed(self._first_catalog, coming)
        for number, rule in enumerate(faults.rules, 1):
            reason = problem(rule, catalog) if isinstance(rule, OfferRule) else None
            if reason:
                raise FaultError(f"rule {number} ({rule.__struct_config__.tag}), {reason}")
        self.faults.add(faults.rules)
        self.change(faults.settings)

    def change(self, change: Change) -> None:
        """Change settings, for good."""
        self.settings = change.of(self.settings)
        self.store.set_fact("settings", msgspec.json.encode(self.settings).decode())

    def change_offer(self, change: AnyOffer) -> None:
        """Change what is on offer, for good."""
        self._changes = [*(one for one in self._changes if one != change), change]
        self.store.set_fact("offers", msgspec.json.encode(self._changes).decode())
        self.catalog = changed(self._first_catalog, self._changes)

    def verify(self, account: str, body: Any) -> dict[str, Any]:
        """Answer an asset check.

        Args:
            account: Who asks.
            body: The decoded JSON body.

        Raises:
            Refusal: If the address or the name is not usable.
        """
        return self._assets.verify(account, body)

    def balance(self, account: str) -> int:
        """Points an account has left."""
        return self._ledger.balance(account, start=self.settings.points, now_ms=self._now_ms())

    def ledger(self) -> dict[str, Any]:
        """All charges and refunds, oldest first, and what every account has left."""
        return self._ledger.told(start=self.settings.points, now_ms=self._now_ms())

    def _asker(self, account: str) -> Asker:
        return Asker(
            subscribed=self.settings.subscribed,
            verified=lambda url: self._assets.passed(account, url),
            size_of=self.uploads.size_of,
        )

    def _hold(self, task: Task) -> None:
        self._tasks[task.id] = task
        self._by_biz_id.add(task.biz_id)
        self._ledger.hold(task)

    def _now_ms(self) -> int:
        return round(self.clock() * 1000)


def models_of(product: catalogs.Product) -> tuple[str, str]:
    """What rules may call a product: its ``model_id`` and its version."""
    return str(product.leaf["model_id"]), product.version
