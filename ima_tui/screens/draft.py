"""What is filled in on Create, and what keeps it from being run."""

from dataclasses import dataclass

from ..api.addresses import is_media_address
from ..catalog.bodies import Order, input_bounds
from ..catalog.forms import Form, State, bad_lengths
from ..catalog.prices import Quote, unpriced
from ..locale import t
from ..wording.labels import control_label, length_words, value_label

MOST_PROMPT_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being filled in; nothing of it is written down yet.

    Attributes:
        chosen: the controls that the user set.
    """

    form: Form
    state: State
    quote: Quote | None
    prompt: str
    inputs: tuple[str, ...]
    chosen: frozenset[str] = frozenset()

    def order(self, price: Quote) -> Order:
        """Return the order for this price."""
        return Order(self.form, self.state, price, self.prompt, self.inputs)


def parse_inputs(text: str) -> tuple[str, ...]:
    """Return the addresses in a text, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def draft_problem(draft: Draft) -> str | None:
    """Return what keeps a draft from being run, in words; None when nothing does."""
    if draft.quote is None:
        return t("create-no-price")
    if not draft.prompt:
        return t("create-no-prompt")
    if len(draft.prompt) > MOST_PROMPT_CHARACTERS:
        return t("create-long-prompt", count=len(draft.prompt), most=MOST_PROMPT_CHARACTERS)
    return _length_problem(draft) or _price_problem(draft) or _input_problem(draft)


def _length_problem(draft: Draft) -> str | None:
    bad = next(bad_lengths(draft.form, draft.state, draft.prompt), None)
    if bad is None:
        return None
    return f"{control_label(bad.control)}: {length_words(bad)}"


def _price_problem(draft: Draft) -> str | None:
    found = unpriced(draft.form, draft.state, draft.chosen)
    if found is None:
        return None
    held = value_label(found.control, draft.state.get(found.control.key))
    choices = " ".join(value_label(found.control, value) for value in found.choices)
    return t(
        "create-unpriced", name=control_label(found.control), value=held, choices=choices or "—"
    )


def _input_problem(draft: Draft) -> str | None:
    least, most = input_bounds(draft.form)
    if most == 0:
        return None
    unusable = next((one for one in draft.inputs if not is_media_address(one)), None)
    if unusable is not None:
        return t("create-bad-input", input=unusable)
    if not least <= len(draft.inputs) <= most:
        key = "create-inputs-exactly" if least == most else "create-inputs-range"
        return t(key, least=least, most=most)
    return None
