"""Create: model, prompt, inputs, the model's own form, and the price on the Run button."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from ..catalog.bounds import prompt_bounds
from ..catalog.cheaper import OFFERED_ABOVE, Cheaper, cheaper
from ..catalog.forms import State
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.values import Value
from ..intent import Chip, Suggestions
from ..locale import t
from ..locale.formats import points
from ..services import Services, Stage
from ..store.database import StoreError
from ..store.presets import Preset
from ..tasks.preparing import Inspected
from ..widgets.chips import ChipLine
from ..widgets.fields import Edited, PickWanted
from ..widgets.form import FormView, help_of
from ..widgets.inputs import Inputs
from ..widgets.model_choice import ModelChoice
from ..widgets.prompt import PromptPane
from ..widgets.run_bar import RunBar, run_words
from ..wording.labels import control_label
from ..wording.refusals import refusal_words
from .bursts import after_typing
from .editor import EditorError, edit
from .filling import Filling, Sheet, prompts_of
from .handover import Handover
from .page import Page
from .picks import model_dialog, value_dialog, value_of
from .presetting import Presetting
from .running import Runner
from .suggesting import Suggesting, instead_of

READ_SECONDS = 0.2
"""After the last letter the prompt is read for what it suggests."""


class CreateScreen(Page):
    """Fill in a form and run it; the form stays for the next run."""

    scope: ClassVar[str] = "create"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._filling = Filling()
        self._handed: Handover | None = None
        self._values: tuple[Leaf, State] | None = None
        self._keeps_count = False
        self._runs_next = False
        self._told = ""
        self._covered = False
        self._folder = Path.home()
        self._suggesting = Suggesting(services)
        self._suggestions = Suggestions()
        self._reading: Timer | None = None
        self._cheaper: Cheaper | None = None
        self._runner = Runner(self, services, self._say, self._put_back)
        self._presetting = Presetting(self, services, self._filled, self.take, self._say)

    def body(self) -> ComposeResult:
        """Lay out what is chosen, the prompt, the inputs, the form and the price."""
        yield ModelChoice(self.services)
        with Container(id="split"):
            with Vertical(id="writing"):
                yield PromptPane()
                yield ChipLine()
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
        last = self.services.recent.last
        if self._handed is None and last is not None:
            self._handed = Handover(last[0], last[1].version, as_last=True)
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
            gone = leaf is None and handed.version is not None and not handed.as_last
            leaf = leaf or services.default_leaf(handed.task_type)
            if gone and leaf is not None:
                self._told = t("create-other", model=leaf.title)
            if leaf is not None:
                self._values = (leaf, handed.state) if handed.state is not None else None
                self.query_one(ModelChoice).use(leaf)
        self._handed = None
        if handed.prompt is not None:
            self.prompt_pane.replace(handed.prompt)
        if handed.inputs:
            self.inputs.set([str(one) for one in handed.inputs])
        if handed.by_line is not None and handed.by_line != self.prompt_pane.by_line:
            self.prompt_pane.read_by_line(by_line=handed.by_line)
        self._read_soon()
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

    async def on_model_choice_chosen(self, event: ModelChoice.Chosen) -> None:
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
            dropped = filling.take(leaf, keep_count=self._keeps_count)
        else:
            dropped = filling.fill(leaf, values)
        self._keeps_count = False
        self._untell()
        if dropped and (values is not None or (before and before.leaf.id != leaf.id)):
            labels = [before.control(key) if before else None for key in dropped]
            names = (control_label(c) if c else key for c, key in zip(labels, dropped, strict=True))
            self._told = t("create-dropped", names=", ".join(names))
        form, view = filling.form, self.query_one(FormView)
        if form is None:
            return
        if before is not None and before.controls == form.controls:
            view.update(filling.state)
        else:
            # whatever is typed meanwhile is for this form
            await view.show_form(form, filling.state)
        self.prompt_pane.bound(prompt_bounds(form)[1])
        self.inputs.use(leaf)
        self._show_about()
        self._refilled()

    def on_edited(self, event: Edited) -> None:
        """Set a control, as far as the form allows it."""
        event.stop()
        self._choose(event.key, event.value)

    def _choose(self, key: str, value: Value) -> None:
        if self._filling.choose(key, value):
            self._untell()
            self.query_one(FormView).update(self._filling.state)
            self._refilled()

    def on_pick_wanted(self, event: PickWanted) -> None:
        """Show what a control can hold as a list to search."""
        event.stop()
        control = event.wanted
        dialog = value_dialog(control, self._filling.state, self.query_one(FormView))

        def chosen(key: str | None) -> None:
            if key is not None:
                self._choose(control.key, value_of(control, key))

        self.app.push_screen(dialog, chosen)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Say what the control in use is for."""
        self.say("#help", help_of(self.focused), hide=True)

    def on_prompt_pane_changed(self, event: PromptPane.Changed) -> None:
        """Say at once what a run still needs."""
        event.stop()
        self._untell()
        self._refilled()

    def on_inputs_changed(self, event: Inputs.Changed) -> None:
        """Say what is wrong with the inputs; go on with a run that waited for them."""
        event.stop()
        self._refilled()
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
        self._runner.run(sheet)

    def tell(self, words: str, *, good: bool = False) -> None:
        """Say something beside the Run button, until something is changed."""
        self._told = words
        self.query_one("#remark").set_class(good, "-good")
        self._show_price()

    def _say(self, words: str, good: bool) -> None:
        self.tell(words, good=good)

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

    def action_editor(self) -> None:
        """Write the prompt in the user's own editor."""
        self.background(self._edit, "editor")

    async def _edit(self) -> None:
        pane = self.prompt_pane
        try:
            text = await edit(self.app, pane.text)
        except EditorError as error:
            self.tell(t(f"editor-{error.code}", editor=error.about))
            return
        pane.replace(text)
        pane.start_writing()
        self._untell()
        self._refilled()

    def action_pick_model(self) -> None:
        """Find a model of any task type by typing a part of its name."""
        shelves = self.services.catalogue.shelves
        dialog = model_dialog([s.listing for s in shelves.values()], self._filling.leaf)

        def chosen(key: str | None) -> None:
            kind, _, version = (key or "").partition("/")
            leaf = self.services.catalogue.leaf(kind, version)
            if leaf is not None:
                self.use(leaf)

        self.app.push_screen(dialog, chosen)

    def action_save_preset(self) -> None:
        """Keep what is filled in under a name."""
        self._presetting.save()

    def action_presets(self) -> None:
        """Fill in what was kept."""
        self._presetting.load()

    def action_cheaper(self) -> None:
        """Use the cheaper model that is offered, with the values that still apply."""
        if self._cheaper is None:
            self.tell(t("cheaper-none"))
            return
        self._keeps_count = True
        self.query_one(ModelChoice).use(self._cheaper.leaf)

    def on_run_bar_offer_taken(self, event: RunBar.OfferTaken) -> None:
        """Use it, by mouse or enter."""
        event.stop()
        self.action_cheaper()

    def on_chip_line_taken(self, event: ChipLine.Taken) -> None:
        """Apply what was read, by mouse."""
        event.stop()
        self.action_apply_chips()

    def action_apply_chips(self) -> None:
        """Apply what was read from the prompt; where nothing can be, what can be had instead."""
        self._read_now()
        found = self._suggestions
        if not found.chips:
            found = instead_of(found, self.services.catalogue.leaf)
        filled = self._suggesting.fill(found, self._filling.state, self._filling.edited)
        if filled is None:
            self.tell(t("chips-none"))
            return
        leaf, values = filled
        self.take(Handover(leaf.task_type, leaf.id, state=values))
        self.background(partial(self._prefer, found.chips), "prefer", only=False)

    async def _prefer(self, chips: Sequence[Chip]) -> None:
        try:
            await self._suggesting.prefer(chips)
        except StoreError:
            self.tell(t("prefer-not-kept"))
        self._show_about()
        self._read_now()

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

    def _filled(self) -> Preset | None:
        """What is filled in, as a preset without a name."""
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
        """Show the price of what is filled in now, and soon what the prompt suggests for it."""
        self._show_price()
        self._read_soon()

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
        self._offer_cheaper(sheet)

    def _offer_cheaper(self, sheet: Sheet | None) -> None:
        """Above some points name a model that does the same for less."""
        self._cheaper = None
        words = ""
        if sheet is not None and sheet.points > OFFERED_ABOVE:
            shelf = self.services.catalogue.shelves.get(sheet.draft.form.leaf.task_type)
            self._cheaper = cheaper(shelf.listing, sheet.draft) if shelf else None
        if sheet is not None and self._cheaper is not None:
            price = points(self._cheaper.quote.points * sheet.times)
            words = t("cheaper-offer", model=self._cheaper.leaf.title, points=price)
        self.query_one(RunBar).offer(words)
