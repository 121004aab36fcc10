"""Which rows the monitor has."""

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.store.records import State, Task
from ima_tui.tasks.groups import BATCH, COMPARISON, is_comparison, new_group
from ima_tui.widgets.group_words import group_percent, group_state
from ima_tui.widgets.task_lines import KINDS, MEDIA, Line, TaskFilter, arrange

from .leaves import STEADY
from .tasks import task

TASKS = st.lists(
    st.builds(
        task,
        st.integers(0, 30),
        state=st.sampled_from(State),
        media=st.sampled_from(MEDIA[1:]),
        group_id=st.sampled_from([None, "batch-1", "compare-2"]),
        prompt=st.sampled_from([None, "a red fox", "狐狸"]),
        place=st.none() | st.floats(0, 10),
    ),
    unique_by=lambda one: one.id,
    max_size=30,
)
FILTERS = st.builds(
    TaskFilter,
    st.sampled_from(list(KINDS)),
    st.sampled_from(MEDIA),
    st.sampled_from(["", "FOX", "狐狸", "red one"]),
)


def keys(lines: list[Line]) -> list[str]:
    return [line.key for line in lines]


def test_open_work_is_on_top_then_the_queue_in_its_order_then_what_ended() -> None:
    tasks = [
        task(1, state=State.DONE),
        task(2, state=State.QUEUED, place=9.0),
        task(3, state=State.QUEUED, place=3.0),
        task(4, state=State.RUNNING),
        task(5, state=State.UNCONFIRMED),
    ]
    assert keys(arrange(tasks)) == ["task5", "task4", "task3", "task2", "task1"]


def test_a_group_stands_together_where_its_first_task_would() -> None:
    tasks = [
        task(1, group_id="batch-1", state=State.DONE),
        task(2, state=State.RUNNING),
        task(3, group_id="batch-1", state=State.RUNNING),
    ]
    lines = arrange(tasks)
    assert keys(lines) == ["batch-1", "task1", "task3", "task2"]
    assert [line.inside for line in lines] == [False, True, True, False]
    assert keys(arrange(tasks, folded={"batch-1"})) == ["batch-1", "task2"]


def test_a_group_of_one_is_a_task() -> None:
    assert keys(arrange([task(1, group_id="batch-1")])) == ["task1"]


def test_what_another_window_watches_is_shown_once_and_as_theirs() -> None:
    ours, theirs = task(1, state=State.RUNNING), task(1, state=State.DONE)
    (line,) = arrange([ours], [theirs])
    assert line.elsewhere
    assert line.task is theirs


@STEADY
@given(TASKS, FILTERS)
def test_every_task_that_a_filter_shows_is_there_once(tasks: list[Task], shown: TaskFilter) -> None:
    lines = arrange(tasks, shown=shown)
    found = sorted(line.task.id for line in lines if line.task is not None)
    assert found == sorted(one.id for one in tasks if shown.shows(one))
    assert len(set(keys(lines))) == len(lines)
    folded = arrange(tasks, shown=shown, folded={"batch-1", "compare-2"})
    held = [t for line in folded for t in (line.group.tasks if line.group else [line.task]) if t]
    assert sorted(one.id for one in held) == found


def test_a_filter_goes_round() -> None:
    shown = TaskFilter()
    for _ in KINDS:
        shown = shown.turned(1)
    for _ in MEDIA:
        shown = shown.turned_media()
    assert shown == TaskFilter()
    assert shown.turned(-1).turned(1) == shown


def test_words_are_looked_for_in_model_prompt_and_ids() -> None:
    one = task(1, prompt="A red Fox", task_id="task_9f")
    for words in ("fox red", "MODEL", "9F", "模型", "task1"):
        assert TaskFilter(text=words).shows(one)
    assert not TaskFilter(text="fox blue").shows(one)


def test_steps_of_a_workflow_are_found_by_its_name_too() -> None:
    one = task(1, prompt="a fox", group_id="flow-abc", step="film")
    for words in ("@film", "@abc", "@lamp", "@LAMP fox"):
        assert TaskFilter(text=words, runs={"lamp": ("flow-abc",)}).shows(one)
    assert not TaskFilter(text="lamp", runs={"lamp": ("flow-abc",)}).shows(one)
    assert not TaskFilter(text="@lamp", runs={"lamp": ("flow-other",)}).shows(one)


def test_what_needs_the_user_is_what_asks() -> None:
    asks = [
        task(1, state=State.UNCONFIRMED),
        task(2, state=State.QUEUED, problem="price_risen"),
        task(3, state=State.TAKING_LONG, problem="day_passed"),
    ]
    quiet = [task(4, state=State.QUEUED), task(5, state=State.RUNNING), task(6, state=State.DONE)]
    assert [KINDS["needs_you"](one) for one in (*asks, *quiet)] == [True] * 3 + [False] * 3


def test_a_group_tells_what_needs_the_user_before_how_the_rest_goes() -> None:
    states = [State.DONE, State.RUNNING, State.UNCONFIRMED]
    assert group_state([task(state=state) for state in states]) is State.UNCONFIRMED
    assert group_state([task(state=state) for state in states[:2]]) is State.RUNNING
    assert group_state([task(state=State.DONE), task(state=State.FAILED)]) is State.PARTIAL
    assert group_state([task(state=State.STOPPED), task(state=State.FAILED)]) is State.FAILED
    assert group_state([task(state=State.DONE)] * 2) is State.DONE


def test_a_group_is_as_far_as_its_tasks_are_together() -> None:
    half = task(state=State.RUNNING, accepted_at=1000.0, estimate_high=100.0)
    assert group_percent([half, task(state=State.FAILED)], 1050.0) == 75


def test_groups_tell_what_they_are() -> None:
    assert is_comparison(new_group(COMPARISON))
    assert not is_comparison(new_group(BATCH))
    assert new_group(BATCH) != new_group(BATCH)
