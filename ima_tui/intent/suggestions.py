"""What is offered for a prompt's wishes: chips to apply, and advice for what is impossible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ..catalog.forms import Form
from ..catalog.products import Leaf
from ..catalog.values import Value
from .readings import Span

_NOTHING: Mapping[str, Value] = MappingProxyType({})


def _nothing() -> Mapping[str, Value]:
    return _NOTHING


class Kind(StrEnum):
    """What a chip changes."""

    TASK_TYPE = "task_type"
    MODEL = "model"
    VALUE = "value"
    COUNT = "count"
    PREFERENCE = "preference"


@dataclass(frozen=True, slots=True)
class Chip:
    """One suggestion that can be applied.

    Attributes:
        kind: what it changes.
        target: of a value or a count the control's key; of a task type and a model the task type;
            of a preference ``save`` or ``clear``.
        value: the control's value, the task type, the leaf's id, or the model_id to prefer.
        span: the words of the prompt it was read from.
        leaf: the model it names, or whose control it sets; None for a task type.
        also: what else has to change with it, by control key.
    """

    kind: Kind
    target: str
    value: Value
    span: Span
    leaf: Leaf | None = field(default=None, compare=False)
    also: Mapping[str, Value] = field(default_factory=_nothing, compare=False)


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice for a wish that can't be met as such, or needs more than one task.

    Attributes:
        code: its message is ``intent-<code>``.
        about: the values of the message's placeholders.
        instead: alternatives: models that can, the nearest value. None is applied by itself.
    """

    code: str
    span: Span
    about: Mapping[str, Value] = field(default_factory=_nothing)
    instead: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything offered for a prompt.

    Attributes:
        chips: the chips, a change of task type and model first.
        form: the form the values are for: that of the suggested model, else the one on screen;
            None if no list is known.
    """

    chips: tuple[Chip, ...] = ()
    advice: tuple[Advice, ...] = ()
    form: Form | None = field(default=None, compare=False)
