"""A task's life under a clock that the test turns, its charges, and what a restart keeps."""

import stat
from pathlib import Path
from typing import Any

import pytest

from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.timing import Span, draw_seconds

from .kit import START, Client, Clock

SEEDREAM = ("text_to_image", "doubao-seedream-4-5-251128", 2341)
MIDJOURNEY = ("text_to_image", "midjourney", 4390)
SUNO = ("text_to_music", "sonic", 2370)
VEO = ("text_to_video", "veo-3.1-generate-preview", 1998)


def states(client: Client, task_id: str) -> list[tuple[int | None, str]]:
    medias = client.detail(task_id)["medias"]
    return [(media["resource_status"], media["status"]) for media in medias]


def created(client: Client, product: Any, **more: Any) -> str:
    task_type, version, attribute_id = product
    body = client.body(task_type, version, attribute_id=attribute_id, **more)
    return str(client.create(body)["id"])


def test_a_media_goes_from_null_over_0_to_1(client: Client, clock: Clock) -> None:
    task_id = created(client, SEEDREAM)
    assert states(client, task_id) == [(None, "pending")]
    assert client.detail(task_id)["medias"][0]["url"] == ""
    clock.now = START + 19.9  # the estimate is 20 to 40 s
    assert states(client, task_id) == [(0, "processing")]
    assert client.detail(task_id)["status"] == "processing"
    clock.now = START + 40
    assert states(client, task_id) == [(1, "success")]
    assert client.detail(task_id)["status"] == "success"


def test_a_clock_that_goes_back_takes_the_state_back(client: Client, clock: Clock) -> None:
    task_id = created(client, SEEDREAM)
    clock.now = START + 40
    done = client.detail(task_id)
    clock.now = START
    assert states(client, task_id) == [(None, "pending")]
    clock.now = START + 400
    assert client.detail(task_id) == done


def test_several_medias_become_ready_one_after_another(client: Client, clock: Clock) -> None:
    task_id = created(client, SEEDREAM, n=4)
    seen = []
    for second in range(41):
        clock.now = START + second
        ready = [status == 1 for status, _ in states(client, task_id)]
        if sum(ready) not in seen:
            seen.append(sum(ready))
    assert seen == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("product", "n", "medias", "charged"),
    [
        (SEEDREAM, 1, 1, 5),
        (SEEDREAM, 3, 3, 15),
        (MIDJOURNEY, 1, 4, 8),
        (SUNO, 1, 2, 25),
        (SUNO, 2, 4, 50),
    ],
)
def test_n_is_charged_n_times_and_may_give_more_medias(
    client: Client, product: Any, n: int, medias: int, charged: int
) -> None:
    task_id = created(client, product, n=n)
    assert len(states(client, task_id)) == medias
    charge = client.ledger()["charges"][0]
    assert (charge["task_id"], charge["n"], charge["charged"]) == (task_id, n, charged)
    assert client.ledger()["balance"] == 2000 - charged


def test_every_fourth_task_says_completed_for_success(client: Client, clock: Clock) -> None:
    ids = [created(client, SEEDREAM) for _ in range(8)]
    clock.now = START + 40
    words = [client.detail(task_id)["status"] for task_id in ids]
    assert words == ["success", "success", "success", "completed"] * 2
    assert [states(client, task_id)[0] for task_id in ids] == [(1, word) for word in words]


def test_points_run_out_per_key(client: Client, base_url: str) -> None:
    body = client.body("text_to_video", "veo-3.1-generate-preview", attribute_id=2002, n=4)
    client.create(body)
    assert client.ledger()["balance"] == 880
    answer = client.post("/open/v1/tasks/create", body)
    assert (answer["code"], answer["data"]) == (4008, None)
    other = Client(base_url, key="ima_other")
    other.create(body)
    assert other.ledger()["balance"] == 880
    other.http.close()
    ledger = client.ledger()
    assert ledger["balance"] == 880
    assert len({charge["account"] for charge in ledger["charges"]}) == 2


def test_no_key_is_told_or_kept(tmp_path: Path, clock: Clock) -> None:
    sim = Simulator(folder=tmp_path, seed=7, clock=clock)
    with serving(sim) as url:
        one = Client(url, key="ima_very_secret")
        created(one, SEEDREAM)
        assert "ima_very_secret" not in str(one.ledger())
        one.http.close()
    sim.close()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"very_secret" not in written


