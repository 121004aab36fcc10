"""Keeping the key, saying where it is, forgetting it; and profiles, each with a key of its own."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ima_tui.store.folders import live_folders, profile_names

from .kit import DEAD, Service, coded, document, run

UseKeyring = Callable[[str], Path]
KEY = "ima_marked_key_1234"


@pytest.fixture
def keyring(simulator_url: str, monkeypatch: pytest.MonkeyPatch, use_keyring: UseKeyring) -> Path:
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    return use_keyring("Filed")


def config(name: str = "default") -> Path:
    return live_folders(os.environ, name).config


def test_a_key_is_kept_used_and_forgotten(keyring: Path) -> None:
    kept = run("auth", "login", given=f"{KEY}\n")
    assert kept.exit_code == 0
    assert "…1234 in the system keyring (ima-api / default)" in kept.stdout
    assert "accepts it" in kept.stdout
    assert json.loads(keyring.read_text()) == {"ima-api/default": KEY}
    assert run("models", "text_to_music").exit_code == 0
    told = run("auth", "status")
    assert (told.exit_code, "…1234  in use, from the system keyring" in told.stdout) == (0, True)
    gone = run("auth", "logout")
    assert (gone.exit_code, json.loads(keyring.read_text())) == (0, {})
    assert "Other IMA tools" in gone.stdout
    assert run("models", "text_to_music").exit_code == 3
    bare = run("auth", "status")
    assert (bare.exit_code, bare.stdout.splitlines()[0]) == (3, "Profile default")
    assert "No key was stored here." in run("auth", "logout").stdout
    for result in (kept, told, gone):
        assert KEY not in result.output


def test_the_same_as_json(keyring: Path) -> None:
    kept = document(run("auth", "login", "--json", given=KEY))
    assert kept == {
        "profile": "default",
        "source": "keyring",
        "about": "ima-api / default",
        "key": "…1234",
        "tested": True,
    }
    status = document(run("auth", "status", "--json"))
    assert status["used"]["source"] == "keyring"
    assert status["profiles"] == ["default"]
    gone = document(run("auth", "logout", "--json"))
    assert (gone["removed"], gone["left"]) == (["keyring"], [])
    missing = run("auth", "status", "--json")
    assert (missing.exit_code, document(missing)["error"]["code"]) == (3, "no_key")
    assert document(missing)["used"] is None


def test_who_has_no_key_is_told_the_command_of_the_profile(
    keyring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("auth", "login", "--profile", "work", "--no-test", given=KEY)
    run("auth", "logout", "--profile", "work")
    monkeypatch.delenv("IMA_API_KEY", raising=False)
    told = '"ima-tui auth login --profile work"'
    assert told in run("--profile", "work", "auth", "status").stderr
    assert told in run("--profile", "work", "models").stderr
    assert told in run("--profile", "work", "doctor").stdout
    assert '"ima-tui auth login"' in run("models").stderr


def test_a_refused_key_is_not_kept(keyring: Path) -> None:
    refused = run("auth", "login", "--json", given="bad_key")
    assert (refused.exit_code, document(refused)["error"]["code"]) == (3, "refused_key")
    assert not keyring.exists()
    refused = run("auth", "login", "--profile", "work", given="bad_key")
    assert refused.exit_code == 3
    assert profile_names(os.environ) == ("default", "demo")
    assert run("auth", "login", "--no-test", given="bad_key").exit_code == 0
    assert json.loads(keyring.read_text()) == {"ima-api/default": "bad_key"}


def test_without_a_network_a_key_is_kept_untested(
    keyring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", DEAD)
    kept = run("auth", "login", given=KEY)
    assert kept.exit_code == 0
    assert "It could not be tested. Can't reach IMA Studio" in kept.stderr
    assert document(run("auth", "login", "--json", given=KEY))["tested"] is False


def test_a_service_in_trouble_says_nothing_of_the_key(
    service: Service, monkeypatch: pytest.MonkeyPatch, use_keyring: UseKeyring
) -> None:
    use_keyring("Filed")
    monkeypatch.delenv("IMA_API_KEY")
    service.answer = lambda _: (503, b"<html>")
    assert "It could not be tested." in run("auth", "login", given=KEY).stderr
    service.answer = lambda _: coded(401)
    assert run("auth", "login", given=KEY).exit_code == 3


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "empty_key"), ("  \n", "empty_key"), ("ima_a ima_b", "bad_key"), ("“ima_a”", "bad_key")],
)
def test_what_is_no_key_is_not_kept(typed: str, code: str, keyring: Path) -> None:
    result = run("auth", "login", "--json", given=typed)
    assert (result.exit_code, document(result)["error"]["code"]) == (3, code)
    assert not keyring.exists()


def test_without_a_keyring_it_is_a_file_and_says_so(
    simulator_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    path = config() / "api-key"
    kept = run("auth", "login", given=KEY)
    assert kept.exit_code == 0
    assert f"no system keyring here, so the key goes into a file only you can read: {path}" in (
        kept.stderr
    )
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (f"{KEY}\n", 0o600)
    assert run("models", "text_to_music").exit_code == 0
    path.chmod(0o644)
    refused = run("models", "--json")
    assert document(refused)["error"]["code"] == "open_key_file"
    assert f"chmod 600 {path}" in document(refused)["error"]["message"]
    assert "chmod 600" in run("auth", "status").stdout
    gone = run("auth", "logout")
    assert (gone.exit_code, "Other IMA tools" in gone.stdout) == (0, False)
    assert not path.exists()


def test_a_locked_keyring_is_told(keyring: Path, use_keyring: UseKeyring) -> None:
    use_keyring("Locked")
    for words in (("models",), ("auth", "login"), ("auth", "logout")):
        result = run(*words, "--json", given=KEY)
        assert (result.exit_code, document(result)["error"]["code"]) == (3, "keyring_refused")
    assert not (config() / "api-key").exists()


def test_what_comes_before_the_kept_key_is_named(
    keyring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_API_KEY", "ima_of_the_environment")
    kept = run("auth", "login", given=KEY)
    assert "But the environment (IMA_API_KEY) takes precedence" in kept.stderr
    told = run("auth", "status").stdout
    assert "…ment  in use, from the environment (IMA_API_KEY)" in told
    assert "…1234  not used, in the system keyring" in told
    assert "There is still a key in the environment (IMA_API_KEY)" in run("auth", "logout").stdout


def test_why_a_key_can_not_be_used_is_told_once_and_whole(
    keyring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_API_KEY", "two words")
    told = run("auth", "status")
    assert (told.exit_code, told.stderr) == (3, "")
    assert told.stdout.count("contains invalid characters") == 1
    assert "Copy it again from https://www.imaclaw.ai" in told.stdout


def test_the_shared_file_of_other_tools_is_read(keyring: Path) -> None:
    path = Path.home() / ".imastudio" / "credentials"
    path.parent.mkdir(parents=True)
    path.touch(0o600)
    path.write_text(f"api_key = {KEY}\n")
    assert run("models", "text_to_music").exit_code == 0
    assert "…1234  in use, from the file of other IMA tools" in run("auth", "status").stdout
    assert run("auth", "logout").exit_code == 0
    assert path.exists()


def test_a_key_file_can_be_kept(keyring: Path, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_text(KEY)
    assert run("auth", "login", "--api-key-file", str(path)).exit_code == 0
    assert json.loads(keyring.read_text()) == {"ima-api/default": KEY}


def test_profiles_are_kept_apart(keyring: Path, simulator_url: str) -> None:
    assert run("auth", "login", "--no-test", given="ima_default").exit_code == 0
    made = run("auth", "login", "--profile", "work", given=KEY)
    assert made.exit_code == 0
    assert json.loads(keyring.read_text()) == {
        "ima-api/default": "ima_default",
        "ima-api/work": KEY,
    }
    assert profile_names(os.environ) == ("default", "demo", "work")
    sent = ("create", "-t", "text_to_image", "-p", "x", "--json")
    assert run("--profile", "work", *sent).exit_code == 0
    assert len(document(run("tasks", "--json", "--profile", "work"))["tasks"]) == 1
    assert document(run("tasks", "--json"))["tasks"] == []
    assert run("auth", "logout", "--profile", "work").exit_code == 0
    assert json.loads(keyring.read_text()) == {"ima-api/default": "ima_default"}


def test_a_profile_has_addresses_of_its_own(
    keyring: Path, simulator_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMA_BASE_URL", "")
    words = ("auth", "login", "--profile", "work", "--base-url", simulator_url)
    assert run(*words, given=KEY).exit_code == 0
    assert run("--profile", "work", "models", "text_to_music").exit_code == 0
    plain = run(*words[:-1], "http://example.com", "--json", given=KEY)
    assert (plain.exit_code, document(plain)["error"]["code"]) == (2, "address_insecure")
    assert simulator_url in (config("work") / "settings.toml").read_text()
    (config("work") / "settings.toml").write_text('service.base_url = "http://example.com"')
    told = run("--profile", "work", "models", "--json")
    assert document(told)["error"]["code"] == "address_insecure"
    assert "service.base_url" in document(told)["error"]["message"]


def test_a_profile_that_is_not_there_is_told_with_how_to_make_it() -> None:
    result = run("--profile", "wrok", "models", "--json")
    told = document(result)["error"]
    assert (result.exit_code, told["code"], told["choices"]) == (
        2,
        "no_profile",
        ["default", "demo"],
    )
    assert "ima-tui auth login --profile wrok" in told["message"]
    assert not config("wrok").exists()
    assert run("--profile", "live", "models", "--json").exit_code == 3, "live is the default one"


def test_the_demo_has_no_key() -> None:
    for command in ("login", "status", "logout"):
        result = run("auth", command, "--profile", "demo", "--json", given=KEY)
        assert (result.exit_code, document(result)["error"]["code"]) == (2, "demo_key")


def test_auth_alone_says_what_there_is() -> None:
    result = run("auth")
    assert result.exit_code == 0
    for name in ("login", "status", "logout"):
        assert name in result.stdout


def test_the_key_is_never_an_argument() -> None:
    result = run("auth", "login", KEY, "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (2, "usage")


def test_a_key_reaches_a_real_process_through_a_pipe(keyring: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ima_tui", "auth", "login"],
        input=f"{KEY}\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "…1234" in done.stdout
    assert json.loads(keyring.read_text()) == {"ima-api/default": KEY}


def test_in_chinese(keyring: Path) -> None:
    assert "已保存到系统密钥环" in run("--lang", "zh", "auth", "login", given=KEY).stdout
    assert "正在使用" in run("--lang", "zh", "auth", "status").stdout
