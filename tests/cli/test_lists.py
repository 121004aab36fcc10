"""Where commands get their lists from: fresh, kept, or not at all."""

import os
import re
from pathlib import Path

import pytest

from ima_tui.catalog.products import Listing
from ima_tui.cli.lists import age_of
from ima_tui.headless import Lists
from ima_tui.locale import t
from ima_tui.profiles import live_profile
from ima_tui.store.catalogue import Shelf

from .kit import DEAD, Reply, Service, coded, document, listed, run

MUSIC = ("models", "text_to_music", "--json")


def home(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("IMA_BASE_URL", address)


def test_one_request_for_each_task_type(service: Service) -> None:
    assert run(*MUSIC).exit_code == 0
    assert dict(service.asked) == {"text_to_music": 1}
    assert run("models", "--json").exit_code == 0
    assert service.asked.pop("text_to_music") == 2
    assert len(service.asked) == 7
    assert set(service.asked.values()) == {1}


def test_the_age_of_several_lists_is_that_of_the_oldest() -> None:
    ages = {"text_to_image": 2000.0, "text_to_music": 1000.0, "text_to_video": 3000.0}
    shelves = {kind: Shelf(Listing(kind, ()), at) for kind, at in ages.items()}
    told = age_of(Lists(shelves, {}, None))
    assert told == {"fetched_at": "1970-01-01T00:16:40Z", "cached": False}


def test_a_kept_list_serves_when_nobody_answers(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = run(*MUSIC)
    home(monkeypatch, DEAD)
    kept = run(*MUSIC)
    assert (fresh.exit_code, kept.exit_code) == (0, 0)
    assert (document(fresh)["cached"], document(kept)["cached"]) == (False, True)
    assert document(kept)["models"] == document(fresh)["models"]
    assert document(kept)["fetched_at"] == document(fresh)["fetched_at"]
    assert "Can't reach" in kept.stderr
    assert " s old" in kept.stderr


@pytest.mark.parametrize(
    "reply",
    [(200, b"<html>"), (502, b""), (429, b""), coded(500), coded(503), (200, b'{"code":')],
    ids=["html", "502", "429", "code 500", "code 503", "half"],
)
def test_a_kept_list_serves_when_the_service_has_trouble(service: Service, reply: Reply) -> None:
    run(*MUSIC)
    service.answer = lambda _: reply
    kept = run(*MUSIC)
    assert (kept.exit_code, document(kept)["cached"]) == (0, True)


def test_a_refused_key_never_falls_back(service: Service) -> None:
    run(*MUSIC)
    for refusal in (coded(401), (401, b"")):
        service.answer = lambda _, refusal=refusal: refusal  # type: ignore[misc]
        result = run(*MUSIC)
        assert result.exit_code == 3
        assert document(result)["error"]["code"] == "key"
        assert document(result)["error"]["url"].startswith("https://www.imaclaw.ai/")


@pytest.mark.parametrize(
    ("reply", "code", "exit_"),
    [
        ((200, b"<html>"), "not_the_service", 7),
        ((429, b""), "rate", 7),
        (coded(500), "no_list", 7),
        (coded(4014), "subscription", 4),
    ],
)
def test_without_a_kept_list_the_reason_is_told(
    service: Service, reply: Reply, code: str, exit_: int
) -> None:
    service.answer = lambda _: reply
    result = run(*MUSIC)
    assert (result.exit_code, document(result)["error"]["code"]) == (exit_, code)


def test_without_a_service_and_a_kept_list_it_exits_7(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    home(monkeypatch, DEAD)
    result = run(*MUSIC)
    assert (result.exit_code, document(result)["error"]["code"]) == (7, "connection")
    plain = run("models", "text_to_music", "--lang", "zh")
    assert (plain.exit_code, plain.stdout) == (7, "")
    assert "无法连接" in plain.stderr


def test_refresh_insists_on_a_fresh_list(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*MUSIC)
    home(monkeypatch, DEAD)
    result = run(*MUSIC, "--refresh")
    assert (result.exit_code, document(result)["error"]["code"]) == (7, "connection")


def test_some_task_types_fail_and_the_others_are_shown(service: Service) -> None:
    service.answer = lambda kind: coded(500) if kind == "text_to_music" else listed(kind)
    result = run("models", "--json")
    shown = document(result)
    assert result.exit_code == 7
    assert shown["cached"] is False
    assert {one["task_type"] for one in shown["models"]} == service.asked.keys() - {"text_to_music"}
    assert set(shown["errors"]) == {"text_to_music"}
    assert shown["errors"]["text_to_music"]["code"] == "no_list"
    plain = run("models")
    assert plain.exit_code == 7
    assert "Text to music: IMA Studio did not return" in plain.stderr


def test_of_several_errors_the_first_of_the_order_counts(service: Service) -> None:
    service.answer = lambda kind: coded(401) if kind == "text_to_music" else coded(500)
    result = run("models", "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (3, "key")


def test_a_store_that_can_t_be_used_stops_nobody_who_has_a_service(
    live: str, tmp_path: Path
) -> None:
    database = tmp_path / "home" / "data" / "ima-tui.sqlite3"
    database.parent.mkdir(parents=True)
    database.write_bytes(b"no database" * 100)
    result = run(*MUSIC)
    assert (result.exit_code, document(result)["cached"]) == (0, False)
    assert str(database) in result.stderr
    assert t("cli-store-unusable") in result.stderr
    assert database.read_bytes() == b"no database" * 100


def test_what_can_t_be_read_of_a_list_is_counted(service: Service) -> None:
    def odd(kind: str) -> Reply:
        status, body = listed(kind)
        return status, body | {"data": [*body["data"], {"type": "3"}, 7]}

    service.answer = odd
    result = run(*MUSIC)
    assert (result.exit_code, document(result)["skipped"]) == (0, 2)
    assert "2 entries" in run("models", "text_to_music").stderr


@pytest.mark.parametrize("words", [("models",), ("doctor",), ("auth", "login")])
def test_what_is_told_to_be_quoted_stands_in_the_log(
    service: Service, words: tuple[str, ...]
) -> None:
    service.answer = lambda _task_type: coded(98765)
    result = run(*words, given="ima_a_key_of_somebody")
    told = re.findall(r"98765-[0-9a-f]{6}", result.stdout + result.stderr)
    folder = live_profile(os.environ).folders.logs
    noted = "".join(path.read_text() for path in folder.iterdir())
    assert told
    for reference in told:
        assert f" refused code=98765 reference={reference}\n" in noted
