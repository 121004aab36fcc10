"""All text that users read, from ``en.ftl`` and ``zh.ftl`` beside this file.

Most messages are plain text with placeholders and are parsed here, which keeps the start fast.
Those with selectors (plurals) go through Fluent's own runtime, loaded when first needed.
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
"""A placeholder, or the key of an action: a key the user changes shows up everywhere."""

_language = LANGUAGES[0]


def language() -> str:
    """Return the language in use."""
    return _language


def use_language(name: str) -> None:
    """Switch to a language.

    Raises:
        ValueError: there is no such language.
    """
    global _language  # noqa: PLW0603 - one language for the whole program
    if name not in LANGUAGES:
        raise ValueError(name)
    _language = name


def language_of(locale: str) -> str:
    """Return the language for a locale name such as ``zh_CN.UTF-8``; the first one by default."""
    return next((name for name in LANGUAGES if locale.casefold().startswith(name)), LANGUAGES[0])


def t(key: str, /, **values: object) -> str:
    """Return a message in the language in use.

    Args:
        key: the message's name.
        values: the values of its placeholders; numbers select plurals.

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
    """Return all messages of a language unformatted, by id."""
    source = (files(__package__) / f"{name}.ftl").read_text("utf-8")
    return {match[1]: _joined(match[2]) for match in _ENTRY.finditer(source)}


def _key(action: str) -> str:
    # messages without keys don't need the registry of actions
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
