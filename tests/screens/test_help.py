"""Help: keys of the screen and of what has the focus, words, privacy, guides if there are."""

import os
from pathlib import Path

from ima_tui.screens.help import GuideDialog, HelpDialog
from ima_tui.screens.picking import PickDialog

from .stage import on_stage, text_of, until, words


async def test_the_keys_of_the_screen_of_the_list_and_everywhere(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (120, 60)) as (app, pilot):
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        shown = words(app, "#help-text")
        for part in ("Keys on Models", "List", "Everywhere", "https://www.imaclaw.ai"):
            assert part in shown


async def test_where_there_is_room_each_key_says_what_it_does(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (120, 40)) as (app, pilot):
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await until(pilot, lambda: "Open Create with the selected model" in text_of(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Open Create with" not in text_of(app))
        assert " use " in text_of(app)


async def test_every_key_of_the_screen_is_there_for_the_mouse(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("4")
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        lines = text_of(app).splitlines()
        row = next(y for y, line in enumerate(lines) if " e            export" in line)
        await pilot.click(offset=(lines[row].index("export") + 1, row))
        await until(pilot, lambda: "nothing to export" in text_of(app))


async def test_words_and_privacy_are_one_key_away(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, (120, 60)) as (app, pilot):
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await pilot.press("right")
        await until(pilot, lambda: "Unconfirmed" in words(app, "#help-text"))
        await pilot.press("right")
        await until(pilot, lambda: "imapi.liveme.com" in words(app, "#help-text"))
        await pilot.press("right")
        await until(pilot, lambda: "No IMA Studio guides" in words(app, "#help-text"))
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models" and len(app.screen_stack) == 1)


async def test_guides_are_listed_and_read(simulator_url: str, tmp_path: Path) -> None:
    folder = Path.home() / ".openclaw" / "skills" / "ima-knowledge-ai" / "references"
    folder.mkdir(parents=True)
    guide = "# Video modes\n\nA first frame [is](javascript:alert) **kept**.\x1b]52;c;aGk=\x07\n"
    (folder / "video-modes.md").write_text(guide)
    os.mkfifo(folder / "never-read.md")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await pilot.press("left")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        assert "never read" not in text_of(app), "what is no file would be waited for"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, GuideDialog))
        await until(pilot, lambda: "A first frame" in text_of(app))
        assert "\x1b" not in text_of(app)
