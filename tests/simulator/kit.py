"""What the simulator's tests share: a clock to turn, and a client that reads the list."""

from typing import Any

import httpx

Json = dict[str, Any]

START = 1_700_000_000.0
PICTURE = "https://example.com/input.png"


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


def headers(key: str = "ima_tester") -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "x-app-source": "ima_skills"}


def leaves_in(nodes: list[Json]) -> list[Json]:
    """The leaves of a tree, in list order."""
    found: list[Json] = []
    for node in nodes:
        found += [node] if node["type"] == "3" else leaves_in(node["children"])
    return found


class Client:
    """Talks to the simulator as any client of the service would."""

    def __init__(self, base_url: str, key: str = "ima_tester") -> None:
        self.http = httpx.Client(base_url=base_url, headers=headers(key), timeout=30)

    def groups(self, task_type: str) -> list[Json]:
        query = {"app": "ima", "platform": "web", "category": task_type}
        answer = self.http.get("/open/v1/product/list", params=query).json()
        assert answer["code"] == 0
        groups: list[Json] = answer["data"]
        return groups

    def leaf(self, task_type: str, version: str) -> Json:
        return next(leaf for leaf in leaves_in(self.groups(task_type)) if leaf["id"] == version)

    def body(
        self,
        task_type: str,
        version: str,
        *,
        attribute_id: int,
        prompt: str = "a quiet harbour",
        n: int = 1,
        inputs: list[str] | None = None,
        **parameters: Any,
    ) -> Json:
        """A right create body for the rule of an attribute_id."""
        leaf = self.leaf(task_type, version)
        rule = next(r for r in leaf["credit_rules"] if r["attribute_id"] == attribute_id)
        attributes = {k: v for k, v in rule["attributes"].items() if k != "default"}
        given = inputs or []
        return {
            "task_type": task_type,
            "enable_multi_model": False,
            "src_img_url": given,
            "parameters": [
                {
                    "attribute_id": attribute_id,
                    "model_id": leaf["model_id"],
                    "model_name": leaf["name"],
                    "model_version": version,
                    "app": "ima",
                    "platform": "web",
                    "category": task_type,
                    "credit": rule["points"],
                    "parameters": {
                        "prompt": prompt,
                        "n": n,
                        "input_images": given,
                        "cast": {"points": rule["points"], "attribute_id": attribute_id},
                        **attributes,
                        **parameters,
                    },
                }
            ],
        }

    def post(self, path: str, body: Any) -> Json:
        answer: Json = self.http.post(path, json=body).json()
        return answer

    def create(self, body: Json) -> Json:
        answer = self.post("/open/v1/tasks/create", body)
        assert answer["code"] == 0, answer
        data: Json = answer["data"]
        return data

    def detail(self, task_id: str) -> Json:
        answer = self.post("/open/v1/tasks/detail", {"task_id": task_id})
        assert answer["code"] == 0, answer
        data: Json = answer["data"]
        return data

    def balance(self) -> int:
        """The points this client's key has left."""
        points: int = self.ledger()["balance"]
        return points

    def ledger(self) -> Json:
        answer: Json = self.http.get("/__sim/ledger").json()
        return answer


def right_body() -> Json:
    """A right create body, written out by hand as in the service's own description."""
    return {
        "task_type": "text_to_image",
        "enable_multi_model": False,
        "src_img_url": [],
        "parameters": [
            {
                "attribute_id": 2341,
                "model_id": "doubao-seedream-4.5",
                "model_name": "SeeDream 4.5",
                "model_version": "doubao-seedream-4-5-251128",
                "app": "ima",
                "platform": "web",
                "category": "text_to_image",
                "credit": 5,
                "parameters": {
                    "prompt": "a beautiful mountain sunset, photorealistic",
                    "size": "4k",
                    "n": 1,
                    "input_images": [],
                    "cast": {"points": 5, "attribute_id": 2341},
                },
            }
        ],
    }
