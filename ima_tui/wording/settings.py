"""Mistakes in the settings, and failures to write one, in words."""

from collections.abc import Sequence

from ..actions import ACTIONS
from ..keymap import KeyProblem, key_sign, keys_in
from ..locale import t
from ..store.settings import Mistake, SettingError, Settings


def mistake_words(mistake: Mistake) -> str:
    """Return a mistake in the file, and what is allowed there."""
    if not mistake.key:
        return t("setting-broken", path=mistake.path)
    words = "setting-unknown" if mistake.unknown else "setting-mistake"
    return t(words, path=mistake.path, key=mistake.key, allowed=mistake.allowed)


def all_mistake_words(settings: Settings) -> list[str]:
    """Return all mistakes in the file; first those of limits, which keep tasks from being sent."""
    found = sorted(settings.mistakes, key=lambda one: not one.of_limits)
    _, problems = keys_in(settings.values)
    return [*map(mistake_words, found), *(_in_file(settings, one) for one in problems)]


def told_first(mistakes: Sequence[str], most: int) -> list[str]:
    """Return the first mistakes, and where to find the others."""
    more = len(mistakes) - most
    told = list(mistakes[:most])
    return [*told, t("setting-more", count=more)] if more > 0 else told


def _in_file(settings: Settings, problem: KeyProblem) -> str:
    return t("setting-key", path=settings.path, why=key_mistake_words(problem))


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
