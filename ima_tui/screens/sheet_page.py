"""The base of screens with a model's form: its values, its price, and what is missing."""

from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ..catalog.bounds import prompt_bounds
from ..catalog.cheaper import OFFERED_ABOVE, Cheaper, cheaper
from ..catalog.facts import facts_of
from ..catalog.forms import State
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type
from ..catalog.values import Value
from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..stage import Stage
from ..store.database import StoreError
from ..tasks.preparing import Inspected
from ..widgets.bars import KeyBar
from ..widgets.chips import ChipLine
from ..widgets.fields import Edited, PickWanted
from ..widgets.form import FormView, help_of
from ..widgets.inputs import Inputs
from ..widgets.model_choice import ModelChoice
from ..widgets.prompt import PromptPane
from ..widgets.run_bar import RunBar, run_words
from ..wording.labels import control_label
from ..wording.refusals import refusal_words
from .filling import Filling, Sheet, prompts_of
from .handover import Handover
from .page import Page
from .picks import value_dialog, value_of
from .start_words import out_of_service


class SheetPage(Page):
    """Model, prompt, inputs, form and price; the form stays for the next run."""

    scope: ClassVar[str] = "create"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._filling = Filling()
        self._handed: Handover | None = None
        self._values: tuple[Leaf, State] | None = None
        self._keeps_count = False
        self._stand_in = ""
        self._told = ""
        self._covered = False
        self._offered: tuple[tuple[object, ...], Cheaper | None] = ((), None)

    def body(self) -> ComposeResult:
        """Lay out the model, the prompt, the inputs, the form and the price."""
        yield ModelChoice(self.services)
        with Container(id="split"):
            with Vertical(id="writing"):
                yield from self.writing()
            with Vertical(id="options"):
                yield FormView(id="form")
                yield Static("", id="help", markup=False)
        yield RunBar()

    def writing(self) -> ComposeResult:
        """Lay out the prompt and the inputs."""
        yield PromptPane()
        yield ChipLine()
        yield Inputs(self._inspect, self.services.previews)

    @property
    def prompt_pane(self) -> PromptPane:
        """Where the prompt is written."""
        return self.query_one(PromptPane)

    @property
    def inputs(self) -> Inputs:
        """Where the inputs are."""
        return self.query_one(Inputs)

    def on_mount(self) -> None:
        """Focus the prompt, with the requested model."""
        self.arrive()
        last = self.services.recent.last
        if self._handed is None and last is not None:
            self._handed = Handover(last[0], last[1].version, as_last=True)
        self._take_handed()
        self._show_price()

    def on_screen_suspend(self) -> None:
        """Note whether a dialog or another screen covers this one."""
        self._covered = isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """Focus the prompt, but after a dialog leave the focus where it was."""
        if not self._covered:
            self.background(self._find_usual, "usual")

    def arrive(self) -> None:
        """Focus the prompt."""
        if self.stands:
            self.set_focus(self.query_one("#prompt"), scroll_visible=False)

    def use(self, leaf: Leaf) -> None:
        """Switch to a model; values that still apply are kept."""
        self.take(Handover(leaf.task_type, leaf.id))

    def take(self, handover: Handover) -> None:
        """Fill in what another screen passed on; values that do not apply are dropped and named."""
        self._handed = handover
        if self.is_mounted:
            self._take_handed()

    def _take_handed(self) -> None:
        """Fill in what was passed on, once the list it needs is loaded."""
        handed = self._handed
        if handed is None:
            return
        if handed.task_type is not None:
            services = self.services
            if handed.task_type not in services.catalogue.shelves:
                return
            leaf = services.catalogue.leaf(handed.task_type, handed.version or "")
            gone = leaf is None and handed.version is not None and not handed.as_last
            leaf = leaf or services.defaults.leaf(handed.task_type)
            if gone and leaf is not None:
                self._stand_in = t("create-other", model=leaf.title)
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
        self._refilled()
        self.prompt_pane.start_writing()

    def tick(self) -> None:
        """Use new lists, and show why the form can't be run."""
        self.query_one(ModelChoice).follow()
        self._take_handed()
        self.inputs.look_again()
        self._show_price()

    def on_resize(self, _event: events.Resize) -> None:
        """Shorten texts if there is little room."""
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
            dropped = filling.take(leaf, keep_count=self._keeps_count)
        else:
            dropped = filling.fill(leaf, values)
        self._keeps_count = False
        self._untell()
        self._told, self._stand_in = self._stand_in, ""
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
            view.show_form(form, filling.state)
            self.background(view.settle, "form", only=False)
        idle = frozenset() if view.has_advanced else frozenset({"advanced"})
        self.query_one(KeyBar).leave_out(idle)
        self.prompt_pane.bound(prompt_bounds(form)[1])
        self.inputs.use(leaf)
        self._show_about()
        self.background(self._find_usual, "usual")
        self._refilled()

    async def _find_usual(self) -> None:
        """Look up how long the model usually takes here."""
        engine, choice = self.services.engine, self.query_one(ModelChoice)
        leaf = choice.leaf
        if engine is None or leaf is None:
            return
        # without it the listed time is enough
        with suppress(StoreError):
            choice.note_usual(leaf, await engine.usual(leaf))
            self._show_about()

    def on_edited(self, event: Edited) -> None:
        """Set a control if the form allows it."""
        event.stop()
        self._choose(event.key, event.value)

    def _choose(self, key: str, value: Value) -> None:
        if self._filling.choose(key, value):
            self._untell()
            self.query_one(FormView).update(self._filling.state)
            self._refilled()

    def on_pick_wanted(self, event: PickWanted) -> None:
        """Show the options of a control as a searchable list."""
        event.stop()
        control = event.wanted
        dialog = value_dialog(control, self._filling.state, self.query_one(FormView))

        def chosen(key: str | None) -> None:
            if key is not None:
                self._choose(control.key, value_of(control, key))

        self.app.push_screen(dialog, chosen)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the help of the focused control."""
        self.say("#help", help_of(self.focused), hide=True)

    def on_prompt_pane_changed(self, event: PromptPane.Changed) -> None:
        """Say at once what a run still needs."""
        event.stop()
        self._untell()
        self._refilled()

    def on_inputs_changed(self, event: Inputs.Changed) -> None:
        """Say what is wrong with the inputs."""
        event.stop()
        self._refilled()
        if not self.inputs.under_way:
            self.inputs_looked_at()

    def on_inputs_full(self, event: Inputs.Full) -> None:
        """Say that there is no place left."""
        event.stop()
        self.tell(t("inputs-full"))

    def tell(self, words: str, *, good: bool = False) -> None:
        """Show a message beside the Run button until something is changed."""
        self._told = words
        self.query_one("#remark").set_class(good, "-good")
        self._show_price()

    def _untell(self) -> None:
        self._told = ""
        self.query_one("#remark").remove_class("-good")

    async def _inspect(self, leaf: Leaf, text: str) -> Inspected | None:
        engine = self.services.engine
        return await engine.inspect(leaf, text) if engine is not None else None

    def _refilled(self) -> None:
        """Update after a change: show the current price."""
        self._show_price()

    def _sheet(self) -> Sheet | None:
        pane = self.prompt_pane
        prompts = prompts_of(pane.text, by_line=pane.by_line)
        return self._filling.sheet(prompts, self.inputs.media())

    def _problem(self, sheet: Sheet | None) -> str | None:
        """Why the form can't be run, in words; None if it can."""
        if self.services.stage is Stage.FAILED:
            return out_of_service(self.services)
        if self.services.engine is None:
            return t("create-still-starting")
        return self._lack(sheet)

    def _lack(self, sheet: Sheet | None) -> str | None:
        """What is wrong with the values, in words; None if nothing is."""
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
        self.query_one(RunBar).show_price(self._price_words(sheet))
        remark = self._told or self._problem(sheet) or ""
        if price is not None and not price.exact and not remark:
            remark = t("price-estimate")
        note = "" if remark or price is None else self._worth_knowing(sheet)
        self.query_one("#remark").set_class(bool(note), "-note")
        self.say("#remark", remark or note, hide=True)
        self._offer_cheaper(sheet)

    def _worth_knowing(self, sheet: Sheet | None) -> str:
        """Return hints for a form without problems."""
        if sheet is None:
            return ""
        leaf = sheet.draft.form.leaf
        results = facts_of(leaf.model_id).results
        if results > 1:
            return t("note-results", count=results)
        return t("create-video-note") if task_type(leaf.task_type).media == "video" else ""

    def _price_words(self, sheet: Sheet | None) -> str:
        """The label of the button."""
        return run_words(sheet.draft.quote, sheet.times) if sheet else run_words(None)

    def _offer_cheaper(self, sheet: Sheet | None) -> None:
        """Above some price name a model that does the same for less."""
        offer, words = self._cheaper(sheet), ""
        if offer is not None and sheet is not None:
            price = points(offer.quote.points * sheet.times)
            words = t("cheaper-offer", model=offer.leaf.title, points=price)
        self.query_one(RunBar).offer(words)

    def _cheaper(self, sheet: Sheet | None) -> Cheaper | None:
        """Return the cheaper model; searched only if the form changed."""
        if sheet is None or sheet.points <= OFFERED_ABOVE:
            return None
        draft = sheet.draft
        shelf = self.services.catalogue.shelves.get(draft.form.leaf.task_type)
        of = (shelf, draft.form.leaf.id, dict(draft.state), draft.chosen, draft.inputs)
        if of != self._offered[0]:
            self._offered = of, cheaper(shelf.listing, draft) if shelf is not None else None
        return self._offered[1]

    def inputs_looked_at(self) -> None:
        """Called when all inputs have been inspected."""
