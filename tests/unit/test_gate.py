"""When looks may leave, what is due first, and what the line looks like: without any service."""

import pytest

from ima_tui.tasks.agenda import Agenda
from ima_tui.tasks.backoff import Backoff
from ima_tui.tasks.connection import Connection
from ima_tui.tasks.gate import AT_ONCE, Gate


def gate() -> Gate:
    return Gate(Backoff(2.0, 60.0, lambda: 0.5), Backoff(2.0, 60.0, lambda: 0.5))


def gap(door: Gate, now: float) -> float:
    """How far apart looks are: the wait after one that may leave."""
    assert door.wait(now) == 0
    door.enter(now)
    door.leave()
    return door.wait(now)


def test_so_many_at_once_and_no_more() -> None:
    door = gate()
    for _ in range(AT_ONCE):
        assert not door.full
        door.enter(0.0)
    assert door.full
    assert door.wait(0.0) == 0
    door.leave()
    assert not door.full


def test_too_many_requests_stops_and_spreads_and_answers_heal() -> None:
    door = gate()
    door.limited(10.0, 9.9, None)
    assert door.wait(10.0) == 2
    door.limited(15.0, 14.9, None)
    assert door.wait(15.0) == 4
    assert gap(door, 19.0) == 0.5
    for _ in range(200):
        door.answered()
    assert gap(door, 30.0) == 0


def test_calls_that_left_together_are_refused_as_one() -> None:
    door = gate()
    for _ in range(AT_ONCE):
        door.limited(10.0, 9.9, 3.0)
    assert door.wait(10.0) == 3
    assert gap(door, 13.0) == 0.25


def test_the_longest_wait_that_the_service_asked_for_holds() -> None:
    door = gate()
    door.limited(10.0, 9.9, 90.0)
    door.limited(10.5, 9.9, 5.0)
    assert door.wait(10.5) == 89.5


def test_while_it_is_unreachable_one_probe_at_a_time_ever_less_often() -> None:
    door = gate()
    door.unreachable(10.0, 9.0)
    waits = []
    now = 10.0
    for _ in range(7):
        assert not door.full
        waits.append(door.wait(now))
        now += waits[-1]
        door.enter(now)
        assert door.full
        door.unreachable(now + 1, now)
        now += 1
        door.leave()
    assert waits == [2, 4, 8, 16, 32, 60, 60]
    door.answered()
    assert not door.probing


def test_an_agenda_knows_one_moment_for_each_name() -> None:
    agenda = Agenda()
    assert agenda.first() is None
    agenda.put("a", 5.0)
    agenda.put("b", 3.0)
    agenda.put("b", 7.0)
    assert agenda.first() == (5.0, "a")
    agenda.drop("a")
    assert agenda.first() == (7.0, "b")
    agenda.put("b", 1.0)
    assert agenda.first() == (1.0, "b")
    agenda.drop("b")
    assert agenda.first() is None
    assert "b" not in agenda


@pytest.mark.parametrize(
    ("calls", "problem"),
    [
        (["connection"], None),
        (["connection", None, "connection"], None),
        (["connection", "connection"], "connection"),
        (["no_answer"], None),
        (["no_answer", None, "no_answer"], None),
        (["no_answer", "not_the_service"], "not_the_service"),
        (["connection", "no_answer"], "no_answer"),
        (["connection", None], None),
        (["key"], "key"),
        (["bad_request"], None),
        (["connection", "bad_request"], None),
        (["rate"], "rate"),
    ],
)
def test_what_calls_say_of_the_line(calls: list[str | None], problem: str | None) -> None:
    line = Connection()
    for call in calls:
        line.report(call)
    assert line.problem == problem
    assert line.down == (problem in {"connection", "no_answer", "not_the_service"})
    assert line.useless == (line.down or problem == "key")
