"""The simulator's own calls: settings, the record of requests, and what a restart keeps."""

from pathlib import Path

import httpx
import pytest

from ima_tui.simulator.app import build_app
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator

from .folders import leaf, served, write
from .kit import START, Client, Clock, Json

CREATE = "/open/v1/tasks/create"
SEEDREAM = ("text_to_image", "doubao-seedream-4-5-251128")
LONG_AFTER = START + 10_000


def body(client: Client, **more: object) -> Json:
    return client.body(*SEEDREAM, attribute_id=2341, **more)  # type: ignore[arg-type]


def test_points_at_the_start_can_be_set(client: Client) -> None:
    client.create(body(client))
    changed = client.http.patch("/__sim/settings", json={"points": 12})
    assert changed.json() == client.http.get("/__sim/settings").json()
    assert changed.json()["points"] == 12
    assert client.ledger()["balance"] == 7
    client.create(body(client))
    assert client.post(CREATE, body(client))["code"] == 4008
    assert client.ledger()["balance"] == 2
    # A refused create is no charge.
    assert len(client.ledger()["charges"]) == 2


def test_a_setting_that_is_not_named_stays(client: Client) -> None:
    client.http.patch("/__sim/settings", json={"refunds": True})
    told = client.http.post("/__sim/settings", json={"points": 5}).json()
    assert (told["refunds"], told["points"], told["subscribed"]) == (True, 5, False)
    wrong = client.http.patch("/__sim/settings", json={"points": "many"})
    assert (wrong.status_code, wrong.json()["message"][:15]) == (400, "settings.points")


def test_a_subscription_opens_the_models_that_need_one(client: Client) -> None:
    leaf = client.leaf("text_to_video", "ima-pro")
    attribute_id = leaf["credit_rules"][0]["attribute_id"]
    wanted = client.body("text_to_video", "ima-pro", attribute_id=attribute_id)
    assert client.post(CREATE, wanted)["code"] == 4014
    client.http.patch("/__sim/settings", json={"subscribed": True})
    assert client.post(CREATE, wanted)["code"] != 4014


def test_requests_are_counted_by_call_account_and_body(client: Client, base_url: str) -> None:
    first, second = body(client), body(client, prompt="another")
    same = [client.create(first)["id"] for _ in range(2)]
    client.create(second)
    client.post(CREATE, {"wrong": True})
    other = Client(base_url, key="ima_other")
    other.detail(other.create(first)["id"])
    other.http.close()
    httpx.get(f"{base_url}/open/v1/product/list")
    told = client.http.get("/__sim/requests").json()
    me = client.ledger()["account"]
    assert told["calls"]["create"][me] == 4
    assert sum(told["calls"]["create"].values()) == 5
    assert sum(told["calls"]["detail"].values()) == 1
    assert told["calls"]["products"] == {me: 2, "unknown": 1}
    assert told["lists"]["text_to_image"] == 2
    mine = [one for one in told["creates"] if one["account"] == me]
    assert [(one["count"], len(one["task_ids"])) for one in mine] == [(2, 2), (1, 1), (1, 0)]
    assert mine[0]["task_ids"] == same
    theirs = next(one for one in told["creates"] if one["account"] != me)
    assert theirs["body"] == mine[0]["body"]


def test_a_create_without_an_answer_is_on_record_once(client: Client) -> None:
    rule = {"kind": "drop_after", "call": "create"}
    client.http.post("/__sim/faults", json={"rules": [rule]})
    with pytest.raises(httpx.RemoteProtocolError):
        client.http.post(CREATE, json=body(client))
    told = client.http.get("/__sim/requests").json()["creates"]
    charges = client.ledger()["charges"]
    assert [(one["count"], one["task_ids"]) for one in told] == [(1, [charges[0]["task_id"]])]


def test_faults_are_cleared_but_what_they_did_stays(client: Client, clock: Clock) -> None:
    client.http.post("/__sim/faults", json={"rules": [{"kind": "stuck"}]})
    task_id = client.create(body(client))["id"]
    assert client.http.delete("/__sim/faults").json()["rules"] == []
    other = client.create(body(client))["id"]
    clock.now = LONG_AFTER
    assert client.detail(task_id)["status"] == "processing"
    assert client.detail(other)["status"] == "success"


