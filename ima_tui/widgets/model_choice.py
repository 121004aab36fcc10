"""The choice of task type and model, with the reason for the default and the time."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Select, Static

from ..catalog.estimates import Estimate, estimate_of
from ..catalog.products import Leaf, Listing
from ..catalog.task_types import task_types
from ..locale import t
from ..locale.formats import duration, expected
from ..services import Services

FIRST_TASK_TYPE = "text_to_image"


class ModelChoice(Horizontal):
    """Two selects that follow the lists.

    Attributes:
        gone: whether the model on screen is no longer listed; it stays but can't be run.
    """

    class Chosen(Message):
        """A model was chosen, or its listing changed."""

        def __init__(self, leaf: Leaf) -> None:
            super().__init__()
            self.leaf = leaf

    def __init__(self, services: Services) -> None:
        super().__init__(id="choice")
        self._services = services
        self._leaf: Leaf | None = None
        self._wanted: Leaf | None = None
        self._listing: Listing | None = None
        self._usual: tuple[Leaf, Estimate] | None = None
        self.gone = False

    def compose(self) -> ComposeResult:
        """Lay out the selects and the words beside them."""
        yield Select[str](
            [(t(f"task-type-{kind}"), kind) for kind in task_types()],
            allow_blank=False,
            value=FIRST_TASK_TYPE,
            id="task-type",
            compact=True,
        )
        yield Select[str]([], prompt=t("create-no-models"), id="model", compact=True)
        yield Static("", id="expected", markup=False)

    @property
    def kind(self) -> str:
        """The task type on screen."""
        return str(self.query_one("#task-type", Select).value)

    def use(self, leaf: Leaf) -> None:
        """Choose a model."""
        self._wanted = leaf
        select = self.query_one("#task-type", Select)
        if select.value != leaf.task_type:
            with self.prevent(Select.Changed):
                select.value = leaf.task_type
        self._list(leaf.task_type)

    def follow(self) -> None:
        """Use a new list."""
        kind = self.kind
        known = self._services.catalogue.shelves.get(kind)
        if known is None or known.listing is self._listing:
            return
        self._listing = known.listing
        shown = self._leaf
        self.gone = (
            shown is not None and shown.task_type == kind and known.listing.find(shown.id) is None
        )
        if not self.gone:
            self._list(kind)

    @property
    def leaf(self) -> Leaf | None:
        """The model on screen."""
        return self._leaf

    def note_usual(self, leaf: Leaf, usual: Estimate | None) -> None:
        """Set the usual time of a model."""
        self._usual = (leaf, usual) if usual is not None else None

    def show_about(self, *, wide: bool) -> None:
        """Show why this model is the default, and how long it takes."""
        leaf = self._leaf
        if leaf is None:
            return
        estimate = estimate_of(leaf)
        time = expected(estimate.low, estimate.high)
        times = [t("create-expected", time=time) if wide else time]
        if self._usual is not None and self._usual[0] == leaf:
            times.append(t("create-yours", time=duration(self._usual[1].low)))
        why = self._services.defaults.why(leaf)
        reason = [t(f"create-why-{why}")] if why else []
        sign = [words.split()[0] for words in reason]
        place = self.query_one("#expected", Static)
        room = place.content_size.width
        ways = ([*reason, *times], [*sign, *times], [*sign, time], [time])
        lines = map(" · ".join, ways)
        # half a time would be another one
        place.update(next((line for line in lines if cell_len(line) <= room), ""))

    def on_select_changed(self, event: Select.Changed) -> None:
        """Follow the choice of a task type or a model."""
        event.stop()
        # the current choice counts: the event may be about an earlier one
        kind = self.kind
        version = self.query_one("#model", Select).value
        if self._leaf is None or self._leaf.task_type != kind:
            self._list(kind)
        elif isinstance(version, str) and version != self._leaf.id:
            leaf = self._services.catalogue.leaf(kind, version)
            if leaf is not None:
                self._take(leaf)

    def _list(self, kind: str) -> None:
        shelf = self._services.catalogue.shelves.get(kind)
        leaves = shelf.listing.leaves if shelf else ()
        select = self.query_one("#model", Select)
        wanted = self._choose(kind)
        with self.prevent(Select.Changed):
            select.set_options((Content(leaf.title), leaf.id) for leaf in leaves)
            if wanted is not None:
                select.value = wanted.id
        if wanted is not None:
            self._take(wanted)

    def _choose(self, kind: str) -> Leaf | None:
        """The requested model, else the one on screen, else the default."""
        for leaf in (self._wanted, self._leaf):
            if leaf is not None and leaf.task_type == kind:
                listed = self._services.catalogue.leaf(kind, leaf.id)
                if listed is not None:
                    return listed
        return self._services.defaults.leaf(kind)

    def _take(self, leaf: Leaf) -> None:
        self._wanted = None
        self.gone = False
        self._leaf = leaf
        self.post_message(self.Chosen(leaf))
