"""Saving a plan as a template: its name, and which texts become fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Static, TextArea

from ..locale import t
from ..widgets.writing import WritingArea
from ..workflows.plan import Plan
from ..workflows.templating import is_name
from .bursts import after_typing
from .modal import Dialog

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Texts:
    """A template's name, and the texts that become fields, by field name."""

    name: str
    places: Mapping[str, str] = field(default_factory=dict)


class TemplateSaveDialog(Dialog[Texts | None]):
    """Asks for a name, and for the texts of the plan that change each time.

    Args:
        plan: the plan.
        texts: the initial content.
        folder: the folder it is saved in.
        told: what was wrong with it, in words.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "keep", show=False, priority=True),
    ]

    def __init__(self, plan: Plan, texts: Texts, folder: str, told: str) -> None:
        super().__init__()
        self._plan = plan
        self._texts = texts
        self._folder = folder
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay out the name, the fields, and the prompts that contain them."""
        lines = [f"{name} = {text}" for name, text in self._texts.places.items()]
        with VerticalScroll(classes="dialog flow-dialog", can_focus=False):
            yield Static(t("flow-save-template"), classes="title", markup=False)
            yield Static(t("flow-save-name"), classes="label", markup=False)
            yield Input(
                self._texts.name, id="template-name", compact=True, placeholder=t("flow-save-hint")
            )
            yield Static(t("flow-save-places"), classes="label", markup=False)
            yield WritingArea(
                "\n".join(lines),
                id="template-places",
                classes="-list",
                compact=True,
                highlight_cursor_line=False,
                placeholder=t("flow-save-places-hint"),
            )
            yield Static(self._told, classes="told", markup=False)
            yield Static(self._prompts(), classes="note", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("flow-save-keep"), id="keep", variant="primary", compact=True)
            yield Static(t("preset-holds", folder=self._folder), classes="note", markup=False)

    def on_mount(self) -> None:
        """Focus the name, or the field that was wrong."""
        self.query_one("#template-places" if self._told else "#template-name").focus()

    def _prompts(self) -> str:
        steps = self._plan.steps[:_MOST_SHOWN]
        more = ["…"] if len(self._plan.steps) > _MOST_SHOWN else []
        return "\n".join([*(f"{one.id}: {' '.join(one.prompt.split())}" for one in steps), *more])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the texts."""
        event.stop()
        self.query_one("#template-places").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Keep it, by mouse or enter."""
        event.stop()
        self._keep()

    def action_leave(self) -> None:
        """Close without saving."""
        self.dismiss(None)

    def action_keep(self) -> None:
        """Save it once everything typed before has arrived."""
        after_typing(self, self._keep)

    def _keep(self) -> None:
        name = self.query_one("#template-name", Input).value.strip()
        if not is_name(name):
            self._tell(t("plan-bad_template_name", name=name), "#template-name")
            return
        places: dict[str, str] = {}
        for line in self.query_one("#template-places", TextArea).text.splitlines():
            place, sign, text = line.partition("=")
            if line.strip() and not (sign and place.strip() and text.strip()):
                self._tell(t("flow-save-bad-line", line=line.strip()), "#template-places")
                return
            if line.strip():
                places[place.strip()] = text.strip()
        self.dismiss(Texts(name, places))

    def _tell(self, words: str, field: str) -> None:
        self.query_one(".told", Static).update(words)
        self.query_one(field).focus()
