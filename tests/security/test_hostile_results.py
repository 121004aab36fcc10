"""Results with names, addresses and headers that want out of their folder: they stay in it."""

from pathlib import Path

import pytest

from tests.engine.hosts import Drip
from tests.engine.saving import PNG, Desk, Shelf, run
from tests.engine.scripted import Reply, Seen, answer

from .hostile import ALL, FORBIDDEN, HOSTILE

ADDRESSES = [
    "/../../../../tmp/evil.png",
    "/%2e%2e/%2e%2e/evil%00.png",
    "/..%2f..%2fevil.png",
    "/a/..%5c..%5cCON.png",
    "/nul.png",
    "/.hidden.sh",
    f"/{'x' * 5000}.png",
    "/evil.desktop?response-content-disposition=attachment;filename=../../evil.sh",
]
NAMES = [*HOSTILE.values(), ALL, "../../CON", "/etc/passwd", "x" * 10_000]
HEADERS = [
    "Content-Type: text/html; name=../../evil",
    'Content-Disposition: attachment; filename="../../../evil.sh"',
    'ETag: "../../\x1b]52;c;RVZJ\x07"',
    "Last-Modified: \x1b[5;95m",
    f"X-Evil: {'x' * 9000}",
]


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


class HostileShelf(Shelf):
    """Gives the same picture at every address, with such headers."""

    async def serve(self, request: Seen) -> Reply | Drip:
        if request.path.endswith("/detail"):
            return await super().serve(request)
        return answer(PNG, "200 OK", *HEADERS)


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
def test_by_their_address(tmp_path: Path, address: str) -> None:
    async def act(here: Desk) -> None:
        here.shelf.paths = [address]
        task = await here.post.accept()
        (path,) = await here.saved(task)
        assert path.parent == here.folder
        assert path.suffix == ".png"
        assert path.read_bytes() == PNG
        assert not any("evil" in name for name in here.names())

    run(tmp_path, act, shelf=HostileShelf())
    assert {name.partition("/")[0] for name in files_below(tmp_path)} == {"results", "data.sqlite3"}


@pytest.mark.parametrize("text", NAMES, ids=range(len(NAMES)))
def test_by_what_the_model_is_called(tmp_path: Path, text: str) -> None:
    async def act(here: Desk) -> None:
        task = await here.post.accept(model_name=text, model_id=text, prompt=text)
        (path,) = await here.saved(task)
        assert path.parent == here.folder
        assert not any(FORBIDDEN.search(name) for name in here.names())
        assert all(len(name.encode()) < 255 for name in here.names())

    run(tmp_path, act)
