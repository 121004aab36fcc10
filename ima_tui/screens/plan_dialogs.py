"""The dialogs that start a plan: a sentence, or the fields of a template.

What is typed is kept when they are closed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Checkbox, Static, TextArea

from ..intent import read
from ..locale import t
from ..widgets.tick import Tick
from ..widgets.writing import WritingArea
from ..wording.workflows import field_words, template_title
from ..workflows.media_words import MEDIA, media_meant, template_named
from ..workflows.proposals import Wanted
from ..workflows.templating import Template
from .bursts import after_typing
from .modal import Dialog

_MOST_READ = 4_000
"""How many characters of a sentence are read while it is typed."""


class SentenceDialog(Dialog[tuple[Wanted, str] | None]):
    """Asks for a sentence, the media that are wanted, and the user's own pictures.

    The result is the request, and the template to fill in with it; empty for none.

    Args:
        wanted: the initial content.
        keep: called with the content at every change.
        told: what is still missing, in words.
        focus: where to begin.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "plan", show=False, priority=True),
        Binding("ctrl+t", "template", show=False, priority=True),
    ]

    def __init__(
        self,
        wanted: Wanted,
        keep: Callable[[Wanted], None],
        told: str = "",
        focus: str = "#sentence",
    ) -> None:
        super().__init__()
        self._keep = keep
        self._focus = focus
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
                    yield Tick(words, chosen, id=f"media-{one}", compact=True)
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
                yield Button("", id="template", compact=True)
            yield Static(t("flow-dialog-keys"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Focus the text, and read what is already there."""
        self.query_one(self._focus).focus()
        self._read()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check the media that the sentence names, until the user checks some."""
        event.stop()
        self._read()
        self._keep(self._written())

    def _read(self) -> None:
        sentence = self.query_one("#sentence", TextArea).text[:_MOST_READ]
        self._offer(template_named(sentence))
        # a box that differs from what was set here was just changed by the user
        self._touched = self._touched or self._ticked() != self._chosen
        if self._touched:
            return
        named = media_meant(sentence, read(sentence))
        self._chosen = set(named)
        for one in MEDIA:
            box = self.query_one(f"#media-{one}", Checkbox)
            with box.prevent(Checkbox.Changed):
                box.value = one in named

    def _offer(self, template: str) -> None:
        """Offer the template that the sentence sounds like."""
        self._template = template
        button = self.query_one("#template", Button)
        button.display = bool(template)
        if template:
            button.label = Content(t("flow-sounds-like", name=template_title(template)))

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """From now on the user decides which media."""
        event.stop()
        self._touched = True
        self._keep(self._written())

    def _written(self) -> Wanted:
        """The content; the media only if the user checked them."""
        sentence = self.query_one("#sentence", TextArea).text
        pictures = self.query_one("#pictures", TextArea).text.splitlines()
        ticked = self._ticked() if self._touched else set()
        return Wanted(
            sentence,
            tuple(one for one in MEDIA if one in ticked),
            tuple(filter(None, map(str.strip, pictures))),
        )

    def _ticked(self) -> set[str]:
        return {one for one in MEDIA if self.query_one(f"#media-{one}", Checkbox).value}

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Plan, or fill in the template, by mouse or enter."""
        event.stop()
        if event.button.id == "template":
            self.action_template()
        else:
            self._plan()

    def action_template(self) -> None:
        """Fill in the template that the sentence sounds like, with the sentence."""
        if self._template:
            self.dismiss((self._written(), self._template))

    def action_leave(self) -> None:
        """Leave without a plan."""
        self.dismiss(None)

    def action_plan(self) -> None:
        """Plan once everything typed before has arrived."""
        after_typing(self, self._plan)

    def _plan(self) -> None:
        wanted = self._written()
        if not wanted.sentence.strip():
            self.query_one(".told", Static).update(t("flow-no-sentence"))
            self.query_one("#sentence").focus()
            return
        ticked = self._ticked()
        media = tuple(one for one in MEDIA if one in ticked)
        self.dismiss((replace(wanted, media=media), ""))


class TemplateDialog(Dialog[dict[str, str] | None]):
    """Asks for the values of a template's fields.

    Args:
        template: the template to fill in.
        values: the initial values, by field.
        keep: called with the content at every change.
    """

    BINDINGS = [  # noqa: RUF012 - declared by Textual
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+r", "plan", show=False, priority=True),
    ]

    def __init__(
        self,
        template: Template,
        values: Mapping[str, str],
        keep: Callable[[dict[str, str]], None],
    ) -> None:
        super().__init__()
        self._template = template
        self._values = dict(values)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out an input for each field."""
        with VerticalScroll(classes="dialog flow-dialog", can_focus=False):
            title = template_title(self._template.name)
            yield Static(title, classes="title", markup=False)
            for number, place in enumerate(self._template.fields):
                yield Static(field_words(place.name), classes="label", markup=False)
                yield WritingArea(
                    self._values.get(place.name, ""),
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
        """Start in the first field that is empty."""
        areas = list(self.query(TextArea))
        next((one for one in areas if not one.text.strip()), areas[0]).focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is written."""
        event.stop()
        for number, place in enumerate(self._template.fields):
            self._values[place.name] = self.query_one(f"#place-{number}", TextArea).text
        self._keep(self._values)

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
