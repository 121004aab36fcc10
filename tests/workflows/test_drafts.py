"""Plans being made are there again after a restart, where prompts are kept or the user says so."""

import asyncio
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from ima_tui.workflows.drafting import Draft, Drafts
from ima_tui.workflows.drafts import MOST_KEPT, DraftFiles
from ima_tui.workflows.editing import without
from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.plan import MOST_BYTES, write_plan
from ima_tui.workflows.records import Runs

from .flows import chain


def drafts(folder: Path, *, keeps: bool = True) -> Drafts:
    files, runs = DraftFiles(folder / "plans"), Runs(folder / "runs")
    return Drafts(files, runs, lambda: keeps, lambda: 1000.0)


def written(folder: Path) -> list[bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [content for path in files if (content := path.read_bytes()) or path.suffix == ".json"]


def steps_of(draft: Draft) -> tuple[str, ...]:
    return tuple(step.id for step in draft.plan.steps)


async def test_a_plan_is_there_again_as_it_was_left(tmp_path: Path) -> None:
    before = drafts(tmp_path)
    draft = Draft(chain(), values={"subject": "a fox"})
    before.add(draft)
    await before.keep()
    draft.change(without(draft.plan, "music"))
    assert before.changed
    await before.keep()
    assert not before.changed
    after = drafts(tmp_path)
    await after.restore()
    (again,) = after.all
    assert again.plan == draft.plan
    assert again.values == draft.values
    for file in (tmp_path / "plans").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file


async def test_what_is_removed_or_run_goes_from_disk(tmp_path: Path) -> None:
    held = drafts(tmp_path)
    draft = Draft(chain())
    held.add(draft)
    await held.keep()
    place = held.drop(draft)
    await held.keep()
    assert written(tmp_path) == []
    held.all.insert(place, draft)
    await held.keep()
    assert len(written(tmp_path)) == 1


async def test_without_kept_prompts_nothing_is_written_unless_the_user_says_so(
    tmp_path: Path,
) -> None:
    held = drafts(tmp_path, keeps=False)
    draft = Draft(chain())
    held.add(draft)
    await held.keep()
    assert not held.is_kept(draft)
    assert written(tmp_path) == []
    draft.by_user = True
    await held.keep()
    again = drafts(tmp_path, keeps=False)
    await again.restore()
    assert [one.plan for one in again.all] == [draft.plan]


async def test_prompts_that_are_not_kept_any_more_go(tmp_path: Path) -> None:
    held = drafts(tmp_path)
    held.add(Draft(chain()))
    await held.keep()
    later = drafts(tmp_path, keeps=False)
    await later.keep()
    assert written(tmp_path) == []
    assert later.all == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b'{"id": "abc", "plan": 5}', b"\xff", b'{"id": "\xff"}']
)
async def test_a_file_that_says_nothing_stays(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plans").mkdir()
    odd = tmp_path / "plans" / "abc.json"
    odd.write_bytes(content)
    held = drafts(tmp_path)
    held.add(Draft(chain()))
    await held.keep()
    assert odd.read_bytes() == content
    assert len(held.all) == 1


async def test_a_full_disk_is_told_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("in the way")
    held = drafts(tmp_path)
    held.add(Draft(chain()))
    await held.keep()
    assert held.failed
    assert held.changed
    (tmp_path / "plans").unlink()
    await held.keep()
    assert not held.failed
    assert not held.changed


async def test_what_is_no_text_is_told_and_keeps_nothing_else_from_the_disk(tmp_path: Path) -> None:
    held = drafts(tmp_path)
    held.add(Draft(chain()))
    held.add(Draft(msgspec.structs.replace(chain(), request="half a character: \udfff")))
    await held.keep()
    assert held.failed
    assert len(written(tmp_path)) == 1


async def test_what_two_windows_changed_is_kept_twice(tmp_path: Path) -> None:
    first, second = drafts(tmp_path), drafts(tmp_path)
    first.add(Draft(chain()))
    await first.keep()
    await second.restore()
    (here,), (there,) = first.all, second.all
    here.change(without(here.plan, "music"))
    there.change(without(there.plan, "film"))
    await first.keep()
    await second.keep()
    await first.keep()
    assert second.all == [there, second.all[1]], "the other one stands below it"
    assert second.all[1].plan == here.plan
    assert there.apart
    assert not here.apart
    again = drafts(tmp_path)
    await again.restore()
    kept = [msgspec.json.encode(one.plan) for one in again.all]
    assert sorted(kept) == sorted(msgspec.json.encode(one.plan) for one in (here, there))
    there.change(without(there.plan, "hero"))
    await second.keep()
    assert len(second.all) == 2, "once"


async def test_what_two_windows_write_at_the_same_moment_is_kept_twice(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / str(number)
        first, second = drafts(folder), drafts(folder)
        first.add(Draft(chain()))
        await first.keep()
        await second.restore()
        first.all[0].change(without(chain(), "music"))
        second.all[0].change(without(chain(), "film"))
        changed = {steps_of(first.all[0]), steps_of(second.all[0])}
        await asyncio.gather(first.keep(), second.keep())
        again = drafts(folder)
        await again.restore()
        assert {steps_of(one) for one in again.all} == changed


async def test_what_is_changed_while_it_is_written_is_not_taken_for_another_windows(
    tmp_path: Path,
) -> None:
    draft = Draft(chain())

    def typed() -> float:
        draft.change(msgspec.structs.replace(draft.plan, request=draft.plan.request + "x"))
        return 1000.0

    files, runs = DraftFiles(tmp_path / "plans"), Runs(tmp_path / "runs")
    held = Drafts(files, runs, lambda: True, typed)
    held.add(draft)
    await held.keep()
    typed()
    await held.keep()
    assert held.all == [draft]
    assert not draft.apart


async def test_a_plan_that_can_not_be_locked_is_told_and_kept_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ima_tui.workflows.drafts.LOCK_SECONDS", 0.01)
    held = drafts(tmp_path)
    held.add(Draft(chain()))
    (tmp_path / "plans").mkdir()
    with FileLock(tmp_path / "plans" / ".lock"):
        await held.keep()
        assert held.failed
        assert held.changed
    await held.keep()
    assert not held.failed
    assert len(written(tmp_path)) == 1


async def test_what_another_window_changed_is_not_removed_with_ones_own(tmp_path: Path) -> None:
    first, second = drafts(tmp_path), drafts(tmp_path)
    first.add(Draft(chain()))
    await first.keep()
    await second.restore()
    first.all[0].change(without(chain(), "music"))
    await first.keep()
    second.drop(second.all[0])
    await second.keep()
    again = drafts(tmp_path)
    await again.restore()
    assert [one.plan for one in again.all] == [first.all[0].plan]


async def test_a_plan_that_another_window_removed_stays_where_it_is_changed(tmp_path: Path) -> None:
    first, second = drafts(tmp_path), drafts(tmp_path)
    first.add(Draft(chain()))
    await first.keep()
    await second.restore()
    first.drop(first.all[0])
    await first.keep()
    second.all[0].change(without(chain(), "music"))
    await second.keep()
    again = drafts(tmp_path)
    await again.restore()
    assert [one.plan for one in again.all] == [second.all[0].plan]


async def test_a_large_plan_is_there_again_and_one_too_large_is_told(tmp_path: Path) -> None:
    held = drafts(tmp_path)
    large = msgspec.structs.replace(chain(), request="x" * MOST_BYTES)
    held.add(Draft(large))
    await held.keep()
    assert not held.failed
    again = drafts(tmp_path)
    await again.restore()
    assert [one.plan for one in again.all] == [large]
    held.all[0].change(msgspec.structs.replace(chain(), request="x" * MOST_KEPT))
    await held.keep()
    assert held.failed
    with pytest.raises(PlanError) as refused:
        write_plan(large, tmp_path / "large.toml")
    assert refused.value.faults[0].code == "too_large", "it could not be read again"
    assert not (tmp_path / "large.toml").exists()
