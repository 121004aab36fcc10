"""500 tasks of several keys at once, under faults: afterwards ledger, record and results agree."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ima_tui.simulator.service import Simulator

from .kit import Client, Clock, Json, headers

TASKS = 500
KEYS = [f"ima_soak{number}" for number in range(5)]
AT_ONCE = 16
MOST_TRIES = 40
CREATE = "/open/v1/tasks/create"
DETAIL = "/open/v1/tasks/detail"
PRODUCTS = [
    ("text_to_image", "gemini-3.1-flash-image-preview", 4400),
    ("text_to_image", "midjourney", 4390),
    ("text_to_music", "sonic", 2370),
    ("text_to_speech", "seed-tts-2.0", 4419),
]
FAULTS: Json = {
    "settings": {"points": 100_000, "refunds": True},
    "rules": [
        {"kind": "drop_before", "call": "create", "probability": 0.05},
        {"kind": "drop_after", "call": "create", "probability": 0.05},
        {"kind": "code", "call": "create", "probability": 0.05, "code": 500},
        {"kind": "status", "call": "create", "probability": 0.05, "status": 502, "after": True},
        {"kind": "status", "probability": 0.02, "status": 429, "retry_after": 1},
        {"kind": "truncated", "call": "detail", "probability": 0.05},
        {"kind": "fail_media", "count": 1, "every": 7},
        {"kind": "fail_task", "every": 31},
        {"kind": "late", "every": 11},
        {"kind": "delete_media", "place": 0, "every": 13},
    ],
}


@pytest.fixture
def sim(clock: Clock) -> Iterator[Simulator]:
    simulator = Simulator(seed=11, clock=clock, speed=1000)
    yield simulator
    simulator.close()


class Crowd:
    """Clients of several keys, each insisting until it has an answer.

    Args:
        http: Sends for all of them.
        bodies: What each task asks for.
    """

    def __init__(self, http: httpx.AsyncClient, bodies: list[Json]) -> None:
        self._http = http
        self._bodies = bodies
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.attempts: Counter[int] = Counter()
        self.known: dict[str, str] = {}

    async def create(self, number: int) -> None:
        key = KEYS[number % len(KEYS)]
        for _ in range(MOST_TRIES):
            self.attempts[number] += 1
            answer = await self._asked(CREATE, self._bodies[number], key)
            if answer is not None and answer["code"] == 0:
                self.known[answer["data"]["id"]] = key
                return
        raise AssertionError("no answer in all tries")

    async def detail(self, task_id: str, key: str) -> Json:
        for _ in range(MOST_TRIES):
            answer = await self._asked(DETAIL, {"task_id": task_id}, key)
            if answer is not None:
                data: Json = answer["data"]
                return data
        raise AssertionError("no answer in all tries")

    async def _asked(self, path: str, body: Json, key: str) -> Json | None:
        async with self._gate:
            try:
                answer = await self._http.post(path, json=body, headers=headers(key))
                told: Any = answer.json()
            except (httpx.TransportError, ValueError):
                return None
        return told if "code" in told else None


async def test_after_500_tasks_ledger_record_and_results_agree(
    client: Client, base_url: str, clock: Clock
) -> None:
    patterns = [client.body(t, v, attribute_id=a) for t, v, a in PRODUCTS]
    client.http.post("/__sim/faults", json=FAULTS)
    bodies = [told_apart(patterns[number % len(patterns)], number) for number in range(TASKS)]
    async with httpx.AsyncClient(base_url=base_url, timeout=30) as http:
        crowd = Crowd(http, bodies)
        await asyncio.gather(*(crowd.create(number) for number in range(TASKS)))
        clock.now += 3600
        ledger, record = client.ledger(), client.http.get("/__sim/requests").json()
        keys = {charge["account"]: "" for charge in ledger["charges"]}
        for key in KEYS:
            told = (await http.get("/__sim/ledger", headers=headers(key))).json()
            keys[told["account"]] = key
        charges = ledger["charges"]
        details = await asyncio.gather(
            *(crowd.detail(charge["task_id"], keys[charge["account"]]) for charge in charges)
        )
        pictures = [url for one in details for url in ready(one) if url.endswith(".png")]
        fetched = [await http.get(url) for url in pictures[::100]]

    # Every request is on record, and every charge belongs to one of them.
    by_body = [one["count"] for one in record["creates"]]
    assert sum(by_body) == sum(crowd.attempts.values()) > TASKS
    accepted = [task_id for one in record["creates"] for task_id in one["task_ids"]]
    assert sorted(accepted) == sorted(charge["task_id"] for charge in charges)
    # Some were charged whose answer never came; none was told that was not charged.
    assert len(crowd.known) == TASKS < len(charges)
    assert set(crowd.known) < set(accepted)

    owed = {
        charge["task_id"]: owed_back(detail, charge)
        for detail, charge in zip(details, charges, strict=True)
    }
    refunds = {one["task_id"]: one["points"] for one in ledger["refunds"]}
    assert refunds == {task_id: points for task_id, points in owed.items() if points}
    assert len(refunds) > TASKS / 10
    for account, balance in ledger["balances"].items():
        mine = [charge for charge in charges if charge["account"] == account]
        spent = sum(charge["charged"] - owed[charge["task_id"]] for charge in mine)
        assert balance == 100_000 - spent
    assert {answer.status_code for answer in fetched} == {200}


def told_apart(body: Json, number: int) -> Json:
    """The body with a prompt and a count of its own."""
    entry = body["parameters"][0]
    n = 1 if entry["model_id"] == "midjourney" else 1 + number // len(PRODUCTS) % 2
    inner = entry["parameters"] | {"prompt": f"harbour {number}", "n": n}
    return body | {"parameters": [entry | {"parameters": inner}]}


def ready(detail: Json) -> list[str]:
    return [media["url"] for media in detail["medias"] if media["url"]]


def owed_back(detail: Json, charge: Json) -> int:
    """What a task's result says about its charge: refunds for what failed, media for the rest."""
    results = {"midjourney": 4, "sonic": 2}.get(charge["model_version"], 1) * charge["n"]
    medias = detail["medias"]
    if detail["status"] == "failed" and not medias:
        return int(charge["charged"])
    assert results <= len(medias) <= results + 1
    words = Counter(media["status"] for media in medias)
    assert words["pending"] == words["processing"] == 0
    assert len(ready(detail)) == words["success"] + words["completed"]
    paid_back: int = charge["charged"] * words["failed"] // results
    return paid_back
