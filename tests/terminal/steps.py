"""What a user does on the screens, as keys, and what the rows say, as figures."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .terminal import Terminal

MODELS = re.compile(r"^ \d+ models   as of \d\d:\d\d *$", re.MULTILINE)
"""All lists have come; while they are asked for, more stands there."""
RUN = re.compile(r"Run · ((?:\d+ × \d+ = )?)(\d+) pts")
_ROW = re.compile(
    r"^. (?:[★ ] )?[▣▶♪¶] (?:(?:\d{4}-)?\d\d-\d\d \d\d:\d\d +)?(?P<model>\S.*?)  .*? "
    r"(?P<points>\d+) pts +(?P<state>[a-z][a-z ]*?) *$",
    re.MULTILINE,
)
_PER_CENT = re.compile(r"█.* (\d+) % ")
_FILES = re.compile(r" (\d+) files? · ")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of Tasks or History.

    Attributes:
        per_cent: None where no bar is shown.
        files: how many were saved; None until it ended well.
    """

    model: str
    points: int
    state: str
    per_cent: int | None
    files: int | None


def rows(screen: str) -> list[Row]:
    """Read the rows of tasks off a screen."""
    found = []
    for match in _ROW.finditer(screen):
        per_cent = _PER_CENT.search(match[0])
        files = _FILES.search(match[0])
        found.append(
            Row(
                model=match["model"],
                points=int(match["points"]),
                state=match["state"],
                per_cent=int(per_cent[1]) if per_cent else None,
                files=int(files[1]) if files else None,
            )
        )
    return found


def price(screen: str) -> int:
    """Read the points on the Run button."""
    match = RUN.search(screen)
    assert match is not None, screen
    return int(match[2])


def walk_to(terminal: Terminal, title: str) -> None:
    """Move the cursor of a list down to the row with a title."""
    wanted = re.compile(rf"^ +\S? *{re.escape(title)}  ")
    here = terminal.until(terminal.cursor_row, "a row with the cursor")
    for _ in range(60):
        if wanted.search(here):
            return
        terminal.keys("j")
        here = terminal.until(partial(_other_row, terminal, here), "the next row")
    raise AssertionError(f"no row {title!r}:\n{terminal.screen()}")


def _other_row(terminal: Terminal, before: str) -> str | None:
    row = terminal.cursor_row()
    return row if row != before else None


def open_model(terminal: Terminal, kind: str, model: str) -> str:
    """From Models, open Create with a model; return the screen."""
    terminal.keys("g")
    terminal.until(lambda: "Text to image" in terminal.cursor_row(), "the first row")
    walk_to(terminal, kind)
    if "▸" in terminal.cursor_row():
        terminal.keys("Right")
        terminal.until(lambda: "▾" in terminal.cursor_row(), "the branch to unfold")
    walk_to(terminal, model)
    terminal.keys("Enter")
    return terminal.wait_for(re.compile(rf"^ {kind} +▼ +{re.escape(model)} +▼", re.MULTILINE))


def leave_field(terminal: Terminal) -> None:
    """On Create, leave the text that is being typed: the focus comes to the Run button."""
    before = terminal.style_of("Run ·")
    terminal.keys("Escape")
    terminal.until(
        lambda: terminal.style_of("Run ·") not in {before, None}, "the focus on the Run button"
    )


def back_to_models(terminal: Terminal) -> None:
    """From the prompt on Create, go back to Models."""
    leave_field(terminal)
    terminal.keys("Escape")
    terminal.wait_for(MODELS)


def run(terminal: Terminal, model: str) -> None:
    """Run the form of Create and see that it is on its way."""
    terminal.keys("C-r")
    terminal.wait_for(f"{model} is on its way")


def results(home: Path) -> list[Path]:
    """The files that the demo saved."""
    found = (home / "demo" / "results").iterdir()
    return sorted(path for path in found if path.suffix != ".json")
