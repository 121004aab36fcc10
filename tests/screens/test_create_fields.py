"""Create: fields of every kind, and those a model takes beyond its own list."""

from pathlib import Path

from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.picking import PickDialog
from ima_tui.widgets.fields import PickField
from ima_tui.widgets.form import FieldRow

from ..engine.scripted import Scripted, accepted, answer, serving
from .stage import on_stage, text_of, until, words, write
from .test_create import choices, open_model


def row(app: ImaApp, key: str) -> FieldRow:
    return next(row for row in app.screen.query(FieldRow) if row.control_shown.key == key)


async def unfold(app: ImaApp, pilot, key: str) -> None:  # type: ignore[no-untyped-def] # a pilot of any app
    await pilot.press("ctrl+o")
    await until(pilot, lambda: any(r.control_shown.key == key for r in app.screen.query(FieldRow)))


async def test_the_recommended_option_is_marked_and_one_key_away(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_music", "sonic")
        await unfold(app, pilot, "model_version")
        await until(pilot, lambda: "★ sonic-v5" in text_of(app))
        version = choices(app, "model_version")
        assert version.value == "sonic-v4"
        version.focus()
        await pilot.press("asterisk")
        await until(pilot, lambda: version.value == "sonic-v5")


async def test_a_choice_without_a_default_can_be_left_open_again(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_music", "sonic")
        await unfold(app, pilot, "vocal_gender")
        voice = choices(app, "vocal_gender")
        assert voice.value is None
        voice.focus()
        await pilot.press("right")
        await until(pilot, lambda: voice.value == "m")
        await pilot.press("left")
        await until(pilot, lambda: voice.value is None)


async def test_what_a_field_needs_is_set_with_it_and_held(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_music", "sonic")
        await unfold(app, pilot, "lyrics")
        custom = choices(app, "custom_mode")
        custom.focus()
        await pilot.press("left")
        await until(pilot, lambda: custom.value is False)
        row(app, "lyrics").query_one(TextArea).focus()
        await write(pilot, "la")
        await until(pilot, lambda: custom.value is True)
        assert "off: not with Lyrics la" in text_of(app)
        custom.focus()
        await pilot.press("left")
        await pilot.pause()
        assert custom.value is True


async def test_a_number_out_of_its_bounds_keeps_the_form_from_running(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_speech", "seed-tts-2.0")
        await write(pilot, "hello")
        await unfold(app, pilot, "audio_params.speech_rate")
        speed = row(app, "audio_params.speech_rate").query_one(Input)
        assert speed.placeholder == "from -50 to 100, optional"
        for typed, said in (
            ("120", "Speed: 120 is not between -50 and 100."),
            ("fast", 'Speed: "fast" is not a number.'),
        ):
            speed.value = typed
            await until(pilot, lambda said=said: words(app, "#remark") == said)  # type: ignore[misc]
            await pilot.press("ctrl+r")
            assert app.services.engine is not None
            assert app.services.engine.book.tasks == {}
            assert speed.value == typed
        speed.value = "20"
        await until(pilot, lambda: words(app, "#remark") == "")


async def test_a_voice_that_never_works_is_refused_and_others_are_offered(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_speech", "seed-tts-2.0")
        await write(pilot, "hello")
        speaker = row(app, "speaker").query_one(Input)
        assert "zh_female_vv_uranus_bigtts" in speaker.placeholder
        speaker.value = "BV001_streaming"
        await until(pilot, lambda: "can't be" in words(app, "#remark"))
        assert "zh_male_m191_uranus_bigtts" in words(app, "#remark")
        speaker.value = "zh_female_cancan_uranus_bigtts"
        await until(pilot, lambda: words(app, "#remark") == "")


async def test_many_options_are_searched_not_laid_out(tmp_path: Path) -> None:
    many = [{"label": f"Style {n}", "value": n} for n in range(200)]
    styles = {"field": "style", "type": "tags", "value": 7, "options": many}
    rules = [{"attribute_id": 1, "points": 5, "attributes": {"default": "enabled"}}]
    leaf = {"id": "a", "type": "3", "name": "A", "credit_rules": rules, "form_config": [styles]}
    lists = Scripted([accepted()], products=[answer({"code": 0, "data": [leaf]})])
    async with serving(lists) as service, on_stage(service.url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Style 7" in text_of(app))
        # a field without a label goes by its name
        assert row(app, "style").control_shown.key == "style"
        row(app, "style").query_one(PickField).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await write(pilot, "style 142")
        await pilot.press("enter")
        await until(pilot, lambda: "▾ Style 142" in text_of(app))


async def test_that_a_video_takes_longer_is_told_before_it_runs_also_where_it_is_narrow(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (80, 24)) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "wan2.6-t2v")
        await write(pilot, "a fox")
        await until(pilot, lambda: "Videos take a while" in text_of(app))
        await open_model(app, pilot, "text_to_image", "midjourney")
        await until(pilot, lambda: "Videos take a while" not in text_of(app))
