"""From a reading to suggestions: chips for what is possible, advice for the rest."""

from collections.abc import Iterator, Mapping, Sequence

from ..catalog.forms import Form, State
from ..catalog.inputs import MediaKind
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type
from ..catalog.values import same
from .advising import model_chip
from .choosing import (
    NOWHERE,
    Target,
    kind_for,
    media_of,
    narrowed,
    usual_leaf,
    wished_leaf,
)
from .fitting import form_in
from .readings import Reading, Topic
from .resolving import Named, resolved
from .suggestions import Advice, Chip, Kind, Suggestions
from .valuing import value_chips


def suggest(
    reading: Reading,
    shelves: Mapping[str, Listing],
    form: Form | None,
    state: State,
    *,
    inputs: Sequence[MediaKind] = (),
    usual: Mapping[str, str] | None = None,
) -> Suggestions:
    """Return what to offer for what was read from a prompt.

    Args:
        reading: of the prompt.
        shelves: the product lists that are known, by task type.
        form: the form on screen; None if nothing is chosen.
        state: what its controls hold.
        inputs: the kinds of the inputs that are given.
        usual: the models the user prefers, as model_ids by task type.
    """
    usual = usual or {}
    current = form.leaf.task_type if form is not None else None
    if current is not None and task_type(current).media == "speech":
        reading = reading.before_the_text()
        shelves = {current: shelves[current]} if current in shelves else {}
    named = resolved(reading.mentions, shelves)
    target = kind_for(reading, named, current, inputs)
    advice = [*_hints(reading, target)]
    if target is None or target.value not in shelves:
        return Suggestions(advice=tuple(advice), form=form)
    listing = shelves[target.value]
    chips: list[Chip] = []
    if target.value != current:
        chips.append(Chip(Kind.TASK_TYPE, target.value, target.value, target.span))
    leaf, model_chips, about_model = _model(reading, named, listing, form, usual)
    chips += model_chips
    advice += about_model
    if leaf is None:
        return Suggestions(tuple(chips), tuple(advice), form)
    if form is None or form.leaf is not leaf:
        fresh = form_in(listing, leaf)
        state = fresh.carry(state)[0] if form is not None else fresh.start()
        form = fresh
    values, about_values = value_chips(reading, listing, form, state)
    chips += values
    advice += about_values
    chips += _preferences(reading, named, listing, leaf, usual)
    return Suggestions(tuple(chips), tuple(advice), form)


def apply(chips: Sequence[Chip], form: Form, state: State) -> State:
    """Return the state of a form with the values of some chips; those it can't hold are skipped.

    Args:
        chips: from ``suggest``; those that are not values of this form's leaf change nothing here.
        form: the form they are for: ``Suggestions.form``.
        state: what its controls hold.
    """
    waiting = [chip for chip in chips if chip.kind in {Kind.VALUE, Kind.COUNT}]
    for _ in range(len(waiting)):
        left = []
        for chip in waiting:
            try:
                for key, value in chip.also.items():
                    state = form.choose(state, key, value)
                state = form.choose(state, chip.target, chip.value)
            except (RefusedError, KeyError):
                left.append(chip)
        if len(left) == len(waiting):
            break
        waiting = left
    return state


def _hints(reading: Reading, target: Target | None) -> Iterator[Advice]:
    hints = {wish.value: wish for wish in reading.of(Topic.HINT)}
    media = media_of(reading)
    if "workflow" in hints:
        yield Advice("workflow", hints["workflow"].span)
    elif len(media) > 1:
        yield Advice("workflow", media[-1].span)
    if "reference" in hints:
        yield Advice("reference", hints["reference"].span)
    if target is not None and target.several:
        instead = tuple(Chip(Kind.TASK_TYPE, kind, kind, target.span) for kind in target.several)
        yield Advice("which-inputs", target.span, instead=instead)


def _model(
    reading: Reading,
    named: Named | None,
    listing: Listing,
    form: Form | None,
    usual: Mapping[str, str],
) -> tuple[Leaf | None, list[Chip], list[Advice]]:
    """Return the model the values are for, with advice about the choice."""
    same_kind = form is not None and form.leaf.task_type == listing.task_type
    shown = form.leaf if form is not None and same_kind else usual_leaf(listing, usual)
    advice: list[Advice] = []
    wished = wished_leaf(listing, reading)
    if named is not None:
        called = narrowed(listing, named.leaves.get(listing.task_type, ()), reading)
        if len(called) == 1:
            wished = (called[0], named.span)
        elif called:
            wished = None
            instead = tuple(model_chip(leaf, named.span) for leaf in called[:4])
            if shown is None or all(leaf.id != shown.id for leaf in called):
                advice.append(Advice("which-model", named.span, instead=instead))
        else:
            advice.append(_sold_elsewhere(named, listing))
    elif (
        wished is not None
        and reading.last(Topic.QUALITY) is None
        and _is_usual(shown, wished[0], usual)
    ):
        about = {"model": wished[0].title, "usual": shown.title if shown is not None else ""}
        advice.append(Advice("unusual", wished[1], about))
    if wished is not None and (shown is None or wished[0].id != shown.id or not same_kind):
        return wished[0], [model_chip(*wished)], advice
    if shown is not None and not same_kind:
        return shown, [model_chip(shown, NOWHERE)], advice
    return (form.leaf if form is not None and same_kind else shown), [], advice


def _is_usual(shown: Leaf | None, other: Leaf, usual: Mapping[str, str]) -> bool:
    """Return whether the model shown is the user's default while another is asked for."""
    preferred = usual.get(shown.task_type) if shown is not None else None
    return (
        preferred is not None
        and shown is not None
        and (same(preferred, shown.model_id) and not same(other.model_id, shown.model_id))
    )


def _sold_elsewhere(named: Named, listing: Listing) -> Advice:
    """Return what a model is for that can't make what is asked for."""
    kinds = tuple(named.leaves)
    leaf = named.leaves[kinds[0]][0]
    about = {"model": leaf.title, "kind": listing.task_type, "made": kinds[0]}
    instead = (model_chip(leaf, named.span),)
    return Advice("model-elsewhere", named.span, about, instead)


def _preferences(
    reading: Reading,
    named: Named | None,
    listing: Listing,
    leaf: Leaf,
    usual: Mapping[str, str],
) -> Iterator[Chip]:
    kind = listing.task_type
    preferred = usual.get(kind)
    if named is not None and named.always and listing.task_type in named.leaves:
        if leaf in named.leaves[kind] and preferred != leaf.model_id:
            yield Chip(Kind.PREFERENCE, "save", leaf.model_id, named.span, leaf)
        return
    clear = reading.last(Topic.PREFERENCE)
    quality = reading.last(Topic.QUALITY)
    if clear is None and quality is not None and quality.value == "best":
        clear = quality
    if clear is not None and preferred is not None and named is None:
        yield Chip(Kind.PREFERENCE, "clear", preferred, clear.span)
