"""A creation, as a command or a line of a batch requests it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..wording.refusals import refusal_words
from .exits import Exit
from .failures import CommandError, own_error
from .lists import age_of_shelf, list_error

if TYPE_CHECKING:
    from ..catalog.bodies import Order
    from ..catalog.orders import Draft, Request
    from ..catalog.products import Listing
    from ..catalog.refusals import RefusedError
    from ..headless import Lists


@dataclass(frozen=True, slots=True)
class Asked:
    """One creation, in the user's words.

    Attributes:
        version: pins one version of the model.
        inputs: addresses and files.
        count: how many results, of any type; None for the model's own default.
    """

    task_type: str
    prompt: str
    model: str | None = None
    version: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    inputs: Sequence[str] = ()
    ref_videos: Sequence[str] = ()
    ref_audios: Sequence[str] = ()
    count: object = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a line: an order or an error.

    Attributes:
        line: counted from 1.
        age: the age of a stale list; empty if it is fresh.
    """

    line: int
    draft: "Draft | None" = None
    order: "Order | None" = None
    error: CommandError | None = None
    age: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the JSON document of the line."""
        from ..catalog.bodies import create_body

        if self.order is None:
            error = self.error.of_line() if self.error else {}
            return {"line": self.line, "ok": False, "error": error}
        quote = self.order.quote
        return {
            "line": self.line,
            "ok": True,
            "points": quote.credit,
            "total_points": quote.points,
            "exact": quote.exact,
            "request": create_body(self.order),
            **self.age,
        }


def answer(line: int, asked: Asked, lists: "Lists") -> Answer:
    """Turn a request into an order or an error; the list of its task type is loaded."""
    from ..catalog.refusals import RefusedError

    kind = asked.task_type
    shelf = lists.shelves.get(kind)
    if shelf is None:
        return Answer(line, error=list_error(lists.errors[kind]))
    try:
        draft, order = _worked_out(_with_default(asked, lists), shelf.listing)
    except RefusedError as refusal:
        return Answer(line, error=refused_error(refusal))
    age = age_of_shelf(shelf, cached=True) if kind in lists.errors else {}
    return Answer(line, draft, order, age=age)


def refused_error(refusal: "RefusedError") -> CommandError:
    """Return a refusal as an error of a command."""
    words = refusal_words(refusal)
    return CommandError(refusal.code, words, Exit.BAD_INPUT, choices=refusal.choices)


def total_of(answers: Sequence[Answer]) -> int:
    """Return the total price in points."""
    return sum(answer.order.quote.points for answer in answers if answer.order)


def over_max_points(total: int, most: int | None) -> CommandError | None:
    """Return the error of a total beyond ``--max-points``, None within it."""
    from ..locale.formats import points

    if most is None or total <= most:
        return None
    return own_error("over_max_points", points=points(total), most=points(most))


def _worked_out(asked: Asked, listing: "Listing") -> "tuple[Draft, Order]":
    from ..catalog.orders import draft_of

    draft = draft_of(_request(asked), listing)
    return draft, draft.order()


def _with_default(asked: Asked, lists: "Lists") -> Asked:
    """Fill in the user's default model if none is named."""
    leaf = lists.preferred.get(asked.task_type)
    if leaf is None or (asked.model or "").strip() or (asked.version or "").strip():
        return asked
    return replace(asked, model=leaf.model_id, version=leaf.id)


def _request(asked: Asked) -> "Request":
    from ..catalog.inputs import MediaKind
    from ..catalog.orders import Request
    from ..media.given import given_media

    named = (
        (MediaKind.IMAGE, asked.inputs),
        (MediaKind.VIDEO, asked.ref_videos),
        (MediaKind.AUDIO, asked.ref_audios),
    )
    return Request(
        prompt=asked.prompt,
        model=asked.model,
        version=asked.version,
        params=asked.params,
        inputs=tuple(given_media(text, kind) for kind, texts in named for text in texts),
        count=asked.count,
    )
