"""Making a plan: from a sentence, from a template or by hand; what is open is asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Checkbox, Static, TextArea

from ..intent import read
from ..locale import t
from ..services import Services
from ..widgets.writing import WritingArea
from ..wording.workflows import fault_words, field_words, question_words, template_title
from ..workflows.choosing import with_models
from ..workflows.faults import PlanError
from ..workflows.flows import Draft
from ..workflows.plan import Plan
from ..workflows.planner import MEDIA, Question, Wanted, media_in, propose
from ..workflows.templating import Template, filled_template
from .bursts import after_typing
from .dialogs import Answer, AskDialog
from .modal import Dialog
from .page import Page
from .picking import Item, PickDialog

_MOST_READ = 4_000
"""Characters of a sentence that are read while it is typed."""


class SentenceDialog(Dialog[Wanted | None]):
    """Asks for a sentence, the media that are wanted, and the user's own pictures.

    Args:
        wanted: what stands there already.
        told: what is still missing, in words.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "plan", show=False, priority=True),
    ]

    def __init__(self, wanted: Wanted, told: str = "") -> None:
        super().__init__()
        self._told = told
        self._wanted = wanted
        self._chosen: set[str] = set(wanted.media)
        self._touched = bool(wanted.media)

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the media, the pictures and the button."""
        with VerticalScroll(classes="dialog flow-dialog", can_focus=False):
            yield Static(t("flow-sentence-title"), classes="title", markup=False)
            yield WritingArea(
                self._wanted.sentence,
                id="sentence",
                compact=True,
                highlight_cursor_line=False,
                placeholder=t("flow-sentence-hint"),
            )
            yield Static(t("flow-wanted"), classes="label", markup=False)
            with Horizontal(id="flow-media"):
                for one in MEDIA:
                    chosen = one in self._wanted.media
                    words = t(f"flow-media-{one}")
                    yield Checkbox(words, chosen, id=f"media-{one}", compact=True)
            yield Static(t("flow-own-pictures"), classes="label", markup=False)
            yield WritingArea(
                "\n".join(self._wanted.inputs),
                id="pictures",
                compact=True,
                highlight_cursor_line=False,
                placeholder=t("flow-own-pictures-hint"),
            )
            yield Static(self._told, classes="told", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("flow-plan"), id="plan", variant="primary", compact=True)
            yield Static(t("flow-dialog-keys"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Start writing; what stands there already is read."""
        self.query_one("#media-image" if self._told else "#sentence").focus()
        self._read()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tick the media that the sentence names, until the user ticks some."""
        event.stop()
        self._read()

    def _read(self) -> None:
        # a box that is not as it was left here was ticked by the user a moment ago
        self._touched = self._touched or self._ticked() != self._chosen
        if self._touched:
            return
        named = media_in(read(self.query_one("#sentence", TextArea).text[:_MOST_READ]))
        self._chosen = set(named)
        for one in MEDIA:
            box = self.query_one(f"#media-{one}", Checkbox)
            with box.prevent(Checkbox.Changed):
                box.value = one in named

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """From now on the user says which media."""
        event.stop()
        self._touched = True

    def _ticked(self) -> set[str]:
        return {one for one in MEDIA if self.query_one(f"#media-{one}", Checkbox).value}

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Plan, by mouse or enter."""
        event.stop()
        self._plan()

    def action_leave(self) -> None:
        """Leave without a plan."""
        self.dismiss(None)

    def action_plan(self) -> None:
        """Plan once everything typed before has arrived."""
        after_typing(self, self._plan)

    def _plan(self) -> None:
        sentence = self.query_one("#sentence", TextArea).text.strip()
        if not sentence:
            self.query_one(".told", Static).update(t("flow-no-sentence"))
            self.query_one("#sentence").focus()
            return
        pictures = self.query_one("#pictures", TextArea).text.splitlines()
        given = tuple(filter(None, map(str.strip, pictures)))
        ticked = self._ticked()
        media = tuple(one for one in MEDIA if one in ticked)
        self.dismiss(Wanted(sentence, media, given))


