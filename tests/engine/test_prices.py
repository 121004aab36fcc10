"""Prices between the quote and the send, caps, corrections, and what only the user settles."""

import itertools
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Leaf
from ima_tui.store.budget import Caps, OverBudgetError
from ima_tui.store.records import Event, State, Task
from ima_tui.tasks.desk import SettleError
from ima_tui.tasks.guards import Corrections, Guards, Limits

from .clocks import FastClock
from .rooms import Room, order, plain_leaf, room
from .scripted import Scripted, accepted, answer, code, listed, plain_entry, serving

FILM: dict[str, Any] = {
    "id": "film-1",
    "model_id": "film",
    "name": "Film",
    "type": "3",
    "form_config": [
        {
            "field": "resolution",
            "label": "Resolution",
            "type": "tags",
            "value": "1080P",
            "options": [{"label": name, "value": name} for name in ("720P", "1080P")],
        }
    ],
    "credit_rules": [
        {"attribute_id": 1, "points": 20, "attributes": {"resolution": "720P"}},
        {"attribute_id": 2, "points": 40, "attributes": {"resolution": "1080P"}},
    ],
}


def film() -> Leaf:
    return parse_listing([FILM], "text_to_image").leaves[0]


def creates(service: Scripted) -> list[dict[str, Any]]:
    sent = (one.body for one in service.seen if one.path.endswith("/create"))
    return [msgspec.json.decode(body)["parameters"][0] for body in sent]


async def kinds(here: Room, task: Task) -> list[str]:
    return [event.kind for event in await here.ledger.timeline(task.id)]


async def told(here: Room, task: Task, kind: str) -> Event:
    events = await here.ledger.timeline(task.id)
    return next(event for event in events if event.kind == kind)


def waits(problem: str) -> Callable[[Task], bool]:
    return lambda task: task.state is State.QUEUED and task.problem == problem


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
    async with serving(service), room(service.url, tmp_path) as here:
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


async def test_6006_with_a_dearer_price_asks_first(tmp_path: Path) -> None:
    service = Scripted(
        [code(6006), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(9))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        task = await here.until_true(task.id, waits("price_risen"))
        assert (task.asked, service.sends) == (9, 1)
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert [sent["credit"] for sent in creates(service)] == [5, 9]


async def test_6010_looks_again_and_sends_once_more(tmp_path: Path) -> None:
    service = Scripted(
        [code(6010), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(5, 7))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        await here.until(task.id, State.RUNNING)
        assert "corrected_rule" in await kinds(here, task)
    assert [sent["attribute_id"] for sent in creates(service)] == [1, 7]


@pytest.mark.parametrize("ceiling", [5, 8])
async def test_another_rule_above_what_was_agreed_to_asks_before_it_is_taken(
    ceiling: int, tmp_path: Path
) -> None:
    service = Scripted(
        [code(6010), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(9, 7))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)), ceiling=ceiling)
        task = await here.until_true(task.id, lambda now: now.problem is not None)
        assert (task.state, task.problem, task.asked) == (State.QUEUED, "correction", 9)
        assert task.points == 5, "what was agreed to counts until the user says yes"
        assert "corrected_rule" not in await kinds(here, task), "nothing was corrected yet"
        assert service.sends == 1
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert task.points == 9
    assert [sent["credit"] for sent in creates(service)] == [5, 9]


