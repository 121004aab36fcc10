"""The character encoding of the terminal, by the locale."""

import codecs
import os
from collections.abc import Mapping
from typing import Final

_VARIABLES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first one that is set counts (POSIX, Environment Variables)."""


def other_encoding(environment: Mapping[str, str] = os.environ) -> str:
    """Return the encoding of the locale if it is not UTF-8; else nothing.

    A locale without an encoding, such as ``C``, says nothing about the terminal.
    """
    name = next((environment[one] for one in _VARIABLES if environment.get(one)), "")
    encoding = name.partition(".")[2].partition("@")[0]
    return encoding if encoding and not is_utf8(encoding) else ""


def is_utf8(encoding: str) -> bool:
    """Return whether this names UTF-8; an unknown name does not."""
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
