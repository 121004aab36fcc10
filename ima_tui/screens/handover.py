"""What another screen gives Create to start from."""

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from ..catalog.forms import State


@dataclass(frozen=True, slots=True)
class Handover:
    """What Create shall be filled with; what is None or empty stays as it is there.

    Attributes:
        task_type: the task type to show.
        version: the leaf id within it.
        state: values of the form's controls, as they were used.
        prompt: what was written.
        inputs: files and addresses, in their order.
        by_line: whether each line of the prompt is one of its own.
        as_last: whether it is only what was used last: nothing is said where it is gone.
    """

    task_type: str | None = None
    version: str | None = None
    state: State | None = None
    prompt: str | None = None
    inputs: tuple[str | Path, ...] = ()
    by_line: bool | None = None
    as_last: bool = False


class HandedOver(Message):
    """Create shall come into sight, filled with this."""

    def __init__(self, handover: Handover) -> None:
        super().__init__()
        self.handover = handover


class FlowWanted(Message):
    """Workflows shall come into sight and plan from a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class RunShown(Message):
    """Workflows shall come into sight and show a run."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self.run = run
