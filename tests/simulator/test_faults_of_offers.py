"""Prices that change, models that go and come: what lists tell, and what a create then gets."""

from .faulting import CREATE, PRICE, SEEDREAM, add, body, charged
from .kit import Client

LIST = {"app": "ima", "platform": "web", "category": "text_to_image"}


def test_price_changes_between_the_list_and_the_create(client: Client) -> None:
    rule = {"kind": "price", "task_type": SEEDREAM[0], "version": SEEDREAM[1], "points": 9}
    add(client, rule)
    before = body(client)
    assert before["parameters"][0]["credit"] == PRICE
    refused = client.post(CREATE, before)
    assert (refused["code"], charged(client)) == (6006, 0)
    after = body(client)
    assert after["parameters"][0]["credit"] == 9
    tags = client.leaf(SEEDREAM[0], SEEDREAM[1])["tags"]
    assert {"tag_type": "point", "tag_value": "9"} in tags
    client.create(after)
    assert charged(client) == 9


def test_price_of_one_rule_changes_with_the_create(client: Client) -> None:
    banana = ("text_to_image", "gemini-3.1-flash-image-preview")
    rule = {"kind": "price", "task_type": banana[0], "version": banana[1], "points": 50}
    add(client, rule | {"call": "create", "attribute_id": 4403})
    before = client.body(*banana, attribute_id=4403)
    assert client.post(CREATE, before)["code"] == 6006
    points = {one["attribute_id"]: one["points"] for one in client.leaf(*banana)["credit_rules"]}
    assert (points[4403], points[4400]) == (50, 4)
    client.create(client.body(*banana, attribute_id=4400))
    assert charged(client) == 4


def versions(client: Client) -> list[str]:
    answer = client.http.get("/open/v1/product/list", params=LIST).json()
    found: list[str] = []
    nodes = list(answer["data"])
    while nodes:
        node = nodes.pop(0)
        nodes.extend(node.get("children") or [])
        found += [node["id"]] if node["type"] == "3" else []
    return found


def test_remove_model_and_add_model_take_it_away_and_back(client: Client) -> None:
    rule = {"task_type": SEEDREAM[0], "version": SEEDREAM[1]}
    first = body(client)
    all_of_them = versions(client)
    add(client, {"kind": "remove_model", "nth": 1, **rule}, {"kind": "add_model", "nth": 2, **rule})
    assert versions(client) == all_of_them
    refused = client.post(CREATE, first)
    assert (refused["code"], charged(client)) == (400, 0)
    assert set(all_of_them) - set(versions(client)) == {SEEDREAM[1]}
    assert sorted(versions(client)) == sorted(all_of_them)
    client.create(first)
    assert charged(client) == PRICE


def test_add_model_can_be_a_new_one_like_another(client: Client) -> None:
    where = {"task_type": SEEDREAM[0], "version": "seedream-9"}
    new = {"kind": "add_model", "call": "create", "like": SEEDREAM[1], "name": "SeeDream 9"}
    add(
        client,
        new | where,
        {"kind": "price", "call": "create", "points": 77, **where},
    )
    client.create(body(client))
    leaf = client.leaf(SEEDREAM[0], "seedream-9")
    assert leaf["name"] == "SeeDream 9"
    attribute_id = leaf["credit_rules"][0]["attribute_id"]
    client.create(client.body(SEEDREAM[0], "seedream-9", attribute_id=attribute_id))
    assert charged(client) == PRICE + 77
