"""Create: the form, its price, what it refuses and what it keeps."""

from pathlib import Path

import pytest
from textual.widgets import Select, TextArea

from ima_tui.app import ImaApp
from ima_tui.catalog.controls import Kind
from ima_tui.catalog.forms import form_of
from ima_tui.screens import running
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.models import ModelsScreen
from ima_tui.store.records import State
from ima_tui.widgets.choices import Choices

from ..engine.scripted import Scripted, accepted, answer, serving
from .stage import NARROW, WIDE, on_stage, text_of, until, words, write


async def open_model(app: ImaApp, pilot, task_type: str, version: str) -> CreateScreen:  # type: ignore[no-untyped-def] # a pilot of any app
    leaf = app.services.catalogue.leaf(task_type, version)
    assert leaf is not None
    app.post_message(ModelsScreen.Used(leaf))
    await until(pilot, lambda: isinstance(app.screen, CreateScreen))
    await until(pilot, lambda: app.screen.query_one("#model", Select).value == version)
    screen = app.screen
    assert isinstance(screen, CreateScreen)
    form = form_of(leaf)
    opened = form.opened(form.start())
    shown = [c for c in form.controls if not c.advanced or c.key in opened]
    laid_out = [c.key for c in shown if c.kind in {Kind.CHOICE, Kind.TOGGLE}]
    await until(
        pilot,
        lambda: [c.key for c in screen.query(Choices) if c.size.width] == laid_out,
    )
    return screen


def choices(app: ImaApp, key: str) -> Choices:
    return next(widget for widget in app.screen.query(Choices) if widget.key == key)


def price(app: ImaApp) -> str:
    return str(app.screen.query_one("#run").render()).strip()


