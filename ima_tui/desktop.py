"""The desktop: opening and revealing files, copying text.

Programs get their file as an argument, never through a shell. Their output is discarded, and they
keep running without this one.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import Final, Literal

from .system import is_mac, is_windows, start_file

COPY_SECONDS = 2.0
"""The timeout of clipboard programs."""

_REMOTE: Final = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY")
_CLIPBOARDS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("WSL_DISTRO_NAME", ("clip.exe",)),
    ("TERMUX_VERSION", ("termux-clipboard-set",)),
)
"""An environment variable of a desktop, and the program that copies stdin to its clipboard."""

_viewers: list[subprocess.Popen[bytes]] = []


def open_path(path: str) -> bool:
    """Open a saved file with the system's viewer.

    Args:
        path: a file that this program saved.

    Returns:
        False if there is no file or nothing to open it with.
    """
    return Path(path).is_file() and _opened(Path(path).absolute())


def reveal_path(path: str) -> bool:
    """Show a saved file in the system's file manager; if it is gone, its folder.

    Returns:
        False if there is no such folder, or nothing to show it with.
    """
    file = Path(path).absolute()
    if not file.parent.is_dir():
        return False
    if is_mac() and file.exists():
        return _started("open", "-R", str(file))
    return _opened(file.parent)


def copy_text(
    text: str, environment: Mapping[str, str] = os.environ
) -> Literal["copied", "terminal"]:
    """Copy text to the system's clipboard. Blocks for a moment.

    Args:
        text: the text; passed through stdin, as other users can read a program's arguments.
        environment: tells whether this runs on the user's own machine.

    Returns:
        ``copied``; or ``terminal`` if only the terminal can do it (OSC 52, which no terminal
        acknowledges).
    """
    for command in _clipboards(environment):
        program = which(command[0])
        if program is None:
            continue
        # Windows' own program needs a byte order mark to know the encoding
        content = text.encode("utf-16" if command[0].startswith("clip") else "utf-8", "replace")
        try:
            ran = subprocess.run(  # noqa: S603 - one of the programs above
                [program, *command[1:]],
                input=content,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=COPY_SECONDS,
                start_new_session=True,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if ran.returncode == 0:
            return "copied"
    return "terminal"


def clipboard_program(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the clipboard program; None if only the terminal can copy."""
    return next(filter(which, (command[0] for command in _clipboards(environment))), None)


def has_screen(environment: Mapping[str, str]) -> bool:
    """Return whether a program can show a window."""
    return is_mac() or is_windows() or any(environment.get(name) for name in _SCREENS)


def _clipboards(environment: Mapping[str, str]) -> list[Sequence[str]]:
    if any(environment.get(name) for name in _REMOTE):
        # the clipboard of a remote machine is of no use
        return []
    if is_mac():
        return [("pbcopy",)]
    if is_windows():
        return [("clip",)]
    return [command for variable, command in _CLIPBOARDS if environment.get(variable)]


def _opened(path: Path) -> bool:
    """Open a file or a folder with the system's default program."""
    if is_windows():
        with suppress(OSError):
            start_file(path)
            return True
        return False
    return _started("open" if is_mac() else "xdg-open", str(path))


def _started(program: str, *arguments: str) -> bool:
    command = which(program)
    if command is None:
        return False
    # drop the handles of ended programs
    _viewers[:] = [viewer for viewer in _viewers if viewer.poll() is None]
    try:
        viewer = subprocess.Popen(  # noqa: S603 - the viewer, with one file as its only argument
            [command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    _viewers.append(viewer)
    return True
