"""Exporting the results of a run to one folder, with an index. Blocks: call it in a thread."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ..catalog.inputs import MediaKind, known_kind
from ..catalog.values import clean
from ..files import FILE_MODE, private_folder, write_atomic
from ..locale.formats import points
from ..media.given import given_file
from ..store.records import Task
from .plan import Plan

INDEX, INDEX_JSON = "index.md", "index.json"

_SUFFIX_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Made:
    """The outcome of a step: its task, or the files given instead."""

    step: str
    task: Task | None = None
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """An exported folder.

    Attributes:
        files: its files, without the index.
        missing: results whose files are missing.
    """

    folder: Path
    files: tuple[Path, ...]
    missing: int


def export(title: str, made: Sequence[Made], folder: Path, plan: Plan | None = None) -> Exported:
    """Copy the results of a run into a new folder, in the order of its steps, with an index.

    Args:
        title: the heading of the index.
        made: the outcomes of the steps.
        folder: the parent of the new folder; existing files are never replaced.
        plan: the plan, for prompts in the index; None for an index without.

    Raises:
        OSError: it could not be written.
    """
    target = _new_folder(folder)
    entries: list[dict[str, Any]] = []
    files: list[Path] = []
    missing = 0
    digits = max(2, len(str(len(made))))
    for place, one in enumerate(made, 1):
        entry = _about(one, plan)
        for number, source in enumerate(_sources(one), 1):
            path = target / f"{place:0{digits}}-{one.step}-{number}{_suffix(source)}"
            if source is None or not source.is_file():
                missing += 1
                continue
            shutil.copyfile(source, path)
            path.chmod(FILE_MODE)
            files.append(path)
            entry["files"].append(path.name)
        entries.append(entry)
    heading = clean(title, 200)
    index = {"title": heading, "steps": entries}
    content = msgspec.json.format(msgspec.json.encode(index), indent=2)
    write_atomic(target / INDEX_JSON, content + b"\n")
    write_atomic(target / INDEX, "\n".join(_lines(heading, entries)).encode())
    return Exported(target, tuple(files), missing)


def _about(one: Made, plan: Plan | None) -> dict[str, Any]:
    step = plan.step(one.step) if plan is not None else None
    entry: dict[str, Any] = {"step": one.step, "files": []}
    if one.task is not None:
        entry |= {
            "id": one.task.id,
            "task_id": one.task.task_id,
            "task_type": one.task.task_type,
            "model": one.task.model_name,
            "points": one.task.points,
        }
    if step is None:
        return entry
    # the prompt that was sent says more than its template
    sent = one.task.prompt if one.task is not None else None
    return entry | {"prompt": sent or step.prompt}


def _lines(title: str, entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"# {_plain(title)}"
    yield ""
    for entry in entries:
        yield f"## {entry['step']}"
        yield ""
        if "model" in entry:
            yield f"{_plain(entry['model'])} · {_plain(points(entry['points']))}"
            yield ""
        if "prompt" in entry:
            yield from (f"    {line}" for line in entry["prompt"].splitlines())
            yield ""
        for name in entry["files"]:
            picture = known_kind(name) is MediaKind.IMAGE
            yield f"![{name}]({name})" if picture else f"- [{name}]({name})"
        yield ""


def _plain(text: str) -> str:
    """Return a text escaped for Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!" else c for c in clean(text, 200))


def _sources(one: Made) -> Iterator[Path | None]:
    if one.task is not None:
        for media in one.task.medias:
            if media.state == "ready":
                yield Path(media.path) if media.path else None
        return
    for address in one.given:
        yield given_file(address)


def _suffix(path: Path | None) -> str:
    suffix = path.suffix.casefold() if path is not None else ""
    good = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _SUFFIX_CHARACTERS
    return suffix if good else ""


def _new_folder(folder: Path) -> Path:
    """Create the folder, with a number if the name is taken."""
    for number in range(1, 1000):
        target = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            private_folder(target.parent)
            target.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return target
    raise FileExistsError(str(folder))
