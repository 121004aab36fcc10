"""From what is asked for to what can be bought: one way for screens, commands and batches."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .bodies import Order
from .bounds import SPOKEN, bad_inputs
from .controls import COUNT
from .forms import Form, State, form_of
from .inputs import InputMedia, bad_media
from .naming import find_model
from .parameters import fill
from .prices import Quote, quote, unpriced
from .products import Leaf, Listing
from .refusals import RefusedError
from .task_types import task_type
from .values import same

MOST_PROMPT_CHARACTERS = 20_000
MOST_SPOKEN_CHARACTERS = 10_000
"""Of what is spoken, where no field of the form bounds it (IMA Open API, the create body)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, in the words of whoever asks.

    Attributes:
        model: an id, a name or an alias; None for the default model.
        version: pins one version of a family.
        params: values by name, of any type that JSON has.
        count: how many results, of any type; None for the form's own default.
    """

    prompt: str
    model: str | None = None
    version: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    inputs: tuple[InputMedia, ...] = ()
    count: object = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A filled form; nothing of it is written down yet.

    Attributes:
        quote: what it costs; None for a leaf without prices.
        chosen: the controls that the user set.
        passed_over: other versions of the model's family, where a family was asked for.
    """

    form: Form
    state: State
    quote: Quote | None
    prompt: str
    inputs: tuple[InputMedia, ...] = ()
    chosen: frozenset[str] = frozenset()
    passed_over: tuple[Leaf, ...] = ()

    def refusal(self) -> RefusedError | None:
        """Return what keeps it from being created; None when nothing does."""
        if self.quote is None:
            return RefusedError("no_price", {"model": self.form.leaf.title})
        if not self.prompt.strip():
            return RefusedError("no_prompt")
        if len(self.prompt) > self._most_characters():
            about = {"count": len(self.prompt), "most": self._most_characters()}
            return RefusedError("long_prompt", about)
        return (
            next(bad_inputs(self.form, self.state, self.prompt), None)
            or self._blocked()
            or unpriced(self.form, self.state, self.chosen)
            or bad_media(self.form.leaf, self.inputs)
        )

    def _most_characters(self) -> int:
        spoken = task_type(self.form.leaf.task_type).media == "speech"
        unbound = spoken and self.form.control(SPOKEN) is None
        return MOST_SPOKEN_CHARACTERS if unbound else MOST_PROMPT_CHARACTERS

    def _blocked(self) -> RefusedError | None:
        """Where every option of a control stands against another, nothing can be bought."""
        found = (self.form.blocked(self.state, control) for control in self.form.controls)
        return next((blocked for blocked in found if blocked is not None), None)

    def order(self) -> Order:
        """Return the order for this draft.

        Raises:
            RefusedError: something keeps it from being created.
        """
        refusal = self.refusal()
        if refusal is not None or self.quote is None:
            raise refusal or RefusedError("no_price")
        return Order(self.form, self.state, self.quote, self.prompt, self.inputs)


def draft_of(request: Request, listing: Listing) -> Draft:
    """Return the filled form for a request.

    Raises:
        RefusedError: no such model, a parameter it does not know, or a value it does not offer.
    """
    found = find_model(listing, request.model, request.version)
    form = form_of(found.leaf)
    given = dict(request.params)
    if request.count is not None:
        named = next((name for name in given if name.strip().casefold() == COUNT), None)
        if named is not None and not same(_plain(given[named]), _plain(request.count)):
            raise RefusedError("count_twice")
        given.pop(named or COUNT, None)
        given[COUNT] = request.count
    state, chosen = fill(form, given)
    return Draft(
        form=form,
        state=state,
        quote=quote(form, state),
        prompt=request.prompt.strip(),
        inputs=request.inputs,
        chosen=chosen,
        passed_over=found.passed_over,
    )


def _plain(value: object) -> str:
    return str(value)
