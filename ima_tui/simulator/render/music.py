"""Music: four chords, an arpeggio, bass, drums and a voice, from the prompt and its tempo."""

import random
from array import array
from functools import partial
from operator import add

from ..records import MediaPlan
from . import tones
from .tones import Samples

RATE = 32_000
_BEATS = 4
_BARS = 4
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_MINOR = (0, 2, 3, 5, 7, 8, 10)
# Scale degrees of four chords that go round well.
_PROGRESSIONS = ((0, 4, 5, 3), (0, 5, 3, 4), (5, 3, 0, 4), (0, 2, 3, 4), (0, 3, 5, 4))
_PAD = (0.6, 0.25, 0.12, 0.06)
_PLUCK = (0.7, 0.4, 0.25, 0.15, 0.08, 0.04)
_BASS = (0.9, 0.35, 0.1)
# A sung "ah": overtones lifted where the mouth resonates.
_VOICE = (0.5, 0.5, 0.55, 0.4, 0.3, 0.12, 0.08, 0.1, 0.06)
_VOICE_OCTAVE = {"f": 12, "m": 0}


def compose(plan: MediaPlan) -> Samples:
    """Make the music of a plan, mono at `RATE`."""
    dice = random.Random(plan.variant)  # noqa: S311 - notes, not secrets
    beat = 60 / plan.style.get("bpm", 96)
    tune = _Tune(dice, beat)
    voice = plan.style.get("voice", "")
    layers = [tune.pad(), tune.arpeggio(), tune.bass(), tune.drums()]
    sung = tune.melody(_VOICE_OCTAVE[voice], _VOICE) if voice else tune.melody(12, _PLUCK)
    # The piece builds up: each round of the four bars adds to the one before.
    rounds = [
        _together(layers[:2]),
        _together(layers),
        _together([*layers, sung]),
    ]
    count = round(plan.seconds * RATE)
    piece: Samples = array("f")
    while len(piece) < count:
        piece.extend(rounds[min(len(piece) // tune.length, len(rounds) - 1)])
    piece = piece[:count]
    tones.fade(piece, rate=RATE, start=0.15, end=min(2.5, plan.seconds / 4))
    return tones.levelled(piece)


def _together(layers: list[Samples]) -> Samples:
    whole = layers[0]
    for layer in layers[1:]:
        whole = array("f", map(add, whole, layer))
    return whole


class _Tune:
    """Four bars of a key, scale and progression; each method plays one part of them."""

    def __init__(self, dice: random.Random, beat: float) -> None:
        self._dice = dice
        self._beat = beat
        self._scale = dice.choice((_MAJOR, _MINOR))
        self._root = dice.randint(50, 58)
        self._chords = dice.choice(_PROGRESSIONS)
        self.length = round(_BARS * _BEATS * beat * RATE)
        self._note = partial(tones.note, rate=RATE)

    def _pitch(self, degree: int, shift: int = 0) -> float:
        octave, step = divmod(degree, len(self._scale))
        return tones.frequency(self._root + shift + 12 * octave + self._scale[step])

    def _at(self, beats: float) -> int:
        return round(beats * self._beat * RATE)

    def pad(self) -> Samples:
        part = tones.silence(self.length)
        seconds = _BEATS * self._beat
        for bar, chord in enumerate(self._chords):
            for third in (0, 2, 4):
                tone = self._note(self._pitch(chord + third), seconds, _PAD, attack=0.25, fall=0.3)
                tones.mix_in(part, tone, self._at(bar * _BEATS), 0.13)
        return part

    def arpeggio(self) -> Samples:
        part = tones.silence(self.length)
        order = self._dice.choice(((0, 2, 4, 7), (0, 4, 2, 4), (7, 4, 2, 0), (0, 2, 4, 2)))
        for bar, chord in enumerate(self._chords):
            for eighth in range(2 * _BEATS):
                degree = chord + order[eighth % len(order)]
                tone = self._note(
                    self._pitch(degree, 12), min(0.6, 1.5 * self._beat), _PLUCK, fall=5
                )
                tones.mix_in(part, tone, self._at(bar * _BEATS + eighth / 2), 0.16)
        return part

    def bass(self) -> Samples:
        part = tones.silence(self.length)
        for bar, chord in enumerate(self._chords):
            for beat in (0, 1.5, 2, 3.5):
                tone = self._note(self._pitch(chord, -12), 0.9 * self._beat, _BASS, fall=2.5)
                tones.mix_in(part, tone, self._at(bar * _BEATS + beat), 0.3)
        return part

    def drums(self) -> Samples:
        part = tones.silence(self.length)
        low = tones.kick(rate=RATE)
        hat = tones.noise(0.05, rate=RATE, fall=70, dice=self._dice)
        snare = tones.noise(0.16, rate=RATE, fall=22, dice=self._dice)
        for beat in range(_BARS * _BEATS):
            tones.mix_in(part, low if beat % 2 == 0 else snare, self._at(beat), 0.3)
            for half in (0.0, 0.5):
                tones.mix_in(part, hat, self._at(beat + half), 0.09)
        return part

    def melody(self, shift: int, partials: tuple[float, ...]) -> Samples:
        part = tones.silence(self.length)
        degree = 4
        for bar, chord in enumerate(self._chords):
            for beat, length in self._dice.choice((((0, 2), (2, 1), (3, 1)), ((0, 1), (1, 3)))):
                near = [chord + step for step in (0, 2, 4, 7)]
                degree = self._dice.choice(sorted(near, key=lambda one: abs(one - degree))[:2])
                seconds = length * self._beat
                for detune in (1.0, 1.006):
                    tone = self._note(
                        self._pitch(degree, shift) * detune,
                        seconds,
                        partials,
                        attack=0.06,
                        fall=0.8,
                    )
                    tones.mix_in(part, tone, self._at(bar * _BEATS + beat), 0.12)
        return part
