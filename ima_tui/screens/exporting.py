"""Exporting what History shows to a file of the user's choice."""

import asyncio
import errno
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from ..files import is_folder, typed_path
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..store.records import Task
from ..wording.records import Format, write_records
from ..wording.store import store_words
from .dialogs import Answer, AskDialog
from .history_dialogs import ExportDialog
from .page import Page

_ROWS_AT_ONCE = 500
_REASONS = {
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "is-folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENAMETOOLONG: "bad-name",
    errno.EINVAL: "bad-name",
}


class Export:
    """One export, from the dialog to the file.

    Args:
        page: shows dialogs and messages.
        services: read the tasks.
        rows: the rows to export, as found by the history.
    """

    def __init__(self, page: Page, services: Services, rows: Sequence[int]) -> None:
        self._page = page
        self._services = services
        self._rows = rows

    def ask(self, path: str = "") -> None:
        """Ask where to export to, starting from the last answer."""
        today = datetime.fromtimestamp(self._services.clock.now()).astimezone()
        usual = f"ima-history-{today:%Y-%m-%d}"

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None and answer[1]:
                form = Format(answer[0])
                self._write(file_for(answer[1], form, usual), form, replace=False)

        dialog = ExportDialog(len(self._rows), path or str(Path.home() / f"{usual}.json"))
        self._page.app.push_screen(dialog, answered)

    def _write(self, path: Path, form: Format, *, replace: bool) -> None:
        self._page.see_through(partial(self._export, path, form, replace=replace))

    async def _export(self, path: Path, form: Format, *, replace: bool) -> None:
        tasks = self._tasks(asyncio.get_running_loop())
        try:
            count = await asyncio.to_thread(write_records, tasks, path, form, replace=replace)
        except FileExistsError:
            if self._page.on_top:
                self._ask_to_replace(path, form)
            else:
                self._page.warn(t("not-saved-taken", name=str(path)))
        except StoreError as error:
            self._fail(store_words(error), path)
        except (OSError, ValueError) as error:
            code = getattr(error, "errno", errno.EINVAL)
            self._fail(t(f"export-failed-{_REASONS.get(code, 'other')}", path=str(path)), path)
        else:
            self._page.notify(t("exported", count=count, path=str(path)), markup=False)

    def _tasks(self, loop: asyncio.AbstractEventLoop) -> Iterator[Task]:
        """Yield the tasks to the thread that writes them, keeping only a few in memory."""
        for start in range(0, len(self._rows), _ROWS_AT_ONCE):
            part = self._rows[start : start + _ROWS_AT_ONCE]
            read = asyncio.run_coroutine_threadsafe(self._services.history.tasks(part), loop)
            yield from read.result()

    def _ask_to_replace(self, path: Path, form: Format) -> None:
        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None and answer[0] == "replace":
                self._write(path, form, replace=True)
            elif answer is not None:
                self.ask(str(path))

        answers = [Answer("other", t("export-other")), Answer("replace", t("export-replace"))]
        lines = [t("export-there", path=str(path))]
        self._page.app.push_screen(AskDialog(t("export-there-title"), lines, answers), answered)

    def _fail(self, words: str, path: Path) -> None:
        self._page.notify(words, severity="error", markup=False, timeout=10)
        if self._page.on_top:
            self.ask(str(path))


def file_for(text: str, form: Format, usual: str) -> Path:
    """Return the file that the user means: relative to the home folder, with a suffix.

    Args:
        text: as it was typed.
        form: the format.
        usual: the default name without suffix, if only a folder was typed.
    """
    path = Path.home() / typed_path(text)
    if text.endswith("/") or is_folder(path):
        return path / f"{usual}.{form}"
    others = {f".{one}" for one in Format}
    if path.suffix.casefold() in others:
        return path.with_suffix(f".{form}")
    return path if path.suffix else path.with_name(f"{path.name}.{form}")
