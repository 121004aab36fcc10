"""Media files made for tests: small, real, and made once."""

import io
import wave
from fractions import Fraction
from functools import cache

import av
from PIL import Image


@cache
def picture(
    width: int = 640,
    height: int = 480,
    form: str = "PNG",
    *,
    turned: bool = False,
    lossless: bool = False,
) -> bytes:
    """A picture; ``turned`` as cameras held upright write it."""
    written = io.BytesIO()
    image = Image.new("RGB", (width, height), (width % 256, height % 256, 90))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(written, form, lossless=lossless, **({"exif": exif} if turned else {}))
    return written.getvalue()


@cache
def film(
    seconds: float = 2.0,
    width: int = 768,
    height: int = 540,
    fps: int = 24,
    *,
    form: str = "mp4",
    codec: str = "libx264",
    striped: bool = False,
) -> bytes:
    """A film of one grey; ``striped`` is bright in its upper half."""
    written = io.BytesIO()
    with av.open(written, "w", format=form) as container:
        quick = {"deadline": "realtime", "cpu-used": "8"} if codec == "libvpx" else {}
        stream = container.add_stream(codec, rate=fps, options=quick)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([90]) * plane.buffer_size)
        if striped:
            bright = frame.planes[0].buffer_size // 2
            frame.planes[0].update(bytes([235]) * bright + bytes([30]) * bright)
        for number in range(round(seconds * fps)):
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return written.getvalue()


@cache
def sound(seconds: float = 3.0, rate: int = 8000) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\x00\x10" * round(seconds * rate))
    return written.getvalue()


@cache
def encoded_sound(form: str, codec: str, seconds: float = 3.0) -> bytes:
    """An MP3 or an M4A."""
    written = io.BytesIO()
    with av.open(written, "w", format=form) as container:
        stream = container.add_stream(codec, rate=44100, layout="mono")
        assert isinstance(stream, av.AudioStream)
        size = 1152 if codec == "libmp3lame" else 1024
        for number in range(round(seconds * 44100 / size)):
            frame = av.AudioFrame(format=stream.format.name, layout="mono", samples=size)
            frame.sample_rate, frame.pts = 44100, number * size
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return written.getvalue()
