"""What the tests of catalogues from a folder share: leaves, bodies, the folder served."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ima_tui.simulator.listed import load_folder
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator

from .kit import Client, Clock, Json

CREATE = "/open/v1/tasks/create"


def leaf(version: str = "one", **changes: Any) -> Json:
    """A leaf as the service lists it; a change to ... leaves the key out."""
    whole = {
        "id": version,
        "type": "3",
        "name": "Model One",
        "model_id": "model-one",
        "tags": [{"tag_type": "EET", "tag_value": "20~40s"}],
        "form_config": [
            {
                "type": "tags",
                "field": "size",
                "label": "Size",
                "value": "1K",
                "options": [{"label": "1K", "value": "1K"}, {"label": "2K", "value": "2K"}],
            }
        ],
        "credit_rules": [
            {"attribute_id": 7, "points": 3, "attributes": {"size": "1K"}},
            {"attribute_id": 8, "points": 6, "attributes": {"size": "2K"}},
        ],
    } | changes
    return {key: value for key, value in whole.items() if value is not ...}


def field(kind: str, **more: Any) -> list[Json]:
    return [{"type": kind, "field": "strength", "label": "Strength"} | more]


def body(version: str = "one", task_type: str = "text_to_image", **inner: Any) -> Json:
    return {
        "task_type": task_type,
        "src_img_url": [],
        "parameters": [
            {
                "attribute_id": 7,
                "model_id": "model-one",
                "model_name": "Model One",
                "model_version": version,
                "app": "ima",
                "platform": "web",
                "category": task_type,
                "credit": 3,
                "parameters": {
                    "prompt": "a quiet harbour",
                    "size": "1K",
                    "cast": {"points": 3, "attribute_id": 7},
                    **inner,
                },
            }
        ],
    }


def write(folder: Path, content: Any, task_type: str = "text_to_image") -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / f"products_{task_type}.json").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def served(folder: Path, *, speed: float = 1.0) -> Iterator[Client]:
    catalog = load_folder(folder, speed=speed)
    sim = Simulator(seed=7, speed=speed, clock=Clock(), catalog=catalog)
    with serving(sim) as url:
        client = Client(url)
        yield client
        client.http.close()
    sim.close()
