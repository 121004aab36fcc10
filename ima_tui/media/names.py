"""Names of saved files: readable, safe on every file system, never outside their folder."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

PATTERN = "{date}_{time}_{model}_{id}_{n}"
"""The default pattern of file names."""

FIELDS = ("date", "time", "model", "task_type", "id", "n", "prompt")
"""The fields of a pattern."""

MOST_BYTES = 200
"""The length limit of a name without suffixes in UTF-8 bytes; file systems allow 255 in all."""

_PART_CHARACTERS = 40
_FIELD = re.compile(r"\{([a-z_]+)\}")
_UNSAFE = re.compile(r"[^\w.]+")
_RUNS = re.compile(r"([-_.])[-_.]*")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


@dataclass(frozen=True, slots=True)
class Named:
    """The data that a file name may contain.

    Attributes:
        at: when the task was made.
        model: the model's name.
        task: the local task id; its end makes the name unique.
        position: 0 for the first result.
        prompt: empty unless prompts are kept.
    """

    at: datetime
    model: str
    task_type: str
    task: str
    position: int
    prompt: str = ""

    def fields(self) -> dict[str, str]:
        """Return the text of every field of a pattern."""
        return {
            "date": f"{self.at:%Y-%m-%d}",
            "time": f"{self.at:%H%M%S}",
            "model": slug(self.model),
            "task_type": slug(self.task_type),
            "id": slug(self.task[-6:]),
            "n": str(self.position + 1),
            "prompt": slug(self.prompt) if self.prompt.strip() else "",
        }


def slug(text: str) -> str:
    """Return text as a part of a file name: letters and digits of any script, dots, hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    name = _UNSAFE.sub("-", folded)[:_PART_CHARACTERS].strip("-._")
    return f"{name}-" if name in _RESERVED else name or "result"


def file_stem(pattern: str, named: Named) -> str:
    """Return a saved file's name without suffix.

    Args:
        pattern: text with fields in braces: date, time, model, task_type, id, n, prompt. Anything
            but letters, digits, dots, hyphens and underscores becomes a hyphen.
        named: the values of the fields.
    """
    fields = named.fields()
    filled = _FIELD.sub(lambda found: fields.get(found[1], found[1]), pattern)
    name = _RUNS.sub(_joint, _UNSAFE.sub("-", unicodedata.normalize("NFC", filled))).strip("-._")
    name = name.encode()[:MOST_BYTES].decode(errors="ignore").strip("-._")
    reserved = name.partition(".")[0].casefold() in _RESERVED
    return f"ima-{name}" if reserved else name or "result"


def _joint(run: re.Match[str]) -> str:
    """Collapse the runs of separators that empty fields leave behind."""
    return "_" if "_" in run[0] else "-" if "-" in run[0] else "."
