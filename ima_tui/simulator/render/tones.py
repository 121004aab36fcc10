"""Building blocks of sound: notes, drums and mixing, on plain arrays of numbers from -1 to 1.

A note is a few cycles of its wave, repeated, under an envelope: that is C speed without numpy.
"""

import math
import random
from array import array
from functools import lru_cache
from itertools import repeat
from operator import add, mul
from typing import TypeAlias

Samples: TypeAlias = "array[float]"
_MOST_CYCLES = 8
_PEAK = 0.85


def silence(count: int) -> Samples:
    """So many samples of nothing."""
    return array("f", bytes(4 * count))


def frequency(midi: float) -> float:
    """The frequency of a MIDI note, in Hz (69 is 440 Hz)."""
    return 440.0 * math.pow(2.0, (midi - 69) / 12)


@lru_cache(maxsize=256)
def _cycles(pitch: float, partials: tuple[float, ...], rate: int) -> Samples:
    """A few whole cycles of a wave: as many as bring the pitch closest to a whole sample count."""
    period = rate / pitch
    count = min(
        range(1, _MOST_CYCLES + 1), key=lambda n: abs(n * period - round(n * period)) / (n * period)
    )
    length = max(2, round(count * period))
    step = math.tau * count / length
    audible = [
        (order, weight)
        for order, weight in enumerate(partials, 1)
        if weight and order * pitch < rate * 0.45
    ]
    return array(
        "f",
        (
            sum(weight * math.sin(step * order * at) for order, weight in audible)
            for at in range(length)
        ),
    )


@lru_cache(maxsize=64)
def envelope(count: int, rate: int, attack: float, fall: float) -> Samples:
    """A swell and a fading.

    Args:
        count: Length in samples.
        rate: Samples a second.
        attack: Seconds to full loudness.
        fall: Fading per second, as an exponent; 0 holds the loudness until the end.
    """
    rise = max(1, min(count, round(attack * rate)))
    release = max(1, min(count, round(0.03 * rate)))
    shape = array("f", (math.exp(-fall * at / rate) for at in range(count)))
    for at in range(rise):
        shape[at] *= at / rise
    for at in range(release):
        shape[count - 1 - at] *= at / release
    return shape


def note(
    pitch: float,
    seconds: float,
    partials: tuple[float, ...],
    *,
    rate: int,
    attack: float = 0.01,
    fall: float = 3.0,
) -> Samples:
    """One note.

    Args:
        pitch: In Hz.
        seconds: How long.
        partials: Loudness of the fundamental and its overtones.
        rate: Samples a second.
        attack: Seconds to full loudness.
        fall: Fading per second, as an exponent.
    """
    count = max(1, round(seconds * rate))
    wave = _cycles(round(pitch, 2), partials, rate)
    tiled = wave * (count // len(wave) + 1)
    return array("f", map(mul, tiled, envelope(count, rate, attack, fall)))


def noise(seconds: float, *, rate: int, fall: float, dice: random.Random) -> Samples:
    """A burst of noise, as of a cymbal."""
    count = max(1, round(seconds * rate))
    rough = array("f", (dice.uniform(-1, 1) for _ in range(count)))
    return array("f", map(mul, rough, envelope(count, rate, 0.001, fall)))


def kick(*, rate: int) -> Samples:
    """A bass drum: a tone that falls."""
    count = round(0.22 * rate)
    return array(
        "f",
        (
            math.sin(math.tau * (45 * at / rate + 3.2 * (1 - math.exp(-28 * at / rate))))
            * math.exp(-13 * at / rate)
            for at in range(count)
        ),
    )


def mix_in(into: Samples, sound: Samples, start: int, loudness: float = 1.0) -> None:
    """Add a sound to a longer one, cut off at its end.

    Args:
        into: Changed in place.
        sound: What is added.
        start: At which sample.
        loudness: Factor on the sound.
    """
    stop = min(len(into), start + len(sound))
    if start >= stop:
        return
    louder = sound if loudness == 1.0 else map(mul, sound, repeat(loudness))
    into[start:stop] = array("f", map(add, into[start:stop], louder))


def fade(sound: Samples, *, rate: int, start: float, end: float) -> None:
    """Swell and fade a whole piece in place; times in seconds."""
    for count, order in ((round(start * rate), 1), (round(end * rate), -1)):
        reach = min(count, len(sound))
        for at in range(reach):
            sound[at if order == 1 else len(sound) - 1 - at] *= at / reach


def levelled(sound: Samples) -> Samples:
    """The same sound with its peak at a fixed level, so that nothing clips."""
    loudest, quietest = max(sound), min(sound)
    peak = max(loudest, -quietest, 1e-6)
    return array("f", map(mul, sound, repeat(_PEAK / peak)))
