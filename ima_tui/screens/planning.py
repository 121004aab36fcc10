"""Making a plan from a sentence, from a template or by hand, asking what is missing."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from ..locale import t
from ..services import Services
from ..wording.workflows import fault_words, question_words
from ..workflows.choosing import with_models
from ..workflows.drafting import Draft
from ..workflows.faults import PlanError
from ..workflows.media_words import MEDIA
from ..workflows.plan import Plan, load_plan
from ..workflows.planner import propose
from ..workflows.proposals import Question, Wanted
from ..workflows.templating import Template, built_in, filled_template
from .dialogs import Answer, AskDialog
from .page import Page
from .picking import Item, PickDialog
from .plan_dialogs import SentenceDialog, TemplateDialog

_IN_DIALOG: Final = {"media": "#media-image", "about": "#sentence", "pictures": "#pictures"}
"""Questions that the sentence dialog itself covers, and the field that answers them."""


class Planning:
    """Asks what a plan needs, and makes it.

    Args:
        page: asks on top of it.
        services: know the models.
        take: shows a plan that is ready.
    """

    def __init__(self, page: Page, services: Services, take: Callable[[Draft], None]) -> None:
        self._page = page
        self._services = services
        self._take = take

    def from_sentence(self, sentence: str) -> None:
        """Plan from a sentence and the wanted media, by default those entered before."""
        self._ask(Wanted(sentence) if sentence.strip() else self._services.flows.written.wanted)

    def by_hand(self) -> None:
        """Start without steps."""
        self._take(Draft(Plan()))

    async def from_file(self, path: Path) -> None:
        """Open a plan from a file, or fill in a template from a file."""
        try:
            plan = await asyncio.to_thread(load_plan, path)
        except PlanError as error:
            keys = [fault.about.get("key") for fault in error.faults]
            if keys == ["fields"] and path.suffix.casefold() == ".toml":
                await self._template_file(path)
            else:
                self._refused(error)
        except OSError:
            self._page.warn(t("flow-no-file", path=str(path)))
        else:
            named = msgspec.structs.replace(plan, name=plan.name or path.stem, planned="")
            if self._page.on_top:
                self._take(Draft(named))

    async def _template_file(self, path: Path) -> None:
        try:
            template = await asyncio.to_thread(self._services.templates.find, str(path))
        except PlanError as error:
            self._refused(error)
        else:
            if template is not None and self._page.on_top:
                self.from_template(template)

    def _refused(self, error: PlanError) -> None:
        self._page.warn(" ".join(fault_words(fault) for fault in error.faults[:3]))

    def from_template(self, template: Template, subject: str = "") -> None:
        """Plan from a template with fields to fill in.

        Args:
            template: the template.
            subject: the value of its first field; empty for the one entered before.
        """
        filled = self._services.flows.written.filled
        values = dict(filled.get(template.name, {}))
        if subject:
            values[template.fields[0].name] = subject

        def answered(found: dict[str, str] | None) -> None:
            if found is not None:
                self.take_template(template, found)

        keep = partial(filled.__setitem__, template.name)
        self._page.app.push_screen(TemplateDialog(template, values, keep), answered)

    def take_template(self, template: Template, values: Mapping[str, str]) -> None:
        """Plan from a filled template."""
        try:
            plan = filled_template(template, values)
            plan = with_models(plan, self._services.defaults.leaf)
        except PlanError as error:
            self._refused(error)
            if template.fields:
                self.from_template(template)
        else:
            self._services.flows.written.filled.pop(template.name, None)
            self._take(Draft(plan, values=_short(values)))

    def _ask(self, wanted: Wanted, told: str = "", focus: str = "#sentence") -> None:
        def keep(written: Wanted) -> None:
            self._services.flows.written.wanted = written

        def answered(answer: tuple[Wanted, str] | None) -> None:
            if answer is None:
                return
            if answer[1]:
                self.from_template(built_in(answer[1]), answer[0].sentence.strip())
            else:
                self._wanted(answer[0])

        self._page.app.push_screen(SentenceDialog(wanted, keep, told, focus), answered)

    def _wanted(self, wanted: Wanted) -> None:
        lists = self._services.catalogue.listings
        if not lists:
            self._page.warn(t("flow-no-lists"))
            self._ask(wanted)
            return
        found = propose(wanted, lists, self._services.defaults.leaf)
        first = found.questions[0] if found.questions else None
        if first is not None and first.code in _IN_DIALOG:
            self._ask(wanted, t(f"flow-no-{first.code}"), _IN_DIALOG[first.code])
        elif first is not None:
            self._question(wanted, first)
        elif found.plan is not None:
            self._services.flows.written.wanted = Wanted("")
            self._take(Draft(found.plan, notes=found.notes))

    def _question(self, wanted: Wanted, question: Question) -> None:
        def answered(text: str | None) -> None:
            if not text:
                # nothing written is lost: the user can rephrase it
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
        """Return the label of a choice."""
        if value in MEDIA:
            return t(f"flow-media-{value}")
        if question.code == "roles":
            return t(f"task-type-{value}")
        for shelf in self._services.catalogue.shelves.values():
            leaf = shelf.listing.find(value)
            if leaf is not None:
                return leaf.title
        return value


def _short(values: Mapping[str, str]) -> dict[str, str]:
    """Return what is filled in for one text: what a template of the user's own may ask again."""
    return {name: text for name, text in values.items() if "\n" not in text.strip()}
