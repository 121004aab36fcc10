"""The language of a command, needed before its arguments are parsed: errors use it."""

import locale
import os
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..locale import LANGUAGES, language_of, use_language


def choose_language(words: Sequence[str]) -> None:
    """Use the language from the command line, the environment, the settings or the system.

    The first one that names a language counts.

    Args:
        words: the raw arguments.
    """
    wanted = _named(words) or os.environ.get("IMA_TUI_LANG", "")
    if wanted and wanted not in LANGUAGES:
        wanted = language_of(wanted)
    use_language(wanted or _set(words) or language_of(_system_locale()))


def _named(words: Sequence[str]) -> str | None:
    return next((name for name in _values("--lang", words) if name in LANGUAGES), None)


def _set(words: Sequence[str]) -> str | None:
    """Return the language in the settings of the profile in use."""
    from ..store.folders import DEFAULT, DEMO, demo_folders, is_profile_name, live_folders

    name = next(_values("--profile", words), DEMO if words[:1] == [DEMO] else DEFAULT)
    if name == DEMO:
        path = demo_folders(os.environ).settings
    else:
        path = live_folders(os.environ, name if is_profile_name(name) else DEFAULT).settings
    if not path.exists():
        return None
    from ..store.settings import read_settings

    return read_settings(path).values.get("language")


def _values(option: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the values of an option in the raw arguments."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == option:
            yield following
        elif word.startswith(f"{option}="):
            yield word.removeprefix(f"{option}=")


def _system_locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""
