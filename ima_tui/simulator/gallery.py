"""The media files: rendered when first requested, in a worker thread, and kept in a folder."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .records import MediaPlan
from .store import PRIVATE_FILE, private_folder

_WORKERS = 2
# The size limit, enforced at start, oldest first: files can be rendered again.
_MOST_BYTES = 1024 * 1024 * 1024


class Gallery:
    """Media files by name.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = private_folder(folder)
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="render")
        self._running: dict[str, asyncio.Task[Path]] = {}
        self._stopping = False
        _clear(self._folder)

    def close(self) -> None:
        """Cancel rendering; a film stops at its next frame."""
        self._stopping = True
        self._workers.shutdown(wait=True, cancel_futures=True)

    async def file(self, name: str, plan: MediaPlan, *, cover: bool = False) -> Path:
        """The file of a plan; made now if it is not there yet.

        Args:
            name: Its name in the folder.
            plan: What to make.
            cover: The film's cover in place of the film.
        """
        path = self._folder / name
        if path.exists():
            return path
        if name not in self._running:
            task = asyncio.create_task(self._make(path, plan, cover=cover))
            self._running[name] = task
            task.add_done_callback(lambda _: self._running.pop(name, None))
        # Shielded: a reader that goes away must not cancel the file for others.
        return await asyncio.shield(self._running[name])

    async def _make(self, path: Path, plan: MediaPlan, *, cover: bool) -> Path:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._workers, self._make_file, path, plan, cover)
        return path

    def _make_file(self, path: Path, plan: MediaPlan, cover: bool) -> None:
        partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        partial.touch(mode=PRIVATE_FILE)
        try:
            renderer("cover" if cover else plan.kind, lambda: self._stopping)(plan, partial)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def renderer(kind: str, stopping: Callable[[], bool]) -> Callable[[MediaPlan, Path], None]:
    """What makes a kind of media; imported when first needed, as the codecs take a while to load.

    Args:
        kind: image, video, cover, music or speech.
        stopping: Asked in between; true gives up a film.
    """
    from .render import audiofile, film, picture

    def render_film(plan: MediaPlan, path: Path) -> None:
        film.render_film(plan, path, stopping)

    renderers: dict[str, Callable[[MediaPlan, Path], None]] = {
        "image": picture.render_picture,
        "video": render_film,
        "cover": film.render_cover,
        "music": audiofile.render_music,
        "speech": audiofile.render_speech,
    }
    return renderers[kind]


def _clear(folder: Path) -> None:
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    newest = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    kept = 0
    for path in newest:
        kept += path.stat().st_size
        if kept > _MOST_BYTES:
            path.unlink(missing_ok=True)
