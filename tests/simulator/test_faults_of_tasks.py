"""One test per kind of fault of a task: what details tell, and what it cost in the end."""

import pytest

from .faulting import LONG_AFTER, PRICE, add, body, charged
from .kit import START, Client, Clock, Json


def medias(client: Client, task_id: str) -> list[tuple[int | None, str]]:
    told = client.detail(task_id)["medias"]
    return [(media["resource_status"], media["status"]) for media in told]


def test_stuck_never_ends(client: Client, clock: Clock) -> None:
    add(client, {"kind": "stuck", "nth": 1}, refunds=True)
    stuck = client.create(body(client))["id"]
    other = client.create(body(client))["id"]
    clock.now = START + 100 * 24 * 3600
    assert medias(client, stuck) == [(0, "processing")]
    assert client.detail(stuck)["status"] == "processing"
    assert medias(client, other) == [(1, "success")]
    assert charged(client) == 2 * PRICE


@pytest.mark.parametrize("refunds", [False, True])
def test_fail_task_ends_without_media(client: Client, clock: Clock, refunds: bool) -> None:
    add(client, {"kind": "fail_task"}, refunds=refunds)
    task_id = client.create(body(client, n=2))["id"]
    assert (client.detail(task_id)["status"], medias(client, task_id)) == ("pending", [])
    assert charged(client) == 2 * PRICE
    clock.now = LONG_AFTER
    assert (client.detail(task_id)["status"], medias(client, task_id)) == ("failed", [])
    assert charged(client) == (0 if refunds else 2 * PRICE)


@pytest.mark.parametrize(
    ("which", "failed"),
    [({"place": 1}, {1}), ({"place": [0, 3, 9]}, {0, 3}), ({"count": 3}, {0, 1, 2})],
)
def test_fail_media_fails_some_and_is_paid_back_only_if_switched_on(
    client: Client, clock: Clock, which: Json, failed: set[int]
) -> None:
    add(client, {"kind": "fail_media", "error_msg": "out of luck", **which})
    task_id = client.create(body(client, n=4))["id"]
    # Switched on later, it holds for the tasks from then on.
    client.http.patch("/__sim/settings", json={"refunds": True})
    refunded = client.create(body(client, n=4))["id"]
    assert charged(client) == 8 * PRICE
    clock.now = LONG_AFTER
    told = client.detail(task_id)
    assert told["status"] == "success"
    assert {place for place, media in enumerate(told["medias"]) if media["url"] == ""} == failed
    for place in failed:
        media = told["medias"][place]
        assert (media["resource_status"], media["status"]) == (2, "failed")
        assert media["error_msg"] == "out of luck"
    back = len(failed) * PRICE
    assert charged(client) == 8 * PRICE - back
    refund = client.ledger()["refunds"]
    assert [(one["task_id"], one["points"]) for one in refund] == [(refunded, back)]


def test_a_refund_of_several_for_one_price_never_exceeds_it(client: Client, clock: Clock) -> None:
    add(client, {"kind": "fail_media", "count": 1, "times": 1}, {"kind": "fail_media", "nth": 2})
    client.http.patch("/__sim/settings", json={"refunds": True})
    suno = client.body("text_to_music", "sonic", attribute_id=2370)
    first, second = (client.create(suno)["id"] for _ in range(2))
    clock.now = LONG_AFTER
    points = {one["task_id"]: one["points"] for one in client.ledger()["refunds"]}
    assert points == {first: 12, second: 25}
    assert client.detail(second)["status"] == "failed"


@pytest.mark.parametrize("resource_status", [0, 1])
def test_a_media_may_fail_at_any_resource_status(
    client: Client, clock: Clock, resource_status: int
) -> None:
    add(client, {"kind": "fail_media", "resource_status": resource_status})
    task_id = client.create(body(client))["id"]
    clock.now = LONG_AFTER
    assert medias(client, task_id) == [(resource_status, "failed")]


def test_delete_media_takes_it_away_after_a_while(client: Client, clock: Clock) -> None:
    add(client, {"kind": "delete_media", "place": 0, "seconds": 3600}, refunds=True)
    task_id = client.create(body(client, n=2))["id"]
    clock.now = START + 60
    url = client.detail(task_id)["medias"][0]["url"]
    assert client.http.get(url).status_code == 200
    clock.now = LONG_AFTER
    assert medias(client, task_id) == [(3, "deleted"), (1, "success")]
    assert client.http.get(url).status_code == 404
    assert charged(client) == 2 * PRICE


def test_expire_url_refuses_after_some_fetches(client: Client, clock: Clock) -> None:
    add(client, {"kind": "expire_url", "place": 0}, {"kind": "expire_url", "place": 1, "after": 2})
    task_id = client.create(body(client, n=3))["id"]
    clock.now = LONG_AFTER
    urls = [media["url"] for media in client.detail(task_id)["medias"]]
    seen = [[client.http.get(url).status_code for _ in range(3)] for url in urls]
    assert seen == [[403, 403, 403], [200, 200, 403], [200, 200, 200]]
    assert charged(client) == 3 * PRICE


def test_unknown_status_is_told_until_the_end(client: Client, clock: Clock) -> None:
    add(client, {"kind": "unknown_status", "status": "reviewing", "resource_status": 7})
    task_id = client.create(body(client))["id"]
    assert (client.detail(task_id)["status"], medias(client, task_id)) == (
        "reviewing",
        [(7, "reviewing")],
    )
    clock.now = LONG_AFTER
    assert (client.detail(task_id)["status"], medias(client, task_id)) == (
        "success",
        [(1, "success")],
    )
    assert charged(client) == PRICE


def test_late_medias_come_beyond_those_paid_for(client: Client, clock: Clock) -> None:
    add(client, {"kind": "late", "count": 2, "seconds": 100})
    task_id = client.create(body(client, n=2))["id"]
    clock.now = START + 60
    assert medias(client, task_id) == [(1, "success")] * 2
    clock.now = START + 150
    told = client.detail(task_id)
    assert (told["status"], told["generate_count"], len(told["medias"])) == ("success", 2, 4)
    assert client.http.get(told["medias"][3]["url"]).status_code == 200
    assert charged(client) == 2 * PRICE
