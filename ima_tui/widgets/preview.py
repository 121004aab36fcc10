"""The preview of a file: a picture, a video's first picture, a waveform."""

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker

from ..locale import t
from ..locale.formats import play_time
from ..media.modes import Mode, next_mode
from ..media.previews import Previews
from ..media.thumbs import LookError, Thumb
from ..media.waveform import Waveform
from .blocks import waveform
from .cells import fit
from .drawing import Drawn, Frame, draw
from .pixels import MOST_CELLS, USUAL_CELL, cell_size, placed

Kind = Literal["image", "video", "audio"]

_LOADING_SECONDS = 0.25
"""Previews that are ready sooner are shown without a loading message."""
_MOST_WAVE_ROWS = 8
_WIDEST_WAVE = 160


@dataclass(frozen=True, slots=True)
class _Wanted:
    path: str | None
    kind: Kind
    cover: str | None
    about: str

    def same_file(self, other: "_Wanted | None") -> bool:
        return other is not None and replace(self, about=other.about) == other


class Preview(Widget):
    """The preview of a file, with a line about it below.

    If another file is shown before a preview is ready, only the last one appears. ``previews``
    makes and caches the content, and has the mode; all previews share it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "preview--muted",
        "preview--accent",
        "preview--rest",
    }
    DEFAULT_CSS = """
    Preview {
        height: 1fr;
    }
    Preview > .preview--muted {
        color: $foreground-darken-2;
    }
    Preview > .preview--accent {
        color: $accent;
    }
    Preview > .preview--rest {
        color: $foreground-darken-3;
    }
    """

    def __init__(self, previews: Previews, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._previews = previews
        self._wanted: _Wanted | None = None
        self._found: Thumb | Waveform | None = None
        self._drawn: Drawn | None = None
        self._frame: Frame | None = None
        self._words = ""
        self._position: float | None = None
        self._shown = False
        self._drawn_at: Offset | None = None
        self._worker: Worker[None] | None = None
        self._mode = previews.mode
        self._wave: tuple[object, list[Strip]] = (None, [])

    def show(self, path: str | None, kind: Kind, cover: str | None = None, about: str = "") -> None:
        """Show a file.

        Args:
            path: the file; None if it is not on disk.
            kind: its kind.
            cover: a picture to show for a video.
            about: the text of the line below, such as its name.
        """
        wanted = _Wanted(path, kind, cover, about)
        other_mode = self._mode is not self._previews.mode
        if wanted != self._wanted or other_mode:
            same = self._found is not None and wanted.same_file(self._wanted)
            self._wanted = wanted
            if same and not other_mode:
                self.refresh()
            else:
                self._position = None
                self._look()

    def again(self) -> None:
        """Update the preview, as after the file was fetched again."""
        self._look()

    def clear(self) -> None:
        """Show nothing."""
        self._wanted = None
        self._look()

    def play_at(self, position: float | None) -> None:
        """Set the playing position in seconds; None if it is not playing."""
        whole = None if position is None else round(position, 1)
        if whole != self._position:
            self._position = whole
            self.refresh()

    def next_mode(self) -> str:
        """Switch to the next way of drawing pictures; return a message about it."""
        self._previews.mode = next_mode(self._previews.mode)
        self._look()
        return t(f"preview-mode-{self._previews.mode}")

    @property
    def words(self) -> str:
        """The text in place of a picture; empty if there is one."""
        return self._words

    def on_show(self) -> None:
        """Draw what was requested while hidden."""
        self._shown = True
        self._look()

    def on_hide(self) -> None:
        """Stop working while hidden."""
        self._shown = False
        self._drop()

    def on_resize(self) -> None:
        """Redraw to the new size."""
        if self._shown and self._frame is not None and self._frame != self._room():
            self._look()

    def on_unmount(self) -> None:
        """Remove the picture from the terminal."""
        self._drop()

    def _look(self) -> None:
        self._found = None
        self._frame = None
        self._mode = self._previews.mode
        self._drop()
        self._words = ""
        if self._worker is not None:
            self._worker.cancel()
        wanted = self._wanted
        if wanted is None or not self._shown:
            self.refresh()
            return
        if self._previews.mode is Mode.OFF and wanted.kind != "audio":
            self._words = t("preview-off")
        elif wanted.path is None and wanted.cover is None:
            self._words = t("preview-none")
        else:
            self._frame = frame = self._room()
            if frame.columns > 0 and frame.rows > 0:
                self._worker = self.run_worker(partial(self._make, wanted, frame))
        self.refresh()

    async def _make(self, wanted: _Wanted, frame: Frame) -> None:
        late = self.set_timer(_LOADING_SECONDS, lambda: self._loading(wanted))
        try:
            if wanted.kind == "audio":
                found: Thumb | Waveform = await self._previews.waveform(wanted.path or "")
                drawn = None
            else:
                found = thumb = await self._thumb(wanted)
                drawn = await self._previews.work(lambda: draw(thumb, frame))
        except LookError as error:
            late.stop()
            self._words = t(f"preview-{error.reason}")
        else:
            late.stop()
            self._words, self._found = "", found
            self._take(drawn)
        finally:
            late.stop()
        self.refresh()

    async def _thumb(self, wanted: _Wanted) -> Thumb:
        if wanted.cover is not None:
            try:
                return await self._previews.thumb(wanted.cover)
            except LookError:
                if wanted.path is None:
                    raise
        return await self._previews.thumb(wanted.path or "")

    def _loading(self, wanted: _Wanted) -> None:
        if wanted is self._wanted and self._found is None and not self._words:
            self._words = t("preview-loading")
            self.refresh()

    def _room(self) -> Frame:
        cell, mode = cell_size(), self._previews.mode
        if mode is Mode.SIXEL and cell is None:
            # sixels of an unknown size might cover neighbouring widgets
            mode = Mode.BLOCKS
        return Frame(
            min(self.size.width, MOST_CELLS),
            min(max(0, self.size.height - 1), MOST_CELLS),
            mode,
            cell or USUAL_CELL,
            self.app.console.color_system in {"256", "standard"},
        )

    def _take(self, drawn: Drawn | None) -> None:
        self._drop()
        self._drawn = drawn
        if drawn is not None and drawn.kitty is not None:
            self._tell(drawn.kitty.upload)

    def _drop(self) -> None:
        if self._drawn is not None and self._drawn.kitty is not None:
            self._tell(self._drawn.kitty.removal)
        self._drawn = None

    def _tell(self, message: str) -> None:
        """Send something to the terminal between two of the app's own writes."""
        driver = self.app._driver  # noqa: SLF001 - Textual has no other way to its terminal
        if driver is not None:
            driver.write(message)

    def render_line(self, y: int) -> Strip:
        """Draw one line: of the picture, or the last one, about it."""
        width, height = self.size
        base = self.rich_style
        if y == self._caption_row(height):
            return self._caption_line(width, base)
        if self._words:
            return self._words_line(y, width, height, base)
        if isinstance(self._found, Waveform):
            return self._wave_line(self._found, y, base)
        if self._drawn is not None:
            return self._picture_line(self._drawn, y, width, base)
        return Strip.blank(width, base)

    def _caption_row(self, height: int) -> int:
        """The line right below the picture, else the last one."""
        return height - 1 if self._drawn is None else min(self._drawn.rows, height - 1)

    def _caption_line(self, width: int, base: Style) -> Strip:
        words = self._caption()
        if self._drawn is not None:
            # begins where the picture does, if it fits there
            left = (width - self._drawn.columns) // 2 - 1
            words = " " * max(0, min(left, width - cell_len(words))) + words
        style = base + self.get_component_rich_style("preview--muted", partial=True)
        return Strip([Segment(fit(words, width), style)], width)

    def _words_line(self, y: int, width: int, height: int, base: Style) -> Strip:
        style = base + self.get_component_rich_style("preview--muted", partial=True)
        lines = Text(self._words).wrap(self.app.console, max(1, width - 2))
        index = y - max(0, (height - 1 - len(lines)) // 2)
        line = f" {lines[index].plain}" if 0 <= index < len(lines) else ""
        return Strip([Segment(fit(line, width), style)], width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; sixels depend on the position on screen and are not cached."""
        corner = self._corner()
        if corner != self._drawn_at:
            self._drawn_at = corner
            self._styles_cache.clear()
        return super().render_lines(crop)

    def _corner(self) -> Offset | None:
        """Return where on the screen sixels can be drawn; None if they would cover something."""
        if self._drawn is None or not self._drawn.sixels or not self.screen.is_active:
            return None
        place = self.screen.find_widget(self)
        return self.content_region.offset if place.visible_region == place.region else None

    def _picture_line(self, drawn: Drawn, y: int, width: int, base: Style) -> Strip:
        left = (width - drawn.columns) // 2
        if y >= drawn.rows:
            return Strip.blank(width, base)
        if self._drawn_at is None:
            strip = Strip.join([Strip.blank(left, base), drawn.strips[y]])
            return strip.extend_cell_length(width, base)
        if y < drawn.rows - 1:
            return Strip.blank(width, base)
        # with the last of its rows, so that nothing is drawn over it afterwards
        return placed(drawn.sixels, self._drawn_at + Offset(left, 0), width, base)

    def _wave_line(self, wave: Waveform, y: int, base: Style) -> Strip:
        width, height = self.size
        rows = min(_MOST_WAVE_ROWS, (height - 1) // 2 * 2)
        top = (height - 1 - rows) // 2
        if rows < 2 or not top <= y < top + rows:
            return Strip.blank(width, base)
        columns = min(width - 2, _WIDEST_WAVE)
        strip = self._wave_strips(wave, columns, rows, base)[y - top]
        left = Strip.blank((width - columns) // 2, base)
        return Strip.join([left, strip]).extend_cell_length(width, base)

    def _wave_strips(self, wave: Waveform, columns: int, rows: int, base: Style) -> list[Strip]:
        done = 0
        if self._position is not None and wave.seconds:
            done = min(columns, round(self._position / wave.seconds * columns))
        played, rest = (
            base + self.get_component_rich_style(f"preview--{name}", partial=True)
            for name in ("accent", "rest")
        )
        key = (id(wave), columns, rows, done, played, rest)
        if self._wave[0] != key:
            self._wave = (key, waveform(wave.bars(columns), rows, done, (played, rest)))
        return self._wave[1]

    def _caption(self) -> str:
        if self._wanted is None:
            return ""
        parts = [] if self._found is None else [self._facts(self._wanted.kind, self._found)]
        return " " + " · ".join(part for part in (*parts, self._wanted.about) if part)

    def _facts(self, kind: Kind, found: Thumb | Waveform) -> str:
        size = f"{found.full_width} × {found.full_height}" if isinstance(found, Thumb) else ""
        if kind == "image":
            return size
        length = play_time(found.seconds) if found.seconds else ""
        if self._position is not None:
            length = f"{play_time(self._position)} / {length}" if length else ""
        mark = "♪" if kind == "audio" and self._position is None else "▶"
        return " · ".join(part for part in (f"{mark} {length}".strip(), size) if part)
