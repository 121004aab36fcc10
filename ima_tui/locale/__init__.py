"""Every word a user reads, from ``en.ftl`` and ``zh.ftl`` beside this file.

Most messages are plain text with placeholders and are read by hand, which keeps the start quick.
Those that choose a form (plurals) go through Fluent's own runtime, loaded at the first of them.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES: Final = ("en", "zh")

_ENTRY = re.compile(r"^([a-z][a-z0-9_-]*) *= *(.*(?:\n(?: .*)?(?=\n|$))*)", re.MULTILINE)
_PLACEHOLDER = re.compile(r"""\{ *(?:\$([a-z_]+)|KEY\("([a-z-]+)"\)) *\}""")
"""A value, or the key of an action: who changes a key reads the new one everywhere."""

_language = LANGUAGES[0]


def language() -> str:
    """Return the language in use."""
    return _language


def use_language(name: str) -> None:
    """Use a language from now on.

    Raises:
        ValueError: there is none of that name.
    """
    global _language  # noqa: PLW0603 - one language for the whole program
    if name not in LANGUAGES:
        raise ValueError(name)
    _language = name


def language_of(locale: str) -> str:
    """Return the language for a locale name such as ``zh_CN.UTF-8``; else the first there is."""
    return next((name for name in LANGUAGES if locale.casefold().startswith(name)), LANGUAGES[0])


def t(key: str, /, **values: object) -> str:
    """Return a message in the language in use.

    Args:
        key: the message's name.
        values: what its placeholders stand for; numbers decide plurals.

    Raises:
        KeyError: there is no such message.
    """
    text = messages(_language)[key]
    if "->" in text:
        return _chosen(_language, key, values)
    return _PLACEHOLDER.sub(
        lambda match: _key(match[2]) if match[2] else str(values[match[1]]), text
    )


@cache
def messages(name: str) -> Mapping[str, str]:
    """Return all messages of a language as they stand in its file, by name."""
    source = (files(__package__) / f"{name}.ftl").read_text("utf-8")
    return {match[1]: _joined(match[2]) for match in _ENTRY.finditer(source)}


def _key(action: str) -> str:
    # which actions there are need not be known for words without keys
    from ..keymap import key_of

    return key_of(action)


def _joined(text: str) -> str:
    lines = [line.strip() if "->" not in text else line for line in text.rstrip().split("\n")]
    return "\n".join(lines).strip("\n")


def _chosen(name: str, key: str, values: Mapping[str, object]) -> str:
    bundle = _bundle(name)
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, _errors = bundle.format_pattern(message.value, dict(values))
    return str(text)


@cache
def _bundle(name: str) -> "FluentBundle":
    from fluent.runtime import FluentBundle, FluentResource

    functions: dict[str, Any] = {"KEY": _key}
    bundle = FluentBundle([name], use_isolating=False, functions=functions)
    chosen = "\n".join(f"{key} = {text}" for key, text in messages(name).items() if "->" in text)
    bundle.add_resource(FluentResource(chosen))
    return bundle