@pytest.mark.parametrize(("ceiling", "asks"), [(40, True), (59, True), (60, False)])
async def test_a_notch_down_that_costs_more_asks_only_above_what_was_agreed_to(
    ceiling: int, asks: bool, tmp_path: Path
) -> None:
    cheap = FILM["credit_rules"][0] | {"points": 60}
    dear_below = FILM | {"credit_rules": [cheap, FILM["credit_rules"][1]]}
    service = Scripted([code(500), accepted()], products=[listed(dear_below)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(film()), ceiling=ceiling)
        if asks:
            task = await here.until_true(task.id, lambda now: now.problem is not None)
            assert (task.problem, task.asked, task.points) == ("correction", 60, 40)
            assert service.sends == 1
            await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert task.points == 60
    assert [sent["credit"] for sent in creates(service)] == [40, 60]


async def test_500_goes_one_notch_down_and_says_so(tmp_path: Path) -> None:
    service = Scripted([code(500), accepted()], products=[listed(FILM)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(film()))
        task = await here.until(task.id, State.RUNNING)
        notch = (await told(here, task, "corrected_notch")).detail
    assert notch == {"parameter": "resolution", "before": "1080P", "after": "720P", "points": 20}
    assert [sent["parameters"]["resolution"] for sent in creates(service)] == ["1080P", "720P"]
    assert task.points == 20


async def test_three_sends_are_the_most(tmp_path: Path) -> None:
    names = ("360P", "480P", "720P", "1080P")
    field = FILM["form_config"][0] | {"options": [{"label": one, "value": one} for one in names]}
    rules = [
        {"attribute_id": n, "points": 10 * n, "attributes": {"resolution": name}}
        for n, name in enumerate(names, 1)
    ]
    tall = FILM | {"form_config": [field], "credit_rules": rules}
    service = Scripted([code(500)] * 4, products=[listed(tall)])
    async with serving(service), room(service.url, tmp_path) as here:
        of = parse_listing([tall], "text_to_image").leaves[0]
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.FAILED)
    sent = [one["parameters"]["resolution"] for one in creates(service)]
    assert sent == ["1080P", "720P", "480P"], "one more would be possible"
    assert task.problem == "heavy"


@pytest.mark.parametrize("mode", [Corrections.ASK, Corrections.OFF])
async def test_corrections_can_ask_or_be_off(mode: Corrections, tmp_path: Path) -> None:
    service = Scripted([code(500), accepted()], products=[listed(FILM)])
    async with (
        serving(service),
        room(service.url, tmp_path, guards=Guards(corrections=mode)) as here,
    ):
        task = await here.engine.submit(order(film()))
        if mode is Corrections.OFF:
            assert (await here.until(task.id, State.FAILED)).problem == "heavy"
            assert service.sends == 1
            return
        task = await here.until_true(task.id, waits("correction"))
        assert (task.asked, service.sends) == (20, 1)
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert (task.points, creates(service)[1]["parameters"]["resolution"]) == (20, "720P")


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


async def unsure(here: Room) -> Task:
    task = await here.engine.submit(order(plain_leaf()))
    return await here.until(task.id, State.UNCONFIRMED)


async def test_an_unconfirmed_task_takes_the_id_that_the_user_found(tmp_path: Path) -> None:
    service = Scripted([accepted("task_held"), None])
    async with serving(service), room(service.url, tmp_path) as here:
        held = await here.engine.submit(order(plain_leaf(), "held"))
        await here.until(held.id, State.RUNNING)
        task = await unsure(here)
        for wrong, problem in (
            ("task_held", "held_id"),
            ("  ", "unknown_id"),
            ("a\nb", "unknown_id"),
        ):
            with pytest.raises(SettleError) as refused:
                await here.engine.desk.attach(task.id, wrong)
            assert refused.value.problem == problem
        service.detail = code(400, "no such task")
        with pytest.raises(SettleError):
            await here.engine.desk.attach(task.id, "task_unknown")
        assert here.engine.book.tasks[task.id].state is State.UNCONFIRMED
        service.detail = answer({"code": 0, "data": {"medias": []}})
        task = await here.engine.desk.attach(task.id, " task_found ")
        assert (task.state, task.task_id) == (State.RUNNING, "task_found")
        assert task.untimed, "it was accepted at a time that nobody knows"
        assert here.pending() == []
    assert service.sends == 2


async def test_an_unconfirmed_task_that_was_not_created_costs_nothing(tmp_path: Path) -> None:
    service = Scripted([None])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.desk.not_created((await unsure(here)).id)
        assert (task.state, task.problem) == (State.STOPPED, "not_created")
        assert await here.ledger.totals() == (1, 0)
        assert here.pending() == []
    assert service.sends == 1


async def test_what_turned_up_after_all_is_attached_though_it_was_called_not_created(
    tmp_path: Path,
) -> None:
    service = Scripted([None])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.desk.not_created((await unsure(here)).id)
        service.detail = answer({"code": 0, "data": {"medias": []}})
        task = await here.engine.desk.attach(task.id, "task_late")
        assert (task.state, task.task_id, task.ended_at) == (State.RUNNING, "task_late", None)
        assert await here.ledger.totals() == (1, 5), "it was charged after all"
        with pytest.raises(SettleError):
            await here.engine.desk.attach(task.id, "task_other")
    assert service.sends == 1


async def test_what_was_taken_out_takes_no_id(tmp_path: Path) -> None:
    service = Scripted([code(4008)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until_true(task.id, waits("points"))
        await here.engine.desk.take_out(task.id)
        with pytest.raises(SettleError) as refused:
            await here.engine.desk.attach(task.id, "task_found")
        assert refused.value.problem == "other_state"


async def test_an_unconfirmed_task_is_sent_again_only_by_the_user(tmp_path: Path) -> None:
    service = Scripted([None, accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await unsure(here)
        await here.engine.desk.send_again(task.id)
        await here.until(task.id, State.RUNNING)
        with pytest.raises(SettleError):
            await here.engine.desk.send_again(task.id)
    assert service.sends == 2


async def test_what_waits_can_be_moved_and_taken_out(tmp_path: Path) -> None:
    service = Scripted([code(4008)])
    async with serving(service), room(service.url, tmp_path) as here:
        first = await here.engine.submit(order(plain_leaf(), "first"))
        await here.until_true(first.id, waits("points"))
        rest = [await here.engine.submit(order(plain_leaf(), name)) for name in ("b", "c", "d")]
        desk = here.engine.desk
        await desk.move(rest[2].id, -1)
        await desk.move(rest[0].id, 1)
        await desk.move(first.id, -1)
        names = [task.prompt for task in here.engine.book.queue()]
        assert names == ["first", "d", "b", "c"]
        await desk.take_out(rest[1].id)
        assert [task.prompt for task in here.engine.book.queue()] == ["first", "d", "b"]
        assert len(here.pending()) == 3
        assert await here.ledger.totals() == (4, 0)
    assert service.sends == 1


async def test_a_running_task_can_be_left_and_taken_up_again(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.RUNNING)
        with pytest.raises(SettleError):
            await here.engine.desk.take_out(task.id)
        task = await here.engine.desk.stop_watching(task.id)
        assert task.state is State.STOPPED
        assert await here.ledger.totals() == (1, 5), "it stays paid for"
        task = await here.engine.desk.watch_again(task.id)
        assert (task.state, task.ended_at) == (State.RUNNING, None)


async def test_the_same_order_again_is_noticed_for_a_while(tmp_path: Path) -> None:
    # not so fast that the time in which it is noticed passes while it is sent
    clock = FastClock(1.0)
    async with (
        serving(Scripted([accepted()])) as service,
        room(service.url, tmp_path, clock=clock) as here,
    ):
        given = order(plain_leaf())
        assert not here.engine.repeats(given)
        await here.engine.submit(given)
        assert here.engine.repeats(given)
        assert not here.engine.repeats(order(plain_leaf(), "another"))
        here.clock.jump(11)
        assert not here.engine.repeats(given)


async def test_the_same_order_again_is_noticed_though_it_was_sent_at_another_price(
    tmp_path: Path,
) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(3))])
    clock = FastClock(1.0)
    async with serving(service), room(service.url, tmp_path, clock=clock) as here:
        given = order(plain_leaf(5))
        task = await here.engine.submit(given)
        sent = await here.until(task.id, State.RUNNING)
        assert sent.body_hash != task.body_hash
        assert here.engine.repeats(given)


async def test_no_prompt_is_left_in_the_store(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path, keep_prompts=False) as here:
        task = await here.engine.submit(order(plain_leaf(), "a secret fox"))
        await here.until(task.id, State.RUNNING)
    with sqlite3.connect(tmp_path / "data.sqlite3") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert "secret" not in dump
