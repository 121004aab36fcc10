"""What a prompt wishes for, whatever language it is written in."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Where in the prompt something was read: its first character, and the one behind its last."""


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
        sure: whether it can't well be the beginning of the content, as "A picture of".
    """

    topic: Topic
    value: str | int | float | bool
    span: Span
    sure: bool = True


class Cue(StrEnum):
    """What stands before words that may name a model, the surest first."""

    ALWAYS = "always"
    DEFAULT = "default"
    HEAD = "head"
    ALONE = "alone"
    AMID = "amid"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may begin with the name of a model: what is called so depends on the lists."""

    words: str
    start: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a prompt, in its order.

    Attributes:
        preamble: how many characters stand before the first colon or line break, if any does:
            where a prompt is a text to be spoken, only these can be about how.
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
        """Return the wish about one thing that counts: who says two things meant the later one."""
        return next((wish for wish in reversed(self.wishes) if wish.topic is topic), None)
