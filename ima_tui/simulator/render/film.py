"""Films: the landscape of the prompt passing by, with the words, a time line and music if asked."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream
from PIL import Image, ImageDraw

from ..records import MediaPlan
from . import music
from .audiofile import encode
from .lettering import lay_words, words_layer
from .looks import draw_ridges, draw_sky
from .picture import as_jpeg, scene

FPS = 12
# How much of the landscape passes by in a second, in picture widths.
_SCROLL = 0.05
# First choice and what stands in for it where PyAV was built without.
_ENCODERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("libx264", {"preset": "ultrafast", "crf": "25"}),
    ("mpeg4", {"qscale": "4"}),
)


class Stopped(Exception):  # noqa: N818 - asked for, not an error
    """Rendering was given up because the simulator ends."""


def render_film(plan: MediaPlan, path: Path, stopping: Callable[[], bool] = lambda: False) -> None:
    """Make a film file (MP4).

    Args:
        plan: What to make.
        path: Where to.
        stopping: Asked for every frame; true gives up.

    Raises:
        Stopped: If it was given up.
    """
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = _video_stream(container, plan)
        sound = None
        if plan.sound:
            sound = container.add_stream("aac", rate=music.RATE, layout="mono", bit_rate=96_000)
        for number, picture in enumerate(frames(plan)):
            if stopping():
                raise Stopped
            # PyAV's stub leaves from_image without types.
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if sound is not None:
            encode(container, sound, music.compose(plan), music.RATE)


def _video_stream(container: OutputContainer, plan: MediaPlan) -> VideoStream:
    name, options = next(one for one in _ENCODERS if one[0] in av.codecs_available)
    stream = container.add_stream(name, rate=FPS, options=options)
    if not isinstance(stream, VideoStream):
        raise TypeError(f"{name} is no video encoder")
    stream.width, stream.height, stream.pix_fmt = plan.width, plan.height, "yuv420p"
    return stream


def render_cover(plan: MediaPlan, path: Path) -> None:
    """Make a film's cover: its first frame (JPEG)."""
    path.write_bytes(as_jpeg(next(frames(plan))))


def frames(plan: MediaPlan) -> Iterator[Image.Image]:
    """The film's pictures, one after another."""
    landscape = scene(plan)
    size = (plan.width, plan.height)
    sky = draw_sky(landscape, size)
    words = words_layer(size, plan.prompt, plan.caption)
    count = round(plan.seconds * FPS)
    for number in range(count):
        picture = sky.copy()
        draw_ridges(picture, landscape, scroll=number / FPS * _SCROLL)
        lay_words(picture, words)
        _draw_time(picture, (number + 1) / count)
        yield picture


def _draw_time(picture: Image.Image, share: float) -> None:
    """A line along the foot that grows with the film."""
    width, height = picture.size
    thick = max(2, height // 160)
    ImageDraw.Draw(picture).rectangle(
        (0, height - thick, round(width * share), height), fill=(255, 255, 255)
    )
