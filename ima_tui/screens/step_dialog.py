"""One step of a plan: what it is called, its model, prompt, values and inputs."""

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Static, TextArea

from ..catalog.forms import form_of
from ..catalog.products import Leaf
from ..catalog.task_types import task_types
from ..locale import t
from ..services import Services
from ..widgets.writing import WritingArea
from ..wording.labels import control_label, value_label
from ..workflows.checks import is_id
from ..workflows.editing import (
    BadLineError,
    free_id,
    inputs_of,
    inputs_text,
    values_of,
    values_text,
)
from ..workflows.plan import Plan, Step
from .bursts import after_typing
from .modal import Dialog
from .picks import model_dialog

_MOST_VALUES = 8


class StepDialog(Dialog[Step | None]):
    """Edits a step; the result is the step as it shall be.

    Args:
        services: know the models.
        plan: whose step it is.
        step: as it stands.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "keep", show=False, priority=True),
        Binding("ctrl+t", "model", show=False, priority=True),
    ]

    def __init__(self, services: Services, plan: Plan, step: Step) -> None:
        super().__init__()
        self._services = services
        self._plan = plan
        self._step = step
        self._kind = step.task_type
        self._model, self._version = step.model, step.version

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        step = self._step
        with VerticalScroll(classes="dialog flow-dialog", can_focus=False):
            yield Static(t("flow-step-title"), classes="title", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("flow-step-id"), classes="label", markup=False)
                yield Input(step.id, id="step-id", compact=True)
            with Horizontal(classes="row"):
                yield Static(t("flow-step-model"), classes="label", markup=False)
                yield Button("", id="model", compact=True)
            yield Static(t("flow-step-prompt"), classes="label", markup=False)
            yield _area(step.prompt, "step-prompt", t("create-prompt-hint"))
            yield Static(t("flow-step-values"), classes="label", markup=False)
            yield _area(values_text(step.params), "values", "duration = 10")
            yield Static("", id="step-options", classes="note", markup=False)
            yield Static(t("flow-step-inputs"), classes="label", markup=False)
            yield _area(inputs_text(step.inputs), "step-inputs", t("flow-step-inputs-hint"))
            yield Static("", classes="told", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("flow-step-keep"), id="keep", variant="primary", compact=True)
            yield Static(t("flow-step-keys"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Start in the prompt."""
        self._show_model()
        self.query_one("#step-prompt").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Choose a model, or keep the step."""
        event.stop()
        if event.button.id == "model":
            self.action_model()
        else:
            self._keep()

    def action_leave(self) -> None:
        """Leave the step as it was."""
        self.dismiss(None)

    def action_model(self) -> None:
        """Find another model, of any task type."""
        shelves = self._services.catalogue.shelves

        def chosen(key: str | None) -> None:
            kind, _, version = (key or "").partition("/")
            leaf = self._services.catalogue.leaf(kind, version)
            if leaf is not None:
                self._kind, self._model, self._version = kind, leaf.model_id, leaf.id
                self._show_model()

        dialog = model_dialog([shelf.listing for shelf in shelves.values()], self._leaf())
        self.app.push_screen(dialog, chosen)

    def action_keep(self) -> None:
        """Keep the step once everything typed before has arrived."""
        after_typing(self, self._keep)

    def _leaf(self) -> Leaf | None:
        shelf = self._services.catalogue.shelves.get(self._kind)
        if shelf is None:
            return None
        return shelf.listing.find(self._version) if self._version else None

    def _show_model(self) -> None:
        leaf = self._leaf()
        title = leaf.title if leaf is not None else self._model or t("flow-no-model")
        kind = t(f"task-type-{self._kind}") if self._kind in task_types() else ""
        self.query_one("#model", Button).label = f"{title} · {kind} ▾"
        self.query_one("#step-options", Static).update(Text(_options(leaf)))

    def _keep(self) -> None:
        id_ = self.query_one("#step-id", Input).value.strip()
        others = {one.id for one in self._plan.steps} - {self._step.id}
        if not is_id(id_):
            self._tell(t("plan-bad_id"), "#step-id")
        elif id_ in others:
            self._tell(t("plan-twice"), "#step-id")
        else:
            self._take(id_)

    def _take(self, id_: str) -> None:
        try:
            params = values_of(self.query_one("#values", TextArea).text)
        except BadLineError as error:
            self._tell(t("flow-bad-line", line=str(error)), "#values")
            return
        step = self._step
        self.dismiss(
            Step(
                id=id_,
                task_type=self._kind,
                model=self._model,
                version=self._version,
                prompt=self.query_one("#step-prompt", TextArea).text.strip(),
                n=step.n,
                params=params,
                inputs=inputs_of(self.query_one("#step-inputs", TextArea).text, self._plan),
                needs=step.needs,
                output=step.output,
            )
        )

    def _tell(self, words: str, field: str) -> None:
        self.query_one(".told", Static).update(words)
        self.query_one(field).focus()


def new_step(services: Services, plan: Plan) -> Step:
    """Return a step to begin with: a picture, by the default model."""
    leaf = services.defaults.leaf("text_to_image")
    model, version = (leaf.model_id, leaf.id) if leaf is not None else ("", "")
    id_ = free_id(plan, "image")
    return Step(id=id_, task_type="text_to_image", model=model, version=version)


def _area(text: str, id_: str, hint: str) -> TextArea:
    return WritingArea(text, id=id_, compact=True, highlight_cursor_line=False, placeholder=hint)


def _options(leaf: Leaf | None) -> str:
    """Return the values that a model takes, a line for each."""
    if leaf is None:
        return ""
    lines = []
    for control in form_of(leaf).controls:
        if control.values and not control.advanced:
            offered = ", ".join(value_label(control, one) for one in control.values[:_MOST_VALUES])
            more = " …" if len(control.values) > _MOST_VALUES else ""
            lines.append(f"{control_label(control)} ({control.key}): {offered}{more}")
    return "\n".join(lines)
