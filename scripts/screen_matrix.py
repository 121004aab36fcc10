"""Draws every screen at every size, in themes and depths of colour: `make screens`.

A folder of build/screens a size, a file a picture, and sheets of several to look through (SVG, and
PNG where ``rsvg-convert`` is installed). Of it only an overview is committed, which is drawn anew
once all sizes are there: docs/screenshots/all-sizes.png.

Arguments: sizes such as ``80x24`` (all four without), ``zh`` for Chinese, ``all`` for every theme
and depth at every size rather than at 100x30 only.
"""

import asyncio
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from ima_tui.app import ImaApp

ROOT = Path(__file__).resolve().parent.parent
SIZES = ("80x24", "100x30", "160x45", "250x70")
LOOKS = {
    "dark": ("textual-dark", ColorSystem.TRUECOLOR),
    "dark-256": ("textual-dark", ColorSystem.EIGHT_BIT),
    "dark-16": ("textual-dark", ColorSystem.STANDARD),
    "light": ("textual-light", ColorSystem.TRUECOLOR),
    "light-16": ("textual-light", ColorSystem.STANDARD),
    "ansi-dark": ("ansi-dark", ColorSystem.STANDARD),
    "contrast": ("ima-high-contrast", ColorSystem.TRUECOLOR),
    "no-color": ("textual-dark", None),
}
"""A theme, and how many colours the terminal has; None for NO_COLOR."""
OVERVIEW = ("models", "create-image_to_video", "tasks-result", "history", "plan", "workflow-run")
OVERVIEW_CELL = (440, 290)
OVERVIEW_FILE = ROOT / "docs" / "screenshots" / "all-sizes.png"
ALL_LOOKS_AT = "100x30"
COLUMNS = {"80x24": 3, "100x30": 3, "160x45": 2, "250x70": 1}
SHEET_ROWS = {"80x24": 4, "100x30": 3, "160x45": 2, "250x70": 2}


def main(arguments: Sequence[str]) -> int:
    """Draw them; 1 when the walk did not get to its end."""
    sys.path.insert(0, str(ROOT))
    language = "zh" if "zh" in arguments else "en"
    sizes = [one for one in arguments if one in SIZES] or SIZES
    out = ROOT / "build" / "screens"
    with _simulator() as url:
        for size in sizes:
            looks = LOOKS if "all" in arguments or size == ALL_LOOKS_AT else {"dark": LOOKS["dark"]}
            folder = out / f"{language}-{size}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            asyncio.run(_walk(url, size, language, looks, folder))
            _to_png(folder, size)
            print(folder)
    _overview(out)
    return 0


