"""What a prompt says about the task itself, in English or Chinese, and what to offer for it.

Nothing here changes a form by itself; a wrong suggestion is worse than none.
"""

from .reader import read
from .readings import Cue, Mention, Reading, Topic, Wish
from .suggesting import apply, suggest
from .suggestions import Advice, Chip, Kind, Suggestions

__all__ = [
    "Advice",
    "Chip",
    "Cue",
    "Kind",
    "Mention",
    "Reading",
    "Suggestions",
    "Topic",
    "Wish",
    "apply",
    "read",
    "suggest",
]
