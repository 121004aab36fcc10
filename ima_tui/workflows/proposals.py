"""The request for a plan, and the result: a plan or questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog.products import Leaf
from ..intent import Advice
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """The request for a plan.

    Attributes:
        media: the wanted media; empty for those that the sentence names.
        inputs: the user's own pictures.
        answers: to questions, by ``Question.key``.
    """

    sentence: str
    media: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that only the user can answer.

    Attributes:
        code: its message is ``ask-<code>``.
        step: the step it is about; empty for all.
        choices: the possible answers; empty for any text.
    """

    code: str
    step: str = ""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of its answer."""
        return f"{self.code}.{self.step}" if self.step else self.code


@dataclass(frozen=True, slots=True)
class Note:
    """A note about a planned step.

    Attributes:
        code: its message is ``note-<code>``; for ``advice`` that of the advice.
        leaf: the model it is about.
    """

    code: str
    step: str = ""
    leaf: Leaf | None = None
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The result of planning.

    Attributes:
        plan: None while a question is open.
    """

    plan: Plan | None
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
