"""Create: fill in a model's form, by hand, from the prompt or from a preset, and run it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.timer import Timer
from textual.widgets import Input, TextArea

from ..intent import Chip, Suggestions
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..store.presets import Preset
from ..widgets.chips import ChipLine, wants_plan, wants_reference
from ..widgets.run_bar import RunBar
from .bursts import after_typing
from .handover import FlowWanted, Handover
from .presetting import Presetting
from .running import Runner
from .sheet_keys import KeyedSheet
from .suggesting import Suggesting, instead_of

READ_SECONDS = 0.2
"""The delay after the last key before the prompt is read for suggestions."""


class CreateScreen(KeyedSheet):
    """Fill in a form and run it; the form stays for the next run."""

    scope: ClassVar[str] = "create"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._runs_next: Sequence[str] | None = None
        self._by_enter = False
        self._suggesting = Suggesting(services)
        self._suggestions = Suggestions()
        self._reading: Timer | None = None
        self._runner = Runner(self, services, self.tell, self._put_back)
        self._presetting = Presetting(self, services, self._filled, self.take, self.tell)

    def on_run_bar_run_wanted(self, event: RunBar.RunWanted) -> None:
        """Run by mouse or enter."""
        event.stop()
        self._by_enter = True
        self.action_run()

    def action_run(self) -> None:
        """Run the form once everything typed before has arrived: keys may come in one burst."""
        after_typing(self, self._run_form)

    def _run_form(self) -> None:
        """Run the form if nothing is missing; else say what is."""
        waited, self._runs_next = self._runs_next is not None, None
        by_enter, self._by_enter = self._by_enter, False
        if self.has_class("-too-small"):
            # nothing is bought while its price is not visible
            return
        self.inputs.commit()
        if self.inputs.under_way and self.services.engine is not None:
            self._runs_next, self._by_enter = self.inputs.texts, by_enter
            return
        sheet = self._sheet()
        if sheet is None or self._problem(sheet) is not None:
            # the message stays only as long as it is true
            self._untell()
            self._show_price()
            return
        self._runner.run(sheet, by_enter=by_enter, waited=waited)

    def tick(self) -> None:
        """Report when inputs have arrived at the service."""
        super().tick()
        if self._runner.brought_inputs():
            self.inputs.look_for_uploads()

    def action_leave_field(self) -> None:
        """Leave the text being typed; from anywhere else go back to the models."""
        if isinstance(self.focused, TextArea | Input):
            self.query_one("#run").focus()
        else:
            self.app.switch_mode("models")

    def action_save_preset(self) -> None:
        """Save the form as a preset."""
        self._presetting.save()

    def action_presets(self) -> None:
        """Fill in a preset."""
        self._presetting.load()

    def on_chip_line_taken(self, event: ChipLine.Taken) -> None:
        """Apply a suggestion by mouse."""
        event.stop()
        self.action_apply_chips()

    def on_chip_line_plan_wanted(self, event: ChipLine.PlanWanted) -> None:
        """Plan several steps, by mouse or enter."""
        event.stop()
        self.action_plan_prompt()

    def action_apply_chips(self) -> None:
        """Apply the suggestions from the prompt, or else the nearest alternative."""
        self._read_now()
        found = self._suggestions
        if wants_plan(found):
            self.action_plan_prompt()
            return
        if wants_reference(found):
            self.app.switch_mode("history")
            self.app.notify(t("reference-how"), markup=False)
            return
        if not found.chips:
            found = instead_of(found, self.services.catalogue.leaf)
        filled = self._suggesting.fill(found, self._filling.state, self._filling.edited)
        if filled is None:
            self.tell(t("chips-none"))
            return
        leaf, values = filled
        self.take(Handover(leaf.task_type, leaf.id, state=values))
        self.background(partial(self._prefer, found.chips), "prefer", only=False)

    def action_plan_prompt(self) -> None:
        """Plan several steps from the prompt."""
        self.post_message(FlowWanted(self.prompt_pane.text))

    def action_make_usual(self) -> None:
        """Make the model in use the default of its task type."""
        self.background(self._make_usual, "prefer", only=False)

    async def _make_usual(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        leaf, price = sheet.draft.form.leaf, sheet.draft.quote
        try:
            await self.services.preferences.prefer(leaf, price.credit if price else 0)
        except StoreError:
            self.tell(t("prefer-not-kept"))
        else:
            kind = t(f"task-type-{leaf.task_type}")
            self.tell(t("usual-kept", model=leaf.title, kind=kind), good=True)
        self._show_about()

    async def _prefer(self, chips: Sequence[Chip]) -> None:
        try:
            await self._suggesting.prefer(chips)
        except StoreError:
            self.tell(t("prefer-not-kept"))
        self._show_about()
        self._read_now()

    def action_by_line(self) -> None:
        """Toggle between one prompt and one prompt per line."""
        pane = self.prompt_pane
        pane.read_by_line(by_line=not pane.by_line)

    def handed_over(self) -> Handover:
        """Return the whole form, for the screen that replaces this one."""
        filling, pane = self._filling, self.prompt_pane
        leaf = filling.leaf
        return Handover(
            leaf.task_type if leaf else None,
            leaf.id if leaf else None,
            dict(filling.state) if leaf else None,
            pane.text,
            tuple(self.inputs.texts),
            pane.by_line,
        )

    def _filled(self) -> Preset | None:
        """The form as a preset without a name."""
        filling, pane = self._filling, self.prompt_pane
        leaf = filling.leaf
        if leaf is None:
            return None
        return Preset(
            name="",
            task_type=leaf.task_type,
            version=leaf.id,
            model=leaf.title,
            values={key: filling.state[key] for key in filling.edited if key in filling.state},
            prompt=pane.text,
            by_line=pane.by_line,
            inputs=tuple(self.inputs.texts),
        )

    def _put_back(self, prompts: Sequence[str]) -> None:
        self.prompt_pane.replace("\n".join(prompts))

    def _refilled(self) -> None:
        """Show the price, and a moment later the suggestions for the form."""
        super()._refilled()
        self._read_soon()

    def _untell(self) -> None:
        super()._untell()
        # a change cancels a run that waited for inputs
        self._runs_next = None

    def inputs_looked_at(self) -> None:
        """Go on with a run that waited for the inputs, if they are still the same."""
        waits, self._runs_next = self._runs_next, None
        if waits == self.inputs.texts:
            self._runs_next = waits
            self._run_form()
        elif waits is not None:
            self.tell(t("nothing-sent"))

    def _read_soon(self) -> None:
        if self._reading is not None:
            self._reading.stop()
        self._reading = self.set_timer(READ_SECONDS, self._read_now)

    def _read_now(self) -> None:
        filling = self._filling
        self._suggestions = self._suggesting.suggestions(
            self.prompt_pane.text, filling.form, filling.state, self.inputs.media()
        )
        self.query_one(ChipLine).show(self._suggestions)
