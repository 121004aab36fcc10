"""Which requests a rule hits, what is refused as a rule, and the file that rules come from."""

from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

from ima_tui.simulator.faults import Asked, FaultBook, FaultError, load, read
from ima_tui.simulator.rules import Call

from .kit import Client, Clock, Json

CODE = {"kind": "code", "call": "create", "code": 500}


def pattern(rule: Json, calls: int = 12) -> list[int]:
    """The calls, from 1, that a rule hits."""
    book = FaultBook(seed=7)
    book.add(read({"rules": [rule]}).rules)
    return [call for call in range(1, calls + 1) if book.at_request(Asked("create"))]


@pytest.mark.parametrize(
    ("when", "hit"),
    [
        ({}, list(range(1, 13))),
        ({"nth": 3}, [3]),
        ({"nth": [2, 5, 40]}, [2, 5]),
        ({"every": 4}, [4, 8, 12]),
        ({"every": 4, "times": 2}, [4, 8]),
        ({"times": 3}, [1, 2, 3]),
        ({"probability": 0}, []),
        ({"probability": 1, "times": 1}, [1]),
    ],
)
def test_a_rule_hits_when_it_is_due(when: Json, hit: list[int]) -> None:
    assert pattern(CODE | when) == hit


def test_chance_follows_the_seed_and_comes_near_its_share() -> None:
    hit = pattern(CODE | {"probability": 0.3}, calls=1000)
    assert hit == pattern(CODE | {"probability": 0.3}, calls=1000)
    assert 250 < len(hit) < 350
    other = FaultBook(seed=8)
    other.add(read({"rules": [CODE | {"probability": 0.3}]}).rules)
    assert hit != [call for call in range(1, 1001) if other.at_request(Asked("create"))]


@pytest.mark.parametrize(
    ("what", "asked", "hit"),
    [
        ({}, Asked("detail"), True),
        ({"call": "detail"}, Asked("detail"), True),
        ({"call": "create"}, Asked("detail"), False),
        ({"task_type": "text_to_image"}, Asked("products", None, "text_to_image"), True),
        ({"task_type": "text_to_video"}, Asked("products", None, "text_to_image"), False),
        ({"model": "pixverse"}, Asked("create", models=("pixverse", "Pixverse V5")), True),
        ({"model": "Pixverse V5"}, Asked("create", models=("pixverse", "Pixverse V5")), True),
        ({"model": "Pixverse V4"}, Asked("create", models=("pixverse", "Pixverse V5")), False),
        ({"model": "pixverse"}, Asked("create"), False),
        ({"account": "abc"}, Asked("create", "abc"), True),
        ({"account": "abc"}, Asked("create", "abd"), False),
        ({"account": "abc"}, Asked("create"), False),
    ],
)
def test_a_rule_hits_what_it_matches(what: Json, asked: Asked, hit: bool) -> None:
    book = FaultBook(seed=7)
    book.add(read({"rules": [{"kind": "delay", "seconds": 1, **what}]}).rules)
    assert bool(book.at_request(asked)) is hit


def test_a_rule_about_json_leaves_files_alone() -> None:
    book = FaultBook(seed=7)
    book.add(read({"rules": [{"kind": "malformed"}]}).rules)
    assert [call for call in get_args(Call) if book.at_request(Asked(call))] == [
        "products",
        "create",
        "detail",
        "verify",
        "token",
    ]


def test_a_key_in_a_rule_is_not_kept(client: Client, base_url: str) -> None:
    rule = CODE | {"account": "ima_tester"}
    told = client.http.post("/__sim/faults", json={"rules": [rule]}).json()
    assert told["rules"][0]["rule"]["account"] == client.ledger()["account"]
    assert client.post("/open/v1/tasks/create", {})["code"] == 500
    other = Client(base_url, key="ima_other")
    assert other.post("/open/v1/tasks/create", {})["code"] == 400
    other.http.close()


WRONG: list[tuple[Any, list[str]]] = [
    ({"rules": [CODE, {"kind": "delay"}]}, ["rule 2 (delay)", "seconds"]),
    ({"rules": [{"kind": "delay", "seconds": "1"}]}, ["rule 1 (delay), seconds", "float"]),
    ({"rules": [{"kind": "delay", "seconds": -1}]}, ["rule 1 (delay), seconds"]),
    ({"rules": [{"kind": "slow"}]}, ["rule 1 (slow), kind", "slow_body", "drop_before"]),
    ({"rules": [{"code": 5}]}, ["rule 1 (no kind)", "kind"]),
    ({"rules": [5]}, ["rule 1 (no table)"]),
    ({"rules": [CODE | {"cal": "create"}]}, ["rule 1 (code)", "cal"]),
    ({"rules": [CODE | {"call": "list"}]}, ["rule 1 (code), call", "list"]),
    ({"rules": [{"kind": "no_range", "call": "create"}]}, ["rule 1 (no_range), call"]),
    ({"rules": [{"kind": "malformed", "call": "media"}]}, ["rule 1 (malformed), call"]),
    ({"rules": [CODE | {"nth": 0}]}, ["rule 1 (code), nth"]),
    ({"rules": [CODE | {"nth": 1, "every": 2}]}, ["rule 1 (code)", "nth and every"]),
    ({"rules": [CODE | {"probability": 2}]}, ["rule 1 (code), probability"]),
    ({"rules": [{"kind": "fail_media", "place": 1, "count": 1}]}, ["place and count"]),
    ({"rules": [{"kind": "wrong_length", "bytes": 0}]}, ["rule 1 (wrong_length)", "bytes"]),
    ({"rules": [{"kind": "status", "status": 200}]}, ["rule 1 (status), status"]),
    ({"settings": {"points": -5}}, ["settings.points"]),
    ({"settings": {"refund": True}}, ["settings", "refund"]),
    ({"rule": []}, ["rule"]),
    ([], ["object"]),
]


