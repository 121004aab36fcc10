"""Editing a prompt in the user's own editor."""

import asyncio
import os
import shlex
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App, SuspendNotSupported

_NAMES = ("VISUAL", "EDITOR")
_FALLBACKS = ("nano", "vim", "vi")


class EditorError(Exception):
    """The editor could not be used; the text is unchanged.

    Attributes:
        code: ``none``, ``missing``, ``failed``, ``unreadable`` or ``terminal``; each has the
            message ``editor-<code>``.
        about: the editor.
    """

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


def editor_of(environment: Mapping[str, str], found: Mapping[str, str | None]) -> list[str]:
    """Return the command of the user's editor.

    Args:
        environment: names it: ``VISUAL``, else ``EDITOR``.
        found: common editors by name, with their paths; the first one installed is the fallback.

    Raises:
        EditorError: there is none, or its command can't be parsed.
    """
    named = next((environment[name] for name in _NAMES if environment.get(name, "").strip()), "")
    if named:
        try:
            return shlex.split(named)
        except ValueError:
            raise EditorError("missing", named) from None
    usual = next((path for path in found.values() if path), None)
    if usual is None:
        raise EditorError("none")
    return [usual]


async def edit(app: App[None], text: str) -> str:
    """Let the user edit a text while tasks go on; return the new text.

    The text is in a private file that is removed afterwards, however the editor ends.

    Raises:
        EditorError: it could not be edited.
    """
    from shutil import which

    command = editor_of(os.environ, {name: which(name) for name in _FALLBACKS})
    # readable by this user only, like everything in it
    with TemporaryDirectory(prefix="ima-tui-") as folder:
        path = Path(folder) / "prompt.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        await _run(app, command, path)
        try:
            changed = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditorError("unreadable", command[0]) from None
    # editors end a file with a line break
    return changed.removesuffix("\n").replace("\r\n", "\n")


async def _run(app: App[None], command: list[str], path: Path) -> None:
    try:
        # the screen is not drawn meanwhile, but tasks go on
        with app.batch_update(), app.suspend():
            process = await asyncio.create_subprocess_exec(*command, str(path))
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                with suppress(ProcessLookupError):
                    process.terminate()
                raise
    except SuspendNotSupported:
        raise EditorError("terminal") from None
    except (OSError, ValueError):
        raise EditorError("missing", command[0]) from None
    if code != 0:
        raise EditorError("failed", command[0])
