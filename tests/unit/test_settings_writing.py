"""Settings are written without losing anything: comments, unknown keys, a file that is broken."""

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.profiles import live_profile
from ima_tui.store.setting_keys import KEYS
from ima_tui.store.settings import SettingError, read_settings

GOOD: dict[str, tuple[Any, ...]] = {
    "language": ("en", "zh"),
    "theme": ("nord",),
    "queue.at_once": (1, 32),
    "prompts.keep": (True, False),
    "saving.folder": ("/srv/x", "~/IMA"),
    "saving.names": ("{n}",),
    "saving.descriptions": (True,),
    "corrections": ("automatic", "ask", "off"),
    "preferences.share": (True,),
    "preferences.user": ("default", "me"),
    "service.base_url": ("https://api.example.com",),
    "service.upload_url": ("https://up.example.com",),
    **dict.fromkeys((key for key in KEYS if key.startswith("budget.")), (0, 10**9)),
}
BAD: dict[str, tuple[Any, ...]] = {
    "language": ("fr", 1, [], ""),
    "theme": ("", 5, "a\x1b[2J"),
    "queue.at_once": (0, 33, True, "4"),
    "prompts.keep": ("yes", 1),
    "saving.folder": ("relative", "", 5, "~nobody-of-that-name/x", "/a\nb"),
    "budget.day": (-1, 1.5, True, "5"),
    "corrections": ("sometimes",),
}


def made(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_comments_and_unknown_keys_stay(tmp_path: Path) -> None:
    text = """# mine
corrections = "ask"  # always

[future]
thing = [1, 2]

[budget]  # careful
day = 5 # five
"""
    path = made(tmp_path, text)
    changed = (
        read_settings(path)
        .set("budget.day", 7)
        .set("language", "zh")
        .set("prompts.keep", value=True)
    )
    assert changed.values == {
        "corrections": "ask",
        "budget.day": 7,
        "language": "zh",
        "prompts.keep": True,
    }
    assert changed == read_settings(path)
    written = path.read_text()
    for part in ("# mine", "# always", "[future]\nthing = [1, 2]", "[budget]  # careful", "# five"):
        assert part in written
    taken = changed.set("prompts.keep", None).set("language", None).set("budget.day", 5)
    assert taken.values == {"corrections": "ask", "budget.day": 5}
    assert text.strip() in path.read_text().replace("\n\n[prompts]", "")


def test_a_file_of_ones_own_is_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    read_settings(path).set("language", "en")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_settings(path).values == {"language": "en"}


@pytest.mark.parametrize(
    "text",
    [
        "saving.names = 'x'",
        "saving = {names = 'x'}",
        "[saving]\nnames = 'x'",
        "[a]\n[saving]\nnames = 'x'\n[b]\n",
    ],
)
def test_a_section_may_be_written_in_any_way(text: str, tmp_path: Path) -> None:
    changed = read_settings(made(tmp_path, text)).set("saving.descriptions", value=False)
    assert changed.values == {"saving.names": "x", "saving.descriptions": False}
    assert changed.mistakes == ()


def test_a_file_of_a_windows_editor_is_read_and_written(tmp_path: Path) -> None:
    path = made(tmp_path, "\ufeff[saving]\r\nnames = 'x'\r\n")
    assert read_settings(path).mistakes == ()
    changed = read_settings(path).set("saving.descriptions", value=False)
    assert changed.values == {"saving.names": "x", "saving.descriptions": False}


TWICE = "[saving]\nauto = true\n[saving.auto]\nx = 1\n"


@pytest.mark.parametrize("text", ["[budget", "saving = 5", "\udc80", "a = 1\na = 2", TWICE])
def test_a_broken_file_is_never_overwritten(text: str, tmp_path: Path) -> None:
    path = made(tmp_path, "")
    path.write_bytes(text.encode(errors="surrogateescape"))
    before = path.read_bytes()
    with pytest.raises(SettingError) as caught:
        read_settings(path).set("saving.descriptions", value=False)
    assert caught.value.problem == "broken"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("key", "value"), [(k, v) for k, values in BAD.items() for v in values])
def test_what_may_not_stand_there_is_neither_written_nor_read(
    key: str, value: Any, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(SettingError) as caught:
        read_settings(path).set(key, value)
    assert (caught.value.problem, caught.value.mistake.key) == ("value", key)
    assert caught.value.mistake.allowed == KEYS[key][1]
    assert not path.exists()


def test_every_key_takes_what_it_allows(tmp_path: Path) -> None:
    assert set(GOOD) <= set(KEYS)
    settings = read_settings(tmp_path / "settings.toml")
    for key, values in GOOD.items():
        for value in values:
            settings = settings.set(key, value)
            assert settings.values[key] == value
    assert settings.mistakes == ()


def test_a_key_that_there_is_not_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        read_settings(tmp_path / "settings.toml").set("nonsense", 1)


def test_a_linked_file_keeps_its_link(tmp_path: Path) -> None:
    path = made(tmp_path, "theme = 'nord'")
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    read_settings(link).set("language", "zh")
    assert link.is_symlink()
    assert read_settings(path).values == {"theme": "nord", "language": "zh"}


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path, "theme = 'nord'")
    path.chmod(0o400)
    with pytest.raises(SettingError) as caught:
        read_settings(path).set("language", "zh")
    assert caught.value.problem == "unwritable"
    assert path.read_text() == "theme = 'nord'"


@pytest.mark.parametrize("target", ["/dev/null", "/proc/version"])
def test_what_can_t_be_written_is_told(target: str, tmp_path: Path) -> None:
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    with pytest.raises(SettingError) as caught:
        read_settings(link).set("language", "zh")
    assert caught.value.problem in {"unwritable", "broken"}
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("langauge = 'zh'", "langauge", "language"),
        ("[prompt]\nkeep = true", "prompt.keep", "prompts.keep"),
        ("[saving]\nfolders = '/x'", "saving.folders", "saving.folder"),
    ],
)
def test_a_mistyped_key_is_told_with_the_one_that_is_meant(
    text: str, key: str, meant: str, tmp_path: Path
) -> None:
    (mistake,) = read_settings(made(tmp_path, text)).mistakes
    assert (mistake.key, mistake.unknown, mistake.of_limits) == (key, True, False)
    assert meant in mistake.allowed


def test_keys_of_others_are_left_alone(tmp_path: Path) -> None:
    assert read_settings(made(tmp_path, "[plugins]\nx = 1\nfancy = 'yes'")).mistakes == ()


def test_prompts_and_folder_take_effect_at_the_start(tmp_path: Path) -> None:
    environment = {"IMA_TUI_HOME": str(tmp_path)}
    assert not live_profile(environment).keep_prompts
    made(tmp_path, "prompts.keep = true\nsaving.folder = '~/elsewhere'")
    profile = live_profile(environment)
    assert profile.keep_prompts
    assert profile.folders.results == Path("~/elsewhere").expanduser()
    assert not live_profile(environment, name="work").keep_prompts


@given(
    st.dictionaries(st.sampled_from(sorted(GOOD)), st.integers(0, 2), max_size=8),
    st.lists(st.sampled_from(sorted(GOOD)), max_size=4),
)
def test_any_settings_come_back_as_they_were_set(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, int], removed: list[str]
) -> None:
    settings = read_settings(tmp_path_factory.mktemp("s") / "settings.toml")
    wanted = {key: GOOD[key][at % len(GOOD[key])] for key, at in chosen.items()}
    for key, value in wanted.items():
        settings = settings.set(key, value)
    for key in removed:
        settings = settings.set(key, None)
        wanted.pop(key, None)
    assert settings.values == wanted
