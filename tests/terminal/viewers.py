"""Opens saved files as viewers do: whole, from the first frame to the last."""

from array import array
from dataclasses import dataclass
from pathlib import Path

import av
from PIL import Image


@dataclass(frozen=True, slots=True)
class Film:
    """A video as it plays; ``seconds`` by its last frame's time."""

    size: tuple[int, int]
    frames: int
    seconds: float


def picture_size(path: Path) -> tuple[int, int]:
    """Decode a picture that shows more than one colour; return its size."""
    with Image.open(path) as picture:
        picture.load()
        assert picture.convert("RGB").getcolors(maxcolors=1) is None, f"one colour only: {path}"
        return picture.size


def film(path: Path) -> Film:
    """Decode every frame of a video."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate
        assert rate is not None
        size, frames = (stream.codec_context.width, stream.codec_context.height), 0
        last = 0.0
        for frame in container.decode(stream):
            assert (frame.width, frame.height) == size
            frames += 1
            last = frame.time or 0.0
        return Film(size, frames, last + 1 / float(rate))


def loudest(path: Path) -> tuple[float, int]:
    """Decode a sound; return its seconds and its highest sample of at most 32767."""
    resampler = av.AudioResampler(format="s16", layout="mono")
    peak, samples, rate = 0, 0, 1
    with av.open(str(path)) as container:
        for decoded in container.decode(container.streams.audio[0]):
            for frame in resampler.resample(decoded):
                values = array("h", bytes(frame.planes[0])[: frame.samples * 2])
                peak = max([peak, *map(abs, values)])
                samples, rate = samples + len(values), frame.sample_rate
    return samples / rate, peak
