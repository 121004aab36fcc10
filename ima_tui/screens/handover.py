"""What other screens pass to Create and Workflows."""

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from ..catalog.forms import State


@dataclass(frozen=True, slots=True)
class Handover:
    """What to fill Create with; None or empty leaves a part unchanged.

    Attributes:
        task_type: the task type to show.
        version: the leaf id within it.
        state: values of the form's controls.
        prompt: what was written.
        inputs: files and addresses, in their order.
        by_line: whether each line of the prompt is a prompt of its own.
        as_last: whether it is only the last run: if its model is gone nothing is said.
    """

    task_type: str | None = None
    version: str | None = None
    state: State | None = None
    prompt: str | None = None
    inputs: tuple[str | Path, ...] = ()
    by_line: bool | None = None
    as_last: bool = False


class HandedOver(Message):
    """Requests that Create is shown, filled with this."""

    def __init__(self, handover: Handover) -> None:
        super().__init__()
        self.handover = handover


class FlowWanted(Message):
    """Requests that Workflows is shown and plans from a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class RunShown(Message):
    """Requests that Workflows shows a run."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self.run = run
