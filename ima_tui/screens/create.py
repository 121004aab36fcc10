"""Create: model, prompt, inputs, the model's own form, and the price on the Run button."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from ..catalog.bodies import Order
from ..catalog.bounds import prompt_bounds
from ..catalog.forms import State
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..locale import t
from ..locale.formats import points
from ..services import Services, Stage
from ..tasks.groups import BATCH, new_group
from ..tasks.preparing import Inspected
from ..widgets.form import FormView, help_of
from ..widgets.inputs import Inputs
from ..widgets.model_choice import ModelChoice
from ..widgets.prompt import PromptPane
from ..widgets.run_bar import RunBar, run_words
from ..wording.labels import control_label
from ..wording.refusals import refusal_words
from .bursts import after_typing
from .dialogs import Answer, AskDialog
from .filling import Filling, Sheet, prompts_of
from .handover import Handover
from .page import Page
from .submitting import Submitted, submit_all, why_ask

REPEAT_SECONDS = 1.0
"""The same run again within this time is the same key press."""


class CreateScreen(Page):
    """Fill in a form and run it; the form stays for the next run."""

    scope: ClassVar[str] = "create"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._filling = Filling()
        self._handed: Handover | None = None
        self._values: tuple[Leaf, State] | None = None
        self._keep_count = False
        self._busy = False
        self._runs_next = False
        self._told = ""
        self._covered = False
        self._folder = Path.home()
        self._last: tuple[Sheet, float] | None = None

    def body(self) -> ComposeResult:
        """Lay out what is chosen, the prompt, the inputs, the form and the price."""
        yield ModelChoice(self.services)
        with Container(id="split"):
            with Vertical(id="writing"):
                yield PromptPane()
                yield Inputs(self._inspect, self.services.previews)
            with Vertical(id="options"):
                yield FormView(id="form")
                yield Static("", id="help", markup=False)
        yield RunBar()

    @property
    def prompt_pane(self) -> PromptPane:
        """Where the prompt is written."""
        return self.query_one(PromptPane)

    @property
    def inputs(self) -> Inputs:
        """Where the inputs are."""
        return self.query_one(Inputs)

    def on_mount(self) -> None:
        """Start in the prompt, with the model that was asked for."""
        self.prompt_pane.start_writing()
        self._take_handed()
        self._show_price()

    def on_screen_suspend(self) -> None:
        """Tell a dialog on top from another screen."""
        self._covered = isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """Whoever comes here wants to write; after a dialog the focus is where it was."""
        if not self._covered:
            self.prompt_pane.start_writing()

    def use(self, leaf: Leaf) -> None:
        """Create with a model; values that still apply are kept."""
        self.take(Handover(leaf.task_type, leaf.id))

    def take(self, handover: Handover) -> None:
        """Fill in what another screen gives; values that do not apply are dropped and named."""
        self._handed = handover
        if self.is_mounted:
            self._take_handed()

    def _take_handed(self) -> None:
        """Fill in what was given, once the list it needs is there."""
        handed = self._handed
        if handed is None:
            return
        if handed.task_type is not None:
            services = self.services
            if handed.task_type not in services.catalogue.shelves:
                return
            leaf = services.catalogue.leaf(handed.task_type, handed.version or "")
            leaf = leaf or services.default_leaf(handed.task_type)
            if leaf is not None:
                self._values = (leaf, handed.state) if handed.state is not None else None
                self.query_one(ModelChoice).use(leaf)
        self._handed = None
        if handed.prompt is not None:
            self.prompt_pane.replace(handed.prompt)
        if handed.inputs:
            self.inputs.set([str(one) for one in handed.inputs])
        self.prompt_pane.start_writing()

    def tick(self) -> None:
        """Take up lists that have come, and show what keeps the form from running."""
        self.query_one(ModelChoice).follow()
        self._take_handed()
        self.inputs.look_again()
        self._show_price()

    def on_resize(self, _event: events.Resize) -> None:
        """Say less where there is less room."""
        self.call_after_refresh(self._show_about)

    def _show_about(self) -> None:
        self.query_one(ModelChoice).show_about(wide=self.has_class("-wide"))

    def on_model_choice_chosen(self, event: ModelChoice.Chosen) -> None:
        """Show the form of a model; values that still apply are kept, others are named."""
        event.stop()
        leaf, filling = event.leaf, self._filling
        before = filling.form
        values = None
        if self._values is not None and self._values[0] == leaf:
            values, self._values = self._values[1], None
        if values is None and before is not None and before.leaf == leaf:
            return
        if values is None:
            dropped = filling.take(leaf, keep_count=self._keep_count)
        else:
            dropped = filling.fill(leaf, values)
        self._keep_count = False
        self._untell()
        if dropped and (values is not None or (before and before.leaf.id != leaf.id)):
            labels = [before.control(key) if before else None for key in dropped]
            names = (control_label(c) if c else key for c, key in zip(labels, dropped, strict=True))
            self._told = t("create-dropped", names=", ".join(names))
        form, view = filling.form, self.query_one(FormView)
        if form is None:
            return
        if before is not None and before.controls == form.controls and values is None:
            view.update(filling.state)
        else:
            self.background(partial(view.show_form, form, filling.state), "form")
        self.prompt_pane.bound(prompt_bounds(form)[1])
        self.inputs.use(leaf)
        self._show_about()
        self._show_price()

    def on_form_view_edited(self, event: FormView.Edited) -> None:
        """Set a control, as far as the form allows it."""
        event.stop()
        if self._filling.choose(event.key, event.value):
            self._untell()
            self.query_one(FormView).update(self._filling.state)
            self._show_price()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Say what the control in use is for."""
        self.say("#help", help_of(self.focused), hide=True)

    def on_prompt_pane_changed(self, event: PromptPane.Changed) -> None:
        """Say at once what a run still needs."""
        event.stop()
        self._untell()
        self._show_price()

    def on_inputs_changed(self, event: Inputs.Changed) -> None:
        """Say what is wrong with the inputs; go on with a run that waited for them."""
        event.stop()
        self._show_price()
        if self._runs_next and not self.inputs.under_way:
            self._run_form()

    def on_inputs_full(self, event: Inputs.Full) -> None:
        """Say that there is no place left."""
        event.stop()
        self.tell(t("inputs-full"))

    def on_inputs_browse_wanted(self, event: Inputs.BrowseWanted) -> None:
        """Browse by mouse or enter."""
        event.stop()
        self.action_browse()

    def action_browse(self) -> None:
        """Choose an input from the disk; the next look begins in the same folder."""
        if not self.inputs.takes_any:
            self.tell(t("inputs-none-taken"))
            return
        # it takes its time to import
        from .file_picker import FilePicker

        picker = FilePicker(self._folder, self.inputs.kinds, self.services.previews)
        self.app.push_screen(picker, self._picked)

    def _picked(self, path: str | None) -> None:
        if path is not None:
            self._folder = Path(path).expanduser().parent
            self.inputs.add([path])

    def on_run_bar_run_wanted(self, event: RunBar.RunWanted) -> None:
        """Run by mouse or enter."""
        event.stop()
        self.action_run()

    def action_run(self) -> None:
        """Run the form once everything typed before has arrived: keys may come in one burst."""
        after_typing(self, self._run_form)

    def _run_form(self) -> None:
        """Run the form if nothing is missing; else say what is."""
        self._runs_next = False
        if self.has_class("-too-small"):
            # nothing is bought while its price can't be seen
            return
        self.inputs.commit()
        if self.inputs.under_way and self.services.engine is not None:
            self._runs_next = True
            return
        sheet = self._sheet()
        problem = self._problem(sheet)
        if problem is not None or sheet is None:
            self.tell(problem or t("create-no-models"))
            return
        if self._busy or self._is_repeat(sheet):
            return
        self._busy = True
        orders = sheet.orders()
        why = why_ask(self.services, orders)
        if why:
            title = t("confirm-title", points=points(sheet.points))
            dialog = AskDialog(title, why, [Answer("run", t("confirm-run"))])
            self.app.push_screen(dialog, partial(self._answered, sheet, orders))
        else:
            self._answered(sheet, orders, ("run", ""))

    def _answered(
        self, sheet: Sheet, orders: Sequence[Order], answer: tuple[str, str] | None
    ) -> None:
        if answer is None:
            self._busy = False
            self.tell(t("nothing-sent"))
        else:
            self.background(partial(self._submit, sheet, orders), "submit", only=False)

    async def _submit(self, sheet: Sheet, orders: Sequence[Order]) -> None:
        engine = self.services.engine
        try:
            if engine is None:
                self.tell(t("create-still-starting"))
                return
            group = new_group(BATCH) if len(orders) > 1 else None
            self._tell_of(sheet, await submit_all(engine, orders, group))
        finally:
            self._busy = False

    def _tell_of(self, sheet: Sheet, submitted: Submitted) -> None:
        """Say how the orders went; of several, those that were not sent stay to be mended."""
        model = sheet.draft.form.leaf.title
        tasks, refused = submitted.tasks, submitted.refused
        if not refused:
            one = t("queued-notice", model=model)
            self.tell(one if len(tasks) == 1 else t("queued-batch", count=len(tasks)), good=True)
        elif not tasks:
            self.tell(f"{refused[0][1]} {t('nothing-sent')}")
        else:
            self.prompt_pane.replace("\n".join(sheet.prompts[place][1] for place, _ in refused))
            lines = ", ".join(str(sheet.prompts[place][0]) for place, _ in refused)
            about = {"queued": len(tasks), "count": len(sheet.prompts), "lines": lines}
            self.tell(t("queued-some", why=refused[0][1], **about))

    def _is_repeat(self, sheet: Sheet) -> bool:
        """A key held down or a double click is one run."""
        last, self._last = self._last, (sheet, time.monotonic())
        return last is not None and last[0] == sheet and self._last[1] - last[1] < REPEAT_SECONDS

    def tell(self, words: str, *, good: bool = False) -> None:
        """Say something beside the Run button, until something is changed."""
        self._told = words
        self.query_one("#remark").set_class(good, "-good")
        self._show_price()

    def _untell(self) -> None:
        self._told = ""
        self._runs_next = False
        self.query_one("#remark").remove_class("-good")

    def action_leave_field(self) -> None:
        """Leave the text being typed; from anywhere else go back to the models."""
        if isinstance(self.focused, TextArea | Input):
            self.query_one("#run").focus()
        else:
            self.app.switch_mode("models")

    async def action_advanced(self) -> None:
        """Fold the advanced controls out or in."""
        await self.query_one(FormView).toggle_advanced()

    def action_by_line(self) -> None:
        """Read the prompt as one, or as one a line."""
        pane = self.prompt_pane
        pane.read_by_line(by_line=not pane.by_line)

    async def _inspect(self, leaf: Leaf, text: str) -> Inspected | None:
        engine = self.services.engine
        return await engine.inspect(leaf, text) if engine is not None else None

    def _sheet(self) -> Sheet | None:
        pane = self.prompt_pane
        prompts = prompts_of(pane.text, by_line=pane.by_line)
        return self._filling.sheet(prompts, self.inputs.media())

    def _problem(self, sheet: Sheet | None) -> str | None:
        """What keeps the form from running, in words; None when nothing does."""
        if self.services.stage is Stage.FAILED:
            return t("create-no-service")
        if self.services.engine is None:
            return t("create-still-starting")
        if sheet is None:
            return t("create-no-models")
        if self.query_one(ModelChoice).gone:
            return t("create-gone", model=sheet.draft.form.leaf.title)
        bad = self.inputs.refusal()
        found: tuple[int | None, RefusedError] | None = (None, bad) if bad else sheet.refusal()
        if found is None:
            return None
        line, refusal = found
        words = refusal_words(refusal)
        return t("create-line", line=line, why=words) if line is not None else words

    def _show_price(self) -> None:
        sheet = self._sheet()
        price = sheet.draft.quote if sheet else None
        self.query_one(RunBar).show_price(run_words(price, sheet.times if sheet else 1))
        remark = self._told or self._problem(sheet) or ""
        if price is not None and not price.exact and not remark:
            remark = t("price-estimate")
        self.say("#remark", remark)
