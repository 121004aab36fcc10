"""Input media as users name them: an address or a local file."""

import re
import shlex
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from ..catalog.addresses import is_media_address
from ..catalog.characters import HALVES
from ..catalog.inputs import SUFFIXES, InputMedia, MediaKind, kind_of, known_kind
from ..catalog.refusals import RefusedError
from ..catalog.values import clean
from ..files import typed_path

_ADDRESS: Final = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*://|data:|www\.", re.IGNORECASE)
"""Prefixes of what is meant as an address if there is no file of that name."""


_DROPPED = ("/", "~/", "file:///", "https://", "http://")
"""Prefixes of what terminals insert for a dropped file."""

_PAGE: Final = re.compile(r"\.(html?|php|pdf|txt|zip|docx?|json|xml)$", re.IGNORECASE)
"""Suffixes of addresses that are certainly not media."""


_HALF: Final = re.compile(f"[{HALVES}]")


def given_media(text: str, kind: MediaKind = MediaKind.IMAGE) -> InputMedia:
    """Return the input that a text names: an http(s) address, a ``file:`` one, or a path.

    Surrounding quotes, as terminals add them to dropped files, are ignored.

    Raises:
        RefusedError: it is no usable address, no such file, or has the suffix of another kind.
    """
    named = _unquoted(text)
    path = given_path(text)
    if path is None:
        if not is_media_address(named):
            raise RefusedError("bad_address", {"input": clean(named, 200)})
        if known_kind(named) not in {None, kind} or _PAGE.search(urlsplit(named).path):
            raise _not_of(kind, named)
        return InputMedia(named, kind)
    if not _is_file(path):
        raise _nothing_there(named, path)
    if path.suffix.casefold().removeprefix(".") not in SUFFIXES[kind]:
        raise _not_of(kind, str(path))
    if _HALF.search(str(path)):
        # bytes that are not valid text fit neither a request nor the history
        raise RefusedError("file_name", {"input": clean(str(path), 200)})
    return InputMedia(str(path), kind, local=True)


def given_path(text: str) -> Path | None:
    """Return the path that a text names, existing or not; None for an http(s) address."""
    named = _unquoted(text)
    try:
        scheme = urlsplit(named).scheme.casefold()
    except ValueError:
        scheme = ""
    if scheme in {"http", "https"}:
        return None
    return typed_path(unquote(urlsplit(named).path) if scheme == "file" else named)


def given_file(text: str) -> Path | None:
    """Return the existing local file that a text names; None if there is none."""
    path = given_path(text)
    return path if path is not None and _is_file(path) else None


def given_texts(text: str) -> list[str]:
    """Return the inputs named in typed or pasted text: one per line, or several dropped files.

    Terminals write dropped files quoted or with backslashes before spaces.
    """
    found: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        try:
            parts = shlex.split(line)
        except ValueError:
            parts = []
        dropped = parts and all(part.startswith(_DROPPED) for part in parts)
        found += parts if dropped else [line.strip()]
    return found


def given_medium(text: str) -> InputMedia:
    """Return the input that a text names; its suffix decides the kind.

    Raises:
        RefusedError: it can't be used.
    """
    return given_media(text, kind_of(_unquoted(text)))


def _unquoted(text: str) -> str:
    named = text.strip()
    for quote in ("'", '"'):
        if len(named) > 1 and named.startswith(quote) and named.endswith(quote):
            named = named[1:-1]
    return named


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _nothing_there(named: str, path: Path) -> RefusedError:
    if _is_folder(path):
        return RefusedError("input_folder", {"input": clean(str(path), 200)})
    if _ADDRESS.match(named):
        return RefusedError("bad_address", {"input": clean(named, 200)})
    return RefusedError("no_file", {"input": clean(str(path), 200)})


def _not_of(kind: MediaKind, named: str) -> RefusedError:
    about = {"input": clean(named, 200)}
    return RefusedError(f"not_{kind}", about, choices=tuple(sorted(SUFFIXES[kind])))
