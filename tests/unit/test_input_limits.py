"""What input files must be: formats, sizes, lengths, alone and together."""

from dataclasses import replace
from typing import Any

import pytest

from ima_tui.catalog.input_limits import (
    Probe,
    accepted_suffixes,
    bad_file,
    bad_size,
    bad_together,
)
from ima_tui.catalog.inputs import SUFFIXES, MediaKind
from ima_tui.catalog.naming import find_model
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.refusals import RefusedError
from ima_tui.locale import messages
from ima_tui.wording.refusals import refusal_words

from .leaves import full_list, leaf, read

IMAGE, VIDEO, AUDIO = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO
REFERENCE = "reference_image_to_video"
PICTURE = Probe(IMAGE, "png", "image/png", 1_000_000, 1000, 1000)
FILM = Probe(VIDEO, "mp4", "video/mp4", 5_000_000, 1280, 720, 5.0, 30.0)
SOUND = Probe(AUDIO, "mp3", "audio/mpeg", 1_000_000, seconds=5.0)


def seedance(model: str = "ima-pro", kind: str = REFERENCE) -> Leaf:
    found = find_model(full_list(kind), model).leaf
    assert found is not None
    return found


def other(**files: object) -> Leaf:
    return read(leaf(files=files), "image_to_image")


def code(refusal: RefusedError | None) -> str | None:
    if refusal is not None:
        assert refusal_words(refusal)
    return refusal.code if refusal is not None else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"size": 29_999_999}, None),
        ({"size": 30_000_000}, "input_bytes"),
        ({"width": 299}, "input_side"),
        ({"width": 300, "height": 300}, None),
        ({"width": 6000, "height": 6000}, None),
        ({"height": 6001, "width": 6000}, "input_side"),
        ({"width": 2500}, None),
        ({"width": 2501}, "input_ratio"),
        ({"width": 400}, None),
        ({"width": 399}, "input_ratio"),
        ({"suffix": "jpeg"}, None),
        ({"suffix": "webp"}, None),
        ({"suffix": "gif"}, "input_format"),
    ],
)
@pytest.mark.parametrize("model", ["ima-pro", "ima-pro-fast"])
@pytest.mark.parametrize("kind", ["image_to_video", "first_last_frame_to_video", REFERENCE])
def test_pictures_of_seedance(
    model: str, kind: str, changes: dict[str, Any], expected: str | None
) -> None:
    assert code(bad_file(seedance(model, kind), "a", replace(PICTURE, **changes))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"size": 50_000_000}, None),
        ({"size": 50_000_001}, "input_bytes"),
        ({"seconds": 2.0}, None),
        ({"seconds": 1.99}, "input_seconds"),
        ({"seconds": 15.0}, None),
        ({"seconds": 15.001}, "input_seconds"),
        ({"fps": 24000 / 1001}, None),
        ({"fps": 23.0}, "input_fps"),
        ({"fps": 60.0}, None),
        ({"fps": 61.0}, "input_fps"),
        ({"width": 640, "height": 640}, None),
        ({"width": 640, "height": 639}, "input_pixels"),
        ({"width": 6001, "height": 3000}, "input_side"),
        ({"width": 2600, "height": 1000}, "input_ratio"),
        ({"suffix": "mov"}, None),
    ],
)
def test_films_of_seedance(changes: dict[str, Any], expected: str | None) -> None:
    assert code(bad_file(seedance(), "a", replace(FILM, **changes))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"size": 15_000_001}, "input_bytes"),
        ({"seconds": 1.0}, "input_seconds"),
        ({"seconds": 16.0}, "input_seconds"),
    ],
)
def test_sounds_of_seedance(changes: dict[str, Any], expected: str | None) -> None:
    assert code(bad_file(seedance(), "a", replace(SOUND, **changes))) == expected


def test_together() -> None:
    films, sounds = (replace(FILM, seconds=5.0),) * 3, (replace(SOUND, seconds=5.0),) * 3
    assert bad_together(seedance(), (*films, *sounds)) is None
    longer = replace(FILM, seconds=6.0)
    assert code(bad_together(seedance(), (*films[:2], longer))) == "inputs_seconds_video"
    longer = replace(SOUND, seconds=6.0)
    assert code(bad_together(seedance(), (*sounds[:2], longer))) == "inputs_seconds_audio"
    large = (replace(PICTURE, size=21_333_333),) * 3
    assert bad_together(seedance(), large) is None
    assert code(bad_together(seedance(), (*large, replace(PICTURE, size=10)))) == "inputs_bytes"
    assert bad_together(other(), (*large, *large)) is None


def test_pictures_of_other_models() -> None:
    assert bad_file(other(), "a", replace(PICTURE, width=60, height=6000)) is None
    assert bad_file(other(), "a", replace(PICTURE, size=30_000_000)) is None
    assert code(bad_file(other(), "a", replace(PICTURE, size=30_000_001))) == "input_bytes"


def test_a_size_is_refused_before_anything_is_read() -> None:
    assert code(bad_size(other(), IMAGE, "a", 0)) == "input_empty"
    assert bad_size(other(), IMAGE, "a", 30_000_000) is None
    assert code(bad_size(other(), IMAGE, "a", 30_000_001)) == "input_bytes"
    assert code(bad_size(seedance(), VIDEO, "a", 50_000_001)) == "input_bytes"
    assert code(bad_size(other(), VIDEO, "a", 64_000_001)) == "input_bytes"


def test_which_formats_the_list_accepts() -> None:
    listed = other(acceptType=["image/jpg,png", "Video/MP4, mov", 3, None, "audio", "image/"])
    assert accepted_suffixes(listed, IMAGE) == {"jpg", "png"}
    assert accepted_suffixes(listed, VIDEO) == {"mp4", "mov"}
    assert accepted_suffixes(listed, AUDIO) == SUFFIXES[AUDIO]
    assert bad_file(listed, "a", replace(PICTURE, suffix="jpeg")) is None
    refusal = bad_file(listed, "a", replace(PICTURE, suffix="webp"))
    assert refusal is not None
    assert (refusal.code, refusal.choices) == ("input_format", ("jpg", "png"))


@pytest.mark.parametrize("said", [None, "image/png", {}, [], [[]], [""], ["/"]])
def test_a_list_that_says_nothing_of_formats(said: object) -> None:
    assert accepted_suffixes(other(acceptType=said), IMAGE) == SUFFIXES[IMAGE]


def test_the_sentence_names_the_file_and_the_limit() -> None:
    refusal = bad_file(seedance(), "holiday.png", replace(PICTURE, width=200, height=6500))
    assert refusal is not None
    words = refusal_words(refusal)
    assert all(part in words for part in ("holiday.png", "200 × 6,500", "300", "6,000"))


def test_every_refusal_of_a_kind_or_a_measure_has_its_sentence() -> None:
    measures = ("bytes", "seconds", "side", "ratio", "pixels", "fps")
    wanted = {f"refused-input_{measure}" for measure in measures}
    wanted |= {f"refused-unreadable_{kind}" for kind in MediaKind}
    wanted |= {f"refused-inputs_seconds_{kind}" for kind in (VIDEO, AUDIO)}
    for language in ("en", "zh"):
        assert wanted <= set(messages(language))
