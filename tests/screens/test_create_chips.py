"""Create: what the prompt suggests; nothing is changed by itself."""

from pathlib import Path

from textual.widgets import Input, Static, TextArea

from ima_tui.app import ImaApp
from ima_tui.locale import t
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.history import HistoryScreen
from ima_tui.screens.picking import PickDialog
from ima_tui.store.records import State
from ima_tui.widgets.model_choice import ModelChoice

from .stage import on_stage, text_of, until, words, write
from .test_create import choices, open_model, price
from .test_create_fields import row


def chips(app: ImaApp) -> str:
    return str(app.screen.query_one("#chip-words", Static).render())


async def test_a_sentence_is_enough_for_task_type_and_values(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "make a video of a fox, 10 seconds, 9:16")
        await until(pilot, lambda: "Text to video" in chips(app))
        assert "ctrl+g applies" in chips(app)
        # nothing changes by itself
        assert app.screen.query_one(ModelChoice).kind == "text_to_image"
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.screen.query_one(ModelChoice).kind == "text_to_video")
        await until(pilot, lambda: choices(app, "aspect_ratio").value == "9:16")
        assert str(choices(app, "duration").value) == "10"
        await until(pilot, lambda: chips(app) == "")
        assert app.focused is app.screen.query_one("#prompt")


async def test_what_can_t_be_had_is_advised_with_the_model_that_can(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "wan2.6-t2v")
        await write(pilot, "a fox, with sound")
        advice = app.screen.query_one("#advice", Static)
        await until(pilot, lambda: "does not offer" in str(advice.render()))
        assert "ctrl+g applies the first" in str(advice.render())
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "Wan 2.6" not in text_of(app))
        assert app.screen.query_one("#prompt", TextArea).text == "a fox, with sound"


async def test_always_use_is_written_down_only_when_applied(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "always use midjourney. a fox")
        await until(pilot, lambda: "from now on" in chips(app))
        assert app.services.preferences.of("text_to_image") is None
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.services.preferences.of("text_to_image") is not None)
        await until(pilot, lambda: "your default" in text_of(app))


async def test_a_voice_is_picked_by_gender_and_use(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_speech", "seed-tts-2.0")
        await write(pilot, "hello")
        speaker = row(app, "speaker").query_one(Input)
        speaker.focus()
        await pilot.press("down")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await write(pilot, "female warm")
        await pilot.press("enter")
        await until(pilot, lambda: speaker.value == "zh_female_kefunvsheng_uranus_bigtts")
        await until(pilot, lambda: "Kefu: female, warm" in text_of(app))
        assert app.focused is speaker
        speed = row(app, "audio_params.speech_rate").query_one(Input)
        speed.focus()
        await pilot.press("up", "up")
        await until(pilot, lambda: speed.value == "20")
        await until(pilot, lambda: "100 about twice as fast" in words(app, "#help"))


async def test_custom_mode_opens_lyrics_style_and_voice(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_music", "sonic")
        await until(pilot, lambda: "Lyrics" in text_of(app))
        assert "Style Tags" in text_of(app)
        row(app, "tags").query_one(TextArea).focus()
        await write(pilot, "lofi")
        await until(pilot, lambda: "4 / 1000" in text_of(app))
        row(app, "tags").query_one(TextArea).text = ""
        await pilot.pause()
        choices(app, "custom_mode").focus()
        await pilot.press("left")
        await until(pilot, lambda: "Lyrics" not in text_of(app))


async def test_the_same_character_again_is_chosen_in_history(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "a fox")
        await pilot.press("ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: [t.state for t in engine.book.tasks.values()] == [State.DONE])
        await write(pilot, ", the same character, at sea")
        await until(pilot, lambda: "ctrl+g shows History" in words(app, "#advice"))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await until(pilot, lambda: "use as input" in text_of(app))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(ModelChoice)))
        await until(pilot, lambda: app.screen.query_one(ModelChoice).kind == "image_to_image")
        assert app.screen.query_one("#prompt", TextArea).text.endswith("at sea")
        await until(pilot, lambda: "✓" in text_of(app))


async def test_what_comes_several_at_a_time_is_not_paid_for_several_times(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (80, 24)) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "midjourney")
        await write(pilot, "a fox, 6 pictures")
        await until(pilot, lambda: t("note-results", count=4) == words(app, "#remark"))
        advice = app.screen.query_one("#advice", Static)
        await until(pilot, lambda: "4 at once" in str(advice.render()))
        await open_model(app, pilot, "text_to_music", "sonic")
        await write(pilot, "a song about foxes, 4 pieces, n=4")
        await until(pilot, lambda: t("note-results", count=2) == words(app, "#remark"))
        await until(pilot, lambda: "How many 2" in chips(app))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "2 × 25 = 50 pts" in price(app))
