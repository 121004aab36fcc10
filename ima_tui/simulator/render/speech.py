"""Speech-like sound: one voiced syllable for each of the text's, with the melody of a sentence."""

import math
import random
import re
from array import array
from collections.abc import Iterator
from functools import lru_cache

from ..records import MediaPlan
from . import tones
from .tones import Samples

RATE = 24_000
_TABLE = 1024
# Where the mouth resonates, in Hz, for each vowel.
_VOWELS = {
    "a": (750, 1250, 2600),
    "e": (480, 1900, 2600),
    "i": (300, 2300, 3000),
    "o": (480, 900, 2500),
    "u": (320, 750, 2400),
}
_SYLLABLE = re.compile(r"[^aeiouy\W\d_]*[aeiouy]+|\d|[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]")
_PART = re.compile(r"[^\s,.;:!?，。；：！？、…]+|[,.;:!?，。；：！？、…]|\s+")
_PAUSES = {",": 1.2, "，": 1.2, "、": 0.8, " ": 0.25}
_STOP = 2.2


def speak(plan: MediaPlan) -> Samples:
    """Make the speech of a plan, mono at `RATE`, exactly as long as planned."""
    dice = random.Random(plan.variant)  # noqa: S311 - tones, not secrets
    base = (108.0 if plan.style.get("low") else 196.0) * dice.uniform(0.94, 1.06)
    units = list(_units(plan.prompt)) or [("a", 1.0)]
    whole = sum(weight for _, weight in units)
    count = round(plan.seconds * RATE)
    sound = tones.silence(count)
    spoken = 0.0
    for place, (vowel, weight) in enumerate(units):
        start = round(spoken / whole * count)
        spoken += weight
        length = round(spoken / whole * count) - start
        if vowel and length > 1:
            pitch = base * (1.12 - 0.22 * place / len(units)) * dice.uniform(0.9, 1.12)
            syllable = _syllable(vowel, pitch, pitch * dice.uniform(0.88, 1.06), length)
            tones.mix_in(sound, syllable, start, dice.uniform(0.75, 1.0))
    return tones.levelled(sound)


def _units(text: str) -> Iterator[tuple[str, float]]:
    """Vowels and pauses ("") with their relative lengths."""
    for part in _PART.findall(text.lower()):
        syllables = _SYLLABLE.findall(part)
        if syllables:
            for syllable in syllables:
                last = syllable[-1]
                vowel = last if last in _VOWELS else "aeiou"[ord(last) % 5]
                yield vowel, 1.0 + 0.08 * min(len(syllable), 5)
        elif part[0].isalnum():
            yield "e", 1.0
        else:
            yield "", _PAUSES.get(part[0], 0.25 if part.isspace() else _STOP)


@lru_cache(maxsize=64)
def _table(vowel: str, pitch: int) -> list[float]:
    """One cycle of a voiced vowel."""
    partials = [
        (order, sum(math.exp(-(((order * pitch - peak) / 160) ** 2)) for peak in _VOWELS[vowel]))
        for order in range(1, max(2, int(3600 / pitch)))
    ]
    return [
        sum(
            (0.9 / order + weight) * math.sin(math.tau * order * at / _TABLE)
            for order, weight in partials
        )
        for at in range(_TABLE)
    ]


def _syllable(vowel: str, start: float, end: float, length: int) -> Samples:
    """A vowel that glides from one pitch to another; pitches in Hz, length in samples."""
    table = _table(vowel, round(start / 12) * 12)
    rise = start * _TABLE / RATE
    bend = (end - start) * _TABLE / RATE / (2 * length)
    mask = _TABLE - 1
    wave = array("f", [table[int(at * (rise + bend * at)) & mask] for at in range(length)])
    # A short hush in place of the consonant, then a soft fall.
    shape = tones.envelope(length, RATE, min(0.05, length / RATE / 4), 2.0)
    return array("f", [one * level for one, level in zip(wave, shape, strict=True)])
