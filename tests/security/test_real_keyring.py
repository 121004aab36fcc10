"""The key in GNOME's own keyring, on a bus of its own: kept, used, locked, forgotten.

Needs dbus and gnome-keyring, so it runs by `make test-desktop` only.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KEY = "ima_MARKEDKEY_keyring_1234"
UNLOCKED = """
printf secret | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
until "$python" -c 'import secretstorage as s; s.get_default_collection(s.dbus_init())'; do :; done
"""
LOCK = """
"$python" -c 'import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()'
"""

pytestmark = pytest.mark.desktop


def in_session(tmp_path: Path, url: str, script: str) -> "subprocess.CompletedProcess[str]":
    """Run a shell script on a bus where nobody else is, with a home of its own."""
    user = tmp_path / "user"
    runtime = tmp_path / "run"
    for folder in (user, runtime):
        folder.mkdir(mode=0o700, exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(user),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "IMA_TUI_HOME": str(tmp_path / "home"),
        "IMA_BASE_URL": url,
        "python": sys.executable,
        "KEY": KEY,
    }
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f'ima() {{ "$python" -m ima_tui "$@"; }}\n{script}'],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


def files_with_the_key(folder: Path) -> list[Path]:
    return [
        path for path in folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()
    ]


def test_a_key_is_kept_used_and_forgotten(simulator_url: str, tmp_path: Path) -> None:
    script = 'echo "$KEY" | ima auth login && ima auth status && ima models text_to_music; echo $?'
    ran = in_session(
        tmp_path, simulator_url, f"{UNLOCKED}{script}; ima auth logout; ima auth status"
    )
    assert ran.returncode == 3, ran
    assert "…1234 in the system keyring (ima-api / default)" in ran.stdout, ran
    assert "…1234  in use, from the system keyring" in ran.stdout
    assert "Suno" in ran.stdout, ran
    assert "The key has been removed." in ran.stdout
    assert KEY not in ran.stdout + ran.stderr
    assert files_with_the_key(tmp_path) == []


def test_a_locked_one_is_told_and_nothing_is_put_elsewhere(
    simulator_url: str, tmp_path: Path
) -> None:
    script = 'echo "$KEY" | ima auth login --no-test >/dev/null; ' + LOCK
    refused = 'ima auth status; echo "$KEY" | ima auth login --no-test; ima auth logout'
    ran = in_session(tmp_path, simulator_url, f"{UNLOCKED}{script}{refused}")
    assert ran.returncode == 3, ran
    told = ran.stdout + ran.stderr
    assert told.count("it may be locked") == 3
    assert files_with_the_key(tmp_path) == []
