"""What differs from one system to the next: opening a file with its viewer."""

import subprocess
import sys
from pathlib import Path
from shutil import which


def open_path(path: str) -> bool:
    """Open a saved file with the system's viewer.

    Args:
        path: a file that this program saved.

    Returns:
        False when there is no file or nothing to open it with.
    """
    if not Path(path).is_file():
        return False
    command = which("open" if sys.platform == "darwin" else "xdg-open")
    if command is None:
        return False
    subprocess.Popen(  # noqa: S603 - the viewer, with one file as its only argument
        [command, path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True
