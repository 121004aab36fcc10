"""The dialogs of History: filter, tags, export."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Checkbox, Input, Select, Static

from ..locale import t
from ..store.moments import MomentError
from ..widgets.history_filter import ALL, BETWEEN, KINDS, MEDIA, TIMES, Chosen
from ..widgets.tick import Tick
from ..wording.records import Format
from .modal import Dialog

_MOST_POINTS = 1_000_000


class FilterDialog(Dialog[Chosen | None]):
    """All filters in one dialog.

    Args:
        chosen: the current filter.
        models: names to choose from.
        now: seconds since the epoch.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("ctrl+s", "apply", show=False),
    ]

    def __init__(self, chosen: Chosen, models: Sequence[str], now: float) -> None:
        super().__init__()
        self._chosen = chosen
        self._models = models
        self._now = now

    def compose(self) -> ComposeResult:
        """Lay out a field for each."""
        chosen = self._chosen
        models = [(name, name) for name in self._models]
        if chosen.model and chosen.model not in self._models:
            models.append((chosen.model, chosen.model))
        times = (*TIMES, BETWEEN)
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(t("history-filter-title"), classes="title", markup=False)
            yield from self._field("media", [(t(f"filter-media-{n}"), n) for n in MEDIA])
            yield from self._field("kind", [(t(f"history-kind-{n}"), n) for n in KINDS])
            yield from self._field("time", [(t(f"history-time-choose-{n}"), n) for n in times])
            yield from self._text("since", chosen.since, t("history-since-hint"))
            yield from self._text("until", chosen.until, t("history-until-hint"))
            yield from self._field("model", [(t("history-model-all"), ""), *models])
            yield from self._text("least", _digits(chosen.least), t("history-least-hint"))
            yield from self._text("most", _digits(chosen.most), t("history-most-hint"))
            yield Tick(t("history-starred-only"), chosen.starred, id="starred", compact=True)
            yield Static("", id="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("history-filter-apply"), id="apply", variant="primary", compact=True)
                yield Button(t("history-filter-clear"), id="clear", compact=True)
            yield Static(t("history-filter-leave"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Start at the first field."""
        self.query_one("#media").focus()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Show the fields for dates only for a custom range."""
        event.stop()
        between = self.query_one("#time", Select).value == BETWEEN
        for name in ("since", "until"):
            self.query_one(f"#{name}-row").display = between

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Apply the filters by enter in a field."""
        event.stop()
        self.action_apply()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Apply the filters, or clear them."""
        event.stop()
        if event.button.id == "clear":
            self.dismiss(Chosen())
        else:
            self.action_apply()

    def action_apply(self) -> None:
        """Apply the filters if they are valid."""
        wrong = self.query_one("#wrong", Static)
        try:
            chosen = self._read()
            chosen.wanted(self._now)
        except MomentError:
            wrong.update(t("history-wrong-day"))
        except ValueError:
            wrong.update(t("history-wrong-points"))
        else:
            self.dismiss(chosen)

    def _read(self) -> Chosen:
        time = str(self.query_one("#time", Select).value)
        since, until = (self._typed(name) if time == BETWEEN else "" for name in ("since", "until"))
        return Chosen(
            text=self._chosen.text,
            media=str(self.query_one("#media", Select).value),
            kind=str(self.query_one("#kind", Select).value),
            time=ALL if time == BETWEEN and not (since or until) else time,
            since=since,
            until=until,
            starred=self.query_one("#starred", Checkbox).value,
            model=str(self.query_one("#model", Select).value),
            least=_number(self._typed("least")),
            most=_number(self._typed("most")),
        )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _field(self, name: str, options: list[tuple[str, str]]) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(t(f"history-field-{name}"), classes="label", markup=False)
            yield Select(
                options,
                allow_blank=False,
                value=getattr(self._chosen, name),
                id=name,
                compact=True,
            )

    def _text(self, name: str, value: str, hint: str) -> ComposeResult:
        with Horizontal(classes="row", id=f"{name}-row"):
            yield Static(t(f"history-field-{name}"), classes="label", markup=False)
            yield Input(value, placeholder=hint, id=name, compact=True)


class LineDialog(Dialog[tuple[str, str] | None]):
    """Asks for a line of text with an initial value; esc changes nothing.

    The result is the id of the button and the text.

    Args:
        title: what it is about.
        note: a note.
        value: the initial text of the field.
        answers: id and label of each button; enter takes ``usual_answer``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(
        self, title: str, note: str, value: str, answers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._about = (title, note, value)
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Lay out the field above the buttons."""
        title, note, value = self._about
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(title, classes="title", markup=False)
            yield Static(note, markup=False)
            yield Input(value, id="text", compact=True)
            with Horizontal(classes="buttons"):
                for place, (name, words) in enumerate(self._answers):
                    button = Button(Content(words), id=name, compact=True)
                    button.variant = "default" if place else "primary"
                    yield button
            yield Static(t("ask-leave"), classes="note", markup=False)

    def usual_answer(self, _text: str) -> str:
        """Return the answer that enter takes."""
        return self._answers[0][0]

    def on_mount(self) -> None:
        """Start in the field."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the usual answer."""
        event.stop()
        text = event.value.strip()
        self.dismiss((self.usual_answer(text), text))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take an answer."""
        event.stop()
        self.dismiss((event.button.id or "", self.query_one(Input).value.strip()))


class ExportDialog(LineDialog):
    """Asks where to export to and in which format; enter takes the one of the name's suffix.

    Args:
        count: how many tasks are exported.
        path: the initial text of the field.
    """

    def __init__(self, count: int, path: str) -> None:
        answers = [(str(form), t(f"export-{form}")) for form in Format]
        super().__init__(t("export-title", count=count), t("export-note"), path, answers)

    def usual_answer(self, text: str) -> str:
        """Return the format of a name's suffix."""
        ending = text.rpartition(".")[2].casefold()
        return ending if ending in set(Format) else super().usual_answer(text)


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    if not text:
        return None
    number = int(text)
    if not 0 <= number <= _MOST_POINTS:
        raise ValueError(text)
    return number
