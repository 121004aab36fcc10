"""Workflows as rows: the list of them, and the steps of one as a graph."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from ..catalog.characters import plain
from .cells import fit, right
from .monitor import bar
from .rows import Rows

_MODEL_CELLS = 18
_STATE_CELLS = 13
_POINTS_CELLS = 9
_BAR_CELLS = 8
_WIDEST_BAR = 24
_PER_CENT_CELLS = 7
_MOST_LEAD = 24
"""The most cells of the graph's lines before a step; of deeper ones the end is shown."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as a row.

    Attributes:
        lead: the lines of the graph before it.
        id: its name.
        media: the sign of its media.
        model: its model.
        about: its progress, or its other inputs.
        sign: the sign of its state.
        style: the colour of the sign.
        state: its state as a word.
        points: its price.
        per_cent: its progress; None for no bar.
    """

    lead: str
    id: str
    media: str
    model: str
    about: str = ""
    sign: str = " "
    style: str = "muted"
    state: str = ""
    points: str = ""
    per_cent: int | None = None


class StepRows(Rows):
    """The steps of a workflow, each below what it comes after."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[StepLine] = ()
        self._widest = 0

    @property
    def step_shown(self) -> str:
        """The id of the selected step; empty if there is none."""
        return self.lines[self.cursor].id if self.cursor < len(self.lines) else ""

    def show(self, lines: Sequence[StepLine]) -> None:
        """Show rows; draws only if they changed. The cursor stays with its step."""
        if lines == self.lines:
            return
        held = self.step_shown
        self.lines = lines
        names = (cell_len(_lead(one)) + cell_len(plain(one.id)) for one in lines)
        self._widest = max(names, default=0) + 4
        self.set_count(len(lines))
        self.go_to(held)

    def go_to(self, step: str) -> None:
        """Move the cursor to a step, if it is listed."""
        ids = [line.id for line in self.lines]
        if step in ids:
            self.cursor = ids.index(step)

    def row(self, index: int, width: int) -> Text:
        """Draw one step."""
        line = self.lines[index]
        muted = self.style("muted")
        names = max(12, min(self._widest, width * 2 // 5))
        text = Text(no_wrap=True, end="").append(f" {line.sign} ", self.style(line.style))
        lead = _lead(line)
        text.append(lead, muted).append(f"{line.media} ")
        text.append(fit(line.id, names - cell_len(lead) - 2), self.style("strong"))
        text.append(" ").append(fit(line.model, _MODEL_CELLS)).append(" ")
        state = _STATE_CELLS if any(one.state for one in self.lines) else 0
        room = width - text.cell_len - state - _POINTS_CELLS - 1
        if line.per_cent is not None and room >= _BAR_CELLS + _PER_CENT_CELLS:
            cells = min(_WIDEST_BAR, max(_BAR_CELLS, room // 2 - _PER_CENT_CELLS))
            filled, rest = bar(line.per_cent, cells)
            text.append(filled, self.style("accent")).append(rest, self.style("track"))
            text.append(fit(right(f"{line.per_cent} %", 5), _PER_CENT_CELLS))
            room -= cells + _PER_CENT_CELLS
        # beside a bar a truncated time would mislead
        about = line.about if line.per_cent is None or cell_len(line.about) <= room else ""
        text.append(fit(about, room), muted)
        text.append(right(line.points, _POINTS_CELLS)).append(" ")
        return text.append(fit(line.state, state), self.style(line.style))


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One workflow as a row.

    Attributes:
        key: what it is: ``draft``, ``run`` or ``template``, and its id.
        name: its name.
        about: its steps, or its progress.
        when: its time.
        sign: the sign of its state.
        style: the colour of the sign.
        state: its state as a word.
        points: its price.
    """

    key: tuple[str, str]
    name: str
    about: str = ""
    when: str = ""
    sign: str = " "
    style: str = "muted"
    state: str = ""
    points: str = ""


class FlowRows(Rows):
    """The workflows there are."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[FlowLine] = ()

    @property
    def shown(self) -> FlowLine | None:
        """The workflow at the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def show(self, lines: Sequence[FlowLine]) -> None:
        """Show rows; draws only if they changed. The cursor stays with its workflow."""
        if lines == self.lines:
            return
        held = self.shown.key if self.shown is not None else None
        self.lines = lines
        self.set_count(len(lines))
        keys = [line.key for line in lines]
        if held in keys:
            self.cursor = keys.index(held)

    def row(self, index: int, width: int) -> Text:
        """Draw one workflow."""
        line = self.lines[index]
        muted = self.style("muted")
        text = Text(no_wrap=True, end="").append(f" {line.sign} ", self.style(line.style))
        when = max((cell_len(one.when) for one in self.lines), default=0)
        text.append(fit(line.when, when + 1), muted)
        if not (line.state or line.points):
            names = max(cell_len(one.name) for one in self.lines) if line.about else 0
            text.append(fit(line.name, names) if names else line.name, self.style("strong"))
            room = max(0, width - text.cell_len - 3)
            return text.append("  ").append(fit(line.about, room), muted)
        widest = max(cell_len(one.about) for one in self.lines if one.state or one.points)
        about = min(22 if width >= 100 else 16, widest)
        room = width - text.cell_len - about - _POINTS_CELLS - _STATE_CELLS - 4
        text.append(fit(line.name, room), self.style("strong")).append(" ")
        text.append(fit(line.about, about), muted).append(" ")
        text.append(right(line.points, _POINTS_CELLS)).append("  ")
        return text.append(fit(line.state, _STATE_CELLS), self.style(line.style))


def _lead(line: StepLine) -> str:
    return line.lead if len(line.lead) <= _MOST_LEAD else f"…{line.lead[1 - _MOST_LEAD :]}"
