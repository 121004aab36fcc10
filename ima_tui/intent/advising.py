"""Advice for a wish that a model can't fulfil: the nearest value, and the models that can."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..catalog.controls import COUNT, Control
from ..catalog.facts import facts_of
from ..catalog.forms import BlockedError, Form
from ..catalog.products import Leaf, Listing
from ..catalog.task_types import task_type
from ..catalog.values import Value, as_number, canonical, written
from .fitting import Fit, controls_for, fit, form_in, nearest, offering
from .readings import Span, Topic, Wish
from .suggestions import Advice, Chip, Kind
from .vocabulary import Plain

_LONG_MUSIC = 120
"""The approximate length of a Suno song in seconds."""

_PIXELS = {"k": 1000, "p": 1, "px": 1}


def model_chip(leaf: Leaf, span: Span) -> Chip:
    """Return the chip that changes to a model."""
    return Chip(Kind.MODEL, leaf.task_type, leaf.id, span, leaf)


def refused(wish: Wish, found: Fit, blocked: BlockedError) -> Advice:
    """Advice for a value that the model has but another value excludes."""
    about: Mapping[str, Value] = {
        "control": found.control.key,
        "value": found.value,
        "other": blocked.other.key,
        "held": blocked.held,
    }
    return Advice("blocked", wish.span, about)


def advice_for(wish: Wish, listing: Listing, form: Form) -> Iterator[Advice]:
    """Yield advice for a wish that no control of a form can hold."""
    if wish.topic in {Topic.AUDIO, Topic.VOCALS} and wish.value is False and not _sings(form):
        return  # a model without sound is silent anyway
    if wish.topic in {Topic.CAMERA, Topic.SHOTS}:
        return  # the prompt itself tells any model
    special = _SPECIAL.get(wish.topic)
    if special is not None:
        yield from special(wish, listing, form)
    else:
        yield _elsewhere(wish, listing, form)


def _sings(form: Form) -> bool:
    return task_type(form.leaf.task_type).media == "music" and form.leaf.model_id == "GenSong"


def _elsewhere(wish: Wish, listing: Listing, form: Form, *near: Chip) -> Advice:
    """The models that can, the cheapest first; if none can, the nearest value."""
    able = tuple(model_chip(leaf, wish.span) for leaf in offering(listing, wish))
    about: Mapping[str, Value] = {
        "topic": wish.topic.value,
        "wished": wish.value,
        "model": form.leaf.title,
    }
    code = "elsewhere" if able else "nearest" if near else "none"
    return Advice(code, wish.span, about, (*able, *near))


def _duration(wish: Wish, listing: Listing, form: Form) -> Iterator[Advice]:
    wished = as_number(wish.value) or 0
    control = next(controls_for(form, Topic.DURATION), None)
    near = _near(wish, form, control, nearest(control, wished) if control else None)
    longest = _longest(listing)
    if wished > longest > 0:
        most = Wish(Topic.DURATION, int(longest), wish.span)
        able = [model_chip(leaf, wish.span) for leaf in offering(listing, most)]
        about: Mapping[str, Value] = {"wished": wish.value, "most": int(longest)}
        yield Advice("duration-most", wish.span, about, (*near, *able))
    else:
        yield _elsewhere(wish, listing, form, *near)


def _longest(listing: Listing) -> float:
    return max(
        (
            number
            for leaf in listing.leaves
            for control in controls_for(form_in(listing, leaf), Topic.DURATION)
            for value in control.values
            if (number := as_number(value)) is not None
        ),
        default=0,
    )


def _resolution(wish: Wish, listing: Listing, form: Form) -> Iterator[Advice]:
    able = offering(listing, wish)
    if able:
        yield _elsewhere(wish, listing, form)
        return
    offered = {
        canonical(option.label): option.label
        for leaf in listing.leaves
        for control in controls_for(form_in(listing, leaf), Topic.RESOLUTION)
        for option in control.options
        if _lines(option.label)
    }
    most = max(offered.values(), key=_lines, default="")
    if not most or _lines(str(wish.value)) < _lines(most):
        yield _elsewhere(wish, listing, form)
        return
    best = Wish(Topic.RESOLUTION, canonical(most), wish.span)
    chips = [model_chip(leaf, wish.span) for leaf in offering(listing, best)]
    own = fit(form, best)
    near = _near(wish, form, own.control, own.value) if own is not None else ()
    about: Mapping[str, Value] = {"wished": str(wish.value).upper(), "most": most}
    others = [chip for chip in chips if chip.value != form.leaf.id]
    yield Advice("resolution-most", wish.span, about, (*near, *others))


def _lines(label: str) -> float:
    """Return a resolution in lines; 0 if it is not one."""
    plain = canonical(label)
    for unit, lines in _PIXELS.items():
        number = as_number(plain.removesuffix(unit)) if plain.endswith(unit) else None
        if number is not None:
            return float(number) * lines
    return 0


def _ratio(wish: Wish, listing: Listing, form: Form) -> Iterator[Advice]:
    own = _nearest_ratio(controls_for(form, Topic.RATIO), wish)
    if own is not None or offering(listing, wish):
        near = _near(wish, form, *own) if own is not None else ()
        yield _elsewhere(wish, listing, form, *near)
        return
    forms = (form_in(listing, leaf) for leaf in listing.leaves)
    controls = (control for one in forms for control in controls_for(one, Topic.RATIO))
    found = _nearest_ratio(controls, wish)
    if found is None:
        yield _elsewhere(wish, listing, form)
        return
    able = offering(listing, Wish(Topic.RATIO, found[1], wish.span))
    about: Mapping[str, Value] = {"wished": wish.value, "most": found[1]}
    yield Advice(
        "ratio-nearest", wish.span, about, tuple(model_chip(leaf, wish.span) for leaf in able)
    )


def _nearest_ratio(controls: Iterable[Control], wish: Wish) -> tuple[Control, Plain] | None:
    """Return what comes nearest to a ratio, and the control that has it."""
    wished = _wide(wish.value)
    offered = [
        (abs(math.log(wide / wished)), control, value)
        for control in controls
        for value in control.values
        if value is not None and (wide := _wide(value))
    ]
    return min(offered, key=lambda one: one[0])[1:] if offered else None


def _wide(ratio: Value) -> float:
    """Return width divided by height of a ratio; 0 if it is not one."""
    width, _, height = written(ratio).partition(":")
    sides = as_number(width), as_number(height)
    return sides[0] / sides[1] if sides[0] and sides[1] else 0


def _count(wish: Wish, _: Listing, form: Form) -> Iterator[Advice]:
    control = form.control(COUNT)
    if control is None:
        return
    counts = [number for value in control.values if (number := as_number(value)) is not None]
    most = max(counts, default=control.maximum or 1)
    all_in_all = int(most) * facts_of(form.leaf.model_id).results
    near = _near(wish, form, control, int(most))
    about: Mapping[str, Value] = {
        "wished": wish.value,
        "most": all_in_all,
        "model": form.leaf.title,
    }
    if (as_number(wish.value) or 0) > all_in_all:
        yield Advice("count-most", wish.span, about, near if most > 1 else ())


def _near(wish: Wish, form: Form, control: Control | None, value: Value) -> tuple[Chip, ...]:
    if control is None or value is None:
        return ()
    kind = Kind.COUNT if control.key == COUNT else Kind.VALUE
    return (Chip(kind, control.key, value, wish.span, form.leaf),)


_SPECIAL: Mapping[Topic, Callable[[Wish, Listing, Form], Iterator[Advice]]] = {
    Topic.DURATION: _duration,
    Topic.RESOLUTION: _resolution,
    Topic.RATIO: _ratio,
    Topic.COUNT: _count,
}


def music_length(wish: Wish) -> Advice:
    """Advice for a wished length of music, which the model decides."""
    long = (as_number(wish.value) or 0) > _LONG_MUSIC
    return Advice("music-long" if long else "music-length", wish.span, {"wished": wish.value})
