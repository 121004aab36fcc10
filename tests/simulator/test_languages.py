"""The wording of product lists: English unless Chinese is asked for, and never of what is sent."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from ima_tui.simulator import catalog
from ima_tui.simulator.data import read

from .kit import Client, Json, leaves_in

TASK_TYPES = list(read("task_types"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Sizes, ratios, counts and versions are the same in both languages; so are names of models.
SAME = re.compile(r"v?\d[\w.:]*|sonic-v[\w-]+|seed-tts-2\.0-\w+")
NAMES = {
    *("Nano Banana", "SeeDream", "Midjourney", "SeeDance 2.0", "Wan", "MiniMax", "Vidu", "Sora 2"),
    *("Kling", "Google", "Google Veo", "Pixverse", "suno"),
}


def ask(client: Client, task_type: str, language: str | None) -> list[Json]:
    query = {"app": "ima", "platform": "web", "category": task_type}
    sent = {} if language is None else {"x_app_language": language}
    answer = client.http.get("/open/v1/product/list", params=query, headers=sent).json()
    nodes: list[Json] = answer["data"]
    return nodes


@cache
def in_chinese(task_type: str) -> Any:
    return json.loads(catalog.load().answer(task_type, "zh"))["data"]


def texts(node: Any) -> Iterator[str]:
    """Every text that a user reads and a language can word: names of models are not among them."""
    if isinstance(node, list):
        for one in node:
            yield from texts(one)
    elif isinstance(node, dict):
        group = [node["name"]] if node.get("type") == "2" else []
        keys = ("label", "description", "category_name", "group_name")
        yield from (text for text in (*group, *map(node.get, keys)) if isinstance(text, str))
        yield from texts(list(node.values()))


@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_every_text_has_its_chinese(task_type: str) -> None:
    # A text that is English in the Chinese list has no entry in the table.
    left = {
        text
        for text in texts(in_chinese(task_type))
        if not CHINESE.search(text) and not SAME.fullmatch(text) and text not in NAMES
    }
    assert left == set()


def test_no_entry_of_the_table_is_unused() -> None:
    loaded = catalog.load()
    used = {text for name in TASK_TYPES for text in texts(loaded.nodes[name])}
    assert set(read("zh")["words"]) - used == set()


def test_chinese_is_given_when_asked_for(client: Client) -> None:
    groups = ask(client, "text_to_speech", "zh")
    assert [group["name"] for group in groups] == ["豆包"]
    form = next(leaf for leaf in leaves_in(groups) if "form_config" in leaf)["form_config"]
    assert [field["label"] for field in form] == ["模型", "发音人", "SSML 文本", "文本"]
    (music,) = [x for x in leaves_in(ask(client, "text_to_music", "zh")) if x["id"] == "sonic"]
    gender = next(field for field in music["form_config"] if field["field"] == "vocal_gender")
    assert gender["options"] == [
        {"label": "男声", "value": "m"},
        {"label": "女声", "value": "f"},
    ]


@pytest.mark.parametrize("language", [None, "en", "fr", "", "ZH-TW"])
def test_all_else_is_english(client: Client, language: str | None) -> None:
    assert [group["name"] for group in ask(client, "text_to_speech", language)] == ["doubao"]


@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_what_is_sent_is_the_same_in_both(client: Client, task_type: str) -> None:
    def sent(leaf: Json) -> Any:
        fields = [
            (
                field["field"],
                field["value"],
                [option["value"] for option in field.get("options", [])],
            )
            for field in leaf.get("form_config", [])
        ]
        return (
            leaf["id"],
            leaf["model_id"],
            leaf["name"],
            leaf["tags"],
            leaf["credit_rules"],
            fields,
        )

    english, chinese = (leaves_in(ask(client, task_type, one)) for one in ("en", "zh"))
    assert list(map(sent, english)) == list(map(sent, chinese))
