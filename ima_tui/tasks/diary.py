"""Logging of tasks and the connection: ids and codes."""

from ..logs import Log
from ..store.records import State, Task
from .engine import Engine


class Diary:
    """Logs each change of a task's state or problem, and of the connection."""

    def __init__(self, engine: Engine, log: Log) -> None:
        self._log = log
        self._stood: dict[str, tuple[State, str | None]] = {}
        engine.book.changed.subscribe(self._on_task)
        engine.line.changed.subscribe(self._on_line)

    def _on_task(self, task: Task) -> None:
        stands = (task.state, task.problem)
        if self._stood.get(task.id) == stands:
            return
        self._log.note(
            "task",
            id=task.id,
            state=task.state,
            problem=task.problem,
            task_id=task.task_id,
            points=task.points,
        )
        self._stood[task.id] = stands

    def _on_line(self, problem: str | None) -> None:
        self._log.note("line", problem=problem or "none")
