"""Catalogues from a folder: served as they stand, and checked against."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ima_tui.simulator.listed import load_folder

from .changes import in_inner
from .folders import CREATE, body, field, leaf, served, write
from .kit import Client, Json, leaves_in

TREE = [{"id": "G", "type": "2", "name": "Group", "children": [leaf(), leaf("two", children=None)]}]
DEEP = [{"id": "A", "type": "2", "name": "A", "children": [{"type": "2", "children": TREE}]}]
FLAT = [leaf(), leaf("two")]


@pytest.mark.parametrize("listed", [TREE, DEEP, FLAT], ids=["tree", "deep", "flat"])
@pytest.mark.parametrize(
    "wrap",
    [lambda data: data, lambda data: {"data": data}, lambda data: {"code": 0, "data": data}],
    ids=["alone", "data", "answer"],
)
def test_a_list_is_served_as_it_stands_and_sold(tmp_path: Path, listed: Any, wrap: Any) -> None:
    with served(write(tmp_path, wrap(listed))) as client:
        assert client.groups("text_to_image") == listed
        for version in ("one", "two"):
            created = client.create(body(version))
            assert client.detail(created["id"])["medias"] != []
        assert client.balance() == 2000 - 2 * 3
        # What the list does not have is not known, though the simulator's own catalogue has it.
        assert client.post(CREATE, body("wan2.6-t2v"))["code"] == 400


def test_a_task_type_without_a_file_lists_nothing(tmp_path: Path) -> None:
    with served(write(tmp_path, FLAT)) as client:
        assert client.groups("text_to_video") == []
        assert client.post(CREATE, body(task_type="text_to_video"))["code"] == 400


def test_its_estimates_are_divided_by_the_speed(tmp_path: Path) -> None:
    with served(write(tmp_path, TREE), speed=10) as client:
        (group,) = client.groups("text_to_image")
        assert [one["tags"][0]["tag_value"] for one in group["children"]] == ["2~4s", "2~4s"]
        created = client.create(body())
        assert created["timeout_at"] - created["created_at"] in range(4 * 2000, 4 * 4000 + 1)


def test_its_prices_and_options_are_checked(tmp_path: Path) -> None:
    with served(write(tmp_path, TREE)) as client:
        mistakes: list[Json] = [{"size": "4K"}, {"size": "2K"}, {"size": None}, {"n": 5}]
        codes = [client.post(CREATE, body(**mistake))["code"] for mistake in mistakes]
        assert codes == [400017, 6010, 6009, 400017]


def test_known_models_behave_as_ever(tmp_path: Path) -> None:
    known = leaf("midjourney", model_id="midjourney", name="Midjourney")
    with served(write(tmp_path, [known])) as client:
        asked = body("midjourney")
        asked["parameters"][0] |= {"model_id": "midjourney", "model_name": "Midjourney"}
        assert len(client.detail(client.create(asked)["id"])["medias"]) == 4


FIELDS: list[Any] = [
    (field("slider", config={"minimum": 0, "maximum": 1}), 0.5, 1.5),
    (field("number", config={"maximum": 10}), -3, 11),
    (field("number"), 10**6, "ten"),
    (field("select", options=[{"value": "low"}, {"value": "high"}]), "low", "middle"),
    (field("toggle"), True, "yes"),
    (field("textarea", config={"minimum": 2, "maximum": 3}), "abc", "a"),
    (
        field(
            "tags",
            options=[{"value": "a"}, {"value": "b"}],
            disabled_conditions=[{"enum_value": "b", "category": "text_to_image"}],
        ),
        "a",
        "b",
    ),
    (
        field("tags", options=[{"value": "a"}, {"value": "b", "disabled": {"size": ["1K"]}}]),
        "a",
        "b",
    ),
    (
        field(
            "tags",
            options=[{"value": "soft"}],
            value_mapping={"target_param": "power", "mapping_rules": [{"target_value": 3}]},
        ),
        "anything",
        None,
    ),
]


@pytest.mark.parametrize(("fields", "right", "wrong"), FIELDS)
def test_every_type_of_field_is_checked(
    tmp_path: Path, fields: Any, right: Any, wrong: Any
) -> None:
    with served(write(tmp_path, [leaf(form_config=fields)])) as client:
        asked = body(strength=right)
        assert client.create(asked)["id"]
        if wrong is None:
            # The parameter that is sent counts, not the control.
            in_inner(power="soft")(asked)
        else:
            in_inner(strength=wrong)(asked)
        assert client.post(CREATE, asked)["code"] == 400017


def test_of_two_alike_the_first_is_sold(tmp_path: Path) -> None:
    dear = [{"attribute_id": 7, "points": 99, "attributes": {}}]
    with served(write(tmp_path, [leaf(), leaf(credit_rules=dear)])) as client:
        assert client.create(body())["id"]
        assert client.balance() == 1997


@pytest.mark.parametrize(
    "content", ["{", "5", '{"data": 5}', "[" * 100_000], ids=["cut", "number", "data", "deep"]
)
def test_a_file_that_is_no_list_stops_the_start(tmp_path: Path, content: str) -> None:
    write(tmp_path, content)
    with pytest.raises(ValueError, match=r"products_text_to_image\.json"):
        load_folder(tmp_path)


def test_a_deep_tree_is_walked(tmp_path: Path) -> None:
    node: Json = leaf()
    for depth in range(200):
        node = {"id": str(depth), "type": "2", "name": "G", "children": [node]}
    with served(write(tmp_path, [node]), speed=5) as client:
        assert client.create(body())["id"]
        (found,) = leaves_in(client.groups("text_to_image"))
        assert found["tags"] == [{"tag_type": "EET", "tag_value": "4~8s"}]


def test_ten_thousand_leaves_are_no_problem(tmp_path: Path) -> None:
    many = [leaf(f"version {number}") for number in range(10_000)]
    write(tmp_path, many)
    catalog = load_folder(tmp_path, speed=5)
    first = catalog.answer("text_to_image")
    assert catalog.answer("text_to_image") is first, "it is made once"
    with served(tmp_path) as client:
        assert len(client.groups("text_to_image")) == 10_000
        assert client.create(body("version 9999"))["id"]


def run(*options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ima_tui.simulator", *options],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_the_command_says_what_is_wrong_with_a_catalogue(tmp_path: Path) -> None:
    missing = run("--catalog", str(tmp_path / "nowhere"))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "nowhere" in missing.stderr
    broken = run("--catalog", str(write(tmp_path, "{")))
    assert broken.returncode == 1
    assert "products_text_to_image.json" in broken.stderr
    assert "Traceback" not in missing.stderr + broken.stderr


def test_the_command_serves_a_catalogue(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui.simulator", "--catalog", str(write(tmp_path, TREE))],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        client = Client(process.stdout.readline().strip())
        assert client.groups("text_to_image") == TREE
        client.http.close()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