CALLS = [
    ("GET", "/__sim/ledger"),
    ("GET", "/__sim/requests"),
    ("GET", "/__sim/faults"),
    ("POST", "/__sim/faults"),
    ("DELETE", "/__sim/faults"),
    ("GET", "/__sim/settings"),
    ("PATCH", "/__sim/settings"),
    ("POST", "/__sim/settings"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_only_clients_on_the_same_machine_are_answered(
    sim: Simulator, method: str, path: str
) -> None:
    for address, status in (("192.0.2.7", 403), ("127.0.0.9", 200), ("::ffff:127.0.0.1", 200)):
        transport = httpx.ASGITransport(build_app(sim), client=(address, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://simulator") as http:
            answer = await http.request(method, path, json={} if method != "GET" else None)
            assert answer.status_code == status
            assert (await http.get("/__sim/health")).status_code == 200


def test_a_restart_keeps_what_faults_did(tmp_path: Path, clock: Clock) -> None:
    rules: list[Json] = [
        {"kind": "fail_media", "place": 0, "nth": 1},
        {"kind": "stuck", "nth": 2},
        {"kind": "expire_url", "after": 1, "nth": 3},
        {"kind": "late", "nth": 3},
        {"kind": "unknown_status", "status": "odd", "nth": 4},
        {
            "kind": "price",
            "task_type": SEEDREAM[0],
            "version": SEEDREAM[1],
            "points": 9,
            "call": "create",
            "nth": 4,
        },
        {"kind": "remove_model", "task_type": SEEDREAM[0], "version": "midjourney", "nth": 1},
    ]
    settings = {"refunds": True, "points": 500}

    def told(one: Client, ids: list[str]) -> list[Json]:
        details = [one.detail(task_id) for task_id in ids]
        for media in (media for detail in details for media in detail["medias"]):
            media["url"] = media["url"].rpartition("/")[2]
        return [*details, one.ledger(), one.http.get("/__sim/settings").json()]

    first = Simulator(folder=tmp_path, clock=clock)
    with serving(first) as url:
        one = Client(url)
        wanted = body(one, n=2)
        one.http.post("/__sim/faults", json={"rules": rules, "settings": settings})
        ids = [one.create(wanted)["id"] for _ in range(3)]
        before = one.http.get("/open/v1/product/list", params=LIST).json()
        early = told(one, ids)
        clock.now = LONG_AFTER
        late = told(one, ids)
        media = one.detail(ids[2])["medias"][0]["url"].rpartition("/")[2]
        assert one.http.get(f"/media/{media}").status_code == 200
        assert one.post(CREATE, wanted)["code"] == 6006
        one.http.close()
    first.close()
    second = Simulator(folder=tmp_path, clock=clock)
    with serving(second) as url:
        one = Client(url)
        # The rules went with the process, their effects are the folder's.
        assert one.http.get("/__sim/faults").json()["rules"] == []
        assert told(one, ids) == late
        assert [len(detail["medias"]) for detail in late[:3]] == [2, 2, 3]
        assert one.http.get(f"/media/{media}").status_code == 403
        assert one.post(CREATE, wanted)["code"] == 6006
        assert one.create(body(one))["id"]
        after = one.http.get("/open/v1/product/list", params=LIST).json()
        assert "midjourney" in str(before)
        assert "midjourney" not in str(after)
        clock.now = START
        assert told(one, ids)[:3] == early[:3]
        one.http.close()
    second.close()


def test_a_change_moves_nothing_else_in_a_list(tmp_path: Path) -> None:
    odd = {"id": "odd", "type": "3", "name": "without prices"}
    inner = {"id": "B", "type": "2", "name": "B", "children": [leaf("two"), odd]}
    listed = [{"id": "A", "type": "2", "name": "A", "children": [leaf("one"), inner]}, leaf("one")]
    where = {"task_type": "text_to_image", "version": "two"}
    rules = [
        {"kind": "price", "points": 8, "nth": 1, **where},
        {"kind": "remove_model", "nth": 2, **where},
        {"kind": "add_model", "like": "one", "nth": 3, **where, "version": "new"},
    ]
    with served(write(tmp_path, listed)) as client:
        answer = client.http.post("/__sim/faults", json={"rules": rules})
        assert answer.status_code == 200, answer.text
        first, dearer, gone, more = (client.groups("text_to_image") for _ in range(4))
    assert first == listed
    two = dearer[0]["children"][1]["children"][0]
    assert {rule["points"] for rule in two["credit_rules"]} == {8}
    two |= {"credit_rules": leaf("two")["credit_rules"], "tags": leaf("two")["tags"]}
    assert dearer == listed
    inner["children"] = [odd]
    assert gone == listed
    assert more[:-1] == listed
    assert more[-1]["id"] == more[-1]["name"] == "new"


LIST = {"app": "ima", "platform": "web", "category": SEEDREAM[0]}
