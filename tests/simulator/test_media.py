"""The media: opened with Pillow and PyAV and compared with what was asked and told."""

import io
import math
import wave
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from ima_tui.simulator import gallery
from ima_tui.simulator.plan import spoken_seconds
from ima_tui.simulator.records import MediaPlan
from ima_tui.simulator.render import audiofile
from ima_tui.simulator.render.lettering import wrap
from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator

from .kit import PICTURE, START, Client, Clock, Json

LONG_AFTER = START + 10_000


def made(client: Client, clock: Clock, product: Any, **more: Any) -> list[Json]:
    """The medias of a task, told once it is done."""
    task_type, version, attribute_id = product
    clock.now = START
    body = client.body(task_type, version, attribute_id=attribute_id, **more)
    task_id = client.create(body)["id"]
    clock.now = LONG_AFTER
    medias: list[Json] = client.detail(task_id)["medias"]
    return medias


def load(client: Client, media: Json, content_type: str) -> bytes:
    answer = client.http.get(media["url"])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert int(answer.headers["content-length"]) == len(answer.content)
    return answer.content


BANANA = "gemini-3.1-flash-image-preview"


@pytest.mark.parametrize(
    ("product", "parameters", "size"),
    [
        (("text_to_image", BANANA, 4401), {"aspect_ratio": "1:1"}, (1024, 1024)),
        (("text_to_image", BANANA, 4400), {"aspect_ratio": "16:9"}, (688, 384)),
        (("text_to_image", BANANA, 4403), {"aspect_ratio": "1:1"}, (4096, 4096)),
        (
            ("text_to_image", "doubao-seedream-4-5-251128", 2341),
            {"size": "1440x2560"},
            (1440, 2560),
        ),
        (("text_to_image", "midjourney", 4391), {}, (720, 720)),
        (("text_to_image", "midjourney", 4390), {"prompt": "a lake --ar 16:9"}, (854, 480)),
    ],
)
def test_a_picture_has_the_size_asked_and_told(
    client: Client, clock: Clock, product: Any, parameters: Json, size: tuple[int, int]
) -> None:
    media = made(client, clock, product, **parameters)[0]
    picture = Image.open(io.BytesIO(load(client, media, "image/png")))
    assert picture.format == "PNG"
    assert picture.size == size == (media["width"], media["height"])
    assert media["format"] == "png"
    # Not one plain colour: light and dark parts, and words in white.
    assert max(ImageStat.Stat(picture).stddev) > 15


def test_pictures_differ_by_prompt_and_within_a_task(client: Client, clock: Clock) -> None:
    product = ("text_to_image", "midjourney", 4390)
    files = [
        load(client, media, "image/png")
        for prompt in ("a lake", "a street")
        for media in made(client, clock, product, prompt=prompt)
    ]
    assert len(set(files)) == 8


