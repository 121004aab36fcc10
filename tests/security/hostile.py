"""Texts that want more than to be read, and a service, files and a terminal that meet them."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ima_tui.catalog.characters import CONTROLS, DIRECTIONS, HALVES
from ima_tui.simulator.catalog import load_task_types
from ima_tui.simulator.listed import load_folder
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.store.records import Task, TaskMedia
from tests.past import past

HOSTILE: Final[Mapping[str, str]] = {
    "markup": "M[/] [bold red]x[/red] [@click=app.leave]y[/] [link=http://evil.example]z[/link] [",
    "colours": "C\x1b[5;95mE\x1b[2J\x1b[?1049l\x1b[6n\x1b[3J\x1bc",
    "clipboard": "B\x1b]52;c;RVZJTA==\x07 \x1b]52;c;RVZJTA==\x1b\\",
    "links": "L\x1b]8;;http://evil.example\x1b\\L\x1b]8;;\x1b\\ \x1b]0;PWNED\x07 \x1b]9;EVIL\x07",
    "devices": "D\x1bP$qm\x1b\\ \x1b_Ga=d\x1b\\ \x1b^x\x1b\\\x1bPtmux;\x1b\x1b]52;c;RVZJ\x07\x1b\\",
    "c1": "8\x9b5;95mC\x9d0;PWNED\x9c\x90q\x9c\x85\x84",
    "turned": "T\u202edrow\u202c \u2066x\u2069 \u061c\u200e\u200f",
    "unseen": "U\u200b\u200d\ufeff\u00ad\U000e0041\u2060v",
    "lines": "N a\r\n\tb\vc\fd\be\x00f\u2028g\u2029h\x7fi",
    "formula": "=cmd|' /C calc'!A0",
}
"""By what they try: markup, sequences of ECMA-48 in both widths, directions, lines, formulas."""

ALL: Final = " ".join(HOSTILE.values())
LONG: Final = f"{ALL} {'x' * 1_000_000}"
"""As long as a book; what it tries stands at its beginning."""

FORBIDDEN: Final = re.compile(f"[{CONTROLS}{DIRECTIONS}{HALVES}]")
_OF_TEXTUAL: Final = re.compile(
    r"\x1b\[(?!(?:\d+;)*5;95m)[0-9;]*m"  # colours, but those of the texts above
    # lines, each to its place
    r"|\n+(?=\x1b\[\d+;\d+H)|\x1b\[\d+;\d+H|\x1b\[\?2026[hl]"
    # the window's title, put aside and given back
    r"|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x1b\\|\x1b\[2[23];2t"
    # the shape of the mouse
    r"|\x1b\]22;[a-z-]*\x07"
)


def obeyed(written: str) -> list[str]:
    """Return what a terminal would obey of what was written to it, that Textual did not write."""
    left = _OF_TEXTUAL.sub("", written)
    return [
        left[max(0, found.start() - 30) : found.end() + 30] for found in FORBIDDEN.finditer(left)
    ]


def leaf_of(version: str, text: str) -> dict[str, Any]:
    """A model whose every word is a hostile text."""
    sizes = [{"label": f"{text}{n}", "value": f"{text}{n}", "description": text} for n in (1, 2)]
    field = {"type": "tags", "field": "size", "label": text, "description": text}
    free = {"type": "textarea", "field": "style", "label": text, "value": text[:200]}
    return {
        "id": version,
        "type": "3",
        "model_id": f"family-{version}",
        "name": text,
        "group_name": text,
        "description": text,
        "icon": text,
        "category_name": text,
        "model_types": [text],
        "tags": [
            {"tag_type": "EET", "tag_value": "1~2s"},
            {"tag_type": "feature", "tag_value": text},
            {"tag_type": "popularity", "tag_value": text},
        ],
        "form_config": [{**field, "value": sizes[0]["value"], "options": sizes}, free],
        "credit_rules": [
            {"attribute_id": n, "points": 3 * n, "attributes": {"size": f"{text}{n}"}}
            for n in (1, 2)
        ],
    }


def catalogue(folder: Path, *, long: bool = False) -> Path:
    """Write lists of such models for every task type; with a model that has a harmless name."""
    texts = {**HOSTILE, **({"long": LONG} if long else {})}
    leaves = [leaf_of(f"v-{name}", text) for name, text in texts.items()]
    leaves.append({**leaf_of(ALL, "hostile id"), "model_id": ALL})
    plain = leaf_of("plain", "small") | {"name": "Plain Model", "description": "harmless"}
    content = json.dumps({"data": [plain, *leaves]})
    folder.mkdir(exist_ok=True)
    for task_type in load_task_types():
        (folder / f"products_{task_type}.json").write_text(content, encoding="utf-8")
    return folder


@contextmanager
def hostile_service(folder: Path, *, long: bool = False) -> Iterator[tuple[str, Simulator]]:
    """A simulator with such lists, over real HTTP."""
    catalog = load_folder(catalogue(folder, long=long), speed=100)
    sim = Simulator(seed=7, speed=100, catalog=catalog)
    try:
        with serving(sim) as url:
            yield url, sim
    finally:
        sim.close()


def hostile_past() -> list[Task]:
    """Tasks as a version without any care might have left them in the database."""
    template = past()[0]
    return [
        replace(
            template,
            id=f"{number:06}",
            created_at=template.created_at - number,
            task_id=f"task_{number}",
            model_name=text,
            model_id=text,
            version=text,
            prompt=text,
            tags=(text.splitlines()[0],),
            medias=(
                TaskMedia(0, "ready", url=f"http://127.0.0.1:9/{text}", path=f"/nowhere/{number}"),
            ),
        )
        for number, text in enumerate([*HOSTILE.values(), ALL])
    ]
