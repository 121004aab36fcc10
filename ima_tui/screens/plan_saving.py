"""Saving a plan: as a file to share, as a template, or in the list."""

import asyncio
import os
import re
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path

import msgspec

from ..files import typed_path
from ..locale import t
from ..services import Services
from ..wording.workflows import fault_words
from ..workflows.drafting import Draft
from ..workflows.faults import PlanError
from ..workflows.plan import Plan, write_plan
from .dialogs import Answer, AskDialog
from .page import Page
from .picking import Item, PickDialog
from .template_dialog import TemplateSaveDialog, Texts

_FILE, _TEMPLATE, _LIST = "file", "template", "list"


class PlanSaving:
    """Asks how to save a plan, and saves it.

    Args:
        page: asks on top of it.
        services: know the folders.
        draft: the plan.
    """

    def __init__(self, page: Page, services: Services, draft: Draft) -> None:
        self._page = page
        self._services = services
        self._draft = draft

    def ask(self) -> None:
        """Ask how."""
        if not self._draft.plan.steps:
            self._page.notify(t("flow-empty-plan"), markup=False)
            return
        items = [
            Item(_FILE, t("flow-save-file"), t("flow-save-file-about")),
            Item(_TEMPLATE, t("flow-save-template"), t("flow-save-template-about")),
        ]
        if not self._services.flows.drafts.is_kept(self._draft):
            items.append(Item(_LIST, t("flow-save-list"), t("flow-save-list-about")))
        self._page.app.push_screen(PickDialog(t("flow-save-title"), items), self._chosen)

    def _chosen(self, key: str | None) -> None:
        if key == _FILE:
            self._ask_for_path()
        elif key == _TEMPLATE:
            self._ask_for_template(Texts("", dict(self._draft.values)))
        elif key == _LIST:
            self._draft.by_user = True
            self._page.tick()
            self._page.inform(t("flow-save-list-done"))

    def _ask_for_path(self) -> None:
        path = self._free_path()
        lines = [t("flow-save-file-why", path=str(path))]
        dialog = AskDialog(
            t("flow-save-file"), lines, [Answer("save", t("preset-save"))], str(path)
        )

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                wanted = typed_path(answer[1]) if answer[1] else path
                self._page.see_through(partial(self._write, wanted))

        self._page.app.push_screen(dialog, answered)

    def _free_path(self) -> Path:
        """The default path of a plan: a free name."""
        plan = self._draft.plan
        words = re.sub(r"[^\w]+", "-", plan.name or plan.request, flags=re.UNICODE).strip("-")
        stem = words[:40].strip("-").casefold() or "plan"
        folder = self._services.profile.folders.results
        names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
        paths = [folder / f"{name}.toml" for name in names]
        return next((path for path in paths if not path.exists()), paths[-1])

    async def _write(self, path: Path, *, replace: bool = False) -> None:
        if path.suffix.casefold() not in {".toml", ".json"}:
            path = path.with_name(f"{path.name}.toml")
        if not replace and await asyncio.to_thread(os.path.lexists, path):
            self._ask_to_replace(path.name, partial(self._write, path, replace=True))
            return
        try:
            await asyncio.to_thread(write_plan, _without_hash(self._draft.plan), path)
        except PlanError as error:
            self._page.warn(fault_words(error.faults[0]))
        except OSError:
            self._page.warn(t("flow-unwritable", folder=str(path.parent)))
        else:
            self._page.inform(t("cli-workflow-written", path=str(path)))

    def _ask_for_template(self, texts: Texts, told: str = "") -> None:
        def answered(answer: Texts | None) -> None:
            if answer is not None:
                self._page.see_through(partial(self._save, answer))

        folder = str(self._services.templates.folder)
        dialog = TemplateSaveDialog(self._draft.plan, texts, folder, told)
        self._page.app.push_screen(dialog, answered)

    async def _save(self, texts: Texts, *, replace: bool = False) -> None:
        templates = self._services.templates
        if not replace and texts.name in await asyncio.to_thread(templates.names):
            self._ask_to_replace(texts.name, partial(self._save, texts, replace=True))
            return
        places: Mapping[str, str] = texts.places
        try:
            path = await asyncio.to_thread(templates.save, texts.name, self._draft.plan, places)
        except PlanError as error:
            why = fault_words(error.faults[0])
            if self._page.on_top:
                self._ask_for_template(texts, why)
            else:
                self._page.warn(why)
        except OSError:
            self._page.warn(t("flow-unwritable", folder=str(templates.folder)))
        else:
            self._page.inform(t("cli-workflow-template-kept", path=str(path)))
            self._services.flows.changes += 1

    def _ask_to_replace(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        if not self._page.on_top:
            self._page.warn(t("not-saved-taken", name=name))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self._page.see_through(work)

        title = t("preset-replace-title", name=name)
        dialog = AskDialog(title, [], [Answer("yes", t("preset-replace"))])
        self._page.app.push_screen(dialog, answered)


def _without_hash(plan: Plan) -> Plan:
    """Remove the hash: a file describes a plan, not its confirmation."""
    return msgspec.structs.replace(plan, planned="")
