"""Create: inputs in named places, looked at as they are given."""

import threading
from collections.abc import Collection
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.media.browsing import Entry, entries_of
from ima_tui.screens.file_picker import FilePicker
from ima_tui.screens.handover import HandedOver, Handover
from ima_tui.screens.picking import ItemRows
from ima_tui.widgets.inputs import Inputs
from ima_tui.widgets.slots import SlotRows

from .stage import NARROW, on_stage, text_of, until, words, write
from .test_create import open_model, price


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "my pictures"
    folder.mkdir()
    for name, colour in (("fox.png", "red"), ("hare.jpg", "blue")):
        Image.new("RGB", (640, 480), colour).save(folder / name)
    (folder / "notes.txt").write_text("x")
    (folder / "broken.png").write_text("no picture")
    (folder / "empty.png").write_bytes(b"")
    return folder


def inputs(app: ImaApp) -> Inputs:
    return app.screen.query_one(Inputs)


async def give(app: ImaApp, pilot: Pilot[None], *texts: object) -> None:
    line = app.screen.query_one("#path", Input)
    for text in texts:
        line.focus()
        line.value = str(text)
        await pilot.press("enter")
    await until(pilot, lambda: not inputs(app).under_way)


def path_ends(app: ImaApp, name: str) -> bool:
    return app.screen.query_one("#path", Input).value.endswith(name)


def remarks(app: ImaApp, told: str) -> bool:
    return told in words(app, "#remark")


