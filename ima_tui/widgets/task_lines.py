"""The rows of the monitor: tasks, and groups above their tasks, filtered and ordered."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..store.records import State, Task
from ..tasks.book import place_of
from ..tasks.groups import run_of_group
from ..tasks.machine import OPEN, PREPARED, UNSETTLED, WATCHED
from ..tasks.problems import ASKING, DAY_PASSED

ALL = "all"


def needs_user(task: Task) -> bool:
    """Return whether a task waits for something that only the user can settle."""
    if task.state is State.QUEUED:
        return task.problem in ASKING
    return task.state is State.UNCONFIRMED or (task.state in WATCHED and task.problem == DAY_PASSED)


KINDS: Mapping[str, Callable[[Task], bool]] = {
    ALL: lambda _task: True,
    "running": lambda task: task.state in OPEN - UNSETTLED,
    "waiting": lambda task: task.state in PREPARED or task.state is State.SENDING,
    "needs_you": needs_user,
    "done": lambda task: task.state in {State.DONE, State.PARTIAL},
    "failed": lambda task: task.state in {State.FAILED, State.PARTIAL, State.STOPPED},
}
"""The kinds to filter by, in the order of the key that cycles through them."""

MEDIA = (ALL, "image", "video", "music", "speech")


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """The filter of tasks.

    Attributes:
        kind: one of ``KINDS``.
        media: one of ``MEDIA``.
        text: words that the model, the prompt or an id must contain; ``@word`` matches the step of
            a workflow, or the workflow.
        runs: the groups of the runs that an ``@word`` means, by that word in lower case.
    """

    kind: str = ALL
    media: str = ALL
    text: str = ""
    runs: Mapping[str, Collection[str]] = field(default_factory=dict)

    def shows(self, task: Task) -> bool:
        """Return whether a task matches the filter."""
        if self.media not in {ALL, task.media} or not KINDS[self.kind](task):
            return False
        if not self.text:
            return True
        held = f"{task.model_name} {task.prompt or ''} {task.id} {task.task_id or ''}".casefold()
        run = run_of_group(task.group_id)
        held += f" @{task.step} @{run}".casefold() if run is not None else ""
        return all(
            word in held or (word[0] == "@" and task.group_id in self.runs.get(word[1:], ()))
            for word in self.text.casefold().split()
        )

    def turned(self, by: int) -> "TaskFilter":
        """Return it with the next kind, or the one before."""
        return replace(self, kind=_turned(tuple(KINDS), self.kind, by))

    def turned_media(self) -> "TaskFilter":
        """Return it with the next medium."""
        return replace(self, media=_turned(MEDIA, self.media, 1))


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks ordered together, as far as they match the filter."""

    id: str
    tasks: tuple[Task, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a task, or a group.

    Attributes:
        inside: whether it is below its group.
        elsewhere: whether another program owns it.
    """

    task: Task | None = None
    group: Group | None = None
    inside: bool = False
    elsewhere: bool = False

    @property
    def key(self) -> str:
        """Identifies the row."""
        return self.task.id if self.task is not None else self.group.id if self.group else ""


def arrange(
    tasks: Iterable[Task],
    others: Iterable[Task] = (),
    shown: TaskFilter | None = None,
    folded: Collection[str] = (),
) -> list[Line]:
    """Return the rows: open tasks first, newest on top; then the queue in order; then ended ones.

    A group is where its first task would be, with its tasks together in their order.

    Args:
        tasks: this program's.
        others: tasks of other programs on the same data folder; one in both is theirs.
        shown: the filter; None for all.
        folded: the groups whose tasks are hidden.
    """
    shown = shown or TaskFilter()
    theirs = {task.id: task for task in others}
    both = [task for task in tasks if task.id not in theirs]
    both = [task for task in (*both, *theirs.values()) if shown.shows(task)]
    both.sort(key=_rank)
    groups: dict[str, list[Task]] = {}
    for task in both:
        if task.group_id is not None:
            groups.setdefault(task.group_id, []).append(task)
    lines: list[Line] = []
    for task in both:
        members = groups.get(task.group_id or "", [])
        if len(members) < 2:
            lines.append(Line(task, elsewhere=task.id in theirs))
        elif members[0] is task:
            lines += _grouped(members, theirs, folded)
    return lines


def _grouped(
    members: Sequence[Task], theirs: Collection[str], folded: Collection[str]
) -> list[Line]:
    ordered = sorted(members, key=lambda task: (task.created_at, task.id))
    id_ = ordered[0].group_id or ""
    head = Line(group=Group(id_, tuple(ordered), id_ in folded))
    if id_ in folded:
        return [head]
    return [head, *(Line(one, inside=True, elsewhere=one.id in theirs) for one in ordered)]


def _rank(task: Task) -> tuple[int, float]:
    if task.state is State.QUEUED:
        return 1, place_of(task)
    return (2 if task.state not in OPEN else 0), -task.created_at


def _turned(names: Sequence[str], held: str, by: int) -> str:
    return names[(names.index(held) + by) % len(names)]
