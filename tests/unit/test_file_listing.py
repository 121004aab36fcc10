"""Which files a folder offers to choose from."""

from pathlib import Path

from ima_tui.media.browsing import entries_of


def test_what_describes_a_result_is_no_plan(tmp_path: Path) -> None:
    names = ("fox.png", "fox.png.json", "film.json", "lamp.toml", "gone.png.json")
    for name in names:
        (tmp_path / name).write_text("{}")
    (tmp_path / "folder").mkdir()
    found = {entry.path.name for entry in entries_of(tmp_path, {".toml", ".json"})}
    assert found == {"folder", "film.json", "lamp.toml", "gone.png.json"}
