"""Presets on Create: saving, loading, renaming and removing filled forms."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker

from ..locale import t
from ..services import Services
from ..store.presets import Preset, Presets
from ..store.recent import Recent
from ..widgets.links import Link, LinkLine
from .dialogs import Answer, AskDialog
from .handover import Handover
from .page import Page, Tell
from .picking import Item, PickDialog

_LAST = "last."
_PROMPT_SHOWN = 40


class PresetDialog(PickDialog):
    """All presets, and the last run of the task type; the result is the key of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "remove", show=False, priority=True),
        Binding("ctrl+z", "put_back", show=False, priority=True),
        Binding("ctrl+n", "rename", show=False, priority=True),
    ]

    def __init__(self, presets: Presets, first: list[Item]) -> None:
        note = t("preset-note", folder=str(presets.folder))
        super().__init__(t("preset-title"), first, note)
        self._presets = presets
        self._first = first
        self._found: dict[str, Preset] = {}
        self._removed: list[Preset] = []

    def on_mount(self) -> None:
        """Load the presets."""
        links = [
            Link(t("preset-remove"), "screen.remove", "ctrl+d"),
            Link(t("preset-put-back"), "screen.put_back", "ctrl+z"),
            Link(t("preset-rename-it"), "screen.rename", "ctrl+n"),
        ]
        self.query_one(LinkLine).show(links)
        self._background(self._read)

    def foot(self) -> ComposeResult:
        """Lay out the actions on presets, and the folder they are in."""
        yield LinkLine(id="preset-links")
        yield from super().foot()

    def preset(self, key: str) -> Preset | None:
        """Return the preset with a key."""
        return self._found.get(key)

    def action_remove(self) -> None:
        """Remove the preset at the cursor; ctrl+z brings it back."""
        preset = self._found.get(self.item.key) if self.item else None
        if preset is not None:
            self._removed.append(preset)
            self._background(partial(self._change, self._presets.remove, preset))

    def action_put_back(self) -> None:
        """Restore the preset removed last."""
        if self._removed:
            self._background(partial(self._change, self._presets.save, self._removed.pop()))

    def action_rename(self) -> None:
        """Ask for another name."""
        preset = self._found.get(self.item.key) if self.item else None
        if preset is None:
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                renamed = msgspec.structs.replace(preset, name=answer[1])
                self._background(partial(self._change, self._presets.save, renamed))

        answers = [Answer("rename", t("preset-rename"), needs_text=True)]
        dialog = AskDialog(t("preset-rename-title", name=preset.name), [], answers, preset.name)
        self.app.push_screen(dialog, answered)

    def _background(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        return self.run_worker(work, group="presets")

    async def _change(self, change: Callable[[Preset], object], preset: Preset) -> None:
        try:
            await asyncio.to_thread(change, preset)
        except OSError:
            self.say(t("preset-unwritable", folder=str(self._presets.folder)))
        else:
            await self._read()
            if self._removed:
                self.say(t("preset-removed", name=self._removed[-1].name))

    async def _read(self) -> None:
        presets = await asyncio.to_thread(self._presets.all)
        if not self.is_attached:
            return
        self._found = {preset.id: preset for preset in presets}
        self.renew([*self._first, *map(_item, presets)])
        if not presets:
            self.say(t("preset-none"))


def _item(preset: Preset) -> Item:
    prompt = " ".join(preset.prompt.split())[:_PROMPT_SHOWN]
    kind = t(f"task-type-{preset.task_type}") if preset.task_type else ""
    return Item(preset.id, preset.name, f"{preset.model} · {kind}", words=f"{prompt} {kind}")


class Presetting:
    """Saving and loading presets on Create.

    Args:
        page: asks on top of it.
        filled: returns the form without a name; None before a model was chosen.
        take: fills in the chosen preset.
        tell: shows the outcome.
    """

    def __init__(
        self,
        page: Page,
        services: Services,
        filled: Callable[[], Preset | None],
        take: Callable[[Handover], None],
        tell: Tell,
    ) -> None:
        self._page = page
        self._services = services
        self._filled = filled
        self._take = take
        self._tell = tell

    def save(self) -> None:
        """Ask for a name and save the form under it."""
        preset = self._filled()
        if preset is None:
            return
        note = t("preset-holds", folder=str(self._services.presets.folder))
        answers = [Answer("save", t("preset-save"), needs_text=True)]
        dialog = AskDialog(t("preset-save-title"), [note], answers, t("preset-name-hint"))
        self._page.app.push_screen(dialog, partial(self._named, preset))

    def load(self) -> None:
        """Show all presets and fill in the one that is chosen."""
        first = self._last_runs(self._services.recent)
        dialog = PresetDialog(self._services.presets, first)

        def chosen(key: str | None) -> None:
            preset = dialog.preset(key) if key else None
            if preset is not None:
                self._take(_handover(preset))
            elif key:
                self._take_last(key.removeprefix(_LAST))

        self._page.app.push_screen(dialog, chosen)

    def _last_runs(self, recent: Recent) -> list[Item]:
        preset = self._filled()
        kind = preset.task_type if preset else ""
        run = recent.of(kind)
        leaf = self._services.catalogue.leaf(kind, run.version) if run else None
        return [Item(_LAST + kind, t("preset-last"), leaf.title)] if leaf else []

    def _take_last(self, kind: str) -> None:
        run = self._services.recent.of(kind)
        if run is not None:
            self._take(Handover(kind, run.version, state=run.values))

    def _named(self, preset: Preset, answer: tuple[str, str] | None) -> None:
        if answer is not None:
            named = msgspec.structs.replace(preset, name=answer[1])
            self._page.see_through(partial(self._keep, named))

    async def _keep(self, preset: Preset) -> None:
        presets = self._services.presets
        known = await asyncio.to_thread(presets.all)
        same = next((one for one in known if one.name.casefold() == preset.name.casefold()), None)
        if same is None:
            await self._write(preset)
            return
        if not self._page.on_top:
            self._tell(t("not-saved-taken", name=same.name))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                kept = msgspec.structs.replace(preset, id=same.id)
                self._page.see_through(partial(self._write, kept))

        title = t("preset-replace-title", name=same.name)
        dialog = AskDialog(title, [], [Answer("replace", t("preset-replace"))])
        self._page.app.push_screen(dialog, answered)

    async def _write(self, preset: Preset) -> None:
        presets = self._services.presets
        try:
            await asyncio.to_thread(presets.save, preset)
        except OSError:
            self._tell(t("preset-unwritable", folder=str(presets.folder)))
        else:
            self._tell(t("preset-saved", name=preset.name), good=True)


def _handover(preset: Preset) -> Handover:
    return Handover(
        preset.task_type,
        preset.version,
        state=preset.values,
        prompt=preset.prompt or None,
        inputs=preset.inputs,
        by_line=preset.by_line,
    )
