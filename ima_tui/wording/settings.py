"""Mistakes in the settings, and failures to write one, in words."""

from ..actions import ACTIONS
from ..keymap import KeyProblem, key_sign
from ..locale import t
from ..store.settings import Mistake, SettingError


def mistake_words(mistake: Mistake) -> str:
    """Return a mistake in the file, and what is allowed there."""
    if not mistake.key:
        return t("setting-broken", path=mistake.path)
    words = "setting-unknown" if mistake.unknown else "setting-mistake"
    return t(words, path=mistake.path, key=mistake.key, allowed=mistake.allowed)


def unwritten_words(error: SettingError) -> str:
    """Return why a setting was not written, and what to do."""
    mistake = error.mistake
    about = {"path": mistake.path, "key": mistake.key, "allowed": mistake.allowed}
    return t(f"setting-not-{error.problem}", **about)


def key_mistake_words(problem: KeyProblem) -> str:
    """Return why an action can't have a key."""
    about = {"action": _called(problem.action), "other": _called(problem.other)}
    return t(f"keys-problem-{problem.reason}", **about, key=key_sign(problem.key))


def _called(name: str) -> str:
    """Return the label of an action, with its name in the file."""
    found = next((one for one in ACTIONS if one.id == name), None)
    return f"{t(found.words)} ({name})" if found is not None else name
