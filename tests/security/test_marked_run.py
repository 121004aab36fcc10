"""A run of everything with a marked key and marked prompts: no mark is left where it may not be."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from .marked import KEY, PROMPT, USER, Person, environment_of, files_with, watching_processes
from .recorders import Host, recording

Hosts = dict[str, Host]
IMAGE = ("-t", "text_to_image", "-p")


@pytest.fixture
def hosts(simulator_url: str) -> Iterator[Hosts]:
    """The service, its upload host, and the storage that has the media."""
    with (
        recording("media", simulator_url) as media,
        recording("service", simulator_url, media) as service,
        recording("uploads", simulator_url, media) as uploads,
    ):
        yield {"service": service, "uploads": uploads, "media": media}


@pytest.fixture
def person(tmp_path: Path, hosts: Hosts) -> Person:
    home = tmp_path / "home"
    addresses = {"IMA_BASE_URL": hosts["service"].url, "IMA_UPLOAD_URL": hosts["uploads"].url}
    return Person(home, environment_of(home, **addresses))


def make_a_picture(folder: Path) -> str:
    path = folder / "in.png"
    Image.new("RGB", (640, 640), "teal").save(path)
    return str(path)


def settle_one_without_an_answer(person: Person, simulator: str) -> None:
    """A create that took effect, but whose answer was lost: it keeps its prompt until settled."""
    cut = {"rules": [{"kind": "drop_after", "call": "create", "times": 1}]}
    httpx.post(f"{simulator}/__sim/faults", json=cut, trust_env=False).raise_for_status()
    try:
        told = person.run("create", *IMAGE, f"{PROMPT} lost", "--json", code=6)
    finally:
        httpx.delete(f"{simulator}/__sim/faults", trust_env=False)
    assert files_with(PROMPT, person.home) != [], "so the looking works"
    person.run("task", json.loads(told)["id"], "--not-created")


def test_no_mark_is_left(person: Person, hosts: Hosts, simulator_url: str, tmp_path: Path) -> None:
    settings = person.home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[preferences]\nshare = true\nuser = "{USER}"\n')
    with watching_processes() as processes:
        person.run("auth", "login", given=f"{KEY}\n")
        person.run("auth", "status", "--json")
        person.run("models")
        person.run("model", "midjourney", "--json")
        person.run("create", *IMAGE, f"{PROMPT} a fox", "--wait", "--json")
        person.run(
            *("create", "-t", "image_to_image", "-p", f"{PROMPT} redraw", "--wait"),
            *("--input", make_a_picture(tmp_path)),
        )
        lines = [
            {"task_type": kind, "prompt": f"{PROMPT} {kind}"}
            for kind in ("text_to_video", "text_to_music", "text_to_speech")
        ]
        person.run("batch", "-", "--yes", given="\n".join(map(json.dumps, lines)))
        person.run("create", *IMAGE, f"{PROMPT} odd", "--param", "size=13k", code=2)
        settle_one_without_an_answer(person, simulator_url)
        person.run("tasks", "--json")
        person.run("tasks")
        person.run("doctor")
        person.run("paths", "--json")
    assert any("auth login" in one for one in processes), "the looking works"
    assert [one for one in processes if KEY in one] == []
    assert [text for text in person.written if KEY in text] == []
    own = person.home / "config" / "api-key"
    assert files_with(KEY, tmp_path) == [own], "there is no keyring here"
    assert files_with(PROMPT, tmp_path) == []
    check_hosts(hosts)
    logged = "".join(path.read_text() for path in (person.home / "logs").glob("*.log"))
    for part in (
        " start version=",
        " state=running ",
        " state=done ",
        " state=unconfirmed ",
        " end",
    ):
        assert part in logged
    person.run("auth", "logout")
    assert files_with(KEY, tmp_path) == []


def check_hosts(hosts: Hosts) -> None:
    """Who was sent what: the key to two hosts, prompts to one, the user id to none."""
    knows = {
        mark: {name for name, host in hosts.items() if host.knows(mark)}
        for mark in (KEY, PROMPT, USER)
    }
    assert knows == {KEY: {"service", "uploads"}, PROMPT: {"service"}, USER: set()}
    assert len(hosts["media"].heard) > 5, "results and uploads went there"
    assert not any(b"authorization" in one.lower() for one in hosts["media"].heard)
    for one in hosts["service"].heard:
        first, _, rest = one.partition(b"\n")
        assert KEY.encode() not in first
        assert b"Bearer " + KEY.encode() in rest or first == b"GET / HTTP/1.1" or first == b"GET /"


def test_kept_prompts_are_kept_and_no_key_with_them(
    person: Person, hosts: Hosts, tmp_path: Path
) -> None:
    settings = person.home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("prompts.keep = true\n")
    person.run("auth", "login", given=KEY)
    person.run("create", *IMAGE, f"{PROMPT} a fox")
    assert PROMPT in person.run("tasks")
    kept = {path.name for path in files_with(PROMPT, person.home)}
    assert any(name.startswith("ima-tui.sqlite3") for name in kept)
    assert not any(
        path.is_relative_to(person.home / "logs") for path in files_with(PROMPT, tmp_path)
    )
    assert files_with(KEY, tmp_path) == [person.home / "config" / "api-key"]


def test_a_redirect_does_not_take_the_key_elsewhere(
    person: Person, hosts: Hosts, tmp_path: Path
) -> None:
    person.run("auth", "login", given=KEY)
    for name in ("service", "uploads"):
        hosts[name].leads_to = hosts["media"].url
        redraw = ("create", "-t", "image_to_image", "-p", f"{PROMPT} redraw", "--wait")
        person.run(*redraw, "--input", make_a_picture(tmp_path), code=7)
        hosts[name].leads_to = ""
    assert hosts["uploads"].knows(KEY), "it was asked"
    assert not hosts["media"].knows(KEY)
    assert not hosts["media"].knows(PROMPT)
