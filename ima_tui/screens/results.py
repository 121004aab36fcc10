"""Opening and playing what a task made, wherever it is shown."""

from typing import Any

from textual.screen import Screen

from ..desktop import open_path
from ..locale import t
from ..player import Player, PlayError
from ..store.records import Task, TaskMedia


def open_result(screen: Screen[Any], path: str | None) -> None:
    """Open a saved file with the system's viewer, or say why not.

    Args:
        screen: where messages appear.
        path: the file; None if none was saved.
    """
    if path is None:
        screen.notify(t("open-nothing"), markup=False)
    elif not open_path(path):
        screen.notify(t("open-failed", path=path), severity="warning", markup=False)


def play_or_stop(
    screen: Screen[Any], player: Player, task: Task | None, media: TaskMedia | None
) -> None:
    """Play a result, or stop playing; say so if there is nothing to play.

    Args:
        screen: where messages appear.
        player: plays one thing at a time.
        task: what made the result.
        media: the result.
    """
    if player.playing is not None:
        player.stop()
    elif task is None or media is None or media.path is None or task.media == "image":
        screen.notify(t("play-nothing"), markup=False)
    else:
        try:
            player.play(media.path, film=task.media == "video")
        except PlayError as error:
            screen.notify(t(f"play-{error.reason}"), severity="warning", markup=False)
