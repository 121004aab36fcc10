"""The task monitor: one widget that draws its visible rows, bars included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from ..locale import t
from ..locale.formats import points
from ..store.records import State, Task
from ..tasks.machine import ENDED
from .cells import fit, join, right
from .group_words import group_name, group_percent, group_prompt, group_remark, group_state
from .rows import Rows
from .task_lines import Group, Line
from .task_words import MEDIA_SIGNS, STATE_SIGNS, percent, remark, state_word

if TYPE_CHECKING:
    from ..tasks.preparing import Progress

_EIGHTHS = " ▏▎▍▌▋▊▉"
_STATE_CELLS = 11
_POINTS_CELLS = 9
_PER_CENT_CELLS = 7
_MOST_MODEL = 18
_LEAST_WORDS, _MOST_WORDS = 18, 26
_LEAST_BAR, _MOST_BAR = 6, 20
_LEAST_PROMPT = 10
_INDENT = 2
_WITHOUT_BAR = ENDED | {State.QUEUED, State.UNCONFIRMED}
_GROUP_SIGN = "≡"
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The width of each flexible column in cells; 0 hides it."""

    model: int
    prompt: int
    bar: int
    words: int


def lay_out(width: int, *, with_bar: bool) -> Columns:
    """Distribute a row's cells: the bar shrinks before the words, then the prompt.

    State and points are never cut.
    """
    free = max(0, width - 4 - _POINTS_CELLS - 1 - _STATE_CELLS)
    model = min(_MOST_MODEL, max(8, free // 4))
    free = max(0, free - model - 1)
    words = min(_LEAST_WORDS, free)
    free -= words
    bar = 0
    if with_bar and free >= _LEAST_BAR + _PER_CENT_CELLS:
        bar = _LEAST_BAR
        free -= bar + _PER_CENT_CELLS
    spare = max(0, free - _LEAST_PROMPT)
    grown = min(_MOST_WORDS - _LEAST_WORDS, spare) if words == _LEAST_WORDS else 0
    wider = min(_MOST_BAR - _LEAST_BAR, (spare - grown) // 3) if bar else 0
    prompt = max(0, free - grown - wider - 1)
    return Columns(model, prompt, bar + wider, words + grown)


def bar(per_cent: int, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar, to an eighth of a cell."""
    eighths = round(per_cent / 100 * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return filled, "░" * (width - len(filled))


class Monitor(Rows):
    """A row for each task and each group of tasks, newest work first.

    Args:
        now: returns the time in seconds since the epoch.
        about: returns the text for a task whose prompt is unknown.
        inputs: returns the progress of a task's inputs, by its id; None if none are under way.
    """

    def __init__(
        self,
        now: Callable[[], float],
        about: Callable[[Task], str],
        inputs: "Callable[[str], Progress | None]",
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._now = now
        self._about = about
        self._inputs = inputs
        self._lines: Sequence[Line] = ()
        self._standing = False

    @property
    def line_shown(self) -> Line | None:
        """The row at the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    @property
    def task_shown(self) -> Task | None:
        """The selected task; None on the row of a group."""
        return self.line_shown.task if self.line_shown is not None else None

    def show(self, lines: Sequence[Line], *, standing: bool = False) -> None:
        """Show rows; the cursor stays on its row.

        Args:
            lines: the rows.
            standing: whether the queue is stopped, so that no slot will become free.
        """
        held = self.line_shown.key if self.line_shown else None
        self._lines, self._standing = lines, standing
        at = next((i for i, line in enumerate(lines) if line.key == held), None)
        self.set_count(len(lines))
        if at is not None:
            self.cursor = at

    def go_to(self, key: str) -> None:
        """Move the cursor to the row of a task or group."""
        at = next((i for i, line in enumerate(self._lines) if line.key == key), None)
        if at is not None:
            self.cursor = at

    def chooses_at_once(self, index: int) -> bool:
        """Fold a group on the first click."""
        return self._lines[index].group is not None

    def row(self, index: int, width: int) -> Text:
        """Draw one row: first the bar shrinks, then the prompt, never the state or points."""
        line = self._lines[index]
        if line.group is not None:
            return self._group_row(line.group, width)
        return self._task_row(line, line.task, width) if line.task is not None else Text()

    def _group_row(self, group: Group, width: int) -> Text:
        state = group_state(group.tasks)
        columns = lay_out(width, with_bar=state not in _WITHOUT_BAR)
        prompt = fit(group_prompt(group), columns.prompt) + " " if columns.prompt else ""
        colour = STATE_SIGNS[state][1]
        total = sum(task.points for task in group.tasks)
        return join(
            [
                ("▸ " if group.folded else "▾ ", self._colour("accent")),
                (f"{_GROUP_SIGN} ", ""),
                (fit(group_name(group), columns.model) + " ", self._colour("strong")),
                (prompt, ""),
                *self._bar(group_percent(group.tasks, self._now()), columns.bar),
                (fit(group_remark(group.tasks), columns.words), self._colour("muted")),
                (right(points(total), _POINTS_CELLS) + " ", ""),
                (fit(t(f"state-{state}"), _STATE_CELLS), self._colour(colour)),
            ]
        )

    def _task_row(self, line: Line, task: Task, width: int) -> Text:
        sign, colour = STATE_SIGNS[task.state]
        columns = lay_out(width, with_bar=task.state not in _WITHOUT_BAR)
        star = "★ " if task.starred else ""
        indent = _INDENT if line.inside else 0
        prompt = ""
        if columns.prompt:
            prompt = fit(task.prompt or self._about(task), columns.prompt) + " "
        said = t("remark-elsewhere") if line.elsewhere else self._remark(task)
        return join(
            [
                (" " * indent, ""),
                (f"{sign} ", self._colour(colour)),
                (f"{MEDIA_SIGNS.get(task.media, ' ')} ", ""),
                (fit(star + task.model_name, columns.model - indent) + " ", self._colour("strong")),
                (prompt, "" if task.prompt else self._colour("muted")),
                *self._bar(percent(task, self._now()), columns.bar),
                (fit(said, columns.words), self._colour("muted")),
                (right(points(task.points), _POINTS_CELLS) + " ", ""),
                (fit(state_word(task), _STATE_CELLS), self._colour(colour)),
            ]
        )

    def _remark(self, task: Task) -> str:
        if self._standing and task.state is State.QUEUED and task.problem is None:
            return t("remark-standing")
        return remark(task, self._now(), self._inputs(task.id))

    def _bar(self, done: int, cells: int) -> list[Piece]:
        if not cells:
            return []
        filled, empty = bar(done, cells)
        return [
            (filled, self._colour("accent")),
            (empty, self._colour("track")),
            (f" {done:>3} % ", ""),
        ]

    def _colour(self, name: str) -> str:
        return str(self.style(name))
