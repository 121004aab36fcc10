"""Names of saved files: readable, safe on every file system, never out of their folder."""

import re
import unicodedata
from datetime import datetime

_MODEL_CHARACTERS = 40
_UNSAFE = re.compile(r"[^\w.]+")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def slug(text: str) -> str:
    """Return text as a part of a file name: letters and digits of any script, dots, hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    name = _UNSAFE.sub("-", folded)[:_MODEL_CHARACTERS].strip("-._")
    return f"{name}-" if name in _RESERVED else name or "result"


def file_stem(model: str, task: str, position: int, at: datetime) -> str:
    """Return a saved file's name without suffix: date, model, the task's mark, the number in it.

    Args:
        model: the model's name.
        task: the local task id; its end makes the name this task's own.
        position: 0 for the first result.
        at: when the task was made.
    """
    return f"{at:%Y-%m-%d}_{slug(model)}_{slug(task[-6:])}_{position + 1}"
