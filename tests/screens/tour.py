"""A walk through every screen and dialog, as keys: for what must hold on each, and for pictures."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from textual.pilot import Pilot
from textual.widgets import Checkbox, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.page import Page
from ima_tui.screens.welcome import WelcomeScreen
from ima_tui.store.credentials import KeySources

from .stage import text_of, until, write
from .test_snapshots_tasks import fill

Seen = Callable[[ImaApp], bool]


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at.

    Attributes:
        name: what it is called among the pictures.
        keys: what is pressed to come there; ``"text:…"`` is typed.
        words: what stands on the screen then, in both languages; empty for nothing to wait for.
        back: what is pressed to leave it again.
        kind: the class of its screen; empty for the one that it was on.
    """

    name: str
    keys: tuple[str, ...]
    words: str = ""
    back: tuple[str, ...] = ()
    kind: str = ""


Stops = tuple[Stop, ...]

LOW = 24
"""Rows that all screens are laid out for."""

TASK_TYPES = (
    "text_to_image",
    "image_to_image",
    "text_to_video",
    "image_to_video",
    "reference_image_to_video",
    "text_to_music",
    "text_to_speech",
    "first_last_frame_to_video",
)

MODELS: Stops = (
    Stop("models", ("j", "j")),
    Stop("models-search", ("slash", "text:audio 1080p", "enter"), back=("escape",)),
    Stop("models-table", ("t",), back=("t",)),
    Stop(
        "compare",
        (*"gljj", "space", "j", "space", "j", "space", "c"),
        kind="CompareScreen",
    ),
    Stop("run-on-all", ("p", "text:a fox in the snow"), kind="RunOnAll", back=("escape", "escape")),
    Stop("compare-left", ("escape",), kind="ModelsScreen"),
    Stop("help", ("question_mark",), kind="HelpDialog"),
    Stop("help-words", ("right",), kind="HelpDialog", back=("escape",)),
    Stop("palette", ("ctrl+p",), kind="Palette", back=("escape",)),
)
CREATE: Stops = (
    Stop("pick-model", ("ctrl+t",), kind="PickDialog", back=("escape",)),
    Stop("presets", ("ctrl+l",), kind="PresetDialog", back=("escape",)),
    Stop("save-preset", ("ctrl+s",), kind="AskDialog", back=("escape",)),
    Stop("pick-file", ("ctrl+f",), kind="FilePicker", back=("escape",)),
    Stop("create-advanced", ("ctrl+o",), back=("ctrl+o",)),
    Stop("create-suggested", ("text:, 10 seconds, 9:16, no vocals, MV",)),
)
TASKS: Stops = (
    Stop("tasks", ("3",), "Hailuo 2.3", kind="TasksScreen"),
    Stop("tasks-result", (*"gjjjjj",), "640 × 480"),
    Stop("tasks-detail", ("enter",), "640 × 480", back=("escape",)),
    Stop("comparison", ("c",), "640 × 480", kind="ComparisonScreen", back=("escape",)),
    Stop("save-as", ("s",), kind="SaveAsDialog", back=("escape",)),
    Stop("settle", (*"gj", "u"), kind="AskDialog", back=("escape",)),
    Stop("leave", ("q",), kind="LeaveDialog", back=("escape",)),
)
HISTORY: Stops = (
    Stop("history", ("4",), "Suno", kind="HistoryScreen"),
    Stop("history-search", ("slash", "text:fox", "enter"), "a red fox", back=("escape",)),
    Stop("history-filter", ("f",), kind="FilterDialog", back=("escape",)),
    Stop("history-tags", ("number_sign",), kind="LineDialog", back=("escape",)),
    Stop("history-export", ("e",), kind="ExportDialog", back=("escape",)),
    Stop("history-instead", ("g", "j", "a"), kind="", back=("escape",)),
    Stop("history-gallery", ("v",), back=("v",)),
    Stop("spend", ("c",), back=("c",)),
)
FLOWS: Stops = (
    Stop("workflows", ("5",), kind="WorkflowsScreen"),
    Stop("new-workflow", ("n",), kind="PickDialog"),
    Stop("sentence", ("enter",), kind="SentenceDialog"),
)
PLAN: Stops = (
    Stop("plan", ("ctrl+r",), kind="PlanScreen"),
    Stop("step", ("e",), kind="StepScreen", back=("escape", "escape")),
    Stop("confirm-plan", ("ctrl+r",), kind="AskDialog"),
    Stop("workflow-run", ("enter",), kind="RunScreen"),
)
SETTINGS: Stops = (
    Stop("settings", ("1", "comma"), kind="SettingsScreen"),
    Stop("setting-text", ("G", "enter"), back=("escape",)),
    Stop("pick-theme", ("g", "j", "j", "j", "enter"), kind="PickDialog", back=("escape",)),
    Stop("keys", ("j", "j", "j", "enter"), kind="KeysDialog", back=("escape",)),
    Stop("forget", ("escape", "action:app.forget_everything"), kind="", back=("escape",)),
)


