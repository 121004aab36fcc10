"""Programs that stand in for those of a desktop: they write down what they were given."""

import os
import time
from pathlib import Path

SHELL = "#!/bin/sh\n"


class Bench:
    """A folder of programs that are all there is, and what they were given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bin"
        self.folder.mkdir()
        self.given = folder / "given"

    def add(self, name: str, then: str = "") -> None:
        """Add a program that writes its arguments and input down, then does something."""
        program = self.folder / name
        note = f'{{ echo "{name}"; for a in "$@"; do echo "$a"; done; }} > {self.given}.part\n'
        done = f"mv {self.given}.part {self.given}\n"
        program.write_text(SHELL + f"PATH={os.defpath}\n" + note + done + then)
        program.chmod(0o755)

    def seen(self) -> list[str]:
        """What the last program was given: its name, then its arguments; waits until it was."""
        for _ in range(500):
            if self.given.exists():
                return self.given.read_text().splitlines()
            time.sleep(0.01)
        raise AssertionError("no program was started")
