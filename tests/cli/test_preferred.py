"""Commands use the user's default where no model is named, and say so in the list."""

import json
import os

import pytest

from ima_tui.profiles import live_profile

from .kit import Service, document, run

IMAGE = ("create", "-t", "text_to_image", "-p", "a fox", "--dry-run", "--json")


@pytest.fixture
def preferred() -> None:
    path = live_profile(os.environ).folders.preferences
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = {"model_id": "midjourney", "model_name": "Midjourney", "credit": 8, "last_used": ""}
    path.write_text(json.dumps({"user_default": {"text_to_image": entry}}))


@pytest.mark.usefixtures("preferred")
def test_no_model_named_means_the_preferred_one(service: Service) -> None:
    def used(*words: str) -> str:
        (parameters,) = document(run(*IMAGE, *words))["request"]["parameters"]
        return str(parameters["model_id"])

    assert used() == "midjourney"
    assert used("-m", "seedream") == "doubao-seedream-4.5"
    assert service.asked


@pytest.mark.usefixtures("service", "preferred")
def test_the_list_marks_it() -> None:
    shown = run("models", "text_to_image").stdout
    assert next(line for line in shown.splitlines() if "Midjourney" in line).startswith("♥")
    assert "♥ = your default" in shown
    assert "♥" not in run("models", "text_to_music").stdout
