"""From a request to an order: one way for screens, commands and batches."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .bodies import Order
from .bounds import bad_inputs, bad_prompt
from .controls import COUNT
from .forms import Form, State, form_of
from .inputs import InputMedia, bad_media
from .naming import find_model
from .parameters import fill, named
from .parse_fields import scalar
from .prices import Quote, quote, unpriced
from .products import Leaf, Listing
from .refusals import RefusedError
from .values import as_number, is_scalar, same


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, in the user's words.

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
    """A filled form; nothing is stored yet.

    Attributes:
        quote: the price; None for a leaf without prices.
        chosen: the controls that the user set.
        passed_over: other versions of the model's family, if a family was asked for.
    """

    form: Form
    state: State
    quote: Quote | None
    prompt: str
    inputs: tuple[InputMedia, ...] = ()
    chosen: frozenset[str] = frozenset()
    passed_over: tuple[Leaf, ...] = ()

    def refusal(self) -> RefusedError | None:
        """Return why it can't be created; None if it can."""
        if self.quote is None:
            return RefusedError("no_price", {"model": self.form.leaf.title})
        return (
            bad_prompt(self.form, self.prompt)
            or next(bad_inputs(self.form, self.state), None)
            or self._blocked()
            or self.form.unmapped(self.state)
            or unpriced(self.form, self.state, self.chosen)
            or bad_media(self.form.leaf, self.inputs)
        )

    def _blocked(self) -> RefusedError | None:
        """Refuse if every option of a control conflicts with another control."""
        found = (self.form.blocked(self.state, control) for control in self.form.controls)
        return next((blocked for blocked in found if blocked is not None), None)

    def order(self) -> Order:
        """Return the order for this draft.

        Raises:
            RefusedError: it can't be created.
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
        counted = [name for name in given if _names_count(form, name)]
        if not all(_is_as_many(given.pop(name), request.count) for name in counted):
            raise RefusedError("count_twice")
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


def _names_count(form: Form, name: str) -> bool:
    control = named(form, name)
    return control is not None and control.key == COUNT


def _is_as_many(one: object, other: object) -> bool:
    """Return whether two counts are equal, however they are written: 2.0 and "2" are 2."""
    if not is_scalar(one) or not is_scalar(other):
        return one == other
    numbers = as_number(scalar(one)), as_number(scalar(other))
    return numbers[0] == numbers[1] if None not in numbers else same(scalar(one), scalar(other))
