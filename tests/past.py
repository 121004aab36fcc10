"""A small past, as earlier runs would have left it on disk."""

from dataclasses import replace
from pathlib import Path

from ima_tui.store.database import Database
from ima_tui.store.folders import demo_folders, live_folders
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import Event, State, Task, TaskMedia

NOON = 1_790_000_000.0
"""When it is now: 21 September 2026."""

_ROWS = (
    ("image", "SeeDream 4.5", "a red fox", State.DONE, None, 5),
    ("video", "Google Veo 3.1", "狐狸在雪地里奔跑", State.FAILED, "heavy", 330),
    ("music", "Suno", "upbeat lo-fi hip hop, 90 BPM", State.UNCONFIRMED, "no_answer", 25),
    ("speech", "seed-tts-2.0", "Good morning.", State.PARTIAL, None, 2),
)


def past() -> list[Task]:
    """Four tasks, newest first, each with a result whose file was moved away since."""
    return [
        Task(
            id=f"{number:06}",
            owner="gone",
            state=state,
            created_at=NOON - 100 * number,
            accepted_at=NOON - 100 * number + 1,
            ended_at=NOON - 100 * number + 22,
            task_type=f"text_to_{media}",
            media=media,
            model_id="m",
            version="v",
            model_name=model,
            credit=credit,
            count=1,
            exact=True,
            estimate_low=20,
            estimate_high=60,
            poll=5,
            body_hash="",
            key_print="",
            settings={},
            task_id=f"task_{number}",
            prompt=prompt,
            problem=problem,
            medias=(TaskMedia(0, "ready", width=1024, height=1024, path=f"/nowhere/{number}.png"),),
        )
        for number, (media, model, prompt, state, problem, credit) in enumerate(_ROWS)
    ]


def settled_past() -> list[Task]:
    """The same of an hour before, with nothing that a program would take up or still show."""
    return [
        replace(
            task,
            id=f"9{task.id}",
            state=State.STOPPED if task.state is State.UNCONFIRMED else task.state,
            created_at=task.created_at - 3600,
            ended_at=task.created_at - 3500,
        )
        for task in past()
    ]


async def write_past(home: Path, tasks: list[Task], *, demo: bool = False) -> None:
    """Write tasks to the store of a home, with their media."""
    folders = (demo_folders if demo else live_folders)({"IMA_TUI_HOME": str(home)})
    database = Database(folders.database)
    await database.open()
    ledger = Ledger(database)
    for task in tasks:
        before = Task(**{name: getattr(task, name) for name in Task.__slots__} | {"medias": ()})
        await ledger.add(before, Event(task.created_at, "queued", {"points": task.points}))
        await ledger.move(before, task, None)
    await database.close()
