"""Exporting the results of a run to a folder of their own."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ..files import typed_path
from ..locale import t
from ..services import Services
from ..workflows.exporting import Made, export
from ..workflows.plan import Plan
from ..workflows.records import RunRecord
from .dialogs import Answer, AskDialog
from .page import Page


class FlowExport:
    """Asks for the folder, and copies.

    Args:
        page: the screen that asks.
        services: know the folder of the results.
    """

    def __init__(self, page: Page, services: Services) -> None:
        self._page = page
        self._services = services

    def ask(self, record: RunRecord, made: Sequence[Made], plan: Plan | None) -> None:
        """Ask which folder, and copy all results there, with an index.

        Args:
            record: the run.
            made: what each step made.
            plan: None if it is not kept, or must not be exported.
        """
        folder = self._services.profile.folders.results / f"workflow-{record.id}"

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                path = typed_path(answer[1]) if answer[1] else folder
                title = record.name or record.id
                work = partial(self._export, title, made, Path.home() / path, plan)
                self._page.see_through(work)

        lines = [t("flow-export-why", folder=str(folder))]
        answers = [Answer("export", t("flow-export"))]
        dialog = AskDialog(t("flow-export-title"), lines, answers, str(folder))
        self._page.app.push_screen(dialog, answered)

    async def _export(
        self, title: str, made: Sequence[Made], target: Path, plan: Plan | None
    ) -> None:
        try:
            done = await asyncio.to_thread(export, title, made, target, plan)
        except (OSError, ValueError):
            words = t("flow-unwritable", folder=str(target))
            self._page.warn(words)
            return
        words = t("cli-workflow-exported", count=len(done.files), path=str(done.folder))
        missing = t("cli-workflow-missing", count=done.missing) if done.missing else ""
        self._page.notify(f"{words} {missing}".strip(), markup=False)
