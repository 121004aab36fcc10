"""What is wrong with the settings, or why one was not written, in words."""

from ..locale import t
from ..store.settings import Mistake, SettingError


def mistake_words(mistake: Mistake) -> str:
    """Return what is wrong at a place of the file, and what may stand there."""
    if not mistake.key:
        return t("setting-broken", path=mistake.path)
    words = "setting-unknown" if mistake.unknown else "setting-mistake"
    return t(words, path=mistake.path, key=mistake.key, allowed=mistake.allowed)


def unwritten_words(error: SettingError) -> str:
    """Return why a setting was not written, and what to do."""
    mistake = error.mistake
    about = {"path": mistake.path, "key": mistake.key, "allowed": mistake.allowed}
    return t(f"setting-not-{error.problem}", **about)
