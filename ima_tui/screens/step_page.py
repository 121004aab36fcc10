"""One step of a plan, edited as on Create; changes apply to the plan at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea

from ..catalog.characters import plain
from ..catalog.controls import TEXTS, Control
from ..catalog.forms import form_of
from ..catalog.inputs import InputMedia, MediaKind, bad_kind
from ..catalog.naming import find_model
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_types
from ..catalog.values import Value
from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..tasks.preparing import Inspected
from ..widgets.form import FieldRow, FormView
from ..widgets.inputs import Inputs
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.model_choice import ModelChoice
from ..widgets.prompt import PromptPane
from ..widgets.run_bar import RunBar
from ..wording.refusals import refusal_words
from ..wording.workflows import source_words
from ..workflows.checks import is_id, kind_of_input, kind_of_step
from ..workflows.drafting import Draft
from ..workflows.editing import put
from ..workflows.plan import Input as Medium
from ..workflows.plan import Step
from ..workflows.pricing import PLACE
from ..workflows.references import lone
from ..workflows.sheets import Seconds, sheet_of, source_of, stand_in, step_of
from ..workflows.sheets import Sheet as Opened
from .bursts import after_typing
from .filling import Sheet
from .handover import Handover
from .sheet_keys import KeyedSheet
from .taking import Taking


class StepScreen(KeyedSheet):
    """A step being edited.

    Args:
        services: what the app works with.
        draft: the plan.
        step: the step; a new one is added to the plan once it has content.
        seconds: returns how long the result of another step should play.
        left: called with the step's name when this screen is left.
    """

    scope: ClassVar[str] = "step"

    def __init__(
        self,
        services: Services,
        draft: Draft,
        step: Step,
        seconds: Seconds,
        left: Callable[[str], None],
    ) -> None:
        super().__init__(services)
        self._draft = draft
        self._step = self._held = step
        self._seconds = seconds
        self._left = left
        self._before = len(draft.before)
        self._opened: tuple[Leaf, Opened] | None = None
        self._stands_in = False
        self._taken: dict[str, str] = {}
        self._bad_name = ""
        self._taking = Taking(self, services, lambda: draft.plan, lambda: self._held.id)

    def body(self) -> ComposeResult:
        """Lay out the step's name and predecessors above the form."""
        with Horizontal(id="step-bar"):
            yield Static(t("flow-step-id"), classes="label", markup=False)
            yield Input(self._step.id, id="step-id", compact=True)
            yield Static(t("flow-step-needs"), classes="label", markup=False)
            needs = ", ".join(self._step.needs)
            hint = t("flow-step-needs-hint")
            yield Input(needs, id="step-needs", compact=True, placeholder=hint)
        yield LinkLine(id="step-given")
        yield from super().body()

    def writing(self) -> ComposeResult:
        """Lay out the prompt and the inputs, which can also refer to other steps."""
        taking = link_to("take-from-step", t("flow-take-text"), "muted")
        taking = replace(taking, action="screen.take_from_step('prompt')")
        yield PromptPane([taking, link_to("editor", style="muted")])
        yield Inputs(
            self._inspect, self.services.previews, named=source_words, other=t("flow-take-input")
        )

    def on_mount(self) -> None:
        """Fill in the step once the list of its models is there."""
        self.call_after_refresh(self._show_given)
        self._open()

    def on_unmount(self) -> None:
        """Report the name; what was typed counts however the screen is left."""
        self._left(self._held.id)

    def tick(self) -> None:
        """Use new lists."""
        if self._opened is None:
            self._open()
        super().tick()
        drafts = self.services.flows.drafts
        if drafts.changed:
            self.background(drafts.keep, "drafts", only=False)

    def _open(self) -> None:
        step = self._step
        kind = step.task_type if step.task_type in task_types() else next(iter(task_types()))
        shelf = self.services.catalogue.shelves.get(kind)
        if shelf is None:
            return
        told = []
        try:
            leaf: Leaf | None = find_model(shelf.listing, step.model, step.version or None).leaf
        except RefusedError as refusal:
            leaf, self._stands_in = self.services.defaults.leaf(kind), True
            if step.model and leaf is not None:
                words = refusal_words(refusal)
                told.append(t("flow-step-stand-in", why=words, model=leaf.title))
        if leaf is None:
            return
        form = form_of(leaf)
        sheet = sheet_of(step, form, self._seconds)
        if sheet.dropped:
            told.append(t("create-dropped", names=", ".join(map(plain, sheet.dropped))))
        self._opened = leaf, sheet
        self._taken = dict(sheet.taken)
        self._note_taken()
        self.take(Handover(kind, leaf.id, sheet.values, step.prompt, sheet.inputs))
        self._stand_in = " ".join(told)

    def action_keep_step(self) -> None:
        """Go back once everything typed before has arrived."""
        after_typing(self, partial(self._leave, agreed=True))

    def on_run_bar_run_wanted(self, event: RunBar.RunWanted) -> None:
        """Go back by mouse or enter."""
        event.stop()
        self._leave(agreed=True)

    def action_leave_step(self) -> None:
        """Leave the text being typed; from anywhere else go back."""
        if isinstance(self.focused, TextArea | Input):
            self.query_one("#run").focus()
        else:
            self._leave(agreed=False)

    def _leave(self, *, agreed: bool) -> None:
        """Go back to the plan.

        Args:
            agreed: whether to keep a model that replaces one that is gone.
        """
        self.inputs.commit()
        self._rename()
        if self._bad_name and agreed:
            self.query_one("#step-id").focus()
            return
        self._keep(agreed=agreed)
        self.dismiss()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Apply the name and the predecessors."""
        event.stop()
        self._rename()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Apply a name once its field is left."""
        if event.widget.id in {"step-id", "step-needs"}:
            self._rename()

    def action_rename_step(self) -> None:
        """Give the step another name."""
        self.query_one("#step-id").focus()

    def _show_given(self) -> None:
        """Show the files that replace the step's results; hidden if there are none."""
        files, line = ", ".join(self._step.output), self.query_one("#step-given", LinkLine)
        line.display = bool(files)
        line.show([Link(t("flow-given", files=files), style="here")], [link_to("make-step")])

    def action_make_step(self) -> None:
        """Have the step make its results again instead of using the user's files."""
        if not self._step.output:
            self.tell(t("flow-step-not-given"))
            return
        self._step = msgspec.structs.replace(self._step, output=())
        self._keep()
        self._show_given()
        self.tell(t("flow-step-made", step=self._held.id), good=True)

    def _rename(self) -> None:
        plan, typed = self._draft.plan, self.query_one("#step-id", Input).value.strip()
        others = {one.id for one in plan.steps} - {self._held.id}
        self._bad_name = ""
        if not is_id(typed):
            self._bad_name = t("plan-bad_id")
        elif typed in others:
            self._bad_name = t("plan-twice")
        self._keep()
        self._show_price()

    def _keep(self, *, agreed: bool = False) -> None:
        """Put the step into the plan with its current values."""
        step = self._now(agreed=agreed)
        draft = self._draft
        known = draft.plan.step(self._held.id) is not None
        if step == self._held and (known or not agreed):
            return
        plan = put(draft.plan, step, self._held.id if known else "")
        if len(draft.before) > self._before:
            draft.amend(plan)
        else:
            draft.change(plan)
        self._held = step

    def _now(self, *, agreed: bool) -> Step:
        """The step with its current values."""
        step = self._step
        if self._opened is not None and self._filling.leaf is not None:
            step = self._with_sheet(step, self._filling.leaf, self._opened, agreed=agreed)
        prompt = self.prompt_pane.text
        if prompt.strip() != step.prompt.strip():
            step = msgspec.structs.replace(step, prompt=prompt)
        needs = re.split(r"[,，\s]+", self.query_one("#step-needs", Input).value.strip())
        typed = self.query_one("#step-id", Input).value.strip()
        id_ = self._held.id if self._bad_name else typed
        return msgspec.structs.replace(step, id=id_, needs=tuple(filter(None, needs)))

    def _with_sheet(
        self, step: Step, leaf: Leaf, opened: tuple[Leaf, Opened], *, agreed: bool
    ) -> Step:
        values = {key: self._filling.state[key] for key in self._filling.edited}
        now = Opened(values, self._taken, inputs=tuple(self.inputs.places))
        kinds = [self._kind(text) for text in now.inputs]
        found = step_of(step, opened, leaf, now, kinds)
        if self._stands_in and (agreed or found != step):
            about = {"task_type": leaf.task_type, "model": leaf.model_id, "version": leaf.id}
            found = msgspec.structs.replace(found, **about)
        return found

    def _kind(self, text: str) -> MediaKind:
        source = source_of(text)
        medium = Medium(step=source.step, take=source.take) if source else Medium(address=text)
        leaf = self._filling.leaf
        kind = leaf.task_type if leaf is not None else self._step.task_type
        step = msgspec.structs.replace(self._step, task_type=kind)
        return kind_of_input(self._draft.plan, step, medium)

    def _refilled(self) -> None:
        super()._refilled()
        if self._opened is not None and self._handed is None:
            self._keep()

    def _choose(self, key: str, value: Value) -> None:
        """Set a control; a value chosen by hand replaces a reference to another step."""
        if self._taken.pop(key, None) is not None:
            self._note_taken()
        super()._choose(key, value)

    async def _inspect(self, leaf: Leaf, text: str) -> Inspected | None:
        source = source_of(text)
        if source is None:
            return await super()._inspect(leaf, text)
        other = self._draft.plan.step(source.step)
        if other is None or other.task_type not in task_types():
            return Inspected(None, refusal=RefusedError("gone_step", {"step": source.step}))
        medium = InputMedia(f"{PLACE}{source.step}", kind_of_step(other, source.take))
        refusal = bad_kind(leaf, medium)
        return Inspected(None if refusal else medium, refusal=refusal)

    def action_take_from_step(self, what: str = "") -> None:
        """Refer to another step: its text, its length, its result."""
        row = self._row
        if what == "prompt" or self.focused is self.query_one("#prompt"):
            self._taking.text(self.prompt_pane.insert)
        elif row is not None:
            self._take_for(row.control_shown)
        else:
            self.on_inputs_other_wanted()

    @property
    def _row(self) -> FieldRow | None:
        above = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((one for one in above if isinstance(one, FieldRow)), None)

    def _take_for(self, control: Control) -> None:
        """Choose a reference for a control of the form."""
        field = self.focused
        if control.kind in TEXTS and isinstance(field, TextArea):
            self._taking.text(field.insert)
        elif control.kind in TEXTS and isinstance(field, Input):
            self._taking.text(field.insert_text_at_cursor)
        else:
            self._taking.length(partial(self._take_length, control))

    def _take_length(self, control: Control, words: str) -> None:
        reference = lone(words)
        value = stand_in(control, reference, self._seconds) if reference else None
        if value is None or not self._filling.choose(control.key, value):
            self.tell(t("flow-take-not"))
            return
        self._taken[control.key] = words
        self._note_taken()
        self.query_one(FormView).update(self._filling.state)
        self._refilled()

    def on_inputs_other_wanted(self, event: Inputs.OtherWanted | None = None) -> None:
        """Take a result of another step or an earlier task as an input."""
        if event is not None:
            event.stop()
        if self.inputs.takes_any:
            taking = partial(self._taking.results, self.inputs.kinds, self._take_input)
            self.background(taking, "results")
        else:
            self.tell(t("inputs-none-taken"))

    def _take_input(self, text: str) -> None:
        self.inputs.add([text])

    def _note_taken(self) -> None:
        words = {key: t("flow-taken", what=source_words(text)) for key, text in self._taken.items()}
        self.query_one(FormView).note(words)

    def on_model_choice_chosen(self, event: ModelChoice.Chosen) -> None:
        """Switch the model; drop references for controls that it does not have."""
        super().on_model_choice_chosen(event)
        held = self._filling.edited
        self._taken = {key: text for key, text in self._taken.items() if key in held}
        self._note_taken()

    def _lack(self, sheet: Sheet | None) -> str | None:
        return self._bad_name or super()._lack(sheet)

    def _problem(self, sheet: Sheet | None) -> str | None:
        """Return what is wrong; a plan can be edited without the service."""
        return self._lack(sheet)

    def _price_words(self, sheet: Sheet | None) -> str:
        price = sheet.draft.quote if sheet is not None else None
        if price is None:
            return t("flow-step-keep")
        exact = price.exact and not self._taken
        return t("flow-step-keep-price", points=points(price.points, exact=exact))
