"""Writes sound files: WAV with the standard library, MP3 and the sound track of films with PyAV."""

import sys
import wave
from array import array
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer

from ..records import MediaPlan
from . import music, speech
from .tones import Samples

_BLOCK = 16_384


def render_music(plan: MediaPlan, path: Path) -> None:
    """Make a music file (WAV or MP3)."""
    _write(music.compose(plan), music.RATE, plan.format, path)


def render_speech(plan: MediaPlan, path: Path) -> None:
    """Make a speech file (WAV or MP3)."""
    _write(speech.speak(plan), speech.RATE, plan.format, path)


def _write(samples: Samples, rate: int, format_: str, path: Path) -> None:
    if format_ == "wav":
        _write_wav(samples, rate, path)
        return
    with av.open(str(path), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=rate, layout="mono", bit_rate=96_000)
        encode(container, stream, samples, rate)


def _write_wav(samples: Samples, rate: int, path: Path) -> None:
    words = array("h", [int(sample * 32767) for sample in samples])
    if sys.byteorder == "big":
        words.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(words.tobytes())


def encode(container: OutputContainer, stream: AudioStream, samples: Samples, rate: int) -> None:
    """Encode mono samples into a stream of a file and flush it."""
    context = stream.codec_context
    fit = av.AudioResampler(
        format=context.format, layout="mono", rate=rate, frame_size=context.frame_size or None
    )
    for start in range(0, len(samples), _BLOCK):
        block = samples[start : start + _BLOCK]
        frame = av.AudioFrame(format="flt", layout="mono", samples=len(block))
        frame.planes[0].update(block.tobytes())
        frame.sample_rate = rate
        frame.pts = start
        for fitted in fit.resample(frame):
            container.mux(stream.encode(fitted))
    for fitted in fit.resample(None):
        container.mux(stream.encode(fitted))
    container.mux(stream.encode(None))
