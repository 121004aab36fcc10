"""Ids of tasks: those of one instant differ, and they sort by when they were made."""

from ima_tui.tasks.intake import new_task_id


def test_ten_thousand_tasks_of_one_instant_have_ids_of_their_own() -> None:
    assert len({new_task_id(1_700_000_000.0) for _ in range(10_000)}) == 10_000


def test_a_later_task_sorts_behind_an_earlier_one() -> None:
    made = [new_task_id(1_700_000_000.0 + number / 1000) for number in range(50)]
    assert made == sorted(made)
