"""The limits of a model's input files: kinds, sizes, lengths (data/models.toml)."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .inputs import SUFFIXES, MediaKind
from .products import Leaf
from .refusals import RefusedError
from .task_types import load_data
from .values import canonical

MEGABYTE = 1_000_000
MOST_BYTES = 64 * MEGABYTE
"""The greatest input of any model; the limit for models without one of their own."""

_SAME = {"jpeg": "jpg"}
"""Extensions of the same file format."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file's content says about it.

    Attributes:
        suffix: the extension of its format, without the dot.
        size: in bytes.
        width: in pixels, as displayed; None for sounds, like ``height``.
        seconds: how long it plays; None for pictures.
        fps: frames a second; None for all but videos.
    """

    kind: MediaKind
    suffix: str
    content_type: str
    size: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fps: float | None = None


@dataclass(frozen=True, slots=True)
class _Measure:
    """A property of a file that is bounded.

    Attributes:
        values: the values that must be within the bounds.
        shown: how messages write them and the bounds.
        slack: the tolerance on both sides.
    """

    values: Callable[[Probe], tuple[float, ...]]
    shown: Callable[[float], str]
    slack: float = 0.0


def _sides(probe: Probe) -> tuple[int, int]:
    return probe.width or 0, probe.height or 0


def _ratio(probe: Probe) -> float:
    width, height = _sides(probe)
    return width / height if height else 0.0


def _in_megabytes(size: float) -> str:
    return f"{round(size / MEGABYTE, 1):g}"


_MEASURES: Mapping[str, _Measure] = {
    "bytes": _Measure(lambda probe: (probe.size,), _in_megabytes),
    "seconds": _Measure(lambda probe: (probe.seconds or 0.0,), lambda n: f"{round(n, 3):g}"),
    "side": _Measure(_sides, lambda n: f"{n:,}"),
    "ratio": _Measure(lambda probe: (_ratio(probe),), lambda n: f"{round(n, 3):g}"),
    "pixels": _Measure(lambda probe: (_sides(probe)[0] * _sides(probe)[1],), lambda n: f"{n:,}"),
    # films with 24 frames a second have 23.976 on discs and on television
    "fps": _Measure(lambda probe: (probe.fps or 0.0,), lambda n: f"{round(n, 2):g}", 0.06),
}


def accepted_suffixes(leaf: Leaf, kind: MediaKind) -> frozenset[str]:
    """Return the extensions that a leaf accepts for a kind, by its ``files`` if that has them."""
    listed = leaf.limits.accepts.get(kind) if leaf.limits is not None else None
    return listed or SUFFIXES[kind]


def bad_size(leaf: Leaf, kind: MediaKind, name: str, size: int) -> RefusedError | None:
    """Return what is wrong with a file's size; checked first, so that a huge file is not read.

    Args:
        leaf: what takes it.
        kind: the kind it is given as.
        name: its name in messages.
        size: in bytes.
    """
    if size == 0:
        return RefusedError("input_empty", {"input": name})
    bounds = _limits_of(leaf).get(kind, {}).get("bytes", (1, MOST_BYTES))
    return _outside("bytes", bounds, Probe(kind, "", "", size), name)


def bad_file(leaf: Leaf, name: str, probe: Probe) -> RefusedError | None:
    """Return what is wrong with one file for a leaf: its kind, or the first limit it exceeds.

    Args:
        leaf: what takes it.
        name: its name in messages.
        probe: what was found in it.
    """
    accepted = accepted_suffixes(leaf, probe.kind)
    if _plain(probe.suffix) not in map(_plain, accepted):
        about = {"input": name, "found": probe.suffix, "model": leaf.title}
        return RefusedError("input_format", about, choices=tuple(sorted(accepted)))
    for measure, bounds in _limits_of(leaf).get(probe.kind, {}).items():
        refusal = _outside(measure, bounds, probe, name)
        if refusal is not None:
            return refusal
    return None


def bad_together(leaf: Leaf, probes: Sequence[Probe]) -> RefusedError | None:
    """Return what is wrong with all inputs of a leaf together; each alone is within its limits."""
    most = _limits_of(leaf).get("together", {})
    size = sum(probe.size for probe in probes)
    if "bytes" in most and size > most["bytes"]:
        about = {"found": _in_megabytes(size), "most": _in_megabytes(most["bytes"])}
        return RefusedError("inputs_bytes", about)
    measure = _MEASURES["seconds"]
    for kind in (MediaKind.VIDEO, MediaKind.AUDIO):
        seconds = math.fsum(probe.seconds or 0.0 for probe in probes if probe.kind is kind)
        if "seconds" in most and seconds > most["seconds"]:
            about = {"found": measure.shown(seconds), "most": str(most["seconds"])}
            return RefusedError(f"inputs_seconds_{kind}", about)
    return None


def _outside(measure: str, bounds: Sequence[float], probe: Probe, name: str) -> RefusedError | None:
    by, (least, most) = _MEASURES[measure], bounds
    values = by.values(probe)
    if all(least - by.slack <= value <= most + by.slack for value in values):
        return None
    about = {
        "input": name,
        "found": " × ".join(by.shown(value) for value in values),
        "least": by.shown(least),
        "most": by.shown(most),
    }
    return RefusedError(f"input_{measure}", about)


def _plain(suffix: str) -> str:
    return _SAME.get(suffix, suffix)


def _limits_of(leaf: Leaf) -> Mapping[str, Any]:
    listed = _listed()
    return listed.get(canonical(leaf.model_id), listed[""])


@cache
def _listed() -> Mapping[str, Mapping[str, Any]]:
    """Return the limits by model; those of all other models under the empty name."""
    data = load_data("models.toml")["input_limits"]
    models = {canonical(name): entry for entry in data["model"] for name in entry["ids"]}
    return {"": data["any"]} | models
