"""What a plan is asked for with a sentence, and what comes of it: a plan, or questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog.products import Leaf
from ..intent import Advice
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan is asked for.

    Attributes:
        media: some of ``MEDIA``; empty for those that the sentence names.
        inputs: the user's own pictures.
        answers: to questions, by ``Question.key``.
    """

    sentence: str
    media: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the user can say.

    Attributes:
        code: its sentence is ``ask-<code>``.
        step: which step it is about; empty for all.
        choices: what can be answered; empty for any text.
    """

    code: str
    step: str = ""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Under which it is answered."""
        return f"{self.code}.{self.step}" if self.step else self.code


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a step as it was planned.

    Attributes:
        code: its sentence is ``note-<code>``; of ``advice`` it is that of the advice.
        leaf: the model it is about.
    """

    code: str
    step: str = ""
    leaf: Leaf | None = None
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came of a sentence.

    Attributes:
        plan: None while a question is open.
    """

    plan: Plan | None
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
