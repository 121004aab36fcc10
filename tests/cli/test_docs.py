"""The JSON that docs/commands.md shows is the JSON that commands print."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .kit import batch, document, documents, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    decoder = json.JSONDecoder()
    found: dict[str, list[Any]] = {}
    for name, (_, text) in importlib.import_module("shapes").SHAPES.items():
        rest = text.strip()
        found[name] = []
        while rest:
            shown, end = decoder.raw_decode(rest)
            found[name].append(shown)
            rest = rest[end:].strip()
    return found


def keys(shown: Any, where: str = "") -> set[str]:
    """Every path of keys; what is named by the model itself does not count."""
    if isinstance(shown, list):
        return set().union(*(keys(one, where) for one in shown))
    if not isinstance(shown, dict) or where.endswith(("request", "values", "not_with")):
        return set()
    return set().union(*({f"{where}.{k}"} | keys(v, f"{where}.{k}") for k, v in shown.items()))


@pytest.mark.usefixtures("live")
def test_models_and_model(shapes: dict[str, list[Any]]) -> None:
    assert keys(shapes["models"]) == keys(document(run("models", "text_to_video", "--json")))
    shown = keys(document(run("model", "pixverse", "--json")))
    assert {key for key in shown if not key.startswith(".alternatives.")} == keys(shapes["model"])


@pytest.mark.usefixtures("live")
def test_lines_and_errors(shapes: dict[str, list[Any]]) -> None:
    good = {"task_type": "text_to_video", "model": "pixverse", "prompt": "x"}
    bad = good | {"params": {"duration": 99}}
    lines = documents(run("batch", "-", "--dry-run", "--json", given=batch(good, bad)))
    assert keys(lines) == keys(shapes["create --dry-run, batch --dry-run"])


def test_errors(shapes: dict[str, list[Any]]) -> None:
    assert keys(document(run("models", "--json"))) == keys(shapes["errors"])


def test_auth(
    shapes: dict[str, list[Any]],
    simulator_url: str,
    monkeypatch: pytest.MonkeyPatch,
    use_keyring: Callable[[str], Path],
) -> None:
    use_keyring("Filed")
    monkeypatch.setenv("IMA_API_KEY", "ima_environment")
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    for command in ("login", "status", "logout"):
        told = document(run("auth", command, "--json", given="ima_test_key"))
        assert keys(told) == keys(shapes[f"auth {command}"])


def test_doctor_and_paths(shapes: dict[str, list[Any]]) -> None:
    assert keys(document(run("paths", "--json"))) == keys(shapes["paths"])
    assert keys(document(run("doctor", "--json", "--profile", "demo"))) == keys(shapes["doctor"])