class TemplateDialog(Dialog[dict[str, str] | None]):
    """Asks for what stands at the places of a template.

    Args:
        template: what is filled in.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "plan", show=False, priority=True),
    ]

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._template = template

    def compose(self) -> ComposeResult:
        """Lay out a field for each place."""
        with VerticalScroll(classes="dialog flow-dialog", can_focus=False):
            title = template_title(self._template.name)
            yield Static(title, classes="title", markup=False)
            for number, place in enumerate(self._template.fields):
                yield Static(field_words(place.name), classes="label", markup=False)
                yield WritingArea(
                    "",
                    id=f"place-{number}",
                    classes="-list" if place.list else "",
                    compact=True,
                    highlight_cursor_line=False,
                )
            yield Static("", classes="told", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("flow-plan"), id="plan", variant="primary", compact=True)
            yield Static(t("flow-dialog-keys"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query(TextArea).first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Plan, by mouse or enter."""
        event.stop()
        self._plan()

    def action_leave(self) -> None:
        """Leave without a plan."""
        self.dismiss(None)

    def action_plan(self) -> None:
        """Plan once everything typed before has arrived."""
        after_typing(self, self._plan)

    def _plan(self) -> None:
        found: dict[str, str] = {}
        for number, place in enumerate(self._template.fields):
            area = self.query_one(f"#place-{number}", TextArea)
            if not area.text.strip():
                words = t("flow-place-empty", name=field_words(place.name))
                self.query_one(".told", Static).update(words)
                area.focus()
                return
            found[place.name] = area.text
        self.dismiss(found)


class Planning:
    """Asks what a plan needs, and makes it.

    Args:
        page: asks on top of it.
        services: know the models.
        take: takes a plan that is ready to be looked at.
    """

    def __init__(self, page: Page, services: Services, take: Callable[[Draft], None]) -> None:
        self._page = page
        self._services = services
        self._take = take

    def from_sentence(self, sentence: str) -> None:
        """Plan from a sentence and the wanted media."""
        self._ask(Wanted(sentence))

    def by_hand(self) -> None:
        """Begin with no steps."""
        self._take(Draft(Plan()))

    def from_template(self, template: Template) -> None:
        """Plan from a template with places to fill in."""

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self.take_template(template, values)

        self._page.app.push_screen(TemplateDialog(template), answered)

    def take_template(self, template: Template, values: Mapping[str, str]) -> None:
        """Plan from a template with what is filled in."""
        try:
            plan = filled_template(template, values)
            plan = with_models(plan, self._services.defaults.leaf)
        except PlanError as error:
            self._tell(" ".join(fault_words(fault) for fault in error.faults[:3]))
        else:
            self._take(Draft(plan))

    def _ask(self, wanted: Wanted, told: str = "") -> None:
        self._page.app.push_screen(SentenceDialog(wanted, told), self._wanted)

    def _wanted(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        shelves = self._services.catalogue.shelves
        if not shelves:
            self._tell(t("flow-no-lists"))
            self._ask(wanted)
            return
        lists = {kind: shelf.listing for kind, shelf in shelves.items()}
        found = propose(wanted, lists, self._services.defaults.leaf)
        if found.questions and found.questions[0].code == "media":
            self._ask(wanted, t("flow-no-media"))
        elif found.questions:
            self._question(wanted, found.questions[0])
        elif found.plan is not None:
            self._take(Draft(found.plan, notes=found.notes))

    def _question(self, wanted: Wanted, question: Question) -> None:
        def answered(text: str | None) -> None:
            if not text:
                # nothing written is lost: it can be said otherwise
                self._ask(wanted)
                return
            self._wanted(replace(wanted, answers={**wanted.answers, question.key: text}))

        if not question.choices:
            self._ask_text(question, answered)
            return
        items = [Item(one, self._choice(question, one)) for one in question.choices]
        title = question_words(replace(question, choices=("↓",)))
        self._page.app.push_screen(PickDialog(title.removesuffix("↓").strip(), items), answered)

    def _ask_text(self, question: Question, answered: Callable[[str | None], None]) -> None:
        def taken(answer: tuple[str, str] | None) -> None:
            answered(answer[1] if answer is not None else None)

        answers = [Answer("said", t("flow-answer"), needs_text=True)]
        dialog = AskDialog(question_words(question), [], answers, t("flow-answer-hint"))
        self._page.app.push_screen(dialog, taken)

    def _choice(self, question: Question, value: str) -> str:
        """Return what a choice reads like."""
        if value in MEDIA:
            return t(f"flow-media-{value}")
        if question.code == "roles":
            return t(f"task-type-{value}")
        for shelf in self._services.catalogue.shelves.values():
            leaf = shelf.listing.find(value)
            if leaf is not None:
                return leaf.title
        return value

    def _tell(self, words: str) -> None:
        self._page.notify(words, severity="warning", markup=False, timeout=10)
