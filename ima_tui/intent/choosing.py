"""Which task type and which model a prompt asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..catalog.inputs import MediaKind
from ..catalog.naming import default_leaf, find_model
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.task_types import task_type
from .fitting import cheapest_first, fit, form_in, topics
from .readings import Reading, Span, Topic, Wish
from .resolving import Named
from .vocabulary import load

NOWHERE: Span = (0, 0)
"""The span of something not written in the prompt."""

_TWO_PICTURES = ("first_last_frame_to_video", "reference_image_to_video")
_BY_INPUTS: Mapping[str, tuple[str, str]] = {
    "image": ("text_to_image", "image_to_image"),
    "video": ("text_to_video", "image_to_video"),
    "music": ("text_to_music", "text_to_music"),
    "speech": ("text_to_speech", "text_to_speech"),
}
"""The task types of a medium: without inputs, and with a picture."""

_IN_FILMS = ("video", "image")

_SOUND = {Topic.VOCALS: "music", Topic.MUSIC: "music"}
"""Topics that only one medium has: they decide the medium if none is chosen yet."""


@dataclass(frozen=True, slots=True)
class Target:
    """A choice with the words it is based on; ``several`` are the other candidates."""

    value: str
    span: Span = NOWHERE
    several: tuple[str, ...] = ()


def media_of(reading: Reading) -> tuple[Wish, ...]:
    """Return the media that are asked for, each once."""
    found: dict[object, Wish] = {}
    for wish in reading.of(Topic.MEDIA):
        found.setdefault(wish.value, wish)
    return tuple(found.values())


def kind_for(
    reading: Reading, named: Named | None, current: str | None, inputs: Sequence[MediaKind]
) -> Target | None:
    """Return the task type that is asked for; None if nothing says so."""
    explicit = reading.last(Topic.TASK_TYPE)
    if explicit is not None:
        return Target(str(explicit.value), explicit.span)
    media, span = _medium(reading, named, current)
    if media is None:
        if current is None:
            return None
        media = task_type(current).media
    return _with_inputs(media, span, current, inputs)


def _medium(reading: Reading, named: Named | None, current: str | None) -> tuple[str | None, Span]:
    own = task_type(current).media if current else None
    # "A picture of" may begin the description of a video's content
    asked = [wish for wish in media_of(reading) if wish.sure or (own, wish.value) != _IN_FILMS]
    if asked:
        first = next((wish for wish in asked if wish.value == own), asked[0])
        return str(first.value), first.span
    if named is not None and current not in named.leaves:
        made = list(dict.fromkeys(task_type(kind).media for kind in named.leaves))
        if len(made) == 1:
            return made[0], named.span
    if current is None:
        for wish in reading.wishes:
            if wish.topic in _SOUND:
                return _SOUND[wish.topic], wish.span
    return None, NOWHERE


def _with_inputs(
    media: str, span: Span, current: str | None, inputs: Sequence[MediaKind]
) -> Target | None:
    plain, pictured = _BY_INPUTS[media]
    kept = current if current and task_type(current).media == media else None
    if not inputs:
        # a user who chose a task type with inputs is about to give them
        return Target(kept or plain, span)
    if media == "video" and any(kind is not MediaKind.IMAGE for kind in inputs):
        return Target("reference_image_to_video", span)
    takes = task_type(kept).max_inputs if kept else 0
    if kept and takes >= len(inputs):
        return Target(kept, span)
    if media == "video" and len(inputs) > 1:
        if len(inputs) == 2:
            return Target(kept or plain, span, _TWO_PICTURES)
        return Target("reference_image_to_video", span)
    return Target(pictured, span)


@cache
def _choices() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return load("choices.toml")


def sold(listing: Listing, purpose: str) -> Leaf | None:
    """Return the model of a list for a purpose of ``data/choices.toml``."""
    for model in _choices()[purpose].get(listing.task_type, ()):
        try:
            return find_model(listing, model).leaf
        except RefusedError:
            continue
    return None


def usual_leaf(listing: Listing, usual: Mapping[str, str]) -> Leaf | None:
    """Return the model used when none is named: what the user prefers, else the default."""
    preferred = usual.get(listing.task_type)
    if preferred:
        try:
            return find_model(listing, preferred).leaf
        except RefusedError:
            return default_leaf(listing)
    return default_leaf(listing)


def narrowed(listing: Listing, leaves: Sequence[Leaf], reading: Reading) -> tuple[Leaf, ...]:
    """Return those of several models that fulfil the most wishes."""
    wishes = [wish for wish in reading.wishes if wish.topic in topics()]

    def met(leaf: Leaf) -> int:
        return sum(fit(form_in(listing, leaf), wish) is not None for wish in wishes)

    most = max(map(met, leaves), default=0)
    return tuple(leaf for leaf in leaves if met(leaf) == most)


def wished_leaf(listing: Listing, reading: Reading) -> tuple[Leaf, Span] | None:
    """Return the model that is asked for without a name: by quality, price or kind."""
    quality = reading.last(Topic.QUALITY)
    if quality is not None:
        by_quality = {
            "best": default_leaf(listing),
            "premium": sold(listing, "premium") or default_leaf(listing),
            "cheapest": next(iter(cheapest_first(listing)), None),
        }
        leaf = by_quality[str(quality.value)]
        return (leaf, quality.span) if leaf is not None else None
    return _music_leaf(listing, reading)


def _music_leaf(listing: Listing, reading: Reading) -> tuple[Leaf, Span] | None:
    if listing.task_type != "text_to_music":
        return None
    background = reading.last(Topic.MUSIC)
    sung = next((wish for wish in reversed(reading.of(Topic.VOCALS)) if wish.value is True), None)
    if sung is not None:
        leaf = sold(listing, "vocals")
        return (leaf, sung.span) if leaf is not None else None
    leaf = sold(listing, "background") if background is not None else None
    return (leaf, background.span) if leaf is not None and background is not None else None
