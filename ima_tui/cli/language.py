"""Which language a command speaks: known before its arguments are read, as errors need it."""

import locale
import os
from collections.abc import Sequence
from itertools import zip_longest

from ..locale import LANGUAGES, language_of, use_language


def choose_language(words: Sequence[str]) -> None:
    """Use the language that the command line, the environment or the system names, in this order.

    Args:
        words: the arguments as typed.
    """
    wanted = _named(words) or os.environ.get("IMA_TUI_LANG", "")
    if wanted and wanted not in LANGUAGES:
        wanted = language_of(wanted)
    use_language(wanted or language_of(_system_locale()))


def _named(words: Sequence[str]) -> str | None:
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        name = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and name in LANGUAGES:
            return name
    return None


def _system_locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""
