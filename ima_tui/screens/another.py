"""Follow-ups of a task: the same again, a replacement, or something made from its result."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from textual.screen import Screen

from ..catalog.characters import plain
from ..catalog.estimates import estimate_of
from ..catalog.forms import form_of
from ..catalog.inputs import MediaKind, taken
from ..catalog.orders import Draft
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_types
from ..locale import t
from ..locale.formats import expected, points
from ..services import Services
from ..store.database import StoreError
from ..store.records import State, Task, TaskMedia
from ..tasks.again import LostInputsError, Offer, instead, refusal_of, same_again
from ..tasks.desk import SettleError
from ..tasks.engine import Engine
from ..wording.labels import control_label, value_label
from ..wording.refusals import refusal_words
from .dialogs import Answer, AskDialog
from .handover import HandedOver, Handover
from .submitting import submit_all

_PROMPT_SHOWN = 200
_STILL_OPEN = frozenset({State.QUEUED, State.UNCONFIRMED})
"""States in which a replacement comes instead of what may be, or was, paid for."""
_KINDS = {
    "image": MediaKind.IMAGE,
    "video": MediaKind.VIDEO,
    "music": MediaKind.AUDIO,
    "speech": MediaKind.AUDIO,
}


class Another:
    """Orders that start from a task.

    Args:
        screen: shows questions and messages and hands over to Create.
        services: the lists and the engine.
        task: the task, as its row shows it.
    """

    def __init__(self, screen: Screen[None], services: Services, task: Task) -> None:
        self._screen = screen
        self._services = services
        self._task = task

    def same(self) -> None:
        """Ask once, with the current price, and run the same again."""
        task = self._task
        listing = self._listing()
        leaf = listing.find(task.version) if listing else None
        if leaf is None:
            self._tell(t("again-gone", model=task.model_name))
            return
        try:
            offer = same_again(task, leaf)
        except RefusedError as refusal:
            self._to_create(refusal_words(refusal))
        except LostInputsError:
            self._to_create(t("again-inputs"))
        else:
            why = refusal_of(offer)
            if why is not None:
                self._to_create(refusal_words(why))
            elif offer.dropped:
                self._to_create(t("again-dropped", names=self._names(offer)))
            else:
                unsure = task.state is State.UNCONFIRMED
                known = [t("instead-unconfirmed")] if unsure else []
                self._ask(t("again-title"), known, [offer])

    def instead(self) -> None:
        """Offer replacements, each with its price."""
        listing = self._listing()
        try:
            offers = instead(self._task, listing) if listing else []
        except RefusedError as refusal:
            self._to_create(refusal_words(refusal))
            return
        except LostInputsError:
            self._to_create(t("again-inputs"))
            return
        if offers:
            known = [t(f"instead-{self._task.state}")] if self._task.state in _STILL_OPEN else []
            self._ask(t("instead-title"), [t("instead-why"), *known], offers, in_place=True)
        else:
            self._tell(t("instead-nothing"))

    def first_offer(self) -> str:
        """Return the first replacement offered, with its price; empty if there is none."""
        listing = self._listing()
        try:
            offers = instead(self._task, listing, 1) if listing else []
        except (RefusedError, LostInputsError):
            return ""
        return self._offer_words(offers[0]) if offers else ""

    def made_from(self, media: TaskMedia | None) -> None:
        """Ask what to make of a result and hand it over to Create."""
        if media is None or not (media.path or media.url):
            self._tell(t("input-nothing"))
            return
        kind = _KINDS[self._task.media]
        uses = [(name, leaf) for name in task_types() if (leaf := self._taker(name, kind))]
        if not uses:
            self._tell(t("input-no-model"))
            return
        answers = [Answer(name, t(f"task-type-{name}")) for name, _ in uses]

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                leaf = dict(uses)[answer[0]]
                what = (media.path or media.url,)
                handover = Handover(answer[0], leaf.id, inputs=what)
                self._screen.post_message(HandedOver(handover))

        self._screen.app.push_screen(AskDialog(t("input-title"), [], answers), answered)

    def _taker(self, kind: str, medium: MediaKind) -> Leaf | None:
        """The model that takes a medium: the default if it does."""
        if not task_types()[kind].max_inputs:
            return None
        default = self._services.defaults.leaf(kind)
        if medium is MediaKind.IMAGE:
            return default
        shelf = self._services.catalogue.shelves.get(kind)
        leaves = shelf.listing.leaves if shelf else ()
        return next((leaf for leaf in leaves if taken(leaf).get(medium)), None)

    def _ask(
        self,
        title: str,
        lines: Sequence[str],
        offers: Sequence[Offer],
        *,
        in_place: bool = False,
    ) -> None:
        """Ask with the prices; an answer buys, replacing the task if it still waits."""
        prompt = self._task.prompt
        shown = [plain(prompt)[:_PROMPT_SHOWN]] if prompt else []
        answers = [
            Answer(f"offer-{place}", self._offer_words(offer), needs_text=not prompt)
            for place, offer in enumerate(offers)
        ]
        field = None if prompt else t("again-prompt-hint")

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                place, text = answer
                draft = offers[int(place.removeprefix("offer-"))].draft
                self._buy(replace(draft, prompt=prompt or text), in_place=in_place)

        dialog = AskDialog(title, [*lines, *shown], answers, field)
        self._screen.app.push_screen(dialog, answered)

    def _offer_words(self, offer: Offer) -> str:
        draft = offer.draft
        leaf, price = draft.form.leaf, draft.quote
        cost = points(price.points, exact=price.exact) if price is not None else "—"
        time = estimate_of(leaf)
        name = leaf.title
        if offer.changed is not None:
            key, value = offer.changed
            control = draft.form.control(key)
            if control is not None:
                name += f" · {control_label(control)} {value_label(control, value)}"
        words = t("offer", name=name, points=cost, time=expected(time.low, time.high))
        return (
            f"{words} · {t('offer-dropped', names=self._names(offer))}" if offer.dropped else words
        )

    def _names(self, offer: Offer) -> str:
        leaf = self._services.catalogue.leaf(self._task.task_type, self._task.version)
        if leaf is None:
            return ", ".join(offer.dropped)
        form = form_of(leaf)
        controls = [(key, form.control(key)) for key in offer.dropped]
        return ", ".join(control_label(control) if control else key for key, control in controls)

    def _buy(self, draft: Draft, *, in_place: bool) -> None:
        refusal = draft.refusal()
        if refusal is not None:
            self._to_create(refusal_words(refusal), draft.prompt)
            return
        engine = self._services.engine
        if engine is None:
            self._tell(f"{t('create-still-starting')} {t('nothing-sent')}")
        else:
            # without its replacement the task would only be out of the queue
            self._screen.run_worker(engine.take(self._submit(engine, draft, in_place=in_place)))

    async def _submit(self, engine: Engine, draft: Draft, *, in_place: bool) -> None:
        # a waiting task is removed first: else both would be paid for
        waits = in_place and engine.book.tasks.get(self._task.id, self._task).state is State.QUEUED
        if waits:
            try:
                await engine.desk.take_out(self._task.id)
            except SettleError as error:
                self._tell(f"{t(f'settle-{error.problem}')} {t('nothing-sent')}")
                return
            except (StoreError, OSError):
                self._tell(f"{t('problem-store')} {t('nothing-sent')}")
                return
        submitted = await submit_all(engine, [draft.order()])
        for _, why in submitted.refused:
            self._tell(f"{why} {t('nothing-sent')}")
        if waits and submitted.refused:
            with suppress(SettleError, StoreError, OSError):
                await engine.desk.put_back(self._task.id)
        for task in submitted.tasks:
            self._screen.notify(t("queued-notice", model=task.model_name), markup=False)

    def _to_create(self, words: str, prompt: str | None = None) -> None:
        """Open Create for what can't be run as it is, so that the user can change it."""
        task = self._task
        handover = Handover(
            task.task_type,
            task.version,
            dict(task.settings.get("values", {})),
            prompt or task.prompt,
            tuple(map(str, task.settings.get("inputs") or ())),
        )
        self._screen.post_message(HandedOver(handover))
        self._tell(words)

    def _listing(self) -> Listing | None:
        shelf = self._services.catalogue.shelves.get(self._task.task_type)
        return shelf.listing if shelf else None

    def _tell(self, words: str) -> None:
        self._screen.notify(words, severity="warning", markup=False)
