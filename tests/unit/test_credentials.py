"""Where the key is looked for, what is refused, and where it is kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.store.credentials import (
    CredentialError,
    KeySources,
    Look,
    Source,
    is_key,
    last_characters,
    look_into,
)
from ima_tui.store.keyrings import KeyringError, keep_key, keyring_name, read_key
from ima_tui.store.secrets import SecretFileError, read_secret

UseKeyring = Callable[[str], Path]


def private(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_text(text)
    return path


def sources(tmp_path: Path, **more: object) -> KeySources:
    made: dict[str, object] = {
        "environment": {},
        "user": "default",
        "own": tmp_path / "config" / "api-key",
        "shared": tmp_path / ".imastudio" / "credentials",
    }
    return KeySources(**(made | more))  # type: ignore[arg-type]


def test_the_first_of_the_sources_counts(tmp_path: Path, use_keyring: UseKeyring) -> None:
    use_keyring("Filed")
    here = sources(tmp_path, environment={"IMA_API_KEY": " ima_environment\n"})
    private(here.own, "ima_own_file\n")
    private(tmp_path / ".imastudio" / "credentials", "ima_shared_file")
    keep_key("default", "ima_keyring")
    everything = sources(
        tmp_path,
        environment=here.environment,
        given=Look(Source.KEY_FILE, "ima_key_file", "key"),
    )
    looks = list(everything.looks())
    assert [look.source for look in looks] == list(Source)
    assert [look.key for look in looks] == [
        "ima_key_file",
        "ima_environment",
        "ima_keyring",
        "ima_shared_file",
        "ima_own_file",
    ]
    assert everything.find().source is Source.KEY_FILE
    assert here.find().source is Source.ENVIRONMENT
    assert sources(tmp_path).find().source is Source.KEYRING
    assert sources(tmp_path, user="work").find().source is Source.SHARED_FILE
    assert sources(tmp_path, user="work", shared=None).find().source is Source.OWN_FILE


def test_nothing_anywhere_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(CredentialError) as caught:
        sources(tmp_path).find()
    assert caught.value.problem == "no_key"


@pytest.mark.parametrize(
    "odd", ["ima key", "ima_\x07", "imä", "“ima_x”", "'ima_x'", "ima_x\nima_y"]
)
def test_a_key_of_odd_characters_is_told_not_skipped(odd: str, tmp_path: Path) -> None:
    here = sources(tmp_path, environment={"IMA_API_KEY": odd})
    private(here.own, "ima_good")
    with pytest.raises(CredentialError) as caught:
        here.find()
    assert (caught.value.problem, caught.value.about) == ("bad_key", "IMA_API_KEY")
    assert odd not in str(caught.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o666])
def test_a_file_that_others_may_touch_is_refused(mode: int, tmp_path: Path) -> None:
    path = private(tmp_path / "key", "ima_good")
    path.chmod(mode)
    with pytest.raises(SecretFileError) as caught:
        read_secret(path)
    assert caught.value.problem == "open"
    path.chmod(0o400)
    assert read_secret(path) == "ima_good"


def test_a_link_is_refused_but_not_a_pipe(tmp_path: Path) -> None:
    private(tmp_path / "key", "ima_good")
    (tmp_path / "link").symlink_to(tmp_path / "key")
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    for name in ("link", "dangling"):
        with pytest.raises(SecretFileError) as caught:
            read_secret(tmp_path / name)
        assert caught.value.problem == "linked"
    reader, writer = os.pipe()
    os.write(writer, b"ima_pipe\n")
    os.close(writer)
    assert read_secret(Path(f"/dev/fd/{reader}")) == "ima_pipe\n"
    os.close(reader)


def test_folders_and_long_files_hold_no_key(tmp_path: Path) -> None:
    for path, problem in ((tmp_path, "unreadable"), (Path("/dev/zero"), "bad")):
        with pytest.raises(SecretFileError) as caught:
            read_secret(path)
        assert caught.value.problem == problem
    with pytest.raises(FileNotFoundError):
        read_secret(tmp_path / "none")


def test_a_refused_file_is_told_although_a_later_one_is_good(tmp_path: Path) -> None:
    here = sources(tmp_path)
    private(tmp_path / ".imastudio" / "credentials", "ima_shared").chmod(0o644)
    private(here.own, "ima_good")
    with pytest.raises(CredentialError) as caught:
        here.find()
    assert caught.value.problem == "open_key_file"
    assert caught.value.about.endswith("credentials")


@pytest.mark.parametrize(
    "text",
    [
        "ima_a1\n",
        "IMA_API_KEY=ima_a1",
        'api_key = "ima_a1"',
        'ima_api_key: "ima_a1"',
        '{"ima_key": "ima_a1", "user": "me"}',
        "[default]\nkey=ima_a1\n[old]\nkey=ima_a1\n",
    ],
)
def test_the_shared_file_may_have_any_form_with_one_key(text: str, tmp_path: Path) -> None:
    private(tmp_path / ".imastudio" / "credentials", text)
    assert sources(tmp_path).find().key == "ima_a1"


@pytest.mark.parametrize("text", ["", "nothing", "[a]\nkey=ima_a1\n[b]\nkey=ima_b2", "ima_key ="])
def test_a_shared_file_without_one_key_is_told(text: str, tmp_path: Path) -> None:
    private(tmp_path / ".imastudio" / "credentials", text)
    with pytest.raises(CredentialError) as caught:
        sources(tmp_path).find()
    assert caught.value.problem == "bad_key_file"


def test_the_key_file_holds_one_word(tmp_path: Path) -> None:
    assert look_into(private(tmp_path / "key", " ima_a1\n")).key == "ima_a1"
    for text in ("", "two words", "ima_a\nima_b", "ima_\0"):
        with pytest.raises(CredentialError) as caught:
            look_into(private(tmp_path / "key", text))
        assert caught.value.problem == "bad_key_file"
    with pytest.raises(CredentialError) as caught:
        look_into(tmp_path / "none")
    assert caught.value.problem == "unreadable_key_file"


def test_a_key_is_kept_in_the_keyring_and_forgotten(
    tmp_path: Path, use_keyring: UseKeyring
) -> None:
    use_keyring("Filed")
    here = sources(tmp_path)
    private(here.own, "ima_old")
    assert here.keep("ima_new") is Source.KEYRING
    assert not here.own.exists(), "one place is enough"
    assert here.find().key == "ima_new"
    assert read_key("default") == "ima_new"
    assert here.forget() == {Source.KEYRING}
    assert here.forget() == frozenset()
    with pytest.raises(CredentialError):
        here.find()


@pytest.mark.parametrize("backend", ["null", "fail"])
def test_a_keyring_that_keeps_nothing_is_none(
    backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{backend}.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    assert keyring_name() is None
    here = sources(tmp_path)
    assert here.keep("ima_new") is Source.OWN_FILE
    assert here.own.stat().st_mode & 0o777 == 0o600
    assert here.own.parent.stat().st_mode & 0o777 == 0o700
    assert here.find().key == "ima_new"
    assert here.forget() == {Source.OWN_FILE}
    assert not here.own.exists()


@pytest.mark.parametrize("name", ["Plain", "Several"])
def test_a_keyring_that_is_a_plain_file_is_given_nothing(
    tmp_path: Path, use_keyring: UseKeyring, name: str
) -> None:
    """What another tool has put there is used, with its name, and can be forgotten."""
    file = use_keyring(name)
    here = sources(tmp_path)
    assert keyring_name() is None
    assert here.keep("ima_mine") is Source.OWN_FILE
    assert not file.exists()
    file.write_text('{"ima-api/default": "ima_theirs"}')
    found = here.find()
    assert (found.key, found.source) == ("ima_theirs", Source.KEYRING)
    assert found.about == "ima-api / default, file PlaintextKeyring"
    assert here.forget() == {Source.KEYRING, Source.OWN_FILE}
    assert "ima_theirs" not in file.read_text()


def test_a_locked_keyring_is_told_unless_another_source_has_a_key(
    tmp_path: Path, use_keyring: UseKeyring
) -> None:
    use_keyring("Locked")
    here = sources(tmp_path)
    with pytest.raises(CredentialError) as caught:
        here.find()
    assert caught.value.problem == "keyring_refused"
    with pytest.raises(KeyringError) as refused:
        here.keep("ima_new")
    assert "ima" not in str(refused.value)
    assert not here.own.exists(), "a file is only for where there is no keyring"
    private(here.own, "ima_own")
    assert here.find().key == "ima_own"


def test_a_keyring_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, use_keyring: UseKeyring
) -> None:
    use_keyring("Silent")
    with pytest.raises(KeyringError) as caught:
        read_key("default", seconds=0.05)
    assert caught.value.reason == "slow"


def test_no_key_is_shown_by_what_holds_it(tmp_path: Path) -> None:
    here = sources(tmp_path, given=Look(Source.KEY_FILE, "ima_secret", "f"))
    assert "secret" not in repr(here)
    assert "secret" not in repr(here.find())


@given(st.text(max_size=40))
def test_what_is_a_key_can_stand_in_a_header(text: str) -> None:
    if is_key(text):
        assert f"Bearer {text}".encode("ascii").split(b" ") == [b"Bearer", text.encode()]


@given(st.text(alphabet="abcdefghij0123456789_", min_size=1, max_size=60))
def test_at_most_four_characters_of_a_key_are_shown(key: str) -> None:
    shown = last_characters(key)
    assert shown.startswith("…")
    assert len(shown) in {1, 5}
    assert len(key) >= 12 or shown == "…"
