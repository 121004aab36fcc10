"""What the tests of faults share: putting rules in force, and what was charged."""

from typing import Any

from .kit import START, Client, Json

CREATE = "/open/v1/tasks/create"
SEEDREAM = ("text_to_image", "doubao-seedream-4-5-251128", 2341)
PRICE = 5
LONG_AFTER = START + 10_000


class Pauses:
    """Takes the place of waiting: notes how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def add(client: Client, *rules: Json, **settings: Any) -> None:
    answer = client.http.post("/__sim/faults", json={"rules": rules, "settings": settings})
    assert answer.status_code == 200, answer.text


def body(client: Client, **more: Any) -> Json:
    task_type, version, attribute_id = SEEDREAM
    return client.body(task_type, version, attribute_id=attribute_id, **more)


def charged(client: Client) -> int:
    return 2000 - int(client.ledger()["balance"])
