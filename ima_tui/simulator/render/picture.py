"""Pictures: a landscape in the prompt's colours, with the prompt and the size written on it."""

import hashlib
import io
from pathlib import Path

from PIL import Image

from ..records import MediaPlan
from .lettering import draw_words
from .looks import Scene, draw_ridges, draw_sky, scene_of

# Drawn at most this large and then enlarged: a 4K landscape has no more detail than this.
_MOST_DRAWN = 2048
# Small pictures are drawn twice as large and then reduced, which smooths the edges.
_SMOOTH_BELOW = 1100


def render_picture(plan: MediaPlan, path: Path) -> None:
    """Make a picture file (PNG).

    Args:
        plan: What to make.
        path: Where to; written at once.
    """
    picture = landscape(scene(plan), (plan.width, plan.height))
    draw_words(picture, plan.prompt, plan.caption)
    picture.save(path, "PNG", compress_level=1)


def scene(plan: MediaPlan) -> Scene:
    """The landscape of a plan."""
    digest = hashlib.sha256(plan.prompt.encode()).digest()
    return scene_of(digest[0], plan.variant)


def landscape(one: Scene, size: tuple[int, int]) -> Image.Image:
    """Draw a landscape of a size, smooth at every size."""
    largest = max(size)
    factor = 2.0 if largest <= _SMOOTH_BELOW else min(1.0, _MOST_DRAWN / largest)
    drawn = (max(1, round(size[0] * factor)), max(1, round(size[1] * factor)))
    picture = draw_sky(one, drawn)
    draw_ridges(picture, one)
    if drawn == size:
        return picture
    kind = Image.Resampling.BOX if factor > 1 else Image.Resampling.BILINEAR
    return picture.resize(size, kind)


def as_jpeg(picture: Image.Image) -> bytes:
    """Encode a picture as JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