async def test_opens_with_the_default_model_and_the_prompt_focused(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        assert "SeeDream 4.5" in text_of(app)
        assert app.focused is app.screen.query_one("#prompt")


async def test_the_price_follows_every_option(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "kling-video-o1")
        await until(pilot, lambda: "48 pts" in price(app))
        choices(app, "quality").focus()
        await pilot.press("right")
        await until(pilot, lambda: "60 pts" in price(app))
        choices(app, "duration").focus()
        await pilot.press("right")
        await until(pilot, lambda: "120 pts" in price(app))
        choices(app, "n").focus()
        await pilot.press("right")
        await until(pilot, lambda: "2 × 120 = 240 pts" in price(app))


async def test_what_can_t_be_chosen_is_passed_over_and_explained(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "veo-3.1-generate-preview")
        await until(pilot, lambda: "1080p: not with Duration 4" in text_of(app))
        choices(app, "resolution").focus()
        await pilot.press("right")
        await until(pilot, lambda: choices(app, "resolution").value == "720p")
        choices(app, "duration").focus()
        await pilot.press("left")
        await until(pilot, lambda: choices(app, "duration").value == 8)
        choices(app, "resolution").focus()
        await pilot.press("right")
        await until(pilot, lambda: choices(app, "resolution").value == "1080p")
        assert "190 pts" in price(app)
        await until(pilot, lambda: "4: not with Resolution 1080p" in text_of(app))


async def test_the_whole_price_is_in_sight_when_it_grows(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "gemini-3.1-flash-image-preview")
        await until(pilot, lambda: "Run · 6 pts" in text_of(app))
        choices(app, "n").focus()
        await pilot.press("right", "right")
        await until(pilot, lambda: "Run · 3 × 6 = 18 pts" in text_of(app))


async def test_how_many_is_asked_anew_for_another_model(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "gemini-3.1-flash-image-preview")
        choices(app, "n").focus()
        await pilot.press("right")
        await until(pilot, lambda: "2 × 6" in price(app))
        await open_model(app, pilot, "text_to_image", "doubao-seedream-4-5-251128")
        await until(pilot, lambda: price(app) == "Run · 5 pts")


async def test_coming_back_is_for_writing(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "abc")
        await pilot.press("escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await pilot.press("2")
        await until(pilot, lambda: app.focused is app.screen.query_one("#prompt"))


async def test_a_click_chooses_too(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "gemini-3-pro-image-preview")
        size = choices(app, "size")
        await pilot.click(size, offset=(18, 0))
        await until(pilot, lambda: size.value == "4K")
        await until(pilot, lambda: "18 pts" in price(app))


async def test_advanced_options_unfold(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "wan2.6-t2v")
        assert "Negative Prompt" not in text_of(app)
        await until(pilot, lambda: "3 more options" in text_of(app))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Negative Prompt" in text_of(app))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Negative Prompt" not in text_of(app))


async def test_nothing_runs_without_a_prompt(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: words(app, "#remark") == "Write a prompt first.")
        assert app.services.engine is not None
        assert app.services.engine.book.tasks == {}


async def test_a_prompt_runs_from_where_it_is_typed(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "1 fox, 2 hares")
        await pilot.press("ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 1)
        (task,) = engine.book.tasks.values()
        assert task.prompt == "1 fox, 2 hares"
        assert task.points == 5
        await until(pilot, lambda: "on its way" in words(app, "#remark"))
        assert app.screen.query_one("#prompt", TextArea).text == "1 fox, 2 hares"


async def test_escape_leaves_the_field_then_the_screen(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "q3")
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.screen.query_one("#run"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await pilot.press("2")
        await until(pilot, lambda: app.screen.query_one("#prompt", TextArea).text == "q3")


async def test_inputs_are_asked_for_and_checked(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await write(pilot, "zoom in")
        await until(pilot, lambda: "exactly 1 input" in words(app, "#remark"))
        app.screen.query_one("#path").focus()
        await write(pilot, "photo")
        await pilot.press("enter")
        await until(pilot, lambda: "No such file: photo" in words(app, "#remark"))
        await write(pilot, "https://example.com/photo.jpg")
        await pilot.press("enter")
        await until(pilot, lambda: "Videos take" in words(app, "#remark"))


async def test_the_reference_mode_says_how_many_videos_and_sounds_it_takes(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "reference_image_to_video", "ima-pro")
        await until(pilot, lambda: "up to 3 videos and 3" in text_of(app))


async def test_values_that_apply_stay_with_another_model(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "wan2.6-t2v")
        choices(app, "duration").focus()
        await pilot.press("right", "right")
        choices(app, "aspect_ratio").focus()
        await pilot.press("right")
        await until(pilot, lambda: "120 pts" in price(app))
        await open_model(app, pilot, "text_to_video", "kling-v2-6")
        await until(pilot, lambda: choices(app, "aspect_ratio").value == "9:16")
        assert choices(app, "duration").value == "5"
        assert "so removed: Duration" in words(app, "#remark")


async def test_what_can_t_be_written_down_is_not_sent_and_stays(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        app.services.profile.folders.pending.write_text("in the way")
        await write(pilot, "a fox")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Nothing was sent" in words(app, "#remark"))
        assert app.screen.query_one("#prompt", TextArea).text == "a fox"
        assert app.services.engine is not None
        assert app.services.engine.book.holding(frozenset(State)) == []


async def test_a_megabyte_pasted_is_told_and_kept(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        app.screen.query_one("#prompt", TextArea).text = "x" * 1_000_000
        await until(pilot, lambda: "the limit is" in words(app, "#remark"))
        await pilot.press("ctrl+r")
        assert app.services.engine is not None
        assert app.services.engine.book.tasks == {}


def listed(*leaves: dict[str, object]) -> bytes:
    return answer({"code": 0, "data": list(leaves)})


def plain(version: str, points: int) -> dict[str, object]:
    rules = [{"attribute_id": 1, "points": points, "attributes": {"default": "enabled"}}]
    return {"id": version, "type": "3", "name": version, "credit_rules": rules}


async def test_a_model_that_is_gone_is_not_replaced_by_another(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain("Plain", 5), plain("Dear", 500))])
    async with serving(service), on_stage(service.url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await write(pilot, "a fox")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        service.products = [listed(plain("Dear", 500))]
        await app.services.lists.refresh()
        await until(pilot, lambda: "Plain is no longer listed" in words(app, "#remark"))
        assert "500" not in price(app)
        await pilot.press("ctrl+r")
        assert app.services.engine is not None
        assert app.services.engine.book.tasks == {}
        service.products = [listed(plain("Plain", 7), plain("Dear", 500))]
        await app.services.lists.refresh()
        await until(pilot, lambda: "Run · 7 pts" in text_of(app))
        assert words(app, "#remark") == ""


async def test_a_value_without_a_price_is_refused_with_its_choices(tmp_path: Path) -> None:
    leaf = plain("Film", 5) | {
        "form_config": [
            {
                "field": "duration",
                "label": "Duration",
                "type": "tags",
                "value": 5,
                "options": [{"label": f"{n} s", "value": n} for n in (5, 10, 15)],
            }
        ],
        "credit_rules": [
            {"attribute_id": n, "points": n, "attributes": {"duration": n}} for n in (5, 10)
        ],
    }
    async with serving(Scripted([accepted()], products=[listed(leaf)])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await pilot.press("2")
            await write(pilot, "a fox")
            await until(pilot, lambda: bool(app.screen.query(Choices)))
            choices(app, "duration").focus()
            await pilot.press("left")
            await until(pilot, lambda: "Duration 15 s is not sold" in words(app, "#remark"))
            assert words(app, "#remark").endswith("Available: 5 s, 10 s")
            await pilot.press("ctrl+r")
            assert app.services.engine is not None
            assert app.services.engine.book.tasks == {}


async def test_a_key_held_down_is_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # however long a busy machine takes from one key to the next
    monkeypatch.setattr(running, "REPEAT_SECONDS", 3600.0)
    async with serving(Scripted([accepted()], products=[listed(plain("Plain", 5))])) as service:
        async with on_stage(service.url, tmp_path) as (app, pilot):
            await pilot.press("2")
            await write(pilot, "a fox")
            await until(pilot, lambda: "Run · 5 pts" in text_of(app))
            await pilot.press("ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
            await until(pilot, lambda: "on its way" in words(app, "#remark"))
            engine = app.services.engine
            assert engine is not None
            assert len(engine.book.tasks) == 1


async def test_nothing_is_bought_while_the_price_can_t_be_seen(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await write(pilot, "a fox")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: app.screen.has_class("-too-small"))
        await pilot.press("ctrl+r")
        assert app.services.engine is not None
        assert app.services.engine.book.tasks == {}


async def test_text_that_is_too_long_is_told_also_when_folded(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_speech", "seed-tts-2.0")
        app.screen.query_one("#prompt", TextArea).text = "x" * 15_000
        await until(pilot, lambda: "limit is 10000" in words(app, "#remark"))


async def test_a_tiny_terminal_loses_nothing(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, WIDE) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "a fox")
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: "enlarge the window" in text_of(app).replace("\n", " "))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "a fox" in text_of(app))
        assert "Run · 5 pts" in text_of(app)
        await write(pilot, " 3")
        await until(pilot, lambda: "a fox 3" in text_of(app))


async def test_another_model_than_the_usual_one_may_become_the_default(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        listing = app.services.catalogue.shelves["text_to_image"].listing
        usual, other = (
            listing.leaves[0],
            next(leaf for leaf in listing.leaves if leaf.model_id != listing.leaves[0].model_id),
        )
        await app.services.preferences.prefer(usual, 5)
        await open_model(app, pilot, "text_to_image", other.id)
        await write(pilot, "a fox")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: f"Make {other.title} the default?" in words(app, "#remark"))
        assert app.services.defaults.preferred("text_to_image") == usual, "nothing is said yet"
        await pilot.press("escape", "d")
        await until(pilot, lambda: app.services.defaults.preferred("text_to_image") == other)
        await until(pilot, lambda: "is now the default for" in words(app, "#remark"))
