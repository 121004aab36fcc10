"""The media a model takes as input: how many, of which kind, and how a body describes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .addresses import is_media_address
from .facts import facts_of
from .products import Leaf
from .refusals import RefusedError
from .task_types import task_type
from .values import clean


class MediaKind(StrEnum):
    """The kind of an input."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


SUFFIXES: Mapping[MediaKind, frozenset[str]] = {
    MediaKind.IMAGE: frozenset({"jpg", "jpeg", "png", "webp"}),
    MediaKind.VIDEO: frozenset({"mp4", "mov", "avi", "webm"}),
    MediaKind.AUDIO: frozenset({"mp3", "wav", "m4a"}),
}
"""The file extensions of each kind that the service accepts (IMA Open API, product leaves)."""


@dataclass(frozen=True, slots=True)
class InputMedia:
    """One input of a create.

    Attributes:
        address: an https address, or the path of a local file that is still to be uploaded.
        local: whether it is such a file.
        width: in pixels; None until it was inspected.
        height: likewise.
        seconds: how long it plays; None until it was inspected.
        cover: the address of a video's cover.
        digest: SHA-256 of a local file as it was chosen, in hex; None until it was inspected.
    """

    address: str
    kind: MediaKind = MediaKind.IMAGE
    local: bool = False
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    cover: str | None = None
    digest: str | None = None


def kind_of(address: str) -> MediaKind:
    """Return the kind of an address or a file name by its extension; a picture if unknown."""
    return known_kind(address) or MediaKind.IMAGE


def known_kind(address: str) -> MediaKind | None:
    """Return the kind of an address or a file name by its extension; None if unknown."""
    plain = address.strip().partition("#")[0].partition("?")[0]
    suffix = plain.rpartition(".")[2].casefold()
    return next((kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes), None)


def input_bounds(leaf: Leaf) -> tuple[int, int]:
    """Return how many pictures a leaf needs and takes (IMA Open API, inputs per task type)."""
    kind = task_type(leaf.task_type)
    if kind.inputs_fixed:
        return kind.min_inputs, kind.max_inputs
    own = taken(leaf).get(MediaKind.IMAGE)
    most = kind.max_inputs if own is None else own
    if kind.max_inputs and leaf.limits is not None:
        most = leaf.limits.maximum or most
    return min(kind.min_inputs, most), most


def taken(leaf: Leaf) -> dict[MediaKind, int]:
    """Return how many inputs of each kind a leaf takes by our facts; empty for pictures alone."""
    listed = facts_of(leaf.model_id).takes.get(leaf.task_type, {})
    return {MediaKind(kind): most for kind, most in listed.items()}


def is_less_than_listed(leaf: Leaf) -> bool:
    """Return whether a list has media that the model does not take (IMA Open API, create body)."""
    listed = leaf.limits.accepts if leaf.limits is not None else {}
    return input_bounds(leaf)[1] > 0 and any(
        kind in listed and kind not in taken(leaf) for kind in (MediaKind.VIDEO, MediaKind.AUDIO)
    )


def bad_media(leaf: Leaf, inputs: Sequence[InputMedia]) -> RefusedError | None:
    """Return what is wrong with the inputs of a create: an address, a kind, how many there are."""
    for medium in inputs:
        bad = bad_kind(leaf, medium)
        if bad is not None:
            return bad
    least, most = input_bounds(leaf)
    allowed = taken(leaf)
    for kind in (MediaKind.VIDEO, MediaKind.AUDIO):
        count = sum(medium.kind is kind for medium in inputs)
        if count > allowed.get(kind, 0):
            about = {"most": allowed.get(kind, 0), "model": leaf.title}
            return RefusedError(f"too_many_{kind}", about)
    pictures = sum(medium.kind is MediaKind.IMAGE for medium in inputs)
    # films and sounds may replace the pictures
    if pictures < len(inputs):
        least = 0
    if not least <= pictures <= most:
        code = "no_inputs" if most == 0 else "inputs_exactly" if least == most else "inputs_range"
        return RefusedError(code, {"least": least, "most": most, "model": leaf.title})
    return None


def bad_kind(leaf: Leaf, medium: InputMedia) -> RefusedError | None:
    """Return what is wrong with one input of a leaf by itself: its address or its kind."""
    if not medium.local and not is_media_address(medium.address):
        return RefusedError("bad_address", {"input": clean(medium.address, 200)})
    if medium.kind is not MediaKind.IMAGE and not taken(leaf).get(medium.kind):
        return RefusedError(f"no_{medium.kind}", {"most": 0, "model": leaf.title})
    return None


def is_described(leaf: Leaf) -> bool:
    """Return whether a leaf's inputs are inspected, verified and described in the body."""
    return leaf.task_type in facts_of(leaf.model_id).described_in


def described(leaf: Leaf, inputs: Sequence[InputMedia]) -> dict[str, Any]:
    """Return the descriptions of inputs in a body, once all of them have been inspected.

    Only some models want them (IMA Open API, the create body: Seedance 2.0); others get none.
    """
    if not is_described(leaf):
        return {}
    entries = [(medium.kind, _description(medium)) for medium in inputs]
    if any(value is None for _, entry in entries for value in entry.values()):
        return {}
    return {
        f"src_{kind}": [entry for of, entry in entries if of is kind]
        for kind in MediaKind
        if any(of is kind for of, _ in entries)
    }


def _description(medium: InputMedia) -> dict[str, Any]:
    size = {"width": medium.width, "height": medium.height}
    if medium.kind is MediaKind.IMAGE:
        return {"url": medium.address} | size
    if medium.kind is MediaKind.VIDEO:
        sized = {"url": medium.address, "duration": medium.seconds} | size
        return sized | {"cover": medium.cover}
    return {"url": medium.address, "duration": medium.seconds}