@pytest.mark.parametrize(("data", "words"), WRONG)
def test_a_wrong_rule_is_refused_by_number_kind_and_key(
    client: Client, data: Any, words: list[str]
) -> None:
    with pytest.raises(FaultError) as caught:
        read(data)
    assert [word for word in words if word not in str(caught.value)] == []
    answer = client.http.post("/__sim/faults", json=data)
    assert (answer.status_code, answer.json()["code"]) == (400, 400)
    assert answer.json()["message"] == str(caught.value)
    # Nothing of it is in force, also not the rules before the wrong one.
    assert client.http.get("/__sim/faults").json()["rules"] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": "price", "task_type": "x", "version": "y", "points": 1}, "(price), task_type"),
        (
            {"kind": "price", "task_type": "text_to_image", "version": "y", "points": 1},
            "(price), version: there is no 'y'",
        ),
        (
            {"kind": "remove_model", "task_type": "text_to_image", "version": "y"},
            "(remove_model), version: there is no 'y'",
        ),
        (
            {"kind": "add_model", "task_type": "text_to_image", "version": "y", "like": "z"},
            "(add_model), like: there is no 'z'",
        ),
    ],
)
def test_a_rule_about_a_model_that_there_is_not_is_refused(
    client: Client, rule: Json, words: str
) -> None:
    answer = client.http.post("/__sim/faults", json={"rules": [CODE, rule]})
    assert answer.status_code == 400
    assert f"rule 2 {words}" in answer.json()["message"]
    assert client.http.get("/__sim/faults").json()["rules"] == []


TOML = """
[settings]
points = 100
refunds = true

[[rules]]
kind = "status"
call = "detail"
status = 503
nth = [1, 2]
"""


def test_a_file_is_toml_or_json(tmp_path: Path) -> None:
    one, other = tmp_path / "faults.toml", tmp_path / "faults.json"
    one.write_text(TOML)
    other.write_text(
        '{"settings": {"points": 100, "refunds": true},'
        ' "rules": [{"kind": "status", "call": "detail", "status": 503, "nth": [1, 2]}]}'
    )
    assert load(one) == load(other)
    assert len(load(one).rules) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.toml", "[[rules]]\nkind = 'delay'", "rule 1 (delay)"),
        ("a.toml", "[[rules", "a.toml"),
        ("a.json", "{", "a.json"),
        ("a.toml", "\udcff", "a.toml"),
        ("a.toml", None, "No such file"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, name: str, content: str | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(FaultError) as caught:
        load(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_what_a_request_that_a_rule_ended_means_for_the_next_rules(client: Client) -> None:
    rules = [
        {"kind": "code", "call": "verify", "code": 500, "nth": 1},
        {"kind": "code", "call": "verify", "code": 503, "nth": 2},
        {"kind": "delay", "call": "verify", "seconds": 0, "times": 1},
    ]
    client.http.post("/__sim/faults", json={"rules": rules})
    codes = [client.post("/open/v1/assets/verify", {})["code"] for _ in range(3)]
    assert codes == [500, 503, 400]
    told = client.http.get("/__sim/faults").json()["rules"]
    assert [(one["number"], one["seen"], one["hits"]) for one in told] == [
        (1, 3, 1),
        (2, 3, 1),
        (3, 3, 1),
    ]


def test_faults_hit_an_upload_and_its_token(client: Client) -> None:
    rules = [
        {"kind": "drop_before", "call": "upload", "nth": 1},
        {"kind": "status", "call": "upload", "status": 502, "nth": 2},
        {"kind": "code", "call": "token", "code": 500, "times": 1},
    ]
    client.http.post("/__sim/faults", json={"rules": rules})
    address = "/api/rest/oss/getuploadtoken"
    assert client.http.get(address).json()["code"] == 500
    assert client.http.get(address).json()["code"] != 500
    with pytest.raises(httpx.TransportError):
        client.http.put("/oss/a/b.png", content=b"x" * 3_000_000)
    assert client.http.put("/oss/a/b.png", content=b"x").status_code == 502
    assert client.http.put("/oss/a/b.png", content=b"x").status_code == 403


def test_details_and_media_are_matched_by_their_task(client: Client, clock: Clock) -> None:
    rules: list[Json] = [
        {"kind": "status", "call": "detail", "model": "midjourney", "status": 503},
        {"kind": "status", "call": "media", "model": "midjourney", "status": 502},
        {"kind": "status", "call": "media", "task_type": "text_to_video", "status": 504},
    ]
    wanted = [("midjourney", 4390), ("gemini-3.1-flash-image-preview", 4400)]
    ids = [
        client.create(client.body("text_to_image", version, attribute_id=attribute_id))["id"]
        for version, attribute_id in wanted
    ]
    clock.now += 10_000
    client.http.post("/__sim/faults", json={"rules": rules})
    looks = [client.http.post("/open/v1/tasks/detail", json={"task_id": one}) for one in ids]
    assert [look.status_code for look in looks] == [503, 200]
    files = [client.http.get(f"/media/{one}_0.png").status_code for one in ids]
    assert files == [502, 200]
