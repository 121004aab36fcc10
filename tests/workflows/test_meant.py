"""Runs are found by what they are called."""

from pathlib import Path

from ima_tui.workflows.records import RunRecord, Runs


def test_a_run_is_meant_by_a_word_of_its_name_or_its_id(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for id_, name in (("aa11", "Brass lamp"), ("bb22", "red fox"), ("cc33", "")):
        runs.write(RunRecord(id=id_, asked="x", hash="y", created_at=1.0, name=name))
    assert runs.meant("@LAMP fox") == {"lamp": ("flow-aa11",)}
    assert runs.meant("@bb22") == {"bb22": ("flow-bb22",)}
    assert runs.meant("lamp @ #tag") == {}
    assert runs.meant("@hare") == {"hare": ()}
