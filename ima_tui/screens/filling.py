"""What is being filled in on Create: a model's form, what it holds, and what that buys."""

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
"""Of one run with a prompt a line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled form for one or several prompts; nothing of it is written down yet.

    Attributes:
        draft: the form with the first prompt.
        prompts: what each result is made of, with the line it stands in.
    """

    draft: Draft
    prompts: tuple[tuple[int, str], ...]

    @property
    def times(self) -> int:
        """How many prompts are paid for; an empty sheet shows the price of one."""
        return max(1, len(self.prompts))

    @property
    def points(self) -> int:
        """Points for all prompts together."""
        return self.draft.quote.points * self.times if self.draft.quote else 0

    def refusal(self) -> tuple[int | None, RefusedError] | None:
        """Return what keeps it from being run, with the line where there are several."""
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
            RefusedError: something keeps one from being created.
        """
        return [replace(self.draft, prompt=prompt).order() for _, prompt in self.prompts]


def prompts_of(text: str, *, by_line: bool) -> tuple[tuple[int, str], ...]:
    """Return the prompts of a text with their lines: one, or one a line; empty lines are none."""
    if not by_line:
        return ((1, text.strip()),) if text.strip() else ()
    lines = enumerate(text.splitlines(), start=1)
    return tuple((number, line.strip()) for number, line in lines if line.strip())


class Filling:
    """The form on screen: which model, what its controls hold, what the user set.

    Attributes:
        form: None until a model is chosen.
        state: what the controls hold.
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
        """Fill in another model, or the same as it is listed now.

        Args:
            leaf: the model.
            keep_count: whether the number of results stays: for another model a price is not
                multiplied unasked.

        Returns:
            the controls whose values could not be kept.
        """
        edited = self.edited
        if self.leaf is not None and self.leaf.id != leaf.id and not keep_count:
            edited -= {COUNT}
        return self.fill(leaf, {key: self.state[key] for key in edited if key in self.state})

    def fill(self, leaf: Leaf, values: State) -> tuple[str, ...]:
        """Fill in a model with some values; everything else starts anew.

        Returns:
            the controls whose values it can't hold.
        """
        form = form_of(leaf)
        self.state, dropped = form.carry(values)
        self.edited = frozenset(values) - frozenset(dropped)
        self.form = form
        return dropped

    def choose(self, key: str, value: Value) -> bool:
        """Set a control, as far as the form allows it; tell whether it did."""
        if self.form is None:
            return False
        try:
            self.state = self.form.choose(self.state, key, value)
        except (RefusedError, KeyError):
            return False
        self.edited |= {key}
        return True

    def quote(self) -> Quote | None:
        """Return what one prompt costs."""
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