async def tour(app: ImaApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """Walk from one stop to the next; yields the name of each once it stands there."""
    async for name in _walk(app, pilot, MODELS):
        yield name
    for kind in TASK_TYPES:
        await _create(app, pilot, kind)
        yield f"create-{kind}"
    async for name in _walk(app, pilot, CREATE):
        yield name
    await pilot.press("escape", "escape")
    await fill(app, pilot)
    for part in (TASKS, HISTORY, FLOWS):
        async for name in _walk(app, pilot, part):
            yield name
    app.screen.query_one("#sentence", TextArea).text = "a red fox in the snow"
    for one in ("image", "video", "music"):
        app.screen.query_one(f"#media-{one}", Checkbox).value = True
    for part in (PLAN, SETTINGS):
        async for name in _walk(app, pilot, part):
            yield name
    await first_start(app, pilot)
    yield "first-start"


async def first_start(app: ImaApp, pilot: Pilot[None]) -> None:
    """Show what asks for a key."""
    own = app.profile.folders.key
    screen = WelcomeScreen(app.services, KeySources(environment={}, user="tour", own=own))
    await app.push_screen(screen)
    await settled(app, pilot)


async def _walk(app: ImaApp, pilot: Pilot[None], stops: Stops) -> AsyncIterator[str]:
    for stop in stops:
        for key in stop.keys:
            await _press(app, pilot, key)
        await until(pilot, lambda stop=stop: _stands(app, stop))  # type: ignore[misc]
        await settled(app, pilot)
        yield stop.name
        for key in stop.back:
            await _press(app, pilot, key)
            await pilot.pause()


async def _press(app: ImaApp, pilot: Pilot[None], key: str) -> None:
    if key.startswith("text:"):
        await write(pilot, key.removeprefix("text:"))
    elif key.startswith("action:"):
        await app.run_action(key.removeprefix("action:"))
    else:
        await pilot.press(key)
    await pilot.pause()


def _stands(app: ImaApp, stop: Stop) -> bool:
    kinds = {kind.__name__ for kind in type(app.screen).__mro__}
    low = app.size.height < LOW  # the words may be further down
    return (not stop.kind or stop.kind in kinds) and (low or stop.words in text_of(app))


async def _create(app: ImaApp, pilot: Pilot[None], kind: str) -> None:
    from ima_tui.screens.create import CreateScreen
    from ima_tui.screens.models import ModelsScreen

    leaf = app.services.catalogue.shelves[kind].listing.leaves[0]
    app.screen.post_message(ModelsScreen.Used(leaf))
    await until(pilot, lambda: isinstance(app.screen, CreateScreen))
    await until(pilot, lambda: bool(app.screen.query("Choices")))
    app.screen.query_one("#prompt", TextArea).text = "a red fox trots through fresh snow"
    await settled(app, pilot)


async def settled(app: ImaApp, pilot: Pilot[None]) -> None:
    """Wait until the screen draws nothing new."""
    screen = app.screen
    if isinstance(screen, Page):
        await until(pilot, lambda: screen.laid_out)
        screen.tick()
    same, before = 0, ""
    while same < 4:
        await pilot.pause(0.05)
        now = text_of(app)
        same, before = (same + 1 if now == before else 0), now
