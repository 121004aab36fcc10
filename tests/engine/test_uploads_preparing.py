"""Preparing inputs: looked at, uploaded once, verified, and refused before anything is sent."""

import asyncio
import hashlib
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.api.errors import ImaError, NoAnswerError, ServiceError, StorageError
from ima_tui.catalog.inputs import InputMedia, MediaKind
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.task_types import task_types
from ima_tui.tasks.preparing import VERIFIED_SECONDS, Progress, Stage
from ima_tui.wording.refusals import refusal_words

from ..made import film, picture, sound
from ..unit.leaves import full_list
from .scripted import answer, code
from .storage import CUT, OK, SILENT, Bench, Storage, bench, plain, saved, seedance, storing

IMAGE, VIDEO, AUDIO = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO
WEEK = 7 * 24 * 3600.0


def local(path: Path, kind: MediaKind = IMAGE) -> InputMedia:
    return InputMedia(str(path), kind, local=True)


async def refused(at: Bench, leaf: Any, *inputs: InputMedia) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        await at.prepare(leaf, *inputs)
    assert refusal_words(caught.value)
    return caught.value


async def test_a_picture_of_a_simple_model(simulator_url: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with bench(simulator_url, tmp_path) as at:
        (ready,) = await at.prepare(plain(), local(path))
    got = await asyncio.to_thread(httpx.get, ready.address, trust_env=False)
    assert got.content == picture()
    assert (ready.local, ready.width, ready.height) == (False, 640, 480)
    assert {told.stage for told in at.told} == {Stage.UPLOADING}
    size = len(picture())
    assert [at.told[0], at.told[-1]] == [
        Progress(Stage.UPLOADING, 0, size),
        Progress(Stage.UPLOADING, size, size),
    ]
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_references_of_three_kinds(simulator_url: str, tmp_path: Path) -> None:
    inputs = (
        local(saved(tmp_path, "a.jpg", picture(form="JPEG"))),
        local(saved(tmp_path, "b.mp4", film()), VIDEO),
        local(saved(tmp_path, "c.wav", sound()), AUDIO),
    )
    async with bench(simulator_url, tmp_path) as at:
        ready = await at.prepare(seedance(), *inputs)
    assert [one.kind for one in ready] == [IMAGE, VIDEO, AUDIO]
    image, video, audio = ready
    assert (image.width, image.height, image.seconds) == (640, 480, None)
    assert (video.width, video.height, video.seconds) == (768, 540, 2.0)
    assert (audio.width, audio.seconds) == (None, 3.0)
    assert video.cover is not None
    got = await asyncio.to_thread(httpx.get, video.cover, trust_env=False)
    assert got.headers["content-type"] == "image/jpeg"
    stages = [told.stage for told in at.told]
    assert stages == sorted(stages)
    assert at.told[-1] == Progress(Stage.VERIFYING, 3, 3)
    for before, after in pairwise(at.told):
        assert after.stage is not before.stage or after.done >= before.done


async def test_what_was_uploaded_is_not_sent_again(tmp_path: Path) -> None:
    first = saved(tmp_path, "a.png", picture())
    again = saved(tmp_path, "the same.jpg", picture())
    async with storing(Storage()) as storage:
        async with bench(storage.url, tmp_path) as at:
            (one,) = await at.prepare(plain(), local(first))
            (two,) = await at.prepare(plain(), local(again))
        async with bench(storage.url, tmp_path) as at:
            (three,) = await at.prepare(plain(), local(first))
            assert at.told == []
        sent = len(storage.seen)
        async with bench(storage.url, tmp_path, key_print="other") as at:
            await at.prepare(plain(), local(first))
    assert one.address == two.address == three.address
    assert sent == 2
    assert len(storage.stored) == 2


async def test_an_upload_is_remembered_as_long_as_it_is_kept(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        await at.prepare(plain(), local(path))
        at.clock.jump(WEEK - 2 * 3600)
        await at.prepare(plain(), local(path))
        assert len(storage.stored) == 1
        at.clock.jump(3600 + 1800)
        await at.prepare(plain(), local(path))
        assert len(storage.stored) == 2
        storage.expiry = at.clock.now() + 600
        at.clock.jump(WEEK)
        for _ in range(2):
            await at.prepare(plain(), local(path))
        assert len(storage.stored) == 4


async def test_the_same_file_twice_is_one_upload(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    leaf = plain("first_last_frame_to_video")
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        both = await asyncio.gather(*(at.prepare(leaf, local(path), local(path)) for _ in range(3)))
    assert len(storage.stored) == 1
    assert len({one.address for ready in both for one in ready}) == 1


@pytest.mark.parametrize("fate", ["403", "500", "302", CUT, SILENT])
async def test_a_put_that_fails_is_tried_again_with_a_new_token(tmp_path: Path, fate: str) -> None:
    path = saved(tmp_path, "a.png", picture(1500, 1500))
    async with storing(Storage(puts=[fate, OK])) as storage, bench(storage.url, tmp_path) as at:
        with pytest.raises((StorageError, NoAnswerError)) as caught:
            await at.prepare(plain(), local(path))
        (ready,) = await at.prepare(plain(), local(path))
    assert storage.url not in repr(caught.value)
    puts = [one for one in storage.seen if one.method == "PUT"]
    assert [one.path for one in puts] == ["/oss/1", "/oss/2"]
    assert ready.address.endswith("/cdn/2")
    assert storage.stored == {"/oss/2": path.read_bytes()}


@pytest.mark.parametrize("status", ["400", "413", "415"])
async def test_a_put_that_never_works_is_refused(tmp_path: Path, status: str) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage(puts=[status])) as storage, bench(storage.url, tmp_path) as at:
        refusal = await refused(at, plain(), local(path))
    assert (refusal.code, refusal.about["input"]) == ("not_stored", str(path))


@pytest.mark.parametrize(("number", "error"), [(401, ServiceError), (500, ServiceError)])
async def test_a_token_that_is_refused_for_now(
    tmp_path: Path, number: int, error: type[ImaError]
) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage(tokens=[code(number)])) as storage:
        async with bench(storage.url, tmp_path) as at:
            with pytest.raises(error):
                await at.prepare(plain(), local(path))
    assert storage.stored == {}


async def test_a_token_that_is_refused_for_good(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage(tokens=[code(400, "no")])) as storage:
        async with bench(storage.url, tmp_path) as at:
            assert (await refused(at, plain(), local(path))).code == "not_stored"


async def test_what_is_no_picture_of_the_kind_is_refused_before_anything_is_sent(
    tmp_path: Path,
) -> None:
    leaf = full_list("image_to_image").leaves[0]
    narrow = (
        replace(leaf, limits=replace(leaf.limits, accepts={"image": frozenset({"jpg", "png"})}))
        if leaf.limits
        else leaf
    )
    (tmp_path / "folder.png").mkdir()
    unusable = {
        saved(tmp_path, "text.png", b"I am a text."): "unreadable_image",
        saved(tmp_path, "empty.png", b""): "input_empty",
        saved(tmp_path, "film.png", film()): "unreadable_image",
        saved(tmp_path, "cut.png", picture()[:-20]): "unreadable_image",
        saved(tmp_path, "a.webp", picture(form="WEBP")): "input_format",
        saved(tmp_path, "large.png", picture() + bytes(30_000_000)): "input_bytes",
        tmp_path / "folder.png": "no_file",
        tmp_path / "gone.png": "no_file",
    }
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        for path, expected in unusable.items():
            refusal = await refused(at, narrow, local(path))
            assert (refusal.code, refusal.about["input"]) == (expected, str(path))
            with pytest.raises(RefusedError) as caught:
                await at.preparer.check(narrow, [local(path)])
            assert caught.value.code == expected
    assert storage.seen == []


async def test_all_are_looked_at_before_the_first_is_uploaded(tmp_path: Path) -> None:
    good, small = saved(tmp_path, "a.png", picture()), saved(tmp_path, "b.png", picture(100, 100))
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        refusal = await refused(at, seedance(), local(good), local(small))
        assert (refusal.code, refusal.about["input"]) == ("input_side", str(small))
        eight = saved(tmp_path, "8.wav", sound(8.0))
        refusal = await refused(at, seedance(), local(eight, AUDIO), local(eight, AUDIO))
        assert refusal.code == "inputs_seconds_audio"
        slow = saved(tmp_path, "slow.mp4", film(fps=12))
        assert (await refused(at, seedance(), local(slow, VIDEO))).code == "input_fps"
    assert storage.seen == []


async def test_a_file_that_changed_since_it_was_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        (chosen,) = await at.preparer.check(plain(), [local(path)])
        assert chosen.digest == hashlib.sha256(picture()).hexdigest()
        assert (chosen.local, chosen.width) == (True, 640)
        path.write_bytes(picture(641, 480))
        assert (await refused(at, plain(), chosen)).code == "input_changed"
        assert storage.seen == []
        path.unlink()
        assert (await refused(at, plain(), chosen)).code == "no_file"
        saved(tmp_path, "a.png", picture())
        (ready,) = await at.prepare(plain(), chosen)
    assert storage.stored == {"/oss/1": picture()}
    assert ready.address.endswith("/cdn/1")


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(picture(1501, 1500)),
        lambda path: path.write_bytes(picture(1500, 1500) + b"more"),
        lambda path: path.write_bytes(picture(1500, 1500)[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
    ],
    ids=["another", "longer", "shorter", "empty", "gone"],
)
async def test_a_file_that_changes_while_the_token_comes(tmp_path: Path, change: Any) -> None:
    """It is refused, and never stands whole at the storage."""
    path = saved(tmp_path, "a.png", picture(1500, 1500))

    class Meddling(Storage):
        def token(self) -> bytes:
            change(path)
            return super().token()

    async with storing(Meddling()) as storage, bench(storage.url, tmp_path) as at:
        refusal = await refused(at, plain(), local(path))
    assert refusal.code in {"input_changed", "no_file"}
    assert storage.stored == {}


async def test_addresses_of_simple_models_are_left_alone(tmp_path: Path) -> None:
    given = InputMedia("https://example.com/a.png")
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        assert await at.prepare(plain(), given) == (given,)
    assert storage.seen == []
    assert at.told == []


async def test_addresses_that_are_described_are_looked_at_but_not_uploaded(tmp_path: Path) -> None:
    pages = {"/a": answer(picture()), "/b": answer(film())}
    async with storing(Storage(pages=pages)) as storage, bench(storage.url, tmp_path) as at:
        given = InputMedia(f"{storage.url}/a"), InputMedia(f"{storage.url}/b", VIDEO)
        image, video = await at.prepare(seedance(), *given)
    assert (image.address, image.width, image.height) == (given[0].address, 640, 480)
    assert (video.address, video.seconds, video.width) == (given[1].address, 2.0, 768)
    assert list(storage.stored) == ["/oss/1"]
    assert storage.stored["/oss/1"].startswith(b"\xff\xd8\xff")
    assert video.cover == f"{storage.url}/cdn/1"
    checked = [one.body.decode() for one in storage.calls("verify")]
    assert sorted(checked) == sorted(f'{{"url":"{one.address}"}}' for one in given)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (answer(b"<html>a page</html>"), "unreadable_image"),
        (answer(picture(100, 100)), "input_side"),
        (answer(b"", "404 Not Found"), "not_there"),
        (answer(b""), "input_empty"),
        (answer(b"", "302 Found", "Location: http://10.0.0.1/"), "not_public"),
    ],
    ids=["page", "small", "gone", "empty", "private"],
)
async def test_addresses_that_can_t_be_described(
    tmp_path: Path, page: bytes, expected: str
) -> None:
    async with storing(Storage(pages={"/a": page})) as storage:
        async with bench(storage.url, tmp_path) as at:
            given = InputMedia(f"{storage.url}/a")
            assert (await refused(at, seedance(), given)).code == expected
            private = InputMedia("https://10.0.0.1/a.png")
            assert (await refused(at, seedance(), private)).code == "not_public"
    assert len(storage.seen) == 1