class _simulator:  # noqa: N801 - used like a function
    """A simulator for as long as it is entered; gives its address."""

    def __enter__(self) -> str:
        import httpx

        self._process = subprocess.Popen(
            [sys.executable, "-m", "ima_tui", "simulate", "--seed=7", "--speed=100"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        if self._process.stdout is None:
            raise RuntimeError("the simulator says nothing")
        url = self._process.stdout.readline().strip()
        httpx.post(f"{url}/__sim/settings", json={"subscribed": True}, trust_env=False)
        return url

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


async def _walk(
    url: str, size: str, language: str, looks: dict[str, tuple[str, ColorSystem | None]], out: Path
) -> None:
    from ima_tui.locale import use_language
    from ima_tui.widgets.themes import FEW_COLOURS
    from tests.made import picture
    from tests.past import past, write_past
    from tests.screens.pictures import StillClock
    from tests.screens.stage import app_on, ready
    from tests.screens.test_snapshots_tasks import PICTURE
    from tests.screens.tour import tour

    use_language(language)
    columns, rows = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        # where files are stands in the pictures, so their names are short
        os.chdir(home)
        os.environ["HOME"] = home
        Path(PICTURE).write_bytes(picture())  # noqa: ASYNC240 - nothing else runs yet
        await write_past(Path(home), past())
        app = app_on(url, home, StillClock())
        async with app.run_test(size=(columns, rows)) as pilot:
            await ready(app, pilot)
            number = 0
            async for name in tour(app, pilot):
                number += 1
                for look, (theme, depth) in looks.items():
                    app.theme = theme
                    app.set_class(depth is ColorSystem.STANDARD, FEW_COLOURS)
                    await pilot.pause(0.05)
                    drawn = _drawn(app, depth)
                    (out / f"{number:02}-{name}-{look}.svg").write_text(drawn, "utf-8")
                app.theme = "textual-dark"
                app.remove_class(FEW_COLOURS)
        os.chdir(ROOT)


def _drawn(app: "ImaApp", depth: ColorSystem | None) -> str:
    """The screen as SVG, with the colours that a terminal of that depth has."""
    from textual.color import Color
    from textual.filter import Monochrome

    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    for strip in app.screen._compositor.render_strips():  # noqa: SLF001
        line = strip.apply_filter(Monochrome(), Color(0, 0, 0)) if depth is None else strip
        segments = [_in(segment, depth or ColorSystem.TRUECOLOR) for segment in line]
        console.print(_Line(segments), soft_wrap=True)
    drawn = console.export_svg(title=f"{width}x{height}")
    # no fonts from elsewhere, and blanks that stay
    drawn = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    blanks = re.compile(r"(<text[^>]*>)([^<]*)(</text>)")
    drawn = drawn.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return blanks.sub(lambda m: m[1] + m[2].replace(" ", "\u00a0") + m[3], drawn)


class _Line:
    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments

    def __rich_console__(self, *_: object) -> Iterator[Segment]:
        yield from self._segments
        yield Segment.line()


def _in(segment: Segment, depth: ColorSystem) -> Segment:
    style = segment.style
    if style is None or depth is ColorSystem.TRUECOLOR:
        return Segment(segment.text, style)
    front, back = (colour and colour.downgrade(depth) for colour in (style.color, style.bgcolor))
    return Segment(segment.text, style + Style.from_color(front, back))


def _to_png(folder: Path, size: str) -> None:
    """Make a picture of each drawing, and sheets of several."""
    if shutil.which("rsvg-convert") is None:
        print("rsvg-convert is missing: drawings only, no sheets", file=sys.stderr)
        return

    def convert(path: Path) -> Path:
        png = path.with_suffix(".png")
        subprocess.run(["rsvg-convert", "-o", png, path], check=True)
        return png

    with ThreadPoolExecutor(2) as pool:
        pictures = list(pool.map(convert, sorted(folder.glob("*.svg"))))
    by_look: Callable[[Path], str] = lambda path: next(  # noqa: E731
        look for look in sorted(LOOKS, key=len, reverse=True) if path.stem.endswith(f"-{look}")
    )
    for look in LOOKS:
        ours = [path for path in pictures if by_look(path) == look]
        per_sheet = COLUMNS[size] * SHEET_ROWS[size]
        for start in range(0, len(ours), per_sheet):
            sheet = folder / f"sheet-{look}-{start // per_sheet + 1}.png"
            _sheet(ours[start : start + per_sheet], COLUMNS[size], sheet)


def _sheet(pictures: Sequence[Path], columns: int, to: Path) -> None:
    from PIL import Image, ImageDraw

    images = [Image.open(path).convert("RGB") for path in pictures]
    width, height = images[0].size
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (width * columns, (height + 14) * rows), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (path, image) in enumerate(zip(pictures, images, strict=True)):
        at = (number % columns * width, number // columns * (height + 14))
        pen.text((at[0] + 4, at[1] + 1), path.stem, fill="black")
        sheet.paste(image, (at[0], at[1] + 14))
    sheet.save(to)


def _overview(drawn: Path) -> None:
    """Put a few screens in all sizes and looks on one small sheet, once all of it was drawn."""
    from PIL import Image

    cells = [("80x24", "dark"), *((ALL_LOOKS_AT, look) for look in LOOKS)]
    cells += [("160x45", "dark"), ("250x70", "dark")]
    columns = []
    for size, look in cells:
        folder = drawn / f"en-{size}"
        found = [next(folder.glob(f"[0-9][0-9]-{name}-{look}.png"), None) for name in OVERVIEW]
        columns.append([Image.open(path).convert("RGB") for path in found if path is not None])
    if any(len(column) < len(OVERVIEW) for column in columns):
        return
    wide, high = OVERVIEW_CELL
    sheet = Image.new("RGB", (wide * len(OVERVIEW), high * len(columns)), "white")
    for row, pictures in enumerate(columns):
        for column, picture in enumerate(pictures):
            picture.thumbnail((wide - 6, high - 6), Image.Resampling.LANCZOS)
            sheet.paste(picture, (column * wide + 3, row * high + 3))
    few = sheet.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(OVERVIEW_FILE, optimize=True)
    print(OVERVIEW_FILE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
