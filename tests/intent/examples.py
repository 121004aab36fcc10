"""Example sentences, what is suggested for them, and how that compares with what should be."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.inputs import MediaKind
from ima_tui.catalog.naming import default_leaf
from ima_tui.catalog.products import Listing
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import written
from ima_tui.intent import Chip, Kind, read, suggest
from tests.unit.leaves import full_list

FILES = ("sentences", "traps", "afterwards", "held_out")


@dataclass(frozen=True)
class Example:
    text: str
    expected: frozenset[str]
    on: str
    inputs: tuple[MediaKind, ...]
    usual: Mapping[str, str]

    @property
    def language(self) -> str:
        return "zh" if any("\u4e00" <= char <= "\u9fff" for char in self.text) else "en"


def examples(name: str) -> list[Example]:
    groups = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))["group"]
    return [
        Example(
            text=text,
            expected=frozenset(expected.split()),
            on=group["on"],
            inputs=tuple(map(MediaKind, group.get("inputs", ()))),
            usual={group["on"]: group["usual"]} if "usual" in group else {},
        )
        for group in groups
        for text, expected in group["say"]
    ]


def shelves() -> dict[str, Listing]:
    return {kind: full_list(kind) for kind in task_types()}


def form_on(on: str, lists: Mapping[str, Listing], usual: Mapping[str, str]) -> Form:
    kind, _, model = on.partition("/")
    model = model or usual.get(kind, "")
    leaf = lists[kind].find(model) if model else default_leaf(lists[kind])
    assert leaf is not None
    return form_of(leaf)


def suggested(example: Example, lists: Mapping[str, Listing]) -> frozenset[str]:
    """What is suggested for a sentence, in the words of the data files."""
    form = form_on(example.on, lists, example.usual)
    found = suggest(
        read(example.text),
        lists,
        form,
        form.start(),
        inputs=example.inputs,
        usual=example.usual,
    )
    told = {f"!{advice.code}" for advice in found.advice}
    return frozenset(told | {word for chip in found.chips if (word := _word(chip))})


def _word(chip: Chip) -> str:
    if chip.kind is Kind.TASK_TYPE:
        return f"task:{chip.value}"
    if chip.kind is Kind.MODEL:
        return f"model:{chip.value}" if chip.span != (0, 0) else ""
    if chip.kind is Kind.PREFERENCE:
        return "clear" if chip.target == "clear" else f"save:{chip.value}"
    return f"{chip.target}={written(chip.value)}"
