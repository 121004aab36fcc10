"""The form on Create: a model, its values, and the order they make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..catalog.bodies import Order
from ..catalog.bounds import bad_prompt
from ..catalog.controls import COUNT
from ..catalog.forms import Form, State, form_of
from ..catalog.inputs import InputMedia
from ..catalog.orders import Draft
from ..catalog.prices import Quote, quote
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.values import Value

MOST_PROMPTS = 200
"""The most prompts of one run with a prompt per line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled form for one or several prompts; nothing is stored yet.

    Attributes:
        draft: the form with the first prompt.
        prompts: the prompts with their line numbers.
    """

    draft: Draft
    prompts: tuple[tuple[int, str], ...]

    @property
    def times(self) -> int:
        """How many prompts are paid for; without a prompt the price of one is shown."""
        return max(1, len(self.prompts))

    @property
    def points(self) -> int:
        """Points for all prompts together."""
        return self.draft.quote.points * self.times if self.draft.quote else 0

    def refusal(self) -> tuple[int | None, RefusedError] | None:
        """Return why it can't be run, with the line if there are several."""
        if len(self.prompts) > MOST_PROMPTS:
            return None, RefusedError("many_prompts", {"most": MOST_PROMPTS})
        if len(self.prompts) > 1:
            for line, prompt in self.prompts:
                bad = bad_prompt(self.draft.form, prompt)
                if bad is not None:
                    return line, bad
        first = self.draft.refusal()
        return (None, first) if first is not None else None

    def orders(self) -> list[Order]:
        """Return an order for each prompt.

        Raises:
            RefusedError: one of them can't be created.
        """
        return [replace(self.draft, prompt=prompt).order() for _, prompt in self.prompts]


def prompts_of(text: str, *, by_line: bool) -> tuple[tuple[int, str], ...]:
    """Return the prompts of a text with their line numbers: one, or one per non-empty line."""
    if not by_line:
        return ((1, text.strip()),) if text.strip() else ()
    lines = enumerate(text.splitlines(), start=1)
    return tuple((number, line.strip()) for number, line in lines if line.strip())


class Filling:
    """The form on screen: the model, the values, and which of them the user set.

    Attributes:
        form: None until a model is chosen.
        state: the values of the controls.
        edited: the controls that the user set.
    """

    def __init__(self) -> None:
        self.form: Form | None = None
        self.state: State = {}
        self.edited: frozenset[str] = frozenset()

    @property
    def leaf(self) -> Leaf | None:
        """The model."""
        return self.form.leaf if self.form is not None else None

    def take(self, leaf: Leaf, *, keep_count: bool = False) -> tuple[str, ...]:
        """Switch to another model, or to a newer listing of the same.

        Args:
            leaf: the model.
            keep_count: whether to keep the number of results: a price must not be multiplied
                unasked.

        Returns:
            the controls whose values could not be kept.
        """
        edited = self.edited
        if self.leaf is not None and self.leaf.id != leaf.id and not keep_count:
            edited -= {COUNT}
        return self.fill(leaf, {key: self.state[key] for key in edited if key in self.state})

    def fill(self, leaf: Leaf, values: State) -> tuple[str, ...]:
        """Switch to a model with some values; all others get their defaults.

        Returns:
            the controls whose values do not fit.
        """
        form = form_of(leaf)
        self.state, dropped = form.carry(values)
        self.edited = frozenset(values) - frozenset(dropped)
        self.form = form
        return dropped

    def choose(self, key: str, value: Value) -> bool:
        """Set a control if the form allows it; return whether it did."""
        if self.form is None:
            return False
        try:
            self.state = self.form.choose(self.state, key, value)
        except (RefusedError, KeyError):
            return False
        self.edited |= {key}
        return True

    def quote(self) -> Quote | None:
        """Return the price of one prompt."""
        return quote(self.form, self.state) if self.form is not None else None

    def sheet(
        self, prompts: Sequence[tuple[int, str]], inputs: tuple[InputMedia, ...]
    ) -> Sheet | None:
        """Return the filled form; None before a model was chosen."""
        if self.form is None:
            return None
        first = prompts[0][1] if prompts else ""
        draft = Draft(self.form, self.state, self.quote(), first, inputs, self.edited)
        return Sheet(draft, tuple(prompts))
