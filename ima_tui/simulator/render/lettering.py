"""The words on pictures: in a font that has the letters, else as small tiles."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Fonts with Chinese letters that systems have; Pillow finds them by name where they are installed.
_WIDE_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "msyh.ttc",
)
_LATIN_END = 0x250
_PUNCTUATION = range(0x2010, 0x2040)
_MOST_LINES = 3


def draw_words(picture: Image.Image, prompt: str, caption: str) -> None:
    """Write prompt and caption at the lower left, over a darkened foot.

    Args:
        picture: An RGB picture, drawn on.
        prompt: Wrapped to at most three lines.
        caption: One small line below.
    """
    lay_words(picture, words_layer(picture.size, prompt, caption))


def lay_words(picture: Image.Image, layer: Image.Image) -> None:
    """Put a layer of `words_layer` on the foot of an RGB picture."""
    picture.paste(layer, (0, picture.height - layer.height), layer)


def words_layer(size: tuple[int, int], prompt: str, caption: str) -> Image.Image:
    """The foot of a picture with the words on it, as wide as the picture (RGBA).

    Args:
        size: The picture's.
        prompt: Wrapped to at most three lines.
        caption: One small line below.
    """
    width, height = size
    unit = max(9.0, min(width / 22, height / 14))
    small = unit * 0.52
    margin = round(unit * 0.9)
    lines = wrap(prompt, unit, width - 2 * margin)
    block = round(len(lines) * unit * 1.25 + small * 1.9)
    words = Image.new("RGBA", (width, min(height, block + 3 * margin)), (255, 255, 255, 0))
    pen = ImageDraw.Draw(words)
    top = words.height - margin - block
    for line in lines:
        _write(pen, (margin, top), line, unit, (255, 255, 255, 245))
        top += round(unit * 1.25)
    _write(pen, (margin, top + small * 0.5), caption, small, (255, 255, 255, 190))
    return _on_dark(words, round(unit * 0.06))


def _on_dark(words: Image.Image, blur: int) -> Image.Image:
    """Words over a shadow of their own and a foot that darkens downwards."""
    ramp = Image.linear_gradient("L").point([round(level * 0.55) for level in range(256)])
    foot = Image.new("RGBA", words.size, (0, 0, 0, 0))
    foot.putalpha(ramp.resize(words.size, Image.Resampling.BILINEAR))
    shade = words.getchannel("A").point([level * 150 // 255 for level in range(256)])
    if blur:
        shade = shade.filter(ImageFilter.BoxBlur(blur))
    shadow = Image.new("RGBA", words.size, (0, 0, 0, 0))
    shadow.putalpha(shade)
    foot.alpha_composite(shadow, (blur, blur))
    foot.alpha_composite(words)
    return foot


def wrap(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit.

    Args:
        text: Any text; line breaks count as spaces.
        size: Letter height in pixels.
        room: Width of a line in pixels.

    Returns:
        At most three lines; the last ends in an ellipsis where text was left out.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())[:400]):
        if _length(line + piece, size) <= room or not line:
            line += piece
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
        if len(lines) == _MOST_LINES:
            return [*lines[:-1], _shortened(lines[-1], size, room)]
    lines.append(line.rstrip())
    return [_shortened(one, size, room) if _length(one, size) > room else one for one in lines]


def _pieces(text: str) -> list[str]:
    """Words with the space before them; each wide letter alone, as lines may break between them."""
    pieces: list[str] = []
    for letter in text:
        if letter == " " or is_wide(letter) or not pieces or is_wide(pieces[-1][-1]):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _shortened(line: str, size: float, room: float) -> str:
    while line and _length(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def is_wide(letter: str) -> bool:
    """Whether Pillow's own font lacks the letter, as it does all Chinese ones."""
    code = ord(letter)
    return code >= _LATIN_END and code not in _PUNCTUATION


@lru_cache(maxsize=32)
def _latin_font(size: int) -> Font:
    return ImageFont.load_default(size)


@lru_cache(maxsize=32)
def _wide_font(size: int) -> Font | None:
    for name in _WIDE_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _runs(text: str) -> list[tuple[bool, str]]:
    runs: list[tuple[bool, str]] = []
    for letter in text:
        wide = is_wide(letter)
        if runs and runs[-1][0] == wide:
            runs[-1] = (wide, runs[-1][1] + letter)
        else:
            runs.append((wide, letter))
    return runs


def _length(text: str, size: float) -> float:
    return sum(_run_length(wide, run, size) for wide, run in _runs(text))


def _run_length(wide: bool, run: str, size: float) -> float:
    font = _wide_font(round(size)) if wide else _latin_font(round(size))
    return font.getlength(run) if font else len(run) * size * 1.08


def _write(
    pen: ImageDraw.ImageDraw,
    corner: tuple[float, float],
    text: str,
    size: float,
    colour: tuple[int, int, int, int],
) -> None:
    x, y = corner
    for wide, run in _runs(text):
        font = _wide_font(round(size)) if wide else _latin_font(round(size))
        if font:
            pen.text((x, y), run, font=font, fill=colour)
        else:
            for place, letter in enumerate(run):
                _tile(pen, (x + place * size * 1.08, y), ord(letter), size, colour)
        x += _run_length(wide, run, size)


def _tile(
    pen: ImageDraw.ImageDraw,
    corner: tuple[float, float],
    code: int,
    size: float,
    colour: tuple[int, int, int, int],
) -> None:
    """A letter no font here has: a mirrored pattern of its code, the same for the same letter."""
    cell = size / 5.6
    bits = code * 2654435761 >> 7
    for row in range(5):
        for column in range(3):
            if bits >> (row * 3 + column) & 1:
                for place in {column, 4 - column}:
                    left = corner[0] + place * cell
                    top = corner[1] + (row + 0.3) * cell
                    pen.rectangle((left, top, left + cell - 1, top + cell - 1), fill=colour)
