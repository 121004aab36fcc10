"""The shared cache of thumbnails and waveforms, and the thread that makes them.

They are made one at a time in a thread: cancelling the wait drops a job that has not started.
"""

import asyncio
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..files import write_atomic
from .modes import Mode
from .thumbs import LookError, Thumb, decoded, encoded, thumb_of
from .waveform import Waveform, waveform_of

MEMORY_BYTES = 24 * 1024**2
"""The size limit of thumbnails and waveforms in memory, in bytes."""
DISK_BYTES = 64 * 1024**2
"""The size limit of thumbnails on disk, in bytes; the least recently used go first."""
_ENDING = ".jpg"

Found = TypeVar("Found", Thumb, Waveform)
T = TypeVar("T")


class Previews:
    """Makes and keeps thumbnails and waveforms.

    Attributes:
        mode: how pictures are drawn.

    Args:
        folder: the folder of thumbnails, created when needed; it is only a cache.
        disk_bytes: the size limit of thumbnails on disk.
        memory_bytes: the size limit in memory.
    """

    def __init__(
        self,
        folder: Path,
        mode: Mode = Mode.BLOCKS,
        *,
        disk_bytes: int = DISK_BYTES,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self.mode = mode
        self._folder = folder
        self._disk_bytes = disk_bytes
        self._memory_bytes = memory_bytes
        self._held: OrderedDict[str, Thumb | Waveform | LookError] = OrderedDict()
        self._held_bytes = 0
        self._worker = ThreadPoolExecutor(1, "preview")
        self._written = disk_bytes

    async def thumb(self, path: str) -> Thumb:
        """Return the thumbnail of a picture or video.

        Raises:
            LookError: see its reasons.
        """
        return await self.work(lambda: self._get(path, "thumb", Thumb, self._make_thumb))

    async def waveform(self, path: str) -> Waveform:
        """Return the loudness of a sound.

        Raises:
            LookError: see its reasons.
        """
        return await self.work(
            lambda: self._get(path, "wave", Waveform, lambda file, _name: waveform_of(file))
        )

    async def forget(self, path: str) -> None:
        """Drop the previews of a file; call this when the file is deleted."""
        await self.work(lambda: self._forget(path))

    def close(self) -> None:
        """Start no more jobs; the one under way ends by itself."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def work(self, make: Callable[[], T]) -> T:
        """Run a job in the thread that makes previews."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, make)

    def _get(
        self, path: str, what: str, kind: type[Found], make: Callable[[Path, str], Found]
    ) -> Found:
        file = Path(path)
        try:
            state = file.stat()
        except (OSError, ValueError):
            raise LookError("missing") from None
        name = f"{_hash(path)}-{_hash(f'{state.st_mtime_ns} {state.st_size}')}"
        key = f"{what} {name}"
        held = self._held.get(key)
        if held is None:
            try:
                held = make(file, name)
            except LookError as error:
                if error.reason == "missing":
                    raise
                held = error
            self._hold(key, held)
        self._held.move_to_end(key)
        if isinstance(held, kind):
            return held
        raise LookError(held.reason if isinstance(held, LookError) else "unreadable")

    def _hold(self, key: str, found: Thumb | Waveform | LookError) -> None:
        self._held[key] = found
        self._held_bytes += _size(found)
        while self._held_bytes > self._memory_bytes and len(self._held) > 1:
            _, oldest = self._held.popitem(last=False)
            self._held_bytes -= _size(oldest)

    def _make_thumb(self, path: Path, name: str) -> Thumb:
        kept = self._folder / (name + _ENDING)
        with suppress(OSError, LookError):
            thumb = decoded(kept.read_bytes())
            os.utime(kept)
            return thumb
        thumb = thumb_of(path)
        # without the cache on disk previews are only slower
        with suppress(OSError):
            content = encoded(thumb)
            write_atomic(kept, content)
            self._written += len(content)
            self._tidy()
        return thumb

    def _tidy(self) -> None:
        """Remove the least recently used thumbnails, each time a tenth of the limit was written."""
        if self._written < self._disk_bytes // 10:
            return
        self._written = 0
        files = [(file.stat(), file) for file in self._folder.iterdir() if file.suffix == _ENDING]
        total = sum(state.st_size for state, _ in files)
        for state, file in sorted(files, key=lambda one: one[0].st_mtime_ns):
            if total <= self._disk_bytes:
                break
            with suppress(OSError):
                file.unlink()
                total -= state.st_size

    def _forget(self, path: str) -> None:
        begin = _hash(path)
        for key in [key for key in self._held if key.partition(" ")[2].startswith(begin)]:
            self._held_bytes -= _size(self._held.pop(key))
        with suppress(OSError):
            for file in self._folder.glob(f"{begin}-*{_ENDING}"):
                file.unlink()


def _size(found: Thumb | Waveform | LookError) -> int:
    return 64 if isinstance(found, LookError) else found.size


def _hash(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:24]
