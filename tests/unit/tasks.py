"""What the store's tests share: tasks as the ledger keeps them."""

from dataclasses import replace
from typing import Any

from ima_tui.store.records import Event, State, Task, TaskMedia

PLAIN = Task(
    id="task0",
    owner="owner1",
    state=State.QUEUED,
    created_at=1000.0,
    task_type="text_to_image",
    media="image",
    model_id="model",
    version="model-1",
    model_name="Model [One] 模型",
    credit=5,
    count=1,
    exact=True,
    estimate_low=20.0,
    estimate_high=35.5,
    poll=5.0,
    body_hash="hash",
    key_print="print",
    settings={"size": "1K", "n": 1, "sound": True, "seed": None, "scale": 1.5},
)


def task(number: int = 0, **changes: Any) -> Task:
    return replace(PLAIN, id=f"task{number}", created_at=1000.0 + number, **changes)


def event(kind: str, at: float = 1.0, **detail: str | float) -> Event:
    return Event(at, kind, detail)


def ready(position: int, **changes: Any) -> TaskMedia:
    return replace(TaskMedia(position, "ready", url=f"https://example.com/{position}"), **changes)
