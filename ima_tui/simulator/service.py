"""The simulated service: accepts tasks, charges for them and tells their state."""

import hashlib
import secrets
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from . import catalog as catalogs
from .answers import Code, Refusal
from .checks import checked, usable_address
from .gallery import Gallery
from .plan import plan_medias
from .records import READY, MediaPlan, Task, media_state, ready_ms, task_status
from .store import Store, private_folder
from .timing import draw_seconds
from .uploads import Uploads

START_POINTS = 2_000
_KEY_PREFIX = "ima_"
_BEARER = "Bearer "
# The service's own deadline, which never ends a task here.
_TIMEOUT_FACTOR = 4
_SHORTEST_MS = 10
_LONGEST_NAME = 64
_MEDIA_TYPES = {"png": "image/png", "mp4": "video/mp4", "mp3": "audio/mpeg", "wav": "audio/wav"}
_COVER_TYPE = "image/jpeg"


class MediaFile(NamedTuple):
    """A media file that can be asked for.

    Args:
        name: Its name in the gallery.
        plan: What it is made from.
        cover: The film's cover in place of the film.
        content_type: Its MIME type.
    """

    name: str
    plan: MediaPlan
    cover: bool
    content_type: str


class Simulator:
    """The stand-in service without its HTTP side.

    Args:
        folder: Holds tasks, points, uploads and media over restarts; None for a passing one.
        speed: Tasks run this many times faster, and estimates say so.
        seed: Decides how long tasks take and what media look like; None keeps the folder's or
            draws one.
        clock: The time, in seconds since the epoch.
        catalog: What is on offer; None for the simulator's own.
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        speed: float = 1.0,
        seed: int | None = None,
        clock: Callable[[], float] = time.time,
        catalog: catalogs.Catalog | None = None,
    ) -> None:
        if speed <= 0:
            raise ValueError("speed must be above 0")
        self.speed = speed
        self.clock = clock
        self.catalog = catalog or catalogs.load(speed=speed)
        self._passing = None if folder else tempfile.TemporaryDirectory(prefix="ima-simulator-")
        home = private_folder(folder or Path(self._passing.name if self._passing else "."))
        self.store = Store(home, durable=folder is not None)
        if seed is not None:
            self.store.set_fact("seed", str(seed))
        self._seed = int(self.store.fact("seed", str(secrets.randbits(32))))
        self.uploads = Uploads(home / "uploads", self.store)
        self.gallery = Gallery(home / "media")
        self._tasks: dict[str, Task] = {}
        self._spent: dict[str, int] = defaultdict(int)
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
        draft = checked(body, self.catalog)
        points = int(draft.rule["points"])
        if self.balance(account) < points * draft.n:
            raise Refusal(Code.POINTS_SHORT, "Insufficient points")
        ordinal = len(self._tasks) + 1
        seconds = draw_seconds(
            draft.product.span.sped_up(self.speed), seed=self._seed, ordinal=ordinal
        )
        task = Task(
            id=f"task_{uuid4().hex}",
            biz_id=f"biz_{uuid4().hex}",
            ordinal=ordinal,
            account=account,
            task_type=draft.task_type,
            version=draft.product.version,
            points=points,
            n=draft.n,
            created_ms=self._now_ms(),
            duration_ms=max(_SHORTEST_MS, round(seconds * 1000)),
            medias=plan_medias(
                draft.product,
                draft.inner,
                draft.prompt,
                n=draft.n,
                seed=self._seed,
                ordinal=ordinal,
            ),
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
        """Tell the state of a task.

        Args:
            account: Who asks.
            task_id: The task's id.
            base_url: What media addresses begin with.

        Raises:
            Refusal: If the account has no task of that id.
        """
        task = self._tasks.get(task_id) if isinstance(task_id, str) else None
        if task is None or task.account != account:
            hint = ": use id, not biz_id" if task_id in self._by_biz_id else ""
            raise Refusal(Code.BAD_REQUEST, f"task not found{hint}")
        now = self._now_ms()
        states = [media_state(task, place, now) for place in range(len(task.medias))]
        return {
            "id": task.id,
            "biz_id": task.biz_id,
            "task_type": task.task_type,
            "status": task_status(states),
            "generate_count": task.n,
            "created_at": task.created_ms,
            "medias": [
                _told(task, place, base_url)
                if state == READY
                else {"resource_status": state.resource_status, "status": state.status, "url": ""}
                for place, state in enumerate(states)
            ],
        }

    def media(self, name: str) -> MediaFile | None:
        """The media file of a name; None before it is ready, or if there is none."""
        stem, _, ending = name.rpartition(".")
        cover = stem.endswith("_cover")
        task_id, _, place = stem.removesuffix("_cover").rpartition("_")
        task = self._tasks.get(task_id)
        if task is None or not place.isdecimal() or int(place) >= len(task.medias):
            return None
        plan = task.medias[int(place)]
        wanted = "jpg" if cover else plan.format
        if ending != wanted or (cover and plan.kind != "video"):
            return None
        if self._now_ms() < ready_ms(task, int(place)):
            return None
        return MediaFile(name, plan, cover, _COVER_TYPE if cover else _MEDIA_TYPES[plan.format])

    def verify(self, body: Any) -> dict[str, Any]:
        """Answer an asset check; every usable address passes.

        Raises:
            Refusal: If the address or the name is not usable.
        """
        url = body.get("url") if isinstance(body, dict) else None
        if not isinstance(url, str) or not usable_address(url):
            raise Refusal(Code.BAD_REQUEST, "url must be an https address")
        if len(str(body.get("name", ""))) > _LONGEST_NAME:
            raise Refusal(Code.BAD_REQUEST, f"name is longer than {_LONGEST_NAME} characters")
        identity = hashlib.sha256(url.encode()).hexdigest()[:24]
        return {
            "result": {
                "id": f"asset_{identity}",
                "status": "active",
                "asset_type": "image",
                "error": {"code": "", "message": ""},
            }
        }

    def balance(self, account: str) -> int:
        """Points an account has left."""
        return START_POINTS - self._spent[account]

    def ledger(self) -> dict[str, Any]:
        """All charges, oldest first, and what every account has left."""
        return {
            "start": START_POINTS,
            "balances": {account: START_POINTS - spent for account, spent in self._spent.items()},
            "charges": [
                {
                    "task_id": task.id,
                    "account": task.account,
                    "task_type": task.task_type,
                    "model_version": task.version,
                    "points": task.points,
                    "n": task.n,
                    "charged": task.charged,
                    "created_at": task.created_ms,
                }
                for task in self._tasks.values()
            ],
        }

    def _hold(self, task: Task) -> None:
        self._tasks[task.id] = task
        self._by_biz_id.add(task.biz_id)
        self._spent[task.account] += task.charged

    def _now_ms(self) -> int:
        return round(self.clock() * 1000)


def account_of(authorization: str | None) -> str:
    """Whose key it is: a fingerprint, so that no key is kept or told.

    Args:
        authorization: The Authorization header.

    Raises:
        Refusal: If it holds no key of the service's form.
    """
    key = (authorization or "").removeprefix(_BEARER).strip()
    if not (authorization or "").startswith(_BEARER + _KEY_PREFIX) or key == _KEY_PREFIX:
        raise Refusal(Code.KEY_INVALID, "invalid API key", status=401)
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _told(task: Task, place: int, base_url: str) -> dict[str, Any]:
    """A media that is ready, as the detail call tells it."""
    plan = task.medias[place]
    stem = f"{base_url}/media/{task.id}_{place}"
    told: dict[str, Any] = {
        "resource_status": READY.resource_status,
        "status": READY.status,
        "url": f"{stem}.{plan.format}",
        "format": plan.format,
    }
    if plan.width:
        told |= {"width": plan.width, "height": plan.height}
    if plan.seconds:
        told["duration_str"] = f"{plan.seconds:g}s"
    if plan.kind == "video":
        told["cover"] = told["cover_url"] = f"{stem}_cover.jpg"
    return told
