"""Texts of a task's state, progress and timeline, for the monitor and the history."""

from typing import TYPE_CHECKING

from ..api.wire import MediaState
from ..catalog.estimates import progress
from ..locale import t
from ..locale.formats import clock_time, duration, expected, size
from ..store.records import Event, State, Task, TaskMedia
from ..tasks.machine import UNSETTLED, WATCHED
from ..tasks.problems import LINKS
from ..tasks.results import left_there, ready_count
from ..wording.records import took

if TYPE_CHECKING:
    from ..tasks.preparing import Progress

MEDIA_SIGNS = {"image": "▣", "video": "▶", "music": "♪", "speech": "¶"}

STATE_SIGNS = {
    State.QUEUED: ("·", "muted"),
    State.UPLOADING: ("↑", "accent"),
    State.VERIFYING: ("?", "accent"),
    State.SENDING: ("→", "accent"),
    State.RUNNING: ("▸", "accent"),
    State.TAKING_LONG: ("▸", "warn"),
    State.SAVING: ("↓", "accent"),
    State.DONE: ("✓", "good"),
    State.PARTIAL: ("◐", "warn"),
    State.FAILED: ("✗", "bad"),
    State.UNCONFIRMED: ("!", "warn"),
    State.STOPPED: ("■", "muted"),
}


def percent(task: Task, now: float) -> int:
    """Return the shown percentage of a task; 100 only if it ended well."""
    if task.state in {State.DONE, State.PARTIAL}:
        return 100
    if task.state is State.SAVING:
        return 95
    if task.accepted_at is None:
        return 0
    return progress(now - task.accepted_at, task.expected[1])


def state_word(task: Task) -> str:
    """Return a task's state as a word."""
    return t(f"state-{task.state}")


def prompt_words(task: Task) -> str:
    """Return a task's prompt, or a note if it is unknown or only in its request."""
    if task.prompt:
        return task.prompt
    return t("prompt-kept") if task.state in UNSETTLED else t("prompt-not-kept")


def remark(task: Task, now: float, inputs: "Progress | None" = None) -> str:
    """Return a short remark on a task's current state.

    Args:
        task: the task.
        now: seconds since the epoch.
        inputs: the progress of uploading and verifying them.
    """
    if inputs is not None and task.state is State.UPLOADING:
        return t("remark-uploading", done=size(inputs.done), total=size(inputs.total))
    if inputs is not None and task.state is State.VERIFYING:
        return t("remark-verifying", done=inputs.done, total=inputs.total)
    if task.state in WATCHED and task.problem is not None:
        return t(f"brief-{task.problem}")
    if task.state in WATCHED and task.accepted_at is not None:
        elapsed = now - task.accepted_at
        low, high = task.expected
        if elapsed > high:
            words = "remark-almost" if task.usual_high is None else "remark-slower"
            return t(words, elapsed=duration(elapsed))
        whole = expected(low, high)
        # in the unit of the expected time, so that both are easy to compare
        return t("remark-elapsed", elapsed=_seconds(elapsed), expected=whole)
    if task.state in {State.DONE, State.PARTIAL}:
        return _result_remark(task)
    if task.problem is not None:
        return t(f"brief-{task.problem}")
    if task.state is State.QUEUED:
        return t("remark-queued")
    return ""


def _result_remark(task: Task) -> str:
    """Return how many results there are, and how long they took if that is known."""
    left, seconds = len(left_there(task)), took(task)
    files = (
        t("remark-at-service", count=left) if left else t("remark-files", count=ready_count(task))
    )
    return files if seconds is None else f"{files} · {duration(seconds)}"


def _seconds(elapsed: float) -> str:
    return t("duration-seconds", seconds=max(0, int(elapsed)))


def problem_lines(task: Task) -> list[str]:
    """Return what happened, why and what to do next, with a link if one helps."""
    if task.problem is None:
        return [t("left-at-service")] if left_there(task) else []
    lines = [t(f"problem-{task.problem}")]
    if task.problem in LINKS:
        lines.append(LINKS[task.problem])
    if task.state is State.UNCONFIRMED:
        lines.append(t("next-unconfirmed"))
    return lines


def event_line(event: Event) -> str:
    """Return one line of a timeline."""
    detail = dict(event.detail)
    if "problem" in detail:
        detail["problem"] = t(f"brief-{detail['problem']}")
    kind = event.kind
    if "until" in detail:
        detail["until"] = clock_time(float(detail["until"]))
        kind = "accepted-until"
    return f"{clock_time(event.at)}  {t(f'event-{kind}', **detail)}"


def media_line(media: TaskMedia, total: int) -> str:
    """Return the description of one result; ``total`` is the number of the task's results."""
    facts = [t("media-number", number=media.position + 1, total=total)]
    if media.width and media.height:
        facts.append(f"{media.width}×{media.height}")
    if media.duration:
        facts.append(media.duration)
    if media.bytes is not None:
        facts.append(size(media.bytes))
    if media.path is not None:
        facts.append(media.path)
    elif media.at_service and media.state == MediaState.READY:
        facts.append(t("media-at-service"))
    elif media.state == MediaState.READY:
        facts.append(t("media-saving"))
    else:
        facts.append(t(f"media-{media.state}"))
    return " · ".join(facts)