async def test_an_input_that_does_not_pass(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    storage = Storage(checks=["failed", "active"])
    async with storing(storage), bench(storage.url, tmp_path) as at:
        refusal = await refused(at, seedance(), local(path))
        assert refusal.code == "not_verified"
        assert refusal.about == {"input": str(path), "message": "a foe [31m in it"}
        assert "\x1b" not in refusal_words(refusal)
        await at.prepare(seedance(), local(path))
    assert len(storage.stored) == 2


async def test_what_passed_is_not_asked_again_for_a_while(tmp_path: Path) -> None:
    one, two = saved(tmp_path, "a.png", picture()), saved(tmp_path, "b.png", picture(700, 480))
    oops = answer(b"<html>", "502 Bad Gateway")
    storage = Storage(checks=["active", oops, "active"])
    async with storing(storage), bench(storage.url, tmp_path) as at:
        with pytest.raises(NoAnswerError):
            await at.prepare(seedance(), local(one), local(two))
        assert len(storage.calls("verify")) == 2
        await at.prepare(seedance(), local(one), local(two))
        assert len(storage.calls("verify")) == 3


async def test_what_passed_long_ago_is_asked_again(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage()) as storage, bench(storage.url, tmp_path, pace=20_000) as at:
        await at.prepare(seedance(), local(path))
        await at.clock.sleep(VERIFIED_SECONDS + 1)
        await at.prepare(seedance(), local(path))
    assert len(storage.calls("verify")) == 2


@pytest.mark.parametrize(
    ("reply", "expected"),
    [(code(400, "bad url"), RefusedError), (code(401), ServiceError), (code(503), ServiceError)],
)
async def test_a_check_that_the_service_refuses(
    tmp_path: Path, reply: bytes, expected: type[Exception]
) -> None:
    path = saved(tmp_path, "a.png", picture())
    async with storing(Storage(checks=[reply])) as storage, bench(storage.url, tmp_path) as at:
        with pytest.raises(expected):
            await at.prepare(seedance(), local(path))


async def test_music_and_speech_never_touch_the_upload_host(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", picture())
    without = [kind for kind, found in task_types().items() if not found.max_inputs]
    assert {"text_to_music", "text_to_speech"} <= set(without)
    async with storing(Storage()) as storage, bench(storage.url, tmp_path) as at:
        for kind in without:
            assert await at.prepare(plain(kind)) == ()
            assert (await refused(at, plain(kind), local(path))).code == "no_inputs"
            with pytest.raises(RefusedError):
                await at.preparer.check(plain(kind), [local(path)])
    assert storage.seen == []
