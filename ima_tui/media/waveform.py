"""The loudness of a sound over time, for drawing. Blocks: call it in a thread."""

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from .opening import BROKEN, container_of, seconds_of
from .thumbs import LookError, kind_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer

PEAK_SECONDS = 0.05
"""The length of sound that one peak covers."""
MOST_SECONDS = 20 * 60.0
"""The most seconds of a sound that are read."""
MOST_WORK_SECONDS = 5.0
"""Reading a sound stops after this time with what it has."""

_RATE: Final = 8000
_LOUDEST: Final = 32768
_SOUNDS: Final = frozenset({"mp3", "wav", "m4a", "mp4", "mov", "ogg", "flac", "aac", "webm"})


@dataclass(frozen=True, slots=True)
class Waveform:
    """The loudness of a sound.

    Attributes:
        peaks: the greatest loudness in each ``PEAK_SECONDS``, of 255.
        seconds: how long it plays.
    """

    peaks: bytes
    seconds: float

    @property
    def size(self) -> int:
        """The bytes it takes in memory."""
        return len(self.peaks)

    def bars(self, count: int) -> list[float]:
        """Return the loudness as this many bars from 0 to 1, the loudest of them 1.

        The part of a sound that was not read is silent.
        """
        whole = max(len(self.peaks), round(self.seconds / PEAK_SECONDS), 1)
        loudest = max(self.peaks, default=0)
        if not loudest:
            return [0.0] * count
        bars = []
        for index in range(count):
            first = index * whole // count
            last = max(first + 1, (index + 1) * whole // count)
            bars.append(max(self.peaks[first:last], default=0) / loudest)
        return bars


def waveform_of(path: Path, clock: Callable[[], float] = time.monotonic) -> Waveform:
    """Read a sound file, or the sound of a video.

    Args:
        path: the file.
        clock: measures how long that takes.

    Raises:
        LookError: it is missing, or has no sound that can be decoded.
    """
    with opened(path) as file:
        try:
            suffix = kind_of(file)
            if suffix not in _SOUNDS:
                raise LookError("unreadable")
            return _read(file, suffix, clock)
        except BROKEN:
            raise LookError("unreadable") from None


def _read(file: BinaryIO, suffix: str, clock: Callable[[], float]) -> Waveform:
    from av.error import FFmpegError

    step = round(_RATE * PEAK_SECONDS)
    most, until = round(MOST_SECONDS / PEAK_SECONDS), clock() + MOST_WORK_SECONDS
    peaks = bytearray()
    with container_of(file, suffix) as container:
        if not container.streams.audio:
            raise ValueError("no sound in it")
        seconds = seconds_of(container)
        container.seek(0)
        waiting = array("h")
        try:
            for samples in _samples(container):
                waiting.extend(samples)
                whole = len(waiting) // step * step
                peaks += bytes(_peak(waiting[at : at + step]) for at in range(0, whole, step))
                waiting = waiting[whole:]
                if len(peaks) >= most or clock() > until:
                    break
            else:
                if waiting:
                    peaks.append(_peak(waiting))
        except (*BROKEN, FFmpegError):
            # what was read before an error is worth showing
            pass
    if not peaks:
        raise ValueError("no sound in it")
    return Waveform(bytes(peaks[:most]), seconds or len(peaks) * PEAK_SECONDS)


def _samples(container: "InputContainer") -> "Iterator[array[int]]":
    from av import AudioResampler

    resampler = AudioResampler(format="s16", layout="mono", rate=_RATE)
    for frame in container.decode(container.streams.audio[0]):
        for part in resampler.resample(frame):
            yield array("h", bytes(part.planes[0])[: part.samples * 2])
    for part in resampler.resample(None):
        yield array("h", bytes(part.planes[0])[: part.samples * 2])


def _peak(samples: "array[int]") -> int:
    highest, lowest = max(samples), min(samples)
    return min(255, max(highest, -lowest) * 256 // _LOUDEST)
