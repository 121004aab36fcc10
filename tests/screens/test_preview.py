"""The preview: what a user sees of a file, whatever it is and wherever it is shown."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen

from ima_tui.media.modes import Mode, mode_of
from ima_tui.media.previews import Previews
from ima_tui.widgets import preview as module
from ima_tui.widgets.pixels import Cell
from ima_tui.widgets.preview import Preview

from ..made import encoded_sound, film, picture, sound
from .stage import NARROW, WIDE, text_of, until


class Stage(App[None]):
    """A preview with the whole screen for it; what the terminal is told besides is written down."""

    def __init__(self, folder: Path, mode: Mode) -> None:
        super().__init__()
        self.previews = Previews(folder / "cache", mode)
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Preview(self.previews)

    def on_mount(self) -> None:
        assert self._driver is not None
        self._driver.write = self._note  # type: ignore[method-assign]

    def _note(self, data: str) -> None:
        if "_G" in data:
            self.told.append(data)


Shown = tuple[Stage, Pilot[None], Preview]


@asynccontextmanager
async def stage(
    folder: Path, mode: Mode = Mode.BLOCKS, size: tuple[int, int] = NARROW
) -> AsyncIterator[Shown]:
    app = Stage(folder, mode)
    async with app.run_test(size=size) as pilot:
        yield app, pilot, app.query_one(Preview)


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, bytes], str]:
    def write(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def two_halves() -> bytes:
    """A picture that is red on its left and blue on its right."""
    content = BytesIO()
    image = Image.new("RGB", (400, 200), "blue")
    image.paste((255, 0, 0), (0, 0, 200, 200))
    image.save(content, "PNG")
    return content.getvalue()


def cells(preview: Preview, y: int) -> list[Segment]:
    return list(preview.render_line(y))


def colours(preview: Preview, y: int) -> list[str]:
    """The colours of a line, from left to right, each once."""
    seen = []
    for segment in cells(preview, y):
        colour = segment.style.bgcolor if segment.style else None
        if colour is not None and colour.triplet is not None:
            seen.append(colour.triplet.hex)
    return list(dict.fromkeys(seen))


async def shown(pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: text in text_of(pilot.app))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_picture_is_drawn_in_its_own_proportions(
    tmp_path: Path,
    files: Callable[[str, bytes], str],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with stage(tmp_path, size=size) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image", about="it.png")
        await shown(pilot, "400 × 200 · it.png")
        width, height = size
        rows = [y for y in range(height - 1) if "#ff0000" in colours(preview, y)]
        # twice as wide as high, of cells that are twice as high as wide
        assert len(rows) == min(height - 1, width // 4)
        middle = colours(preview, rows[len(rows) // 2])
        assert [one for one in middle if one in {"#ff0000", "#0000ff"}] == ["#ff0000", "#0000ff"]
        assert all(sum(one.cell_length for one in cells(preview, y)) == width for y in rows)


async def test_a_film_shows_its_first_picture_and_how_long_it_is(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.mp4", film(seconds=5, striped=True)), "video")
        await shown(pilot, "▶ 0:05 · 768 × 540")
        assert "▀" in text_of(pilot.app) or colours(preview, 1)


async def test_a_film_that_is_not_there_shows_its_cover(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(None, "video", cover=files("cover.png", two_halves()))
        await shown(pilot, "400 × 200")


async def test_a_sound_is_drawn_with_how_far_it_played(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.mp3", encoded_sound("mp3", "libmp3lame", 30)), "audio", about="song")
        await shown(pilot, "♪ 0:30 · song")
        preview.play_at(12.0)
        await shown(pilot, "▶ 0:12 / 0:30 · song")
        preview.play_at(None)
        await shown(pilot, "♪ 0:30 · song")


async def test_a_loud_sound_fills_its_room(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.wav", sound(10)), "audio")
        await shown(pilot, "♪ 0:10")
        lines = text_of(pilot.app).splitlines()
        assert [line.count("█") for line in lines if "█" in line] == [78] * 8


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"nothing", "image", "Can't show this file"),
        (picture()[:300], "image", "Can't show this file"),
        (film()[:500], "video", "Can't show this file"),
        (b"ID3" + bytes(300), "audio", "Can't show this file"),
        (None, "image", "no longer exists"),
    ],
)
async def test_what_can_not_be_shown_says_why(
    tmp_path: Path,
    files: Callable[[str, bytes], str],
    content: bytes | None,
    kind: module.Kind,
    words: str,
) -> None:
    path = str(tmp_path / "gone") if content is None else files("it", content)
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(path, kind, about="it")
        await shown(pilot, words)
        # a good one after it is shown as ever
        preview.show(files("good.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        assert preview.words == ""


async def test_a_file_that_came_back_is_shown(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(str(tmp_path / "it.png"), "image")
        await shown(pilot, "no longer exists")
        files("it.png", two_halves())
        preview.again()
        await shown(pilot, "400 × 200")


async def test_only_the_last_of_many_is_shown(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    paths = [files(f"{n}.png", picture(100 + n, 100)) for n in range(50)]
    async with stage(tmp_path) as (_, pilot, preview):
        for path in paths:
            preview.show(path, "image", about=Path(path).name)
        await shown(pilot, "149 × 100 · 49.png")
        assert len(list((tmp_path / "cache").iterdir())) <= 2


async def test_nothing_is_made_while_nobody_sees_it(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.display = False
        await pilot.pause()
        preview.show(files("it.png", two_halves()), "image")
        await pilot.pause()
        assert not pilot.app.workers
        assert not (tmp_path / "cache").exists()
        preview.display = True
        await shown(pilot, "400 × 200")


async def test_a_picture_fits_its_room_after_that_changed(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: len([y for y in range(11) if len(cells(preview, y)) > 1]) == 10)
        assert all(sum(one.cell_length for one in cells(preview, y)) == 40 for y in range(12))


async def test_the_way_of_drawing_is_changed_while_it_runs(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        assert preview.next_mode() == "Pictures are turned off."
        await shown(pilot, "Pictures are turned off.")
        assert preview.next_mode() == "Pictures use the kitty protocol."
        await shown(pilot, "400 × 200")


async def test_kitty_gets_the_picture_once_and_is_told_when_it_is_done_with(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path, Mode.KITTY) as (app, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        (upload,) = app.told
        messages = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", upload)
        assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in messages) == upload
        keys = dict(pair.split("=") for pair in messages[0][0].split(","))
        assert (keys["a"], keys["U"], keys["f"], keys["q"]) == ("T", "1", "100", "2")
        assert (keys["c"], keys["r"]) == ("80", "20")
        assert [one[0][-1] for one in messages] == ["1"] * (len(messages) - 1) + ["0"]
        line = next(one for one in cells(preview, 3) if "\U0010eeee" in one.text)
        assert line.text.count("\U0010eeee") == 80
        assert line.style is not None
        assert line.style.color is not None
        assert line.style.color.triplet is not None
        red, green, blue = line.style.color.triplet
        assert int(keys["i"]) == red << 16 | green << 8 | blue
        preview.clear()
        assert app.told[1] == f"\x1b_Ga=d,d=I,i={keys['i']},q=2\x1b\\"


async def test_kitty_inside_tmux_is_reached_through_it(
    tmp_path: Path, files: Callable[[str, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/run/tmux,1,0")
    async with stage(tmp_path, Mode.KITTY) as (app, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        assert app.told[0].startswith("\x1bPtmux;\x1b\x1b_Ga=T")
        assert app.told[0].endswith("\x1b\x1b\\\x1b\\")


async def test_sixels_are_drawn_where_the_picture_stands(
    tmp_path: Path, files: Callable[[str, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cell_size", lambda: Cell(8, 16))
    async with stage(tmp_path, Mode.SIXEL) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        await until(pilot, lambda: "\x1bP" in drawn_by(preview))
        (only,) = (one for y in range(23) for one in cells(preview, y) if one.control)
        assert only.text.startswith("\x1b7\x1b[1;1H\x1bP")
        assert only.text.endswith("\x1b\\\x1b8")
        size = re.search(r'"1;1;(\d+);(\d+)', only.text)
        assert size is not None
        assert (int(size[1]), int(size[2])) == (80 * 8, 20 * 16 // 6 * 6)


async def test_sixels_cover_nothing_that_stands_before_them(
    tmp_path: Path, files: Callable[[str, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cell_size", lambda: Cell(8, 16))
    async with stage(tmp_path, Mode.SIXEL) as (app, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        await until(pilot, lambda: "\x1bP" in drawn_by(preview))
        await app.push_screen(ModalScreen())
        # under a dialog there are blocks
        await until(pilot, lambda: "\x1bP" not in drawn_by(preview))
        assert colours(preview, 5)
        app.pop_screen()
        await until(pilot, lambda: "\x1bP" in drawn_by(preview))
        # moved aside, it is drawn where it stands; half out of sight, as blocks
        preview.styles.offset = (0, 2)
        await until(pilot, lambda: "\x1bP" not in drawn_by(preview))
        preview.styles.height = 12
        await until(pilot, lambda: "\x1b[3;" in drawn_by(preview))


def drawn_by(preview: Preview) -> str:
    """What a preview puts on the screen now."""
    lines = preview.render_lines(Region(0, 0, *preview.size))
    return "".join(segment.text for strip in lines for segment in strip)


async def test_without_the_size_of_a_cell_there_are_blocks_for_sixels(
    tmp_path: Path, files: Callable[[str, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cell_size", lambda: None)
    async with stage(tmp_path, Mode.SIXEL) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image")
        await shown(pilot, "400 × 200")
        assert not [one for y in range(23) for one in cells(preview, y) if one.control]
        assert colours(preview, 5)


async def test_names_are_shown_as_they_are(
    tmp_path: Path, files: Callable[[str, bytes], str]
) -> None:
    async with stage(tmp_path) as (_, pilot, preview):
        preview.show(files("it.png", two_halves()), "image", about="[b]红狐[/b] \x1b[31m.png")
        await shown(pilot, "[b]红狐[/b]  [31m.png")


@pytest.mark.parametrize(
    ("setting", "environment", "mode"),
    [
        ("auto", {}, Mode.BLOCKS),
        ("auto", {"TERM": "xterm-256color"}, Mode.BLOCKS),
        ("auto", {"TERM": "xterm-kitty"}, Mode.KITTY),
        ("auto", {"KITTY_WINDOW_ID": "1"}, Mode.KITTY),
        ("auto", {"TERM": "xterm-ghostty"}, Mode.KITTY),
        ("auto", {"TERM_PROGRAM": "WezTerm"}, Mode.SIXEL),
        ("auto", {"TERM": "foot-extra"}, Mode.SIXEL),
        ("auto", {"KITTY_WINDOW_ID": "1", "TMUX": "/run/x"}, Mode.BLOCKS),
        ("auto", {"TERM": "screen-256color", "TERM_PROGRAM": "WezTerm"}, Mode.BLOCKS),
        ("auto", {"TERM": "xterm-kitty", "NO_COLOR": "1"}, Mode.BLOCKS),
        ("kitty", {"TMUX": "/run/x"}, Mode.KITTY),
        ("off", {"TERM": "xterm-kitty"}, Mode.OFF),
    ],
)
def test_how_pictures_are_drawn_is_set_or_told_by_the_terminal(
    setting: str, environment: dict[str, str], mode: Mode
) -> None:
    assert mode_of(setting, environment) is mode