def test_the_same_seed_makes_the_same_picture(clock: Clock) -> None:
    files = []
    for _ in range(2):
        sim = Simulator(seed=3, clock=clock)
        with serving(sim) as url:
            one = Client(url)
            media = made(one, clock, ("text_to_image", BANANA, 4400))[0]
            files.append(load(one, media, "image/png"))
            one.http.close()
        sim.close()
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("product", "parameters", "size", "seconds", "sound"),
    [
        (
            ("text_to_video", "Pixverse V5", 4298),
            {"aspect_ratio": "16:9", "model": "v5"},
            (960, 540),
            5,
            False,
        ),
        (("text_to_video", "sora-2-pro", 1977), {"aspect_ratio": "9:16"}, (720, 1280), 4, True),
        (("text_to_video", "kling-video-o1", 2313), {"aspect_ratio": "1:1"}, (720, 720), 5, False),
        (("text_to_video", "kling-v2-6", 2329), {"mode": "pro"}, (1920, 1080), 5, True),
        (("text_to_video", "kling-v2-6", 2330), {"mode": "pro"}, (1920, 1080), 5, False),
        (
            ("text_to_video", "ima-pro", 4510),
            {"audio": False, "aspect_ratio": "4:3"},
            (640, 480),
            5,
            False,
        ),
        (
            ("image_to_video", "MiniMax-Hailuo-02", 2077),
            {"inputs": [PICTURE]},
            (910, 512),
            6,
            False,
        ),
    ],
)
def test_a_film_has_the_size_length_and_sound_asked(
    client: Client,
    clock: Clock,
    product: Any,
    parameters: Json,
    size: tuple[int, int],
    seconds: float,
    sound: bool,
) -> None:
    client.http.patch("/__sim/settings", json={"subscribed": True})
    media = made(client, clock, product, **parameters)[0]
    content = load(client, media, "video/mp4")
    with av.open(io.BytesIO(content), "r") as film:
        video = film.streams.video[0]
        assert (video.width, video.height) == size == (media["width"], media["height"])
        assert video.codec_context.name == "h264"
        assert film.duration == pytest.approx(seconds * 1_000_000, rel=0.02)
        assert bool(film.streams.audio) is sound
        pictures = [bytes(frame.planes[0])[:: 1 << 10] for frame in film.decode(video=0)]
    assert len(pictures) == seconds * 12
    assert pictures[0] != pictures[-1]
    assert media["duration_str"] == f"{seconds}s"
    cover = client.http.get(media["cover"])
    assert media["cover"] == media["cover_url"]
    assert cover.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(cover.content)).size == size


def heard(content: bytes) -> tuple[float, float, float]:
    """Length in seconds, peak and root mean square of a sound file."""
    with av.open(io.BytesIO(content), "r") as file:
        rate = file.streams.audio[0].rate
        fit = av.AudioResampler(format="flt", layout="mono", rate=rate)
        samples = array("f")
        for frame in file.decode(audio=0):
            for one in fit.resample(frame):
                samples.frombytes(bytes(one.planes[0])[: one.samples * 4])
    loud = math.sqrt(sum(sample * sample for sample in samples) / len(samples))
    loudest = max(abs(sample) for sample in samples)
    return len(samples) / rate, loudest, loud


@pytest.mark.parametrize(
    ("product", "content_type", "count"),
    [
        (("text_to_music", "sonic", 2370), "audio/mpeg", 2),
        (("text_to_music", "GenBGM", 4399), "audio/wav", 1),
    ],
)
def test_music_is_as_long_as_told_and_neither_silent_nor_clipped(
    client: Client, clock: Clock, product: Any, content_type: str, count: int
) -> None:
    medias = made(client, clock, product, prompt="upbeat electronic, 120 BPM")
    assert len(medias) == count
    files = [load(client, media, content_type) for media in medias]
    assert len(set(files)) == count
    for media, content in zip(medias, files, strict=True):
        seconds, peak, loud = heard(content)
        assert f"{seconds:.0f}s" == media["duration_str"]
        assert 15 <= seconds <= 30
        assert 0.3 < peak < 0.999
        assert loud > 0.03


def test_a_wav_opens_with_the_standard_library(client: Client, clock: Clock) -> None:
    media = made(client, clock, ("text_to_speech", "seed-tts-1.1", 521), prompt="Hello there")[0]
    assert media["format"] == "wav"
    with wave.open(io.BytesIO(load(client, media, "audio/wav"))) as file:
        assert file.getsampwidth() == 2
        assert f"{file.getnframes() / file.getframerate():g}s" == media["duration_str"]


def test_speech_is_as_long_as_its_text(client: Client, clock: Clock) -> None:
    product = ("text_to_speech", "seed-tts-2.0", 4419)
    lengths = {}
    texts: dict[str, Json] = {
        "short": {"prompt": "Good morning, everyone."},
        "long": {"prompt": "Good morning, everyone. " * 4},
        "fast": {"prompt": "Good morning, everyone.", "audio_params": {"speech_rate": 100}},
    }
    for name, more in texts.items():
        media = made(client, clock, product, **more)[0]
        seconds, peak, loud = heard(load(client, media, "audio/mpeg"))
        assert f"{seconds:.1f}" == f"{float(media['duration_str'][:-1]):.1f}"
        assert peak < 0.999
        assert loud > 0.03
        lengths[name] = seconds
    assert lengths["long"] == pytest.approx(4 * lengths["short"], rel=0.1)
    assert lengths["fast"] == pytest.approx(lengths["short"] / 2, rel=0.1)


