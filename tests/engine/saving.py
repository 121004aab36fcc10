"""A keeper with a host of results that does what a test wants, on time that takes no time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ima_tui.api.client import ImaClient
from ima_tui.store.records import State, Task
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.filing import Filing
from ima_tui.tasks.keeping import Keeper

from .hosts import Cut, Drip, Host, detail, hosting, ready
from .scripted import Reply, Seen, answer
from .warp import warp
from .watching import Post, post

END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG = b"\x89PNG\r\n\x1a\n" + (bytes(range(256)) * 2400)[: -len(END)] + END
OTHER = b"\x89PNG\r\n\x1a\n" + (bytes(reversed(range(256))) * 2400)[: -len(END)] + END
FILING = Filing()
NAME = "2026-05-28_202640_model-one-模型_{}_{}.png"


@dataclass
class Shelf:
    """A host of results that does with them what a test wants.

    Attributes:
        files: by path.
        etags: by path; without one there is no range.
        cuts: after how many bytes of the body the next answers are cut.
        ranges: whether it knows ranges.
        replies: given in place of the next answers.
        paths: of the results of every task, in order.
        asked: which part of a file each request asked for.
    """

    files: dict[str, bytes] = field(default_factory=lambda: {"/1.png": PNG})
    etags: dict[str, str] = field(default_factory=lambda: {"/1.png": '"one"'})
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    replies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=lambda: ["/1.png"])
    asked: list[str] = field(default_factory=list)
    url: str = ""

    @staticmethod
    def beginning(size: int) -> Cut:
        """An answer with the file of which so many bytes come."""
        whole = answer(PNG, "200 OK", "Content-Type: image/png", 'ETag: "one"')
        return Cut(whole[: len(whole) - len(PNG) + size])

    async def serve(self, request: Seen) -> Reply | Drip:
        if request.path.endswith("/detail"):
            return detail(*(ready(self.url + path) for path in self.paths))
        assert "authorization" not in request.headers
        self.asked.append(request.headers.get("range", ""))
        if self.replies:
            return self.replies.pop(0)
        path = request.path.partition("?")[0]
        if path not in self.files:
            return answer(b"gone", "403 Forbidden")
        return self._file(request, self.files[path], self.etags.get(path, ""))

    def _file(self, request: Seen, content: bytes, etag: str) -> bytes:
        start, status = 0, "200 OK"
        headers = ["Content-Type: image/png", *([f"ETag: {etag}"] if etag else [])]
        wanted = request.headers.get("range", "")
        if self.ranges and wanted and request.headers.get("if-range") == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                size = f"Content-Range: bytes */{len(content)}"
                return answer(b"", "416 Range Not Satisfiable", size)
            status = "206 Partial Content"
            headers.append(f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}")
        whole = answer(content[start:], status, *headers)
        if not self.cuts:
            return whole
        head = len(whole) - len(content[start:])
        return Cut(whole[: head + max(0, self.cuts.pop(0) - start)])


@dataclass
class Desk:
    """A keeper and what it stands on."""

    post: Post
    keeper: Keeper
    shelf: Shelf
    host: Host
    folder: Path

    async def saved(self, task: Task, seconds: float = 3600.0) -> list[Path]:
        """Wait until a task is done; return its files."""
        done = await self.post.until(task.id, State.DONE, State.PARTIAL, seconds=seconds)
        return [Path(media.path) for media in done.medias if media.path is not None]

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@asynccontextmanager
async def desk(
    tmp_path: Path,
    shelf: Shelf,
    *,
    filing: Filing = FILING,
    serve: Callable[[Seen], Awaitable[Reply | Drip]] | None = None,
) -> AsyncIterator[Desk]:
    folder, faults = tmp_path / "results", list[BaseException]()
    async with hosting(serve or shelf.serve) as host:
        shelf.url = host.url
        async with post(host.url, tmp_path) as here:
            crew, client = Crew(faults.append), ImaClient(host.url, "ima_test_key")
            keeper = Keeper(
                client,
                here.book,
                here.watcher,
                folder,
                here.clock,
                crew,
                lambda: filing,
                Random(3).random,
            )
            here.book.changed.subscribe(keeper.keep)
            try:
                yield Desk(here, keeper, shelf, host, folder)
            finally:
                await crew.cancel()
                await client.aclose()
    assert faults == []


def run(tmp_path: Path, act: Callable[[Desk], Awaitable[None]], **how: Any) -> None:
    """Let a test act at a desk."""

    async def there() -> None:
        async with desk(tmp_path, how.pop("shelf", None) or Shelf(), **how) as here:
            await act(here)

    warp(there())
