"""The texts of the row of a group of tasks."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..locale import t
from ..locale.formats import points
from ..store.records import State, Task
from ..tasks.groups import is_comparison, run_of_group
from ..tasks.machine import OPEN, WATCHED
from .task_lines import Group
from .task_words import percent, state_word

_MOST_COUNTS = 3


def group_state(tasks: Iterable[Task]) -> State:
    """Return the state of a group: what needs the user first, then work, then the outcome."""
    states = {task.state for task in tasks}
    if State.UNCONFIRMED in states:
        return State.UNCONFIRMED
    if states & WATCHED:
        return State.RUNNING
    still = [state for state in State if state in states & OPEN]
    if still:
        return still[-1]
    if len(states) == 1:
        return next(iter(states))
    return State.PARTIAL if states & {State.DONE, State.PARTIAL} else State.FAILED


def group_name(group: Group) -> str:
    """Return the kind of a group, and its size."""
    kind = "compare" if is_comparison(group.id) else "batch"
    if run_of_group(group.id) is not None:
        kind = "flow"
    return t(f"group-{kind}", count=len(group.tasks))


def group_prompt(group: Group) -> str:
    """Return the prompt of a comparison; those of a batch differ."""
    prompts = {task.prompt for task in group.tasks}
    models = Counter(task.model_name for task in group.tasks)
    if len(prompts) == 1:
        return group.tasks[0].prompt or ", ".join(models)
    return ", ".join(models)


def group_percent(tasks: Sequence[Task], now: float) -> int:
    """Return the overall progress of a group; ended tasks count as complete."""
    return sum(percent(task, now) if task.state in OPEN else 100 for task in tasks) // len(tasks)


def group_remark(tasks: Sequence[Task]) -> str:
    """Return the number of tasks by state, the most first: ``3 done · 1 failed``."""
    return " · ".join(f"{count} {word}" for word, count in _counts(tasks)[:_MOST_COUNTS])


def group_lines(group: Group) -> list[str]:
    """Return the description of a group: its kind, its price, its state."""
    total = sum(task.points for task in group.tasks)
    lines = [f"{group_name(group)} · {points(total)}", group_prompt(group), ""]
    lines += [f"{count} {word}" for word, count in _counts(group.tasks)]
    return [*lines, "", t("group-hint")]


def _counts(tasks: Iterable[Task]) -> list[tuple[str, int]]:
    return Counter(state_word(task) for task in tasks).most_common()