def test_a_chinese_character_is_spoken_as_a_syllable() -> None:
    assert spoken_seconds("今天天气很好") == pytest.approx(6 * 0.22)


def test_a_media_is_not_there_before_it_is_ready(client: Client, clock: Clock) -> None:
    media = made(client, clock, ("text_to_image", BANANA, 4400))[0]
    clock.now = START
    assert client.http.get(media["url"]).status_code == 404
    clock.now = LONG_AFTER
    assert client.http.get(media["url"]).status_code == 200


def test_readers_at_the_same_time_get_the_same_file(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = made(client, clock, ("text_to_music", "GenSong", 4398))[0]
    made_files = []

    def counted(plan: MediaPlan, path: Path) -> None:
        made_files.append(path)
        audiofile.render_music(plan, path)

    monkeypatch.setattr(gallery, "renderer", lambda *_: counted)
    with ThreadPoolExecutor(4) as readers:
        files = list(readers.map(lambda _: load(client, media, "audio/wav"), range(4)))
    assert len(set(files)) == 1
    assert len(made_files) == 1


@pytest.mark.parametrize("ending", ["_1.png", "_0.jpg", "_0_cover.jpg", "_x.png", ".png", ""])
def test_an_address_that_was_never_told_is_not_there(
    client: Client, clock: Clock, ending: str
) -> None:
    media = made(client, clock, ("text_to_image", BANANA, 4400))[0]
    assert client.http.get(media["url"].replace("_0.png", ending)).status_code == 404


def test_a_part_of_a_file_can_be_asked_for(client: Client, clock: Clock) -> None:
    media = made(client, clock, ("text_to_image", BANANA, 4400))[0]
    whole = load(client, media, "image/png")
    part = client.http.get(media["url"], headers={"Range": "bytes=10-29"})
    assert part.status_code == 206
    assert part.content == whole[10:30]
    assert part.headers["content-range"] == f"bytes 10-29/{len(whole)}"
    rest = client.http.get(media["url"], headers={"Range": f"bytes={len(whole) - 5}-"})
    assert rest.content == whole[-5:]
    head = client.http.head(media["url"])
    assert int(head.headers["content-length"]) == len(whole)
    assert head.content == b""


def test_a_range_holds_only_for_the_file_it_was_begun_with(client: Client, clock: Clock) -> None:
    media = made(client, clock, ("text_to_image", BANANA, 4400))[0]
    whole = client.http.get(media["url"])
    assert whole.headers["accept-ranges"] == "bytes"
    begun = {"Range": "bytes=10-", "If-Range": whole.headers["etag"]}
    rest = client.http.get(media["url"], headers=begun)
    assert (rest.status_code, rest.content) == (206, whole.content[10:])
    other = client.http.get(media["url"], headers=begun | {"If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, whole.content)
    beyond = client.http.get(media["url"], headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole.content)}"


def test_media_need_no_key(client: Client, clock: Clock) -> None:
    media = made(client, clock, ("text_to_image", BANANA, 4400))[0]
    client.http.headers.pop("Authorization")
    assert client.http.get(media["url"]).status_code == 200


@pytest.mark.parametrize(
    "text", ["", "one", "word " * 200, "x" * 300, "雪山脚下的小木屋" * 30, "🦊 fox\n" * 40]
)
def test_words_are_wrapped_to_three_lines_that_fit(text: str) -> None:
    lines = wrap(text, 20, 300)
    assert 1 <= len(lines) <= 3
    shown = "".join(lines).rstrip("…").replace(" ", "")
    assert "".join(text.split()).startswith(shown)
    assert lines[-1].endswith("…") is (len(text) > 60)
