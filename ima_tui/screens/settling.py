"""The question that a task asks of the user, with its answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ..locale import t
from ..locale.formats import points
from ..store.records import State, Task
from ..tasks.desk import Desk
from ..tasks.machine import WATCHED
from ..tasks.problems import ASKING, DAY_PASSED, NOT_CREATED
from ..widgets.task_words import problem_lines
from .dialogs import Answer, AskDialog


@dataclass(frozen=True, slots=True)
class Way:
    """An answer: its label, its effect, and whether it needs a text."""

    words: str
    act: Callable[[Desk, str, str], Awaitable[Task]]
    needs_text: bool = False


WAYS: Mapping[str, Way] = {
    "agree": Way("way-agree", lambda desk, task, _text: desk.agree(task)),
    "take_out": Way("way-take_out", lambda desk, task, _text: desk.take_out(task)),
    "attach": Way("way-attach", lambda desk, task, text: desk.attach(task, text), needs_text=True),
    "not_created": Way("way-not_created", lambda desk, task, _text: desk.not_created(task)),
    "send_again": Way("way-send_again", lambda desk, task, _text: desk.send_again(task)),
    "watch_again": Way("way-watch_again", lambda desk, task, _text: desk.watch_again(task)),
    "stop": Way("way-stop", lambda desk, task, _text: desk.stop_watching(task)),
}


def ways_of(task: Task) -> tuple[str, ...]:
    """Return the possible answers for a task; empty if it asks nothing."""
    if task.state is State.UNCONFIRMED:
        return ("attach", "not_created", "send_again")
    if task.state is State.QUEUED and task.problem in ASKING:
        return ("agree", "take_out")
    if task.state in WATCHED and task.problem == DAY_PASSED:
        return ("watch_again", "stop")
    if task.state is State.STOPPED and task.task_id is not None:
        return ("watch_again",)
    if task.state is State.STOPPED and task.problem == NOT_CREATED and task.step is None:
        return ("attach",)
    return ()


def question(task: Task) -> AskDialog:
    """Return the question for a task that asks one."""
    ways = ways_of(task)
    lines = [f"{task.model_name} · {points(task.points)}", *problem_lines(task)]
    if task.problem == NOT_CREATED:
        lines.append(t("settle-turned-up"))
    if task.asked is not None:
        lines.append(t("settle-now-costs", points=points(task.asked)))
    answers = [Answer(way, t(_words(way, task)), WAYS[way].needs_text) for way in ways]
    field = t("settle-id-hint") if "attach" in ways else None
    return AskDialog(t("settle-title"), lines, answers, field)


def _words(way: str, task: Task) -> str:
    """The label of an answer: without a new price, agreeing means trying again."""
    return "way-try_again" if way == "agree" and task.asked is None else WAYS[way].words
