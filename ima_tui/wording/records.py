"""A task as a record for other programs: the same fields in JSON, in CSV and from the commands."""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from io import StringIO, TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from ..files import name_new
from ..locale import t
from ..store.records import State, Task
from ..system import sync_folder
from ..tasks.groups import run_of_group

COLUMNS = (
    "created",
    "state",
    "media",
    "task_type",
    "model_name",
    "version",
    "prompt",
    "points",
    "seconds",
    "starred",
    "tags",
    "files",
    "urls",
    "id",
    "task_id",
)
"""The columns of a line of CSV."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Characters that start a formula; some spreadsheets accept full-width ones, too."""

_BYTE_ORDER = "\ufeff"
"""The byte order mark: without it Excel does not read a file as UTF-8, and garbles Chinese."""


class Format(StrEnum):
    """How records are written."""

    JSON = "json"
    CSV = "csv"


def record_of(task: Task) -> dict[str, Any]:
    """Return a task as JSON: the common fields, and those of the history.

    Args:
        task: the task from the ledger.
    """
    record = {**outline_of(task), **history_of(task)}
    if task.problem is not None and task.state is not State.DONE:
        record["error"] = {"code": task.problem, "message": t(f"problem-{task.problem}")}
    return record


def outline_of(task: Task) -> dict[str, Any]:
    """Return the fields of a task that all commands report.

    Args:
        task: the task from the ledger.
    """
    medias = [{"url": one.url, "path": one.path, "state": one.state} for one in task.medias]
    return {
        "id": task.id,
        "task_id": task.task_id,
        "state": str(task.state),
        "task_type": task.task_type,
        "model": task.model_id,
        "model_name": task.model_name,
        "version": task.version,
        "credit": task.credit,
        "points": task.points,
        "url": next((one["url"] for one in medias if one["url"]), None),
        "medias": medias,
    }


def history_of(task: Task) -> dict[str, Any]:
    """Return the fields of a task that only the history reports.

    Args:
        task: the task from the ledger.
    """
    return {
        "media": task.media,
        "created": _iso(task.created_at),
        "accepted": _iso(task.accepted_at),
        "ended": _iso(task.ended_at),
        "seconds": took(task),
        "prompt": task.prompt,
        "settings": task.settings.get("values", {}),
        "starred": task.starred,
        "tags": list(task.tags),
    } | _workflow_of(task)


def _workflow_of(task: Task) -> dict[str, Any]:
    run = run_of_group(task.group_id)
    return {"workflow": {"run": run, "step": task.step}} if run is not None else {}


def took(task: Task) -> float | None:
    """Return the seconds from acceptance to the end; None if they are not known."""
    if task.untimed or task.accepted_at is None or task.ended_at is None:
        return None
    if task.ended_at < task.accepted_at:
        return None
    return round(task.ended_at - task.accepted_at, 1)


def csv_lines(tasks: Iterable[Task], *, head: bool = True) -> Iterator[str]:
    """Yield lines of CSV. Nothing in a cell is a formula to a spreadsheet.

    Args:
        tasks: tasks from the ledger.
        head: whether the names of the columns come first.
    """
    if head:
        yield csv_line(COLUMNS)
    for task in tasks:
        record = record_of(task)
        medias = record["medias"]
        record["tags"] = ", ".join(task.tags)
        record["files"] = "\n".join(one["path"] for one in medias if one["path"])
        record["urls"] = "\n".join(one["url"] for one in medias if one["url"])
        yield csv_line(record[name] for name in COLUMNS)


def write_records(tasks: Iterable[Task], path: Path, form: Format, *, replace: bool) -> int:
    """Write tasks to a private file, completely or not at all; return how many.

    Args:
        tasks: tasks from the ledger, any number.
        path: the file, in an existing folder.
        form: JSON (one document) or CSV.
        replace: whether to replace an existing file.

    Raises:
        FileExistsError: it exists, and must not be replaced.
        OSError: it can't be written; an existing file is unchanged.
    """
    if not replace and os.path.lexists(path):
        raise FileExistsError(path)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            number = _write(tasks, file, form)
            os.fsync(file.fileno())
            if replace:
                temporary.replace(path)
            elif not name_new(temporary, path):
                raise FileExistsError(path)
        finally:
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return number


def _write(tasks: Iterable[Task], file: IO[bytes], form: Format) -> int:
    text = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    number = 0
    if form is Format.CSV:
        text.write(_BYTE_ORDER + csv_line(COLUMNS))
    else:
        text.write('{"tasks": [')
    for number, task in enumerate(tasks, start=1):
        if form is Format.CSV:
            text.writelines(csv_lines([task], head=False))
        else:
            text.write("\n" if number == 1 else ",\n")
            text.write(json.dumps(record_of(task), ensure_ascii=False))
    if form is Format.JSON:
        text.write("\n]}\n")
    text.flush()
    text.detach()
    return number


def csv_line(cells: Iterable[object]) -> str:
    """Return a line of CSV with its end. Nothing in a cell is a formula to a spreadsheet."""
    line = StringIO()
    csv.writer(line).writerow(map(_cell, cells))
    return line.getvalue()


def _cell(value: object) -> object:
    """Return a value as a cell; formulas are disarmed with an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str) and _is_formula(value):
        return f"'{value}"
    return value


def _is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run a text; leading invisible characters are ignored."""
    seen = next((char for char in text if char.isprintable() and not char.isspace()), "")
    return text.startswith(_FORMULA) or seen.startswith(_FORMULA)


def _iso(at: float | None) -> str | None:
    if at is None:
        return None
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")
