"""The history as pictures: only visible ones are made and drawn."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from ..locale import t
from ..locale.formats import points
from ..media.modes import Mode
from ..media.previews import Previews
from ..media.thumbs import LookError, Thumb
from ..store.records import Task
from .blocks import half_blocks, waveform
from .cells import fit
from .history_rows import STAR
from .rows import Rows
from .task_pages import TaskPages
from .task_words import MEDIA_SIGNS, STATE_SIGNS, state_word

TILE_CELLS = 26
"""The width of a tile, including the gap beside it."""
PICTURE_ROWS = 6
TILE_ROWS = PICTURE_ROWS + 3
"""The height of a tile: the picture, the model, the prompt, and a gap."""

_INNER = TILE_CELLS - 2
_KEPT = 300
_SOUNDS = frozenset({"music", "speech"})
_WAVE_ROWS = 4

Drawn = Sequence[Strip] | str
"""A picture as rows, or why there is none."""


class Gallery(Rows):
    """A tile for each task that matches the filter, newest first.

    Args:
        pages: the tasks read so far.
        previews: makes and keeps the pictures.
        about: returns what a task is about: its prompt, else its options.
    """

    def __init__(
        self,
        pages: TaskPages,
        previews: Previews,
        about: Callable[[Task], str],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._about = about
        self._pages = pages
        self._previews = previews
        self._drawn: OrderedDict[str, Drawn] = OrderedDict()
        self._wanted: list[str] = []

    @property
    def columns(self) -> int:
        """How many tiles are in a row."""
        return max(1, self.size.width // TILE_CELLS)

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor, once it was read."""
        return self._pages.task_at(self.cursor) if self.cursor < self.count else None

    def set_count(self, count: int) -> None:
        """Set the number of tiles and redraw them."""
        super().set_count(count)
        self._fit()

    def look_again(self) -> None:
        """Make all pictures again: files may have come or gone."""
        self._drawn.clear()
        self._wanted = []
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many tiles in a row as fit."""
        self._fit()
        self._show_cursor()

    def watch_cursor(self, before: int, after: int) -> None:
        """Scroll to the cursor's tile."""
        if before != after:
            self.refresh()
            if after < self.count:
                self._show_cursor()
                self.post_message(self.Moved(self, after))

    def move(self, by: int) -> None:
        """Move the cursor by some tiles."""
        if self.count:
            self.cursor = max(0, min(self.count - 1, self.cursor + by))

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows of tiles."""
        if 0 <= self.cursor + by * self.columns < self.count:
            self.move(by * self.columns)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by the number of visible tiles."""
        self.move(by * self.columns * max(1, self.size.height // TILE_ROWS))

    def action_first(self) -> None:
        """Move to the first tile."""
        self.move(-self.count)

    def action_last(self) -> None:
        """Move to the last tile."""
        self.move(self.count)

    async def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked tile, or choose it if it has the cursor."""
        offset = event.get_content_offset_capture(self)
        column = offset.x // TILE_CELLS
        index = int(offset.y + self.scroll_offset.y) // TILE_ROWS * self.columns + column
        if column >= self.columns or index >= self.count:
            return
        if index == self.cursor or event.chain > 1:
            self.post_message(self.Chosen(self, index))
        self.cursor = index

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible tiles."""
        if y == 0:
            # pictures are requested while drawing, when the visible tiles are known
            self.call_later(self._make_in_sight)
        width = self.size.width
        row, line = divmod(y + int(self.scroll_offset.y), TILE_ROWS)
        first = row * self.columns
        tiles = [self._line(index, line) for index in range(first, first + self.columns)]
        return Strip.join(tiles).adjust_cell_length(width, self.rich_style)

    def _fit(self) -> None:
        rows = -(-self.count // self.columns)
        self.virtual_size = Size(self.size.width, rows * TILE_ROWS)

    def _show_cursor(self) -> None:
        top = self.cursor // self.columns * TILE_ROWS
        region = Region(0, top, max(1, self.size.width), TILE_ROWS - 1)
        self.scroll_to_region(region, animate=False, force=True)

    def _line(self, index: int, line: int) -> Strip:
        task = self._pages.task_at(index) if index < self.count else None
        if task is None or line == TILE_ROWS - 1:
            return Strip.blank(TILE_CELLS, self.rich_style)
        if line < PICTURE_ROWS:
            return self._picture_line(task, line)
        return self._caption(task, line - PICTURE_ROWS, here=index == self.cursor)

    def _picture_line(self, task: Task, line: int) -> Strip:
        base = self.rich_style
        drawn = self._drawn.get(_path(task) or "") or self._why_none(task)
        if isinstance(drawn, str):
            lines = [MEDIA_SIGNS.get(task.media, " "), *self._wrapped(drawn)]
            at = line - (PICTURE_ROWS - len(lines)) // 2
            words = lines[at] if 0 <= at < len(lines) else ""
            return self._centred(words, base + self.style("muted"))
        top = (PICTURE_ROWS - len(drawn)) // 2
        if not top <= line < top + len(drawn):
            return Strip.blank(TILE_CELLS, base)
        strip = drawn[line - top]
        left = Strip.blank(1 + (_INNER - strip.cell_length) // 2, base)
        return Strip.join([left, strip]).extend_cell_length(TILE_CELLS, base)

    def _caption(self, task: Task, line: int, *, here: bool) -> Strip:
        style = self.rich_style
        # on the cursor's colour nothing is muted, see Rows
        muted = Style() if here else self.style("muted")
        if here:
            name = "rows--cursor"
            style += self.get_component_rich_style(name, partial=not self.has_focus)
        mark = "›" if here and line == 0 else " "
        if line == 0:
            star = f"{STAR} " if task.starred else ""
            sign, colour = STATE_SIGNS[task.state]
            cost = points(task.points)
            name_cells = _INNER - 2 - cell_len(star) - cell_len(cost) - 1
            segments = [
                Segment(mark, style),
                Segment(f"{sign} ", style + self.style(colour)),
                Segment(f"{star}{fit(task.model_name, name_cells)} ", style + self.style("strong")),
                Segment(cost, style + muted),
            ]
        else:
            words = self._about(task) or state_word(task)
            segments = [Segment(mark + fit(words, _INNER), style + muted)]
        return (
            Strip(segments)
            .adjust_cell_length(TILE_CELLS - 1, style)
            .extend_cell_length(TILE_CELLS, self.rich_style)
        )

    def _wrapped(self, words: str) -> list[str]:
        """Wrap a text to fit under the sign of a tile."""
        lines = [one.plain.strip() for one in Text(words).wrap(self.app.console, _INNER)]
        room = PICTURE_ROWS - 1
        return [*lines[: room - 1], fit(" ".join(lines[room - 1 :]), _INNER).strip()][:room]

    def _centred(self, words: str, style: Style) -> Strip:
        left = (TILE_CELLS - cell_len(words)) // 2
        return Strip([Segment(" " * left, style), Segment(words, style)]).extend_cell_length(
            TILE_CELLS, style
        )

    def _why_none(self, task: Task) -> str:
        if _path(task) is None:
            return state_word(task)
        off = self._previews.mode is Mode.OFF and task.media not in _SOUNDS
        return t("preview-off") if off else t("preview-loading")

    def _make_in_sight(self) -> None:
        """Make the missing visible pictures; cancel those no longer visible."""
        first = int(self.scroll_offset.y) // TILE_ROWS * self.columns
        last = first + (self.size.height // TILE_ROWS + 2) * self.columns
        tasks = [self._pages.task_at(index) for index in range(first, min(last, self.count))]
        off = self._previews.mode is Mode.OFF
        missing = [
            task
            for task in tasks
            if task is not None
            and (path := _path(task)) is not None
            and path not in self._drawn
            and not (off and task.media not in _SOUNDS)
        ]
        wanted = [task.id for task in missing]
        if wanted and wanted != self._wanted:
            self._wanted = wanted
            self.run_worker(self._make(missing), group="pictures", exclusive=True)

    async def _make(self, tasks: Sequence[Task]) -> None:
        few = self.app.console.color_system in {"256", "standard"}
        base, muted = self.rich_style, self.style("accent")
        for task in tasks:
            path = _path(task) or ""
            try:
                self._hold(path, await self._look(task, path, (base + muted, base), few=few))
            except LookError as error:
                self._hold(path, t(f"preview-{error.reason}"))
            self.refresh()
            # scrolling has priority
            await asyncio.sleep(0)
        self._wanted = []

    async def _look(
        self, task: Task, path: str, colours: tuple[Style, Style], *, few: bool
    ) -> Drawn:
        if task.media in _SOUNDS:
            wave = await self._previews.waveform(path)
            bars = wave.bars(_INNER - 2)
            return waveform(bars, _WAVE_ROWS, len(bars), colours)
        thumb = await self._previews.thumb(path)
        return await self._previews.work(lambda: _half_blocks(thumb, few=few))

    def _hold(self, path: str, drawn: Drawn) -> None:
        self._drawn[path] = drawn
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)


def _path(task: Task) -> str | None:
    return next((media.path for media in task.medias if media.path), None)


def _half_blocks(thumb: Thumb, *, few: bool) -> Sequence[Strip]:
    scale = min(_INNER / thumb.width, PICTURE_ROWS * 2 / thumb.height)
    columns = max(1, min(_INNER, round(thumb.width * scale)))
    rows = max(1, min(PICTURE_ROWS, round(thumb.height * scale / 2)))
    return half_blocks(thumb.image(), columns, rows, few_colours=few)
