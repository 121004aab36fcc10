"""What a task will make: size, length, sound and style of each media, read from its parameters."""

import hashlib
import math
import re
from typing import Any

from .catalog import Product
from .records import MediaPlan

_SIDES = {"512px": 512, "1k": 1024, "2k": 2048, "4k": 4096}
_DEFAULT_SIDE = 1024
_DEFAULT_LINES = 720
_DEFAULT_SECONDS = 5.0
_MODE_LINES = {"std": 720, "pro": 1080}
_SOUND_FIELDS = ("audio", "generate_audio", "sound")
_SOUND_ON = (True, "on")
_PIXELS = re.compile(r"(\d{2,5})[x×](\d{2,5})")
_RATIO = re.compile(r"\b(\d{1,2}):(\d{1,2})\b")
_LINES = re.compile(r"(\d{3,4})p", re.IGNORECASE)
_BPM = re.compile(r"\b(\d{2,3})\s*bpm\b", re.IGNORECASE)
_NO_VOICE = re.compile(
    r"no vocals?|without vocals?|instrumental|纯音乐|无人声|伴奏|bgm", re.IGNORECASE
)
_MUSIC_FORMATS = {"sonic": "mp3"}
_SPEECH_FORMATS = {"seed-tts-2.0": "mp3"}
_LONGEST_SPEECH = 60.0
# Seconds a spoken character takes: one Chinese character is a syllable, a Latin one a fifth.
_WIDE_SECONDS = 0.22
_NARROW_SECONDS = 0.065


def plan_medias(
    product: Product,
    parameters: dict[str, Any],
    prompt: str,
    *,
    count: int,
    seed: int,
    ordinal: int,
) -> tuple[MediaPlan, ...]:
    """Plan all medias of a task.

    Args:
        product: What makes them.
        parameters: The checked inner parameters.
        prompt: The checked prompt.
        count: How many.
        seed: The simulator's seed.
        ordinal: The task's number since the beginning.
    """
    make = _PLANS[product.task_type.media]
    return tuple(
        make(product, parameters, prompt, _number(f"{seed}/{ordinal}/{place}/{prompt}"))
        for place in range(count)
    )


def _picture(product: Product, parameters: dict[str, Any], prompt: str, variant: int) -> MediaPlan:
    size = str(parameters.get("size", "")).lower()
    ratio = _ratio(parameters, prompt)
    if pixels := _PIXELS.fullmatch(size):
        width, height = int(pixels[1]), int(pixels[2])
    elif lines := _LINES.fullmatch(str(parameters.get("resolution", ""))):
        width, height = _by_short_side(int(lines[1]), ratio)
    else:
        width, height = _by_area(_SIDES.get(size, _DEFAULT_SIDE), ratio)
    caption = f"{product.leaf['name']} · {width} x {height}"
    return MediaPlan("image", "png", prompt, caption, variant, width, height)


def _video(product: Product, parameters: dict[str, Any], prompt: str, variant: int) -> MediaPlan:
    found = _LINES.fullmatch(str(parameters.get("resolution", "")))
    mode = str(parameters.get("mode", ""))
    lines = int(found[1]) if found else _MODE_LINES.get(mode, _DEFAULT_LINES)
    ratio = _ratio(parameters, prompt) if "aspect_ratio" in parameters else 16 / 9
    width, height = _by_short_side(lines, ratio)
    seconds = float(parameters.get("duration") or _DEFAULT_SECONDS)
    sound = _with_sound(product, parameters)
    caption = " · ".join(
        [
            product.leaf["name"],
            f"{width} x {height}",
            f"{seconds:g} s",
            *(["sound"] if sound else []),
        ]
    )
    return MediaPlan("video", "mp4", prompt, caption, variant, width, height, seconds, sound)


def _music(product: Product, parameters: dict[str, Any], prompt: str, variant: int) -> MediaPlan:
    bpm = _BPM.search(prompt)
    wordless = bool(parameters.get("make_instrumental") or _NO_VOICE.search(prompt))
    sings = product.version != "GenBGM" and not wordless
    style: dict[str, Any] = {
        "bpm": min(200, max(50, int(bpm[1]))) if bpm else 76 + _number(prompt) % 60,
        "voice": (parameters.get("vocal_gender") or "fm"[variant % 2]) if sings else "",
    }
    seconds = 20.0 + variant % 11
    caption = f"{product.leaf['name']} · {style['bpm']} BPM"
    format_ = _MUSIC_FORMATS.get(product.version, "wav")
    return MediaPlan(
        "music", format_, prompt, caption, variant, seconds=seconds, sound=True, style=style
    )


def _speech(product: Product, parameters: dict[str, Any], prompt: str, variant: int) -> MediaPlan:
    audio = parameters.get("audio_params")
    rate = audio.get("speech_rate", 0) if isinstance(audio, dict) else 0
    pace = 1 + min(100, max(-50, rate if isinstance(rate, int | float) else 0)) / 100
    speaker = str(parameters.get("speaker") or "")
    text = str(parameters.get("text") or prompt)
    seconds = min(_LONGEST_SPEECH, max(0.6, spoken_seconds(text) / pace))
    style = {"speaker": speaker, "low": "male" in speaker.split("_")}
    return MediaPlan(
        "speech",
        _SPEECH_FORMATS.get(product.version, "wav"),
        text,
        product.leaf["name"],
        variant,
        seconds=round(seconds, 2),
        sound=True,
        style=style,
    )


_PLANS = {"image": _picture, "video": _video, "music": _music, "speech": _speech}


def spoken_seconds(text: str) -> float:
    """How long a text takes to speak, in seconds."""
    return sum(_WIDE_SECONDS if ord(letter) > 0x2E7F else _NARROW_SECONDS for letter in text)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


def _ratio(parameters: dict[str, Any], prompt: str) -> float:
    """Width by height as asked: the parameter, else one named in the prompt, else square."""
    named = str(parameters.get("aspect_ratio", ""))
    if named in ("auto", "adaptive"):
        return 16 / 9
    found = _RATIO.fullmatch(named) or _RATIO.search(prompt)
    if not found or not int(found[1]) or not int(found[2]):
        return 1.0
    return min(8.0, max(1 / 8, int(found[1]) / int(found[2])))


def _by_area(side: int, ratio: float) -> tuple[int, int]:
    """A size of about ``side`` squared pixels, in multiples of 16."""
    stretch = math.sqrt(ratio)
    return _multiple(side * stretch, 16), _multiple(side / stretch, 16)


def _by_short_side(lines: int, ratio: float) -> tuple[int, int]:
    """A size whose short side is ``lines`` pixels; even numbers, as video needs."""
    if ratio >= 1:
        return _multiple(lines * ratio, 2), _multiple(lines, 2)
    return _multiple(lines, 2), _multiple(lines / ratio, 2)


def _multiple(length: float, step: int) -> int:
    return max(step, round(length / step) * step)


def _with_sound(product: Product, parameters: dict[str, Any]) -> bool:
    asked = [parameters[name] for name in _SOUND_FIELDS if name in parameters]
    if asked:
        return asked[0] in _SOUND_ON
    # Without a switch of its own a model that is listed as having audio always makes it.
    return any("audio" in tag.lower() for tag in product.tags("feature"))
