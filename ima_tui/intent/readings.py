"""What a prompt wishes for, whatever language it is written in."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Where in the prompt something was read, as (start, end)."""


class Topic(StrEnum):
    """What a wish is about; ``data/topics.toml`` says which controls each of them sets."""

    MEDIA = "media"
    TASK_TYPE = "task_type"
    QUALITY = "quality"
    PREFERENCE = "preference"
    HINT = "hint"
    COUNT = "count"
    DURATION = "duration"
    RESOLUTION = "resolution"
    RATIO = "ratio"
    AUDIO = "audio"
    VOICE = "voice"
    VOCALS = "vocals"
    MUSIC = "music"
    SPEED = "speed"
    LOUDNESS = "loudness"
    EMOTION = "emotion"
    CAMERA = "camera"
    SHOTS = "shots"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing a prompt asks for.

    Attributes:
        value: language-independent: seconds, ``1080p``, ``16:9``, ``female``, a number, a switch.
        sure: whether it can't be the beginning of the content, unlike "A picture of".
    """

    topic: Topic
    value: str | int | float | bool
    span: Span
    sure: bool = True


class Cue(StrEnum):
    """What precedes words that may name a model, the most certain first."""

    ALWAYS = "always"
    DEFAULT = "default"
    HEAD = "head"
    ALONE = "alone"
    AMID = "amid"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may begin with the name of a model; the lists decide."""

    words: str
    start: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from a prompt, in order.

    Attributes:
        preamble: how many characters come before the first colon or line break, if there is one: if
            the prompt is a text to be spoken, only these can be instructions.
    """

    wishes: tuple[Wish, ...] = ()
    mentions: tuple[Mention, ...] = ()
    preamble: int = 0

    def before_the_text(self) -> "Reading":
        """Return what was read before the text that is to be spoken."""
        wishes = (wish for wish in self.wishes if wish.span[1] <= self.preamble)
        named = (mention for mention in self.mentions if mention.start < self.preamble)
        return Reading(tuple(wishes), tuple(named), self.preamble)

    def of(self, topic: Topic) -> tuple[Wish, ...]:
        """Return the wishes about one thing."""
        return tuple(wish for wish in self.wishes if wish.topic is topic)

    def last(self, topic: Topic) -> Wish | None:
        """Return the wish about one topic that counts: the last one."""
        return next((wish for wish in reversed(self.wishes) if wish.topic is topic), None)