def test_only_the_id_finds_a_task_and_only_for_its_key(client: Client, base_url: str) -> None:
    body = client.body("text_to_image", "doubao-seedream-4-5-251128", attribute_id=2341)
    data = client.create(body)
    wrong = client.post("/open/v1/tasks/detail", {"task_id": data["biz_id"]})
    assert wrong["code"] == 400
    assert "not biz_id" in wrong["message"]
    for unknown in ("task_none", None, 5):
        assert client.post("/open/v1/tasks/detail", {"task_id": unknown})["code"] == 400
    other = Client(base_url, key="ima_other")
    assert other.post("/open/v1/tasks/detail", {"task_id": data["id"]})["code"] == 400
    other.http.close()


def test_a_task_takes_its_estimate_divided_by_the_speed(clock: Clock) -> None:
    fast = Simulator(speed=100, seed=7, clock=clock)
    with serving(fast) as url:
        one = Client(url)
        task_id = created(one, VEO)  # 180 to 300 s
        clock.now = START + 1.79
        assert states(one, task_id) == [(0, "processing")]
        clock.now = START + 3.0
        assert states(one, task_id) == [(1, "success")]
        one.http.close()
    fast.close()


def test_the_draw_follows_seed_and_number() -> None:
    span = Span(20, 40)
    draws = [draw_seconds(span, seed=7, ordinal=number) for number in range(50)]
    assert draws == [draw_seconds(span, seed=7, ordinal=number) for number in range(50)]
    assert len(set(draws)) == 50
    assert all(20 <= seconds <= 40 for seconds in draws)
    assert draws != [draw_seconds(span, seed=8, ordinal=number) for number in range(50)]


def test_a_restart_keeps_tasks_points_and_time(tmp_path: Path, clock: Clock) -> None:
    first = Simulator(folder=tmp_path, clock=clock)
    with serving(first) as url:
        one = Client(url)
        task_id = created(one, SEEDREAM, n=2)
        one.http.close()
    first.close()
    clock.now = START + 40
    second = Simulator(folder=tmp_path, clock=clock)
    with serving(second) as url:
        one = Client(url)
        detail = one.detail(task_id)
        assert detail["status"] == "success"
        # Addresses are built from the way the client came, so they hold on a new port.
        assert all(media["url"].startswith(url) for media in detail["medias"])
        assert one.http.get(detail["medias"][0]["url"]).headers["content-type"] == "image/png"
        assert one.ledger()["balance"] == 1990
        created(one, SEEDREAM)
        assert [charge["charged"] for charge in one.ledger()["charges"]] == [10, 5]
        one.http.close()
    second.close()


def test_the_state_is_readable_by_its_owner_only(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "state"
    sim = Simulator(folder=folder, seed=7, clock=clock)
    with serving(sim) as url:
        one = Client(url)
        task_id = created(one, SEEDREAM, prompt="private")
        clock.now = START + 40
        one.http.get(one.detail(task_id)["medias"][0]["url"])
        one.http.close()
        for path in [folder, *folder.rglob("*")]:
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    sim.close()


def test_a_passing_simulator_leaves_nothing(clock: Clock) -> None:
    sim = Simulator(clock=clock)
    assert sim._passing is not None
    left = Path(sim._passing.name)
    assert left.exists()
    sim.close()
    assert not left.exists()


@pytest.mark.parametrize("speed", [0, -1])
def test_the_speed_must_be_above_0(speed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Simulator(speed=speed)


def test_health_tells_process_and_speed(client: Client) -> None:
    told = client.http.get("/__sim/health").json()
    assert told["ok"] is True
    assert told["speed"] == 1.0
    assert told["pid"] > 0


def test_verify_passes_usable_addresses(client: Client) -> None:
    answer = client.post("/open/v1/assets/verify", {"url": "https://example.com/a.png"})
    assert answer["code"] == 0
    assert answer["data"]["result"]["status"] == "active"
    wrong: list[Any] = [{}, {"url": "ftp://a/b"}, {"url": "https://a/b", "name": "x" * 65}, []]
    for body in wrong:
        assert client.post("/open/v1/assets/verify", body)["code"] == 400
