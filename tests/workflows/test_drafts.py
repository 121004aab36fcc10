"""Plans being made are there again after a restart, where prompts are kept or the user says so."""

from pathlib import Path

import msgspec
import pytest

from ima_tui.workflows.drafting import Draft, Drafts
from ima_tui.workflows.drafts import DraftFiles
from ima_tui.workflows.editing import without
from ima_tui.workflows.records import Runs

from .flows import chain


def drafts(folder: Path, *, keeps: bool = True) -> Drafts:
    files, runs = DraftFiles(folder / "plans"), Runs(folder / "runs")
    return Drafts(files, runs, lambda: keeps, lambda: 1000.0)


def written(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


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
    (file,) = (tmp_path / "plans").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


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
