"""The checks on the input files of a create request.

Source: IMA Open API, inputs per task type, the create body, and Seedance 2.0.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .compact import Json
from .draft import Draft, bad

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MB = 1024 * 1024
_MOST_BYTES_TOGETHER = 64 * _MB
_SIDE = (300, 6000)
_RATIO = (0.4, 2.5)
_SECONDS = (2, 15)


class _Kind(NamedTuple):
    """The properties of a kind of asset, and its size limit."""

    needed: tuple[str, ...]
    most_bytes: int
    area: tuple[int, int] = (0, _SIDE[1] ** 2)


_KINDS = {
    "image": _Kind(("url", "width", "height"), 30 * _MB - 1),
    "video": _Kind(
        ("url", "duration", "width", "height", "cover"), 50 * _MB, (409_600, 92_740_800)
    ),
    "audio": _Kind(("url", "duration"), 15 * _MB),
}


def check_inputs(draft: Draft) -> None:
    """Input files: as many as the task type takes, the same in both places, at usable addresses."""
    given = _addresses(draft.inner.get("input_images", []), "input_images")
    images = _addresses(draft.body.get("src_img_url", []), "src_img_url")
    others = [
        url
        for kind in draft.product.takes
        if kind != "image"
        for url in _addresses([one.get("url") for one in _entries(draft, kind)], f"src_{kind}")
    ]
    # The order counts: the first of two images is the first frame.
    if [url for url in given if url not in others] != images or sorted(given) != sorted(
        images + others
    ):
        raise bad(
            "input_images and src_img_url must hold the same addresses in the same order,"
            " src_video and src_audio what is no image"
        )
    low, high = draft.product.inputs
    if not low <= len(given) <= high:
        wanted = str(low) if low == high else f"{low} to {high}"
        raise bad(f"{draft.task_type} takes {wanted} inputs, not {len(given)}")
    for kind, most in draft.product.takes.items():
        count = len(images if kind == "image" else _entries(draft, kind))
        if count > most:
            raise bad(f"at most {most} inputs of kind {kind}")


def check_assets(draft: Draft) -> None:
    """For models with verified assets: each is verified, described and within its limits."""
    if draft.task_type not in draft.product.behaviour.described_in:
        return
    for kind in _KINDS:
        entries = _entries(draft, kind)
        _check_entries(draft, kind, entries)
        if kind != "image":
            _check_seconds(kind, entries)
    if [entry["url"] for entry in _entries(draft, "image")] != draft.body.get("src_img_url", []):
        raise bad("src_image is missing, or does not hold the addresses of src_img_url")
    _check_bytes(draft)


def usable_address(url: str) -> bool:
    """Whether the service can fetch an input: https, or http on loopback."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )


def _check_entries(draft: Draft, kind: str, entries: Sequence[Json]) -> None:
    for place, entry in enumerate(entries):
        where = f"src_{kind}[{place}]"
        missing = [key for key in _KINDS[kind].needed if entry.get(key) in (None, "")]
        if missing:
            raise bad(f"{where} lacks {', '.join(missing)}")
        if not isinstance(entry["url"], str) or not usable_address(entry["url"]):
            raise bad(f"{where}: not an https address: {entry['url']!r}")
        if not draft.asker.verified(entry["url"]):
            raise bad(f"{where}: the asset is not verified: call /open/v1/assets/verify first")
        if "cover" in entry and not usable_address(str(entry["cover"])):
            raise bad(f"{where}: the cover is not at an https address")
        if "width" in _KINDS[kind].needed:
            _check_size(where, entry, _KINDS[kind].area)


def _check_size(where: str, entry: Json, area: tuple[int, int]) -> None:
    width, height = entry["width"], entry["height"]
    if not all(type(side) is int and _SIDE[0] <= side <= _SIDE[1] for side in (width, height)):
        raise bad(f"{where}: width and height must be {_SIDE[0]} to {_SIDE[1]} pixels")
    if not _RATIO[0] <= width / height <= _RATIO[1]:
        raise bad(f"{where}: width / height must be {_RATIO[0]} to {_RATIO[1]}")
    if not area[0] <= width * height <= area[1]:
        raise bad(f"{where}: must have {area[0]} to {area[1]} pixels in all")


def _check_seconds(kind: str, entries: Sequence[Json]) -> None:
    low, high = _SECONDS
    lengths = [entry["duration"] for entry in entries]
    for place, seconds in enumerate(lengths):
        if type(seconds) not in (int, float) or not low <= seconds <= high:
            raise bad(f"src_{kind}[{place}]: duration must be {low} to {high} seconds")
    if sum(lengths) > high:
        raise bad(f"src_{kind}: at most {high} seconds in all")


def _check_bytes(draft: Draft) -> None:
    """Check the sizes of files that were uploaded here; others are unknown."""
    together = 0
    for kind, facts in _KINDS.items():
        for place, entry in enumerate(_entries(draft, kind)):
            size = draft.asker.size_of(entry["url"]) or 0
            if size > facts.most_bytes:
                raise bad(f"src_{kind}[{place}] is larger than {facts.most_bytes} bytes")
            together += size
    if together > _MOST_BYTES_TOGETHER:
        raise bad(f"all inputs together are larger than {_MOST_BYTES_TOGETHER} bytes")


def _entries(draft: Draft, kind: str) -> list[Json]:
    entries = draft.body.get(f"src_{kind}")
    if entries is None:
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise bad(f"src_{kind} must be a list of objects")
    return entries


def _addresses(urls: Any, name: str) -> list[str]:
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise bad(f"{name} must be a list of addresses")
    for url in urls:
        if not usable_address(url):
            raise bad(f"{name}: not an https address: {url!r}")
    return urls
