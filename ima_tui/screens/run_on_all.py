"""One prompt for several models: each price, the total, and one confirmation for all."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static, TextArea
from textual.worker import Worker

from ..actions import RUN_ON_ALL
from ..catalog.bodies import Order
from ..catalog.browsing import Key
from ..catalog.forms import form_of
from ..catalog.inputs import InputMedia, input_bounds
from ..catalog.orders import Draft
from ..catalog.prices import quote
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..locale import t
from ..locale.formats import points
from ..media.given import given_medium, given_texts
from ..services import Services
from ..tasks.groups import COMPARISON, new_group
from ..widgets.bindings import bindings_of
from ..widgets.cells import fit, right
from ..widgets.writing import WritingArea
from ..wording.comparing import settings_words
from ..wording.refusals import refusal_words
from .browsing import Browsing
from .bursts import after_typing
from .dialogs import Answer, AskDialog
from .modal import Dialog
from .page import TICK_SECONDS
from .submitting import submit_all, why_ask

_LOW = 26
"""The height in lines below which only the essentials are shown."""

_LOWEST = 20
"""Below this fewer lines of the prompt are shown."""

_TITLE_CELLS = 20
_PRICE_CELLS = 11
_LINE_CELLS = 50
"""Of the narrowest dialog."""


@dataclass(frozen=True, slots=True)
class Bid:
    """One model of the run.

    Attributes:
        draft: its order; None while it is not listed.
        problem: why it can't be run, in words.
    """

    key: Key
    title: str
    draft: Draft | None = None
    problem: str | None = None

    @property
    def points(self) -> int:
        """Its price."""
        price = self.draft.quote if self.draft else None
        return price.points if price else 0


@dataclass(slots=True)
class Round:
    """The outcome for the models so far.

    Attributes:
        queued: the queued ones.
        refused: why others could not be queued, in words.
    """

    queued: set[Key] = field(default_factory=set)
    refused: dict[Key, str] = field(default_factory=dict)


class RunOnAll(Dialog[int]):
    """Asks for a prompt and runs it on all marked models. The result is how many are queued.

    Args:
        services: what the app works with.
        browsing: holds the marks, and the text when this is closed.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(RUN_ON_ALL)

    def __init__(self, services: Services, browsing: Browsing) -> None:
        super().__init__()
        self._services = services
        self._browsing = browsing
        self._titles: Mapping[Key, str] = dict(browsing.marked)
        self._round = Round()
        self._bids: list[Bid] = []
        self._busy = False
        self._told = ""
        self._said: dict[str, Text] = {}

    def compose(self) -> ComposeResult:
        """Lay out the prompt, the inputs if any model takes some, the models and the button."""
        with VerticalScroll(classes="dialog", id="run-on-all", can_focus=False):
            title = t("run-all-title", count=len(self._titles))
            yield Static(title, classes="title", markup=False)
            yield WritingArea(
                self._browsing.prompt,
                id="prompt",
                compact=True,
                highlight_cursor_line=False,
                placeholder=t("create-prompt-hint"),
            )
            yield WritingArea(
                self._browsing.inputs,
                id="run-all-inputs",
                compact=True,
                highlight_cursor_line=False,
                placeholder=t("run-all-inputs"),
            )
            yield Static("", id="bids", markup=False)
            yield Static("", id="run-all-remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("", id="run", classes="order", variant="primary", compact=True)
            yield Static(t("run-all-keys"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Focus the prompt, and subscribe to prices and lists."""
        leaves = [leaf for key in self._titles if (leaf := self._services.catalogue.leaf(*key))]
        self.query_one("#run-all-inputs").display = any(input_bounds(leaf)[1] for leaf in leaves)
        self.query_one("#prompt").focus()
        self.set_interval(TICK_SECONDS, self._draw)
        self._draw()

    def on_unmount(self) -> None:
        """Keep what was written for the next time."""
        self._keep()

    def on_resize(self, event: events.Resize) -> None:
        """Update the layout: nothing is bought while its price is not visible."""
        self.set_class(event.size.height < _LOW, "-low")
        self.set_class(event.size.height < _LOWEST, "-lowest")
        self.call_after_refresh(self._draw)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show at once what a run still needs."""
        event.stop()
        self._told = ""
        self._round.refused.clear()
        self._keep()
        self._draw()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run by mouse or enter."""
        event.stop()
        self.action_run()

    def action_leave_field(self) -> None:
        """Leave the text being typed, then the dialog."""
        if isinstance(self.focused, TextArea):
            self.query_one("#run").focus()
        elif not self._busy:
            self.dismiss(len(self._round.queued))

    def action_run(self) -> None:
        """Run once everything typed before has arrived: keys may come in one burst."""
        after_typing(self, self._run)

    def _run(self) -> None:
        if self._busy or self.has_class("-too-small"):
            return
        shown = [(bid.key, bid.points) for bid in self._ready()]
        self._draw()
        bids = self._ready()
        if not bids:
            self._tell(self._first_problem())
        elif [(bid.key, bid.points) for bid in bids] != shown:
            self._tell(t("run-all-changed"))
        else:
            self._agree(bids)

    def _agree(self, bids: Sequence[Bid]) -> None:
        """Ask again if a run of this price, or a repetition, needs it."""
        self._busy = True
        orders = [bid.draft.order() for bid in bids if bid.draft is not None]
        why = why_ask(self._services, orders)
        if why:
            title = t("confirm-title", points=points(sum(bid.points for bid in bids)))
            dialog = AskDialog(title, why, [Answer("run", t("confirm-run"))])
            self.app.push_screen(dialog, partial(self._answered, bids, orders))
        else:
            self._answered(bids, orders, ("run", ""))

    def _answered(
        self, bids: Sequence[Bid], orders: Sequence[Order], answer: tuple[str, str] | None
    ) -> None:
        if answer is None:
            self._busy = False
            self._tell(t("nothing-sent"))
        else:
            self._background(partial(self._submit, bids, orders))

    def _background(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        return self.run_worker(work)

    async def _submit(self, bids: Sequence[Bid], orders: Sequence[Order]) -> None:
        engine = self._services.engine
        try:
            if engine is None:
                self._tell(t("create-still-starting"))
                return
            submitted = await submit_all(engine, orders, new_group(COMPARISON))
        finally:
            self._busy = False
        refused = {bids[place].key: why for place, why in submitted.refused}
        self._round.refused = refused
        self._round.queued |= {bid.key for bid in bids if bid.key not in refused}
        queued = len(self._round.queued)
        if not refused and len(bids) == len(self._bids) - (queued - len(bids)):
            self.dismiss(queued)
        elif queued:
            self._tell(t("run-all-some", queued=queued, count=len(self._titles)))
        else:
            self._tell(t("nothing-sent"))

    def _ready(self) -> list[Bid]:
        """The models that can be run now and have not been."""
        return [bid for bid in self._bids if bid.draft is not None and bid.problem is None]

    def _first_problem(self) -> str:
        problems = (bid.problem for bid in self._bids if bid.problem)
        return next(problems, None) or t("run-all-none")

    def _tell(self, words: str) -> None:
        self._told = words
        if self.is_mounted:
            self._draw()

    def _keep(self) -> None:
        if self.query("#prompt"):
            self._browsing.prompt = self.query_one("#prompt", TextArea).text
            self._browsing.inputs = self.query_one("#run-all-inputs", TextArea).text

    def _draw(self) -> None:
        """Show every model with its settings, its price and why it can't be run."""
        inputs, bad = self._inputs()
        self._bids = [self._bid(key, title, inputs) for key, title in self._titles.items()]
        width = max(_LINE_CELLS, self.query_one("#bids").content_size.width)
        self._say("#bids", Text("\n").join(self._line(bid, width) for bid in self._bids))
        ready = self._ready()
        total = sum(bid.points for bid in ready)
        words = t("run-all-total", count=len(ready), points=points(total)) if ready else t("run")
        button = self.query_one("#run", Button)
        if str(button.label) != words:
            button.label = words
            button.styles.width = cell_len(words) + 6
        remark = self._told or bad or ("" if ready else self._first_problem())
        self._say("#run-all-remark", Text(remark))

    def _say(self, selector: str, words: Text) -> None:
        """Set the text of a line; draws only if it changed."""
        if self._said.get(selector) != words:
            self._said[selector] = words
            self.query_one(selector, Static).update(words)

    def _bid(self, key: Key, title: str, inputs: tuple[InputMedia, ...]) -> Bid:
        leaf = self._services.catalogue.leaf(*key)
        if leaf is None:
            return Bid(key, title, problem=t("models-gone"))
        draft = self._draft(leaf, inputs)
        if key in self._round.queued:
            return Bid(key, title)
        refusal = draft.refusal()
        problem = refusal_words(refusal) if refusal is not None else self._round.refused.get(key)
        # models that could not be queued may be tried again
        again = refusal is None and problem is not None
        return Bid(key, title, draft, None if again else problem)

    def _draft(self, leaf: Leaf, inputs: tuple[InputMedia, ...]) -> Draft:
        form = form_of(leaf)
        state = form.start()
        takes = input_bounds(leaf)[1] > 0
        prompt = self.query_one("#prompt", TextArea).text.strip()
        return Draft(form, state, quote(form, state), prompt, inputs if takes else ())

    def _inputs(self) -> tuple[tuple[InputMedia, ...], str]:
        """The inputs as typed, and what is wrong with them in words."""
        area = self.query_one("#run-all-inputs", TextArea)
        if not area.display:
            return (), ""
        try:
            return tuple(map(given_medium, given_texts(area.text))), ""
        except RefusedError as refusal:
            return (), refusal_words(refusal)

    def _line(self, bid: Bid, width: int) -> Text:
        room = width - _TITLE_CELLS - _PRICE_CELLS - 1
        text = Text(no_wrap=True, end="")
        text.append(fit(bid.title, _TITLE_CELLS), "bold")
        if bid.key in self._round.queued:
            return text.append(fit(f"✓ {t('run-all-queued')}", room), "dim")
        price = bid.draft.quote if bid.draft else None
        cost = points(bid.points, exact=price.exact) if price is not None else ""
        held = settings_words(bid.draft.form, bid.draft.state) if bid.draft else ""
        text.append(fit(held, room), "dim")
        text.append(right(cost, _PRICE_CELLS))
        why = self._round.refused.get(bid.key) or (
            bid.problem if self._browsing.prompt.strip() else ""
        )
        return text.append(f"\n  {why}") if why else text
