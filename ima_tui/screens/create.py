"""Create: task type, model, prompt, the model's own form, and the price on the Run button."""

import time
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Input, Select, Static, TextArea

from ..catalog.bodies import Order
from ..catalog.controls import COUNT
from ..catalog.estimates import estimate_of
from ..catalog.forms import Form, State, form_of
from ..catalog.inputs import InputMedia, input_bounds
from ..catalog.orders import Draft
from ..catalog.prices import Quote, quote
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type, task_types
from ..locale import t
from ..locale.formats import expected, points
from ..media.given import given_inputs
from ..services import Services, Stage
from ..widgets.form import FormView
from ..wording.labels import control_label
from ..wording.models import reference_words
from ..wording.refusals import refusal_words
from .dialogs import Answer, AskDialog
from .handover import Handover
from .page import Page

FIRST_TASK_TYPE = "text_to_image"
REPEAT_SECONDS = 1.0
"""The same run again within this time is the same key press."""


class CreateScreen(Page):
    """Fill in a form and run it; the form stays for the next run."""

    scope: ClassVar[str] = "create"

    class Ordered(Message):
        """The form shall be run."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._leaf: Leaf | None = None
        self._form: Form | None = None
        self._state: State = {}
        self._wanted: Leaf | None = None
        self._busy = False
        self._edited: set[str] = set()
        self._told = ""
        self._gone = False
        self._listing: Listing | None = None
        self._inputs: tuple[InputMedia, ...] = ()
        self._bad_input: RefusedError | None = None
        self._last: tuple[Draft, float] | None = None

    def body(self) -> ComposeResult:
        """Lay out what is chosen, the prompt, the form and the price."""
        with Horizontal(id="choice"):
            yield Select[str](
                [(t(f"task-type-{kind}"), kind) for kind in task_types()],
                allow_blank=False,
                value=FIRST_TASK_TYPE,
                id="task-type",
                compact=True,
            )
            yield Select[str]([], prompt=t("create-no-models"), id="model", compact=True)
            yield Static("", id="expected", markup=False)
        with Container(id="split"):
            with Vertical(id="writing"):
                yield Static(t("create-prompt"), classes="heading", markup=False)
                yield TextArea(
                    id="prompt",
                    compact=True,
                    highlight_cursor_line=False,
                    placeholder=t("create-prompt-hint"),
                )
                yield Static("", id="inputs-heading", classes="heading", markup=False)
                yield TextArea(
                    id="inputs",
                    compact=True,
                    highlight_cursor_line=False,
                    placeholder=t("create-inputs-hint"),
                )
            yield FormView(id="form")
        with Horizontal(id="run-bar"):
            yield Static("", id="remark", markup=False)
            yield Button("", id="run", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Start in the prompt, with the model that was asked for."""
        self.query_one("#prompt").focus()
        self._show_wanted()
        self._show_price()

    def on_screen_resume(self) -> None:
        """Whoever comes here wants to write."""
        self.query_one("#prompt").focus()

    def use(self, leaf: Leaf) -> None:
        """Create with a model; values that still apply are kept."""
        self._wanted = leaf
        if self.is_mounted:
            self._show_wanted()

    def take(self, handover: Handover) -> None:
        """Fill in what another screen gives; values that do not apply are dropped and named."""
        catalogue = self.services.catalogue
        if handover.task_type is not None:
            leaf = catalogue.leaf(handover.task_type, handover.version or "")
            leaf = leaf or catalogue.default_leaf(handover.task_type)
            if leaf is not None:
                self.use(leaf)
        if handover.prompt is not None:
            self.query_one("#prompt", TextArea).text = handover.prompt
        if handover.inputs:
            self.query_one("#inputs", TextArea).text = "\n".join(map(str, handover.inputs))

    def _show_wanted(self) -> None:
        if self._wanted is None:
            return
        select = self.query_one("#task-type", Select)
        kind = self._wanted.task_type
        if select.value != kind:
            with self.prevent(Select.Changed):
                select.value = kind
        self._list_models(kind)
        self.query_one("#prompt").focus()

    def tick(self) -> None:
        """Take up lists that have come, and show what keeps the form from running."""
        kind = str(self.query_one("#task-type", Select).value)
        known = self.services.catalogue.shelves.get(kind)
        if known is not None and known.listing is not self._listing:
            self._listing = known.listing
            shown = self._leaf
            # a model that is no longer listed stays on screen, but can't be run
            self._gone = (
                shown is not None
                and shown.task_type == kind
                and known.listing.find(shown.id) is None
            )
            if not self._gone:
                self._list_models(kind)
        self._show_price()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Follow the choice of a task type or a model."""
        event.stop()
        # what is chosen now counts: the event may tell of an earlier choice
        kind = str(self.query_one("#task-type", Select).value)
        version = self.query_one("#model", Select).value
        if self._leaf is None or self._leaf.task_type != kind:
            self._list_models(kind)
        elif isinstance(version, str) and version != self._leaf.id:
            leaf = self.services.catalogue.leaf(kind, version)
            if leaf is not None:
                self._take_leaf(leaf)

    def on_form_view_edited(self, event: FormView.Edited) -> None:
        """Set a control, as far as the form allows it."""
        event.stop()
        if self._form is None:
            return
        try:
            self._state = self._form.choose(self._state, event.key, event.value)
        except (RefusedError, KeyError):
            return
        self._edited.add(event.key)
        self._untell()
        self.query_one(FormView).update(self._state)
        self._show_price()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say at once what a run still needs."""
        event.stop()
        self._untell()
        self._show_price()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run by mouse or enter."""
        event.stop()
        self.action_run()

    def action_run(self) -> None:
        """Run the form once everything typed before has arrived: keys may come in one burst."""
        after_typing(self, self._run_form)

    def _run_form(self) -> None:
        """Run the form if nothing is missing; else say what is."""
        if self.has_class("-too-small"):
            # nothing is bought while its price can't be seen
            return
        draft = self._draft()
        problem = self._problem(draft)
        if problem is not None or draft is None or draft.quote is None:
            self.tell(problem or t("create-no-models"))
            return
        if self._busy or self._is_repeat(draft):
            return
        self._busy = True
        order = draft.order()
        why = self._why_ask(order)
        if why:
            title = t("confirm-title", points=points(order.quote.points))
            dialog = AskDialog(title, why, [Answer("run", t("confirm-run"))])
            self.app.push_screen(dialog, partial(self._answered, order))
        else:
            self.post_message(self.Ordered(order))

    def _why_ask(self, order: Order) -> list[str]:
        """Why a run asks first; nothing for most."""
        why = []
        limit = self.services.guards.confirm_above
        if order.quote.points > limit:
            why.append(t("confirm-above", limit=points(limit)))
        engine = self.services.engine
        if engine is not None and engine.repeats(order):
            why.append(t("confirm-repeat"))
        return why

    def _answered(self, order: Order, answer: tuple[str, str] | None) -> None:
        if answer is None:
            self.ran(t("nothing-sent"), well=False)
        else:
            self.post_message(self.Ordered(order))

    def _is_repeat(self, draft: Draft) -> bool:
        """A key held down or a double click is one run."""
        last, self._last = self._last, (draft, time.monotonic())
        return last is not None and last[0] == draft and self._last[1] - last[1] < REPEAT_SECONDS

    def ran(self, words: str, *, well: bool) -> None:
        """Say how the order went; another one may come."""
        self._busy = False
        self.tell(words, good=well)

    def tell(self, words: str, *, good: bool = False) -> None:
        """Say something beside the Run button, until something is changed."""
        self._told = words
        self.query_one("#remark").set_class(good, "-good")
        self._show_price()

    def _untell(self) -> None:
        self._told = ""
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

    def _list_models(self, kind: str) -> None:
        catalogue = self.services.catalogue
        shelf = catalogue.shelves.get(kind)
        leaves = shelf.listing.leaves if shelf else ()
        select = self.query_one("#model", Select)
        wanted = self._choose_leaf(kind)
        with self.prevent(Select.Changed):
            select.set_options((Content(leaf.title), leaf.id) for leaf in leaves)
            if wanted is not None:
                select.value = wanted.id
        self._show_inputs(kind)
        if wanted is not None:
            self._take_leaf(wanted)

    def _choose_leaf(self, kind: str) -> Leaf | None:
        """The model asked for, else the one on screen as listed now, else the default."""
        catalogue = self.services.catalogue
        for leaf in (self._wanted, self._leaf):
            if leaf is not None and leaf.task_type == kind:
                listed = catalogue.leaf(kind, leaf.id)
                if listed is not None:
                    return listed
        return catalogue.default_leaf(kind)

    def _take_leaf(self, leaf: Leaf) -> None:
        self._wanted = None
        self._gone = False
        self._untell()
        form = form_of(leaf)
        another = self._leaf is not None and self._leaf.id != leaf.id
        if another:
            # how many is a matter of each model: a price is never multiplied unasked
            self._edited.discard(COUNT)
        edited = {key: self._state[key] for key in self._edited if key in self._state}
        state, dropped = form.carry(edited)
        again = self._form is not None and self._form.controls == form.controls
        names = ", ".join(self._label(key) for key in dropped)
        self._edited -= set(dropped)
        self._leaf, self._form, self._state = leaf, form, state
        if dropped and another:
            self._told = t("create-dropped", names=names)
        if again:
            self.query_one(FormView).update(state)
        else:
            self.background(partial(self.query_one(FormView).show_form, form, state), "form")
        self._show_expected(leaf)
        self._show_inputs(leaf.task_type)
        self._show_price()

    def _show_expected(self, leaf: Leaf) -> None:
        estimate = estimate_of(leaf)
        video = task_type(leaf.task_type).media == "video" and self.has_class("-wide")
        note = t("create-video-note") if video else ""
        words = t("create-expected", time=expected(estimate.low, estimate.high))
        self.say("#expected", f"{words} {note}".strip())

    def _label(self, key: str) -> str:
        control = self._form.control(key) if self._form else None
        return control_label(control) if control else key

    def _show_inputs(self, kind: str) -> None:
        takes = task_type(kind).max_inputs > 0
        heading = self.query_one("#inputs-heading", Static)
        heading.display = self.query_one("#inputs").display = takes
        if takes and self._form is not None:
            least, most = input_bounds(self._form.leaf)
            count = str(most) if least == most else f"{least}–{most}"
            words = t("create-inputs", count=count)
            if kind == "first_last_frame_to_video":
                words += " " + t("create-inputs-frames")
            references = reference_words(self._form.leaf)
            heading.update(f"{words}\n{references}" if references else words)

    def _show_run(self, words: str) -> None:
        """The button is as wide as its price: none of it is ever cut."""
        button = self.query_one("#run", Button)
        if str(button.label) != words:
            button.label = words
            button.styles.width = cell_len(words) + 6

    def _draft(self) -> Draft | None:
        if self._form is None:
            return None
        self._read_inputs()
        return Draft(
            form=self._form,
            state=self._state,
            quote=quote(self._form, self._state),
            prompt=self.query_one("#prompt", TextArea).text.strip(),
            inputs=self._inputs,
            chosen=frozenset(self._edited),
        )

    def _read_inputs(self) -> None:
        """Take the inputs as they are typed: addresses and files, one a line."""
        self._bad_input = None
        field = self.query_one("#inputs", TextArea)
        try:
            # what stands in a field that is not shown waits for a model that takes it
            self._inputs = given_inputs(field.text) if field.display else ()
        except RefusedError as refusal:
            self._inputs, self._bad_input = (), refusal

    def _problem(self, draft: Draft | None) -> str | None:
        """What keeps the form from running, in words; None when nothing does."""
        if self.services.stage is Stage.FAILED:
            return t("create-no-service")
        if self.services.engine is None:
            return t("create-still-starting")
        if draft is None:
            return t("create-no-models")
        if self._gone:
            return t("create-gone", model=draft.form.leaf.title)
        refusal = self._bad_input or draft.refusal()
        return refusal_words(refusal) if refusal is not None else None

    def _show_price(self) -> None:
        draft = self._draft()
        price = draft.quote if draft else None
        self._show_run(run_words(price))
        remark = self._told or self._problem(draft) or ""
        if price is not None and not price.exact and not remark:
            remark = t("price-estimate")
        self.say("#remark", remark)


def after_typing(screen: Screen[None], call: Callable[[], None]) -> None:
    """Call when what was typed into the focused widget has come up to the screen.

    A key that works everywhere overtakes those that still wait. They go up from the widget to the
    app, which knows what they do; what that changes comes up from the widget again, and may set off
    more on the way. So the call goes the same ways: once behind the keys, and once behind their
    changes, twice at each widget.
    """
    up = list(screen.focused.ancestors_with_self) if screen.focused is not None else []
    way = [*up, *(node for node in up for _ in range(2))]

    def go_on() -> None:
        if way:
            way.pop(0).call_later(go_on)
        else:
            call()

    go_on()


def run_words(price: Quote | None) -> str:
    """Return what the Run button says: the exact price, always."""
    if price is None:
        return t("run")
    about = "" if price.exact else "≈ "
    if price.count == 1:
        return t("run-price", points=about + points(price.points))
    return t(
        "run-price-many",
        count=price.count,
        credit=price.credit,
        points=about + points(price.points),
    )