async def test_first_and_last_frame_have_places_of_their_own(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):

        async def both(first: str, last: str) -> None:
            # measured and remarked on: what stands below the rows moves no more
            await until(pilot, lambda: f"First frame   {first}  640×480" in text_of(app))
            await until(pilot, lambda: f"Last frame    {last}  640×480" in text_of(app))
            await until(pilot, lambda: "Videos take" in words(app, "#remark"))

        await open_model(app, pilot, "first_last_frame_to_video", "kling-video-o1")
        await write(pilot, "a fox")
        await until(pilot, lambda: "First frame" in text_of(app))
        assert "from the first picture to the last" in text_of(app)
        await give(app, pilot, pictures / "fox.png", pictures / "hare.jpg")
        await both("fox.png", "hare.jpg")
        rows = app.screen.query_one(SlotRows)
        rows.focus()
        await pilot.press("x")
        await until(pilot, lambda: "First frame   empty" in text_of(app))
        assert "Last frame    hare.jpg" in text_of(app)
        await pilot.press("u")
        await both("fox.png", "hare.jpg")
        await pilot.click(rows, offset=(rows.size.width - 1, 1))
        await until(pilot, lambda: "Last frame    empty" in text_of(app))
        await pilot.press("u")
        await both("fox.png", "hare.jpg")
        await pilot.press("g", "J")
        await both("hare.jpg", "fox.png")
        # by mouse: up, and down again
        await pilot.click(rows, offset=(rows.size.width - 3, 1))
        await both("fox.png", "hare.jpg")
        await pilot.click(rows, offset=(rows.size.width - 2, 0))
        await both("hare.jpg", "fox.png")
        await pilot.press("ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 1)
        (task,) = engine.book.tasks.values()
        assert [Path(one).name for one in task.settings["inputs"]] == ["hare.jpg", "fox.png"]
        # nobody has to look again to see that the next run sends nothing twice
        await until(pilot, lambda: text_of(app).count("MB · uplo") == 2)


UNUSABLE = {
    "broken.png": "Can't read this as a picture",
    "empty.png": "The file is empty",
    "notes.txt": "Not a picture",
    "": "This is a folder",
    "none.png": "No such file",
    "https://example.com/page.html": "Not a picture",
    "http://example.com/a.png": "Not a valid address",
    "https://example.com/a.mp4": "takes no video",
}


async def test_what_can_t_be_used_says_why_and_is_not_sent(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await write(pilot, "a fox")
        for name, why in UNUSABLE.items():
            await give(app, pilot, name if "://" in name else pictures / name)
            await until(pilot, partial(remarks, app, why))
            assert app.screen.query_one(SlotRows).row(0, 60).plain.lstrip().startswith("! "), name
            await pilot.press("ctrl+r")
            assert app.services.engine is not None
            assert app.services.engine.book.tasks == {}, name
            # enter on it brings it back to be mended
            app.screen.query_one(SlotRows).focus()
            await pilot.press("enter")
            await until(pilot, partial(path_ends, app, name))


async def test_files_dropped_on_the_terminal_are_taken_at_once(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await open_model(app, pilot, "reference_image_to_video", "ima-pro")
        app.screen.query_one("#path").focus()
        await pilot.pause()
        escaped = str(pictures / "hare.jpg").replace(" ", "\\ ")
        app.post_message(events.Paste(f"'{pictures / 'fox.png'}' {escaped} "))
        await until(pilot, lambda: "Reference 2   hare.jpg" in text_of(app))
        assert "Reference 1   fox.png" in text_of(app)
        app.post_message(events.Paste("https://e.com/a.mp4\nhttps://e.com/b.wav\n"))
        await until(pilot, lambda: "Sound 1" in text_of(app))
        assert "Video 1" in text_of(app)
        await until(pilot, lambda: not inputs(app).under_way)
        assert [one.kind.value for one in inputs(app).media()] == [
            *("image", "image"),
            *("video", "audio"),
        ]


async def test_a_picture_that_was_uploaded_is_not_uploaded_again(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await write(pilot, "a fox")
        await give(app, pilot, pictures / "fox.png")
        await pilot.press("ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: any(t.task_id for t in engine.book.tasks.values()))
        await give(app, pilot, pictures / "fox.png")
        await until(pilot, lambda: "MB · uploaded" in text_of(app))


async def test_a_file_is_chosen_from_the_disk(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, FilePicker))
        app.screen.query_one(Input).value = str(pictures)
        await pilot.press("enter")
        await until(pilot, lambda: "fox.png" in text_of(app))
        assert "notes.txt" not in text_of(app)
        await write(pilot, "fox")
        await until(pilot, lambda: app.screen.query_one(ItemRows).count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: "First frame   fox.png" in text_of(app))
        assert app.focused is app.screen.query_one("#prompt")


async def test_what_is_typed_while_a_slow_disk_lists_a_folder_stays(
    simulator_url: str, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "user").mkdir()
    disk = threading.Event()

    def slowly(folder: Path, suffixes: Collection[str]) -> list[Entry]:
        disk.wait(20)
        return entries_of(folder, suffixes)

    monkeypatch.setattr("ima_tui.screens.file_picker.entries_of", slowly)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, FilePicker))
        field = app.screen.query_one(Input)
        field.value = str(pictures)
        disk.set()
        await until(pilot, lambda: bool(words(app, "#pick-folder")))
        assert field.value == str(pictures)
        await pilot.press("enter")
        await until(pilot, lambda: "fox.png" in text_of(app))
        assert field.value == ""


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/fox.png", f"/{'x' * 300}"])
async def test_a_path_that_leads_nowhere_is_told(
    typed: str, simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, FilePicker))
        app.screen.query_one(Input).value = typed
        await pilot.press("enter")
        await until(pilot, lambda: "No such file" in text_of(app))


async def test_results_of_other_screens_arrive_as_inputs(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        handover = Handover(
            "image_to_video",
            "wan2.6-i2v",
            state={"duration": 10, "unheard of": 1},
            prompt="a fox",
            inputs=(pictures / "fox.png",),
        )
        app.screen.post_message(HandedOver(handover))
        await until(pilot, lambda: "First frame   fox.png" in text_of(app))
        await until(pilot, lambda: "so removed: unheard of" in words(app, "#remark"))
        assert "a fox" in text_of(app)
        assert "80 pts" in price(app)


async def test_inputs_wait_for_a_model_that_takes_them(
    simulator_url: str, tmp_path: Path, pictures: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await give(app, pilot, pictures / "fox.png")
        await open_model(app, pilot, "text_to_image", "gemini-3-pro-image-preview")
        assert "fox.png" not in text_of(app)
        await open_model(app, pilot, "image_to_image", "gemini-3-pro-image-preview")
        await until(pilot, lambda: "fox.png" in text_of(app))
