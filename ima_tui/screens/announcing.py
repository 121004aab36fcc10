"""Notices of ended tasks: on screen, by the bell, on the desktop and in the window's title."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from textual.app import App

from ..locale import t
from ..notices import KEEP_TITLE, OLD_TITLE, Ends, desktop_notice, window_title
from ..services import Services
from ..stage import Stage
from ..store.records import State, Task
from ..tasks.machine import WATCHED
from ..tasks.results import ready_count
from ..widgets.task_words import percent, state_word

Severity = Literal["information", "warning"]

_OVER = frozenset({State.DONE, State.PARTIAL, State.FAILED})
"""The states that end a task; the others wait for an answer when they are announced."""


class Announcer:
    """Announces ended tasks, those of one moment together. Never includes prompts.

    Args:
        app: the app, for its terminal.
        services: the engine, and which notices the user wants (``notices.*``).
    """

    def __init__(self, app: App[None], services: Services) -> None:
        self._app = app
        self._services = services
        self._ends = Ends()
        self._title = ""
        self._over = False
        services.changed.subscribe(self._begin)

    def _begin(self, stage: Stage) -> None:
        engine = self._services.engine
        if engine is not None and stage is Stage.READY:
            for task in engine.book.tasks.values():
                self._ends.note(task)
            engine.book.changed.subscribe(self._ends.note)

    def tick(self) -> None:
        """Announce what is new; called periodically."""
        engine = self._services.engine
        # while the app exits there is no screen to show it on
        if engine is None or self._over:
            return
        ended = self._ends.take()
        if ended:
            self._tell(ended)
        if self._wants("title"):
            self._show_title(list(engine.book.tasks.values()))

    def end(self) -> None:
        """Give the window its old title back."""
        self._over = True
        if self._title:
            self._write(OLD_TITLE)

    def _tell(self, ended: Sequence[Task]) -> None:
        words = notice_words(ended)
        well = all(task.state is State.DONE for task in ended)
        severity: Severity = "information" if well else "warning"
        # on Tasks its row shows it, so no toast covers the list
        if self._wants("toast") and getattr(self._app.screen, "scope", "") != "tasks":
            self._app.notify(words, severity=severity, markup=False)
        if self._wants("bell", default=False):
            self._app.bell()
        if self._wants("desktop") and not self._app.app_focus:
            self._write(desktop_notice(t("notice-title"), words, os.environ))

    def _show_title(self, tasks: Sequence[Task]) -> None:
        title = title_words(tasks, self._services.clock.now())
        if title != self._title:
            before, self._title = self._title, title
            self._write(window_title(title) if before else KEEP_TITLE + window_title(title))

    def _wants(self, kind: str, *, default: bool = True) -> bool:
        return bool(self._services.settings.values.get(f"notices.{kind}", default))

    def _write(self, sequence: str) -> None:
        driver = self._app._driver  # noqa: SLF001 - Textual has no other way to its terminal
        if sequence and driver is not None and not self._app.is_headless:
            driver.write(sequence)


def notice_words(ended: Sequence[Task]) -> str:
    """Return the text of a notice of ended tasks, without prompts."""
    if len(ended) == 1:
        (task,) = ended
        name = task.model_name
        if task.state in {State.DONE, State.PARTIAL}:
            about = {"model": name, "state": state_word(task), "count": ready_count(task)}
            return t("notice-made", **about)
        if task.state is State.FAILED:
            return t("notice-failed", model=name, why=t(f"brief-{task.problem or 'generation'}"))
        return t("notice-asks", model=name)
    over = [state_word(task) for task in ended if task.state in _OVER]
    parts = [f"{count} {word}" for word, count in Counter(over).most_common()]
    if len(over) < len(ended):
        parts.append(t("summary-unconfirmed", count=len(ended) - len(over)))
    return t("notice-many", count=len(ended), states=", ".join(parts))


def title_words(tasks: Sequence[Task], now: float) -> str:
    """Return the window's title: how many tasks run, and their overall progress."""
    running = [task for task in tasks if task.state in WATCHED]
    if not running:
        return t("title-idle")
    done = sum(percent(task, now) for task in running) // len(running)
    return t("title-running", count=len(running), done=done)
