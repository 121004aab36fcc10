"""Prices between the quote and the send, and caps."""

import itertools
from pathlib import Path

import pytest

from ima_tui.store.budget import Caps, OverBudgetError
from ima_tui.store.records import State
from ima_tui.tasks.guards import Guards, Limits

from .clocks import FastClock
from .rooms import kinds, order, plain_leaf, room, told, waits
from .scripted import Scripted, accepted, answer, code, creates, listed, plain_entry, serving


async def test_a_rise_asks_first_and_a_yes_sends_at_that_price(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(8, attribute_id=9))])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        task = await here.until_true(task.id, waits("price_risen"))
        assert (task.asked, service.sends) == (8, 0)
        await here.engine.resume()
        assert here.engine.book.tasks[task.id].problem == "price_risen", "a yes is said one by one"
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    (sent,) = creates(service)
    assert (sent["credit"], sent["attribute_id"], sent["parameters"]["cast"]["points"]) == (8, 9, 8)
    assert (task.points, task.asked) == (8, None)


async def test_a_fall_is_taken_without_asking(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(3))])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        task = await here.until(task.id, State.RUNNING)
        assert (await told(here, task, "price_new")).detail == {"before": 5, "after": 3}
    assert (task.points, creates(service)[0]["credit"]) == (3, 3)


@pytest.mark.parametrize("ceiling", [8, 10])
async def test_a_rise_within_what_was_agreed_to_is_sent(ceiling: int, tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(8))])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)), ceiling=ceiling)
        task = await here.until(task.id, State.RUNNING)
    assert task.points == 8


async def test_a_rise_by_one_point_above_what_was_agreed_to_asks(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(9))])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)), ceiling=8)
        task = await here.until_true(task.id, waits("price_risen"))
        assert (task.asked, service.sends) == (9, 0)


async def test_a_price_that_is_not_certain_any_more_asks_though_it_stayed(tmp_path: Path) -> None:
    unclear = plain_entry(5)
    unclear["credit_rules"].append("no rule that could be read")
    service = Scripted([accepted()], products=[listed(unclear)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        assert task.exact
        task = await here.until_true(task.id, waits("price_risen"))
        assert (task.asked, service.sends) == (5, 0)


async def test_a_model_that_is_not_listed_any_more_waits_for_the_user(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(), listed(plain_entry())])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until_true(task.id, waits("unlisted"))
        assert service.sends == 0
        here.clock.jump(60)
        await here.engine.desk.agree(task.id)
        await here.until(task.id, State.RUNNING)


async def test_a_clock_that_was_set_back_does_not_make_an_old_list_fresh(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(5)), listed(plain_entry(9))])
    async with serving(service):
        async with room(service.url, tmp_path) as here:
            first = await here.engine.submit(order(plain_leaf(5)))
            await here.until(first.id, State.RUNNING)
            here.clock.jump(-3600)
            second = await here.engine.submit(order(plain_leaf(5), "another"))
            await here.until_true(second.id, waits("price_risen"))
    assert service.sends == 1


async def test_a_clock_that_was_set_back_lets_nobody_over_the_cap_of_the_session(
    tmp_path: Path,
) -> None:
    service = Scripted([accepted()])
    guards = Guards(caps=Caps(session=9))
    async with serving(service), room(service.url, tmp_path, guards=guards) as here:
        here.clock.jump(-3600)
        first = await here.engine.submit(order(plain_leaf()))
        await here.until(first.id, State.RUNNING)
        assert here.engine.spent == 5
        with pytest.raises(OverBudgetError):
            await here.engine.submit(order(plain_leaf(), "another"))
    assert service.sends == 1


async def test_sends_at_the_same_time_share_one_look(tmp_path: Path) -> None:
    ids = (accepted(f"task_{number}") for number in itertools.count())
    service = Scripted([next(ids) for _ in range(4)])
    # in real time: on a busy machine a fast clock makes the list too old meanwhile
    async with serving(service), room(service.url, tmp_path, clock=FastClock(1)) as here:
        tasks = [await here.engine.submit(order(plain_leaf(), f"fox {n}")) for n in range(4)]
        for task in tasks:
            await here.until(task.id, State.RUNNING)
    assert (service.sends, service.looks) == (4, 1)


async def test_a_list_that_does_not_come_holds_nothing_for_sent(tmp_path: Path) -> None:
    service = Scripted(
        [accepted()], products=[answer(b"", "502 Bad Gateway"), listed(plain_entry())]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.RUNNING)
        assert "not_sent" in await kinds(here, task)
    assert service.sends == 1


async def test_a_cap_refuses_before_anything_is_queued(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    guards = Guards(caps=Caps(day=9))
    async with serving(service), room(service.url, tmp_path, guards=guards) as here:
        first = await here.engine.submit(order(plain_leaf(5)))
        with pytest.raises(OverBudgetError):
            await here.engine.submit(order(plain_leaf(5), "another"))
        await here.until(first.id, State.RUNNING)
        assert len(here.engine.book.tasks) == 1
    assert here.pending() == []


async def test_a_cap_that_was_raised_lets_what_waits_for_it_go_on(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(8))])
    caps = [Caps(day=5)]
    limits = Limits(lambda: Guards(caps=caps[-1]))
    async with serving(service), room(service.url, tmp_path, limits=limits) as here:
        task = await here.engine.submit(order(plain_leaf(3)), ceiling=20)
        task = await here.until_true(task.id, waits("cap_day"))
        await here.engine.desk.agree(task.id)
        await here.until_true(task.id, waits("cap_day"))
        caps.append(Caps(day=10))
        await here.engine.desk.agree(task.id)
        await here.until(task.id, State.RUNNING)
    assert service.sends == 1


async def test_a_command_s_task_ends_where_the_screen_s_waits(tmp_path: Path) -> None:
    service = Scripted([code(4008)], products=[listed(plain_entry(5)), listed(plain_entry(9))])
    impatient = Guards(patient=False)
    async with serving(service), room(service.url, tmp_path, guards=impatient) as here:
        refused = await here.engine.submit(order(plain_leaf(5)))
        assert (await here.until(refused.id, State.FAILED)).problem == "points"
        here.clock.jump(60)
        dearer = await here.engine.submit(order(plain_leaf(5), "another"))
        assert (await here.until(dearer.id, State.FAILED)).problem == "price_risen"
    assert here.pending() == []
    assert service.sends == 1
