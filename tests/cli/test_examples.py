"""The examples of the documentation, as somebody runs them."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

KEY = "ima_examples"
ROOT = Path(__file__).parents[2]


def ran(name: str, *words: str, url: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / name), *words],
        input=given,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "IMA_API_KEY": KEY, "IMA_BASE_URL": url},
    )


def balance(url: str) -> int:
    """The points that are left."""
    asked = {"Authorization": f"Bearer {KEY}"}
    told = httpx.get(f"{url}/__sim/ledger", headers=asked, trust_env=False).json()
    return int(told["balance"])


def test_the_prices_of_a_model(simulator_url: str) -> None:
    done = ran("prices.py", "text_to_image", "nano banana pro", url=simulator_url)
    assert done.returncode == 0, done.stderr
    title, *lines = done.stdout.splitlines()
    assert title.startswith("Nano Banana Pro")
    assert any("10 points" in line and "size 1K" in line for line in lines)
    assert len(lines) >= 3


@pytest.mark.parametrize("name", ["prices.py", "batch.py"])
def test_what_is_wrong_is_said(name: str, simulator_url: str) -> None:
    words = ["text_to_image", "nonsense", "100"][: 2 if name == "prices.py" else 3]
    done = ran(name, *words, url=simulator_url, given="a fox\n")
    assert done.returncode == 1
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
    away = ran(name, *words, url="http://127.0.0.1:9", given="a fox\n")
    assert away.returncode == 1
    assert "could not be asked" in away.stderr


def test_what_is_left_out_is_told_with_the_line_to_type(simulator_url: str) -> None:
    for name in ("prices.py", "batch.py"):
        bare = ran(name, "text_to_image", url=simulator_url)
        assert bare.returncode == 1
        assert f"python examples/{name} text_to_" in bare.stderr
        assert "Traceback" not in bare.stderr


def test_a_batch_is_run_and_saved_within_what_was_agreed(
    simulator_url: str, tmp_path: Path
) -> None:
    before = balance(simulator_url)
    words = ("text_to_image", "seedream 4.5")
    dear = ran("batch.py", *words, "9", url=simulator_url, given="a fox\na hare\n")
    assert dear.returncode == 1
    assert "nothing was sent" in dear.stderr
    assert balance(simulator_url) == before
    done = ran("batch.py", *words, "10", url=simulator_url, given="a fox\n\na hare\n")
    assert done.returncode == 0, done.stderr
    assert "2 tasks cost 10 points." in done.stdout
    paths = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert len(paths) == 2
    assert all(Path(path).is_relative_to(tmp_path) and Path(path).stat().st_size for path in paths)
    assert before - balance(simulator_url) == 10


def test_a_batch_keeps_to_the_user_s_caps(simulator_url: str, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[budget]\nday = 3\n")
    words = ("text_to_image", "seedream 4.5", "100")
    capped = ran("batch.py", *words, url=simulator_url, given="a fox\n")
    assert (capped.returncode, "The cap of the day" in capped.stderr) == (1, True)
    settings.write_text('[budget]\nday = "three"\n')
    unclear = ran("batch.py", *words, url=simulator_url, given="a fox\n")
    assert (unclear.returncode, "bad_setting" in unclear.stderr) == (1, True)
