"""Input media as users give them: an address, or a file of theirs."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from ..catalog.addresses import is_media_address
from ..catalog.inputs import SUFFIXES, InputMedia, MediaKind, kind_of, known_kind
from ..catalog.refusals import RefusedError
from ..catalog.values import clean

_ADDRESS: Final = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*://|data:|www\.", re.IGNORECASE)
"""How begins what is meant as an address, where there is no file of that name."""


def given_media(text: str, kind: MediaKind = MediaKind.IMAGE) -> InputMedia:
    """Return the input that a text names: an http(s) address, a ``file:`` one, or a path.

    Quotes around it, as terminals put them when a file is dropped, do not count.

    Raises:
        RefusedError: no usable address, no such file, or it ends like another kind.
    """
    named = _unquoted(text)
    try:
        scheme = urlsplit(named).scheme.casefold()
    except ValueError:
        scheme = ""
    if scheme in {"http", "https"}:
        if not is_media_address(named):
            raise RefusedError("bad_address", {"input": clean(named, 200)})
        if known_kind(named) not in {None, kind}:
            raise _not_of(kind, named)
        return InputMedia(named, kind)
    path = Path(unquote(urlsplit(named).path) if scheme == "file" else named)
    # a "~" of nobody is a folder of that name
    with suppress(RuntimeError):
        path = path.expanduser()
    if not _is_file(path):
        raise _nothing_there(named, path)
    if path.suffix.casefold().removeprefix(".") not in SUFFIXES[kind]:
        raise _not_of(kind, str(path))
    return InputMedia(str(path), kind, local=True)


def given_inputs(text: str) -> tuple[InputMedia, ...]:
    """Return the inputs named in a text, one a line; how each ends tells what it is.

    Raises:
        RefusedError: one of them can't be used.
    """
    return tuple(
        given_media(line, kind_of(_unquoted(line))) for line in text.splitlines() if line.strip()
    )


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


def _nothing_there(named: str, path: Path) -> RefusedError:
    if _ADDRESS.match(named):
        return RefusedError("bad_address", {"input": clean(named, 200)})
    return RefusedError("no_file", {"input": clean(str(path), 200)})


def _not_of(kind: MediaKind, named: str) -> RefusedError:
    about = {"input": clean(named, 200)}
    return RefusedError(f"not_{kind}", about, choices=tuple(sorted(SUFFIXES[kind])))
