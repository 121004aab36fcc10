"""The values that a prompt wishes for, as far as a form accepts them together."""

from collections.abc import Mapping, Sequence

from ..catalog.controls import COUNT
from ..catalog.forms import BlockedError, Form, State
from ..catalog.products import Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type
from ..catalog.values import Value
from .advising import advice_for, music_length, refused
from .fitting import Fit, fit, holds, topics
from .readings import Reading, Topic, Wish
from .suggestions import Advice, Chip, Kind

_Wanted = tuple[Wish, Fit]


def value_chips(
    reading: Reading, listing: Listing, form: Form, state: State
) -> tuple[list[Chip], list[Advice]]:
    """Return the values to set, in an order that the form accepts, and advice for the rest."""
    wanted, advice = _wanted(reading, listing, form)
    single, doubled = _one_each(wanted)
    advice += [Advice("either", wish.span, {"wished": str(wish.value)}) for wish in doubled]
    missing = [(wish, found) for wish, found in single if not holds(state, found, wish)]
    chips, state, left = _in_turn(missing, form, state)
    more, refusals = _with_others(left, form, state, {found.control.key for _, found in single})
    return [*chips, *more], [*advice, *refusals]


def _wanted(reading: Reading, listing: Listing, form: Form) -> tuple[list[_Wanted], list[Advice]]:
    """Return what fits the form, and advice for the other wishes."""
    media = task_type(listing.task_type).media
    wanted: list[_Wanted] = []
    advice: list[Advice] = []
    for topic, about in topics().items():
        wish = reading.last(topic)
        if wish is None:
            continue
        if topic is Topic.DURATION and media == "music":
            advice.append(music_length(wish))
        if media in about.media:
            found = fit(form, wish)
            if found is None:
                advice += advice_for(wish, listing, form)
            else:
                wanted.append((wish, found))
    return wanted, advice


def _one_each(wanted: Sequence[_Wanted]) -> tuple[list[_Wanted], list[Wish]]:
    """Keep the last of several wishes for one control; return the others, too."""
    by_control: dict[str, _Wanted] = {}
    for one in sorted(wanted, key=lambda one: one[0].span):
        by_control[one[1].control.key] = one
    kept = list(by_control.values())
    return kept, [wish for wish, found in wanted if (wish, found) not in kept]


def _in_turn(
    waiting: Sequence[_Wanted], form: Form, state: State
) -> tuple[list[Chip], State, list[_Wanted]]:
    """Choose values until none fits any more: one value may allow another."""
    chips: list[Chip] = []
    left = list(waiting)
    for _ in waiting:
        for one in tuple(left):
            wish, found = one
            try:
                state = form.choose(state, found.control.key, found.value)
            except RefusedError:
                continue
            chips.append(_chip(wish, found, form))
            left.remove(one)
    return chips, state, left


def _with_others(
    waiting: Sequence[_Wanted], form: Form, state: State, asked: set[str]
) -> tuple[list[Chip], list[Advice]]:
    """Offer values that require a change that was not asked for, and say so."""
    chips: list[Chip] = []
    advice: list[Advice] = []
    for wish, found in waiting:
        blocked = _blocked(form, state, found)
        if blocked is None:
            continue
        freed = None if blocked.other.key in asked else _freed(form, state, found, blocked)
        if freed is None:
            advice.append(refused(wish, found, blocked))
            continue
        value, state = freed
        chips.append(_chip(wish, found, form, {blocked.other.key: value}))
    return chips, advice


def _blocked(form: Form, state: State, found: Fit) -> BlockedError | None:
    try:
        form.choose(state, found.control.key, found.value)
    except BlockedError as blocked:
        return blocked
    except RefusedError:
        return None
    return None


def _freed(
    form: Form, state: State, found: Fit, blocked: BlockedError
) -> tuple[Value, State] | None:
    """Return the first value of the excluding control that allows a wish, and that state."""
    for value in blocked.other.values:
        try:
            freed = form.choose(state, blocked.other.key, value)
            return value, form.choose(freed, found.control.key, found.value)
        except RefusedError:
            continue
    return None


def _chip(wish: Wish, found: Fit, form: Form, also: Mapping[str, Value] | None = None) -> Chip:
    kind = Kind.COUNT if found.control.key == COUNT else Kind.VALUE
    return Chip(kind, found.control.key, found.value, wish.span, form.leaf, also or {})
