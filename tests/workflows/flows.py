"""What the tests of workflows share: plans, lists, and runs on an engine of their own."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from ima_tui.api.client import ImaClient
from ima_tui.catalog.naming import default_leaf
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Leaf, Listing
from ima_tui.catalog.task_types import task_types
from ima_tui.media.remote import RemoteReader
from ima_tui.workflows.choosing import with_models
from ima_tui.workflows.plan import Plan, plan_of
from ima_tui.workflows.pricing import Priced, priced
from ima_tui.workflows.records import Runs
from ima_tui.workflows.running import Run, RunParts
from ima_tui.workflows.templating import built_in, filled_template
from tests.engine.rooms import Room

VALUES: Mapping[str, str | Sequence[str]] = {
    "subject": "a brass desk lamp",
    "scenes": ["it stands in the rain", "it stands by the sea"],
    "texts": ["This is a lamp.", "It is made of brass."],
    "ending": "the lamp is lit at night",
}
IMAGE = {"task_type": "text_to_image", "model": "doubao-seedream-4.5", "prompt": "a fox"}
EDIT = {"task_type": "image_to_image", "model": "doubao-seedream-4.5", "prompt": "at night"}
VIDEO = {"task_type": "image_to_video", "model": "wan2.6-i2v", "prompt": "it runs"}
MUSIC = {"task_type": "text_to_music", "model": "sonic", "prompt": "calm"}
FIRST = {"role": "first_frame"}


def plan(*steps: Mapping[str, Any], **more: Any) -> Plan:
    return plan_of({"steps": list(steps)} | more)


def chain() -> Plan:
    """A picture, a film that begins with it, and music for the film."""
    return plan(
        IMAGE | {"id": "hero"},
        VIDEO | {"id": "film", "inputs": [{"step": "hero", **FIRST}]},
        MUSIC | {"id": "music", "prompt": "about ${film.duration} seconds, for ${hero.prompt}"},
    )


def from_template(name: str, lists: Mapping[str, Listing]) -> Plan:
    def default(kind: str) -> Leaf | None:
        return default_leaf(lists[kind])

    return with_models(filled_template(built_in(name), VALUES), default)


async def all_lists(client: ImaClient) -> dict[str, Listing]:
    kinds = tuple(task_types())
    found = await asyncio.gather(*(client.products(kind) for kind in kinds))
    return {kind: parse_listing(one, kind) for kind, one in zip(kinds, found, strict=True)}


def parts(here: Room, lists: Mapping[str, Listing]) -> RunParts:
    return RunParts(
        engine=here.engine,
        ledger=here.ledger,
        runs=Runs(here.folder / "runs"),
        clock=here.clock,
        listing=lists.get,
        is_gone=RemoteReader({"127.0.0.1"}).is_gone,
        keep_prompts=lambda: False,
    )


async def worked(run: Run) -> Run:
    """A run that came to its end."""
    try:
        await asyncio.wait_for(run.work(), timeout=60)
    finally:
        await run.leave()
    return run


async def priced_at(client: ImaClient, of: Plan) -> tuple[Priced, dict[str, Listing]]:
    lists = await all_lists(client)
    return priced(of, lists), lists


def charged(url: str, ids: set[str | None]) -> list[str]:
    """The service's own charges for some tasks, by its ids."""
    told = httpx.get(f"{url}/__sim/ledger", trust_env=False).json()
    return sorted(one["task_id"] for one in told["charges"] if one["task_id"] in ids)


def files_of(run: Run) -> list[Path]:
    tasks = (view.task for view in run.steps.values())
    return [Path(m.path) for task in tasks if task for m in task.medias if m.path]
