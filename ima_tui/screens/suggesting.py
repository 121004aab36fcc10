"""Suggestions from the prompt on Create, applied only when the user asks for it."""

from collections.abc import Callable, Mapping, Sequence

from ..catalog.forms import Form, State, form_of
from ..catalog.inputs import InputMedia
from ..catalog.prices import quote
from ..catalog.products import Leaf
from ..catalog.task_types import task_types
from ..intent import Chip, Kind, Reading, Suggestions, apply, read, suggest
from ..services import Services

MOST_READ = 4_000
"""How many characters of a prompt are read; wishes come early."""


class Suggesting:
    """Reads prompts; a prompt that stays the same is read once."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._read: tuple[str, Reading] | None = None

    def suggestions(
        self, prompt: str, form: Form | None, state: State, inputs: Sequence[InputMedia]
    ) -> Suggestions:
        """Return the suggestions of a prompt for the current form.

        Args:
            prompt: the text.
            form: of the model on screen.
            state: what its controls hold.
            inputs: the kinds of the inputs.
        """
        text = prompt[:MOST_READ]
        if not text.strip():
            return Suggestions(form=form)
        if self._read is None or self._read[0] != text:
            self._read = (text, read(text))
        kinds = [medium.kind for medium in inputs]
        return suggest(
            self._read[1],
            self._services.catalogue.listings,
            form,
            state,
            inputs=kinds,
            usual=self._usual(),
        )

    def fill(
        self, suggestions: Suggestions, state: State, edited: frozenset[str]
    ) -> tuple[Leaf, State] | None:
        """Return the model and the values with all suggestions applied; None if there are none.

        Args:
            suggestions: the suggestions.
            state: the values of the form on screen.
            edited: the controls that the user set: those values stay if they apply.
        """
        form = self._form_for(suggestions)
        if form is None or not suggestions.chips:
            return None
        kept = {key: state[key] for key in edited if key in state}
        start, dropped = form.carry(kept)
        filled = apply(suggestions.chips, form, start)
        keys = frozenset(kept) - frozenset(dropped) | _set_by(suggestions.chips)
        return form.leaf, {key: filled[key] for key in keys if key in filled}

    def _form_for(self, suggestions: Suggestions) -> Form | None:
        """The form that suggestions are for; of a task type alone, its default model's."""
        kinds = [chip.target for chip in suggestions.chips if chip.kind is Kind.TASK_TYPE]
        form = suggestions.form
        if kinds and (form is None or form.leaf.task_type != kinds[0]):
            leaf = self._services.defaults.leaf(kinds[0])
            return form_of(leaf) if leaf is not None else None
        return form

    async def prefer(self, chips: Sequence[Chip]) -> None:
        """Store or clear the user's default model.

        Raises:
            StoreError: it could not be written.
        """
        preferences = self._services.preferences
        for chip in chips:
            if chip.kind is not Kind.PREFERENCE or chip.leaf is None:
                continue
            if chip.target == "save":
                form = form_of(chip.leaf)
                price = quote(form, form.start())
                await preferences.prefer(chip.leaf, price.credit if price else 0)
            else:
                await preferences.clear(chip.leaf.task_type)

    def _usual(self) -> Mapping[str, str]:
        preferences = self._services.preferences
        found = {kind: preferences.of(kind) for kind in task_types()}
        return {kind: one.model_id for kind, one in found.items() if one is not None}


def _set_by(chips: Sequence[Chip]) -> frozenset[str]:
    """Return the controls that suggestions set."""
    values = [chip for chip in chips if chip.kind in {Kind.VALUE, Kind.COUNT}]
    return frozenset(chip.target for chip in values).union(*(chip.also for chip in values))


def instead_of(suggestions: Suggestions, find: Callable[[str, str], Leaf | None]) -> Suggestions:
    """Return the alternative to the first wish that can't be met, as a suggestion to apply.

    Args:
        suggestions: those without anything to apply.
        find: returns a leaf by its task type and id.
    """
    chip = next((one.instead[0] for one in suggestions.advice if one.instead), None)
    if chip is None:
        return suggestions
    leaf = chip.leaf
    if chip.kind is Kind.MODEL and leaf is not None:
        leaf = find(leaf.task_type, leaf.id) or leaf
    form = suggestions.form
    if leaf is not None and (form is None or form.leaf != leaf):
        form = form_of(leaf)
    return Suggestions((chip,), (), form)
