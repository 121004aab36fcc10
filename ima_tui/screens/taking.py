"""References of a step to others: prompts, lengths and results, or results of earlier tasks."""

from collections.abc import Callable, Collection, Iterator

from ..catalog.inputs import MediaKind
from ..catalog.task_types import task_types
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..store.history import Filter
from ..store.records import State, Task
from ..wording.workflows import source_words
from ..workflows.checks import kind_of_step
from ..workflows.graph import after
from ..workflows.plan import Plan, Step
from ..workflows.references import Reference, reference_text
from .page import Page
from .picking import Item, PickDialog

_MOST_RESULTS = 60
"""How many earlier tasks' results are offered."""
_PROMPT_SHOWN = 48

_MEDIAS = {
    MediaKind.IMAGE: ("image",),
    MediaKind.VIDEO: ("video",),
    MediaKind.AUDIO: ("music", "speech"),
}


class Taking:
    """Offers what a step can refer to.

    Args:
        page: asks on top of it.
        services: know what ran before.
        plan: returns the current plan.
        step: returns the name of the referring step.
    """

    def __init__(
        self, page: Page, services: Services, plan: Callable[[], Plan], step: Callable[[], str]
    ) -> None:
        self._page = page
        self._services = services
        self._plan = plan
        self._step = step

    def text(self, take: Callable[[str], object]) -> None:
        """Offer references for a text."""
        found = [item for one in self._earlier() for item in _texts(one)]
        self._ask(t("flow-take-text-title"), found, take)

    def length(self, take: Callable[[str], object]) -> None:
        """Offer lengths of other steps."""
        lasting = [one for one in self._earlier() if _media(one) != "image"]
        found = [_item(Reference(one.id, "duration"), one) for one in lasting]
        self._ask(t("flow-take-length-title"), found, take)

    async def results(self, kinds: Collection[MediaKind], take: Callable[[str], object]) -> None:
        """Offer results as inputs.

        Args:
            kinds: the accepted kinds.
            take: called with the choice.
        """
        found = [item for one in self._earlier() for item in _results(one, kinds)]
        found += [item for task in await self._made(kinds) for item in _made(task)]
        if self._page.on_top:
            self._ask(t("flow-take-input-title"), found, take)

    def _earlier(self) -> Iterator[Step]:
        """Yield the steps that do not depend on this one."""
        plan, own = self._plan(), self._step()
        later = after(plan, own)
        for step in plan.steps:
            if step.id != own and step.id not in later and step.task_type in task_types():
                yield step

    async def _made(self, kinds: Collection[MediaKind]) -> tuple[Task, ...]:
        medias = tuple(media for kind in kinds for media in _MEDIAS[kind])
        history = self._services.history
        try:
            found = await history.find(Filter(medias=medias, states=(State.DONE, State.PARTIAL)))
            return await history.tasks(found.rows[:_MOST_RESULTS])
        except StoreError:
            return ()

    def _ask(self, title: str, items: list[Item], take: Callable[[str], object]) -> None:
        def chosen(key: str | None) -> None:
            if key:
                take(key)

        note = "" if items else t("flow-take-nothing")
        self._page.app.push_screen(PickDialog(title, items, note), chosen)


def _media(step: Step) -> str:
    return task_types()[step.task_type].media


def _texts(step: Step) -> Iterator[Item]:
    yield _item(Reference(step.id, "prompt"), step)
    if _media(step) != "image":
        yield _item(Reference(step.id, "duration"), step)
    yield _item(Reference(step.id, "url"), step)
    if _media(step) == "video":
        yield _item(Reference(step.id, "cover"), step)


def _results(step: Step, kinds: Collection[MediaKind]) -> Iterator[Item]:
    if kind_of_step(step) in kinds:
        for result in range(1, (step.n or 1) + 1):
            yield _item(Reference(step.id, "url", result), step)
    if _media(step) == "video" and MediaKind.IMAGE in kinds:
        yield _item(Reference(step.id, "cover"), step)


def _item(reference: Reference, step: Step) -> Item:
    text = reference_text(reference)
    prompt = " ".join(step.prompt.split())[:_PROMPT_SHOWN]
    return Item(text, source_words(text), prompt, words=step.id)


def _made(task: Task) -> Iterator[Item]:
    prompt = " ".join((task.prompt or "").split())[:_PROMPT_SHOWN]
    for media in task.medias:
        where = media.path or media.url
        if media.state == "ready" and where:
            label = t("flow-take-made", model=task.model_name, number=media.position + 1)
            yield Item(where, label, prompt, words=task.id)
