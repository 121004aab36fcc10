"""From a sentence and the wanted media to a plan: picture, then video, then sound.

What the sentence leaves open becomes a question, never a guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ..catalog.forms import form_of
from ..catalog.parameters import named
from ..catalog.products import Leaf, Listing
from ..intent import Kind, Suggestions, Topic, Wish, read, suggest
from .choosing import Default
from .media_words import MEDIA, counts_named, is_song, media_in, media_meant, says_what
from .plan import Input, Plan, Step
from .proposals import Note, Proposal, Question, Wanted
from .seen_words import seen

FIRST_LAST, REFERENCES = "first_last_frame_to_video", "reference_image_to_video"

_QUOTED: Final = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』|\"([^\"]+)\"")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")

_MUSIC: Final = {
    "music": ("Music: {request}", "音乐：{request}"),
    "song": ("{request}", "{request}"),
    "music-film": (
        "Background music for a film of about ${{video.duration}} seconds: {request}",
        "为约 ${{video.duration}} 秒的影片配的背景音乐：{request}",
    ),
    "song-film": (
        "The song of a film of about ${{video.duration}} seconds: {request}",
        "约 ${{video.duration}} 秒的影片中的歌曲：{request}",
    ),
}
"""The prompt of the music model in English and Chinese, by the language of the sentence."""

_NEEDED: Final = {
    "image_to_image": 1,
    "image_to_video": 1,
    FIRST_LAST: 2,
    REFERENCES: 1,
}
"""How many of the user's pictures a task type needs."""


def propose(wanted: Wanted, lists: Mapping[str, Listing], default: Default) -> Proposal:
    """Return a plan for a sentence, or the questions to answer first.

    Args:
        wanted: the sentence, the media and the answers.
        lists: the product lists.
        default: returns the model to use if the sentence names none.
    """
    return _Planner(wanted, lists, default).proposal()


class _Planner:
    def __init__(self, wanted: Wanted, lists: Mapping[str, Listing], default: Default) -> None:
        self._wanted = wanted
        self._sentence = wanted.sentence.strip()
        self._reading = read(self._sentence)
        self._lists = lists
        self._default = default
        self._questions: list[Question] = []
        self._notes: list[Note] = []
        self._steps: list[Step] = []
        self._own = wanted.inputs
        self._counts: Mapping[str, int] = {}

    def proposal(self) -> Proposal:
        media = self._media()
        if media and not says_what(self._sentence):
            self._say_more(self._ask(Question("about")) or "")
        kinds = dict(self._kinds(media)) if media else {}
        self._counts = self._counted(media)
        for medium, kind in kinds.items():
            self._add(medium, kind, kinds)
        if any(wish.value == "reference" for wish in self._reading.of(Topic.HINT)):
            self._notes.append(Note("series"))
        if self._questions:
            return Proposal(None, tuple(self._questions), tuple(self._notes))
        plan = Plan(request=self._sentence, steps=tuple(self._steps))
        return Proposal(plan, notes=tuple(self._notes))

    def _ask(self, question: Question) -> str | None:
        """Return the answer to a question; without one, add it to the open questions."""
        answer = self._wanted.answers.get(question.key, "").strip()
        if answer and (not question.choices or answer in question.choices):
            return answer
        self._questions.append(question)
        return None

    def _say_more(self, about: str) -> None:
        """Ask for the subject and add it to the sentence."""
        if about:
            self._sentence = f"{self._sentence}: {about}"
            self._reading = read(self._sentence)

    def _media(self) -> tuple[str, ...]:
        asked = self._wanted.media or media_in(self._reading)
        # if the sentence mentions more media than it clearly asks for, ask the user
        if not self._wanted.media and media_meant(self._sentence, self._reading) != asked:
            asked = ()
        if not asked:
            answer = self._wanted.answers.get("media", "")
            asked = tuple(word.strip() for word in answer.split(","))
        found = tuple(one for one in MEDIA if one in asked)
        if not found:
            self._questions.append(Question("media", choices=MEDIA))
        return found

    def _kinds(self, media: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the task type of each medium."""
        self._own = self._pictures(media)
        given = len(self._own)
        if "image" in media:
            yield "image", "image_to_image" if given else "text_to_image"
        if "video" in media:
            kind: str | None = "text_to_video"
            if "image" in media or given == 1:
                kind = "image_to_video"
            elif given:
                kind = self._frames_or_references(given)
            yield "video", kind or REFERENCES
        if "music" in media:
            yield "music", "text_to_music"
        if "speech" in media:
            yield "speech", "text_to_speech"

    def _pictures(self, media: Sequence[str]) -> tuple[str, ...]:
        """Return the user's pictures; ask for them if the sentence builds on some."""
        given, said = self._wanted.inputs, self._reading.last(Topic.TASK_TYPE)
        needed = _NEEDED.get(str(said.value), 0) if said is not None else 0
        medium = "image" if said is not None and said.value == "image_to_image" else "video"
        made = "image" in media and medium == "video"
        if len(given) >= needed or made or medium not in media:
            return given
        answer = self._ask(Question("pictures", medium)) or ""
        return tuple(filter(None, map(str.strip, answer.splitlines())))

    def _frames_or_references(self, given: int) -> str | None:
        """Ask whether two pictures are a first and a last frame, or references."""
        said = self._reading.last(Topic.TASK_TYPE)
        if given > 2:
            return REFERENCES
        if said is not None and said.value in {FIRST_LAST, REFERENCES}:
            return str(said.value)
        return self._ask(Question("roles", "video", (FIRST_LAST, REFERENCES)))

    def _counted(self, media: Sequence[str]) -> Mapping[str, int]:
        """Return the media of which several are wanted, and how many."""
        named = counts_named(self._sentence)
        found = {medium: number for medium, number in named.items() if medium in media}
        wish = self._reading.last(Topic.COUNT)
        if found or not isinstance(count := wish.value if wish else 1, int) or count == 1:
            return found
        medium = media[0] if len(media) == 1 else None
        medium = medium or (self._ask(Question("count", choices=tuple(media))) if media else None)
        return {medium: count} if medium else {}

    def _add(self, medium: str, kind: str, kinds: Mapping[str, str]) -> None:
        listing = self._lists.get(kind)
        leaf = self._default(kind) if listing is not None else None
        if listing is None or leaf is None:
            self._notes.append(Note("no_list", medium))
            self._steps.append(Step(id=medium, task_type=kind, prompt=self._sentence))
            return
        found = self._suggested(medium, listing, leaf, kinds)
        leaf = self._chosen(medium, found, leaf, listing)
        params, count = _values(found, leaf)
        params |= self._matched(medium, leaf, kinds)
        if medium == "video" and kinds.get("image") and self._own[1:]:
            self._notes.append(Note("first_picture", "image"))
        step = Step(
            id=medium,
            task_type=kind,
            model=leaf.model_id,
            version=leaf.id,
            prompt=self._prompt(medium, kinds),
            n=count,
            params=params,
            inputs=self._inputs(medium, kind, kinds),
        )
        self._steps.append(step)

    def _suggested(
        self, medium: str, listing: Listing, leaf: Leaf, kinds: Mapping[str, str]
    ) -> Suggestions:
        """Return the suggestions of the sentence for a step of this kind."""
        decided = {Topic.MEDIA, Topic.TASK_TYPE, Topic.HINT, Topic.COUNT}
        if "video" in kinds and kinds["video"] != listing.task_type:
            # a length is meant for the video; music and speech follow it
            decided.add(Topic.DURATION)
        wishes = tuple(wish for wish in self._reading.wishes if wish.topic not in decided)
        if medium in self._counts:
            wishes += (Wish(Topic.COUNT, self._counts[medium], (0, 0)),)
        # the sentence is not a text to be spoken: all of it may be instructions
        reading = replace(self._reading, wishes=wishes, preamble=len(self._sentence))
        form = form_of(leaf)
        return suggest(reading, {listing.task_type: listing}, form, form.start())

    def _chosen(self, medium: str, found: Suggestions, leaf: Leaf, listing: Listing) -> Leaf:
        """Return the model of a step; ask if the sentence may mean several."""
        for advice in found.advice:
            if advice.code != "which-model":
                self._notes.append(Note("advice", medium, leaf, advice))
                continue
            named_ones = {str(chip.value): chip for chip in advice.instead}
            answer = self._ask(Question("model", medium, tuple(named_ones)))
            if answer is not None:
                return listing.find(answer) or leaf
        return found.form.leaf if found.form is not None else leaf

    def _matched(self, medium: str, leaf: Leaf, kinds: Mapping[str, str]) -> dict[str, Any]:
        """Give music the length of the video if its model has a field for that."""
        if medium not in {"music", "speech"} or "video" not in kinds:
            return {}
        if medium == "speech":
            self._notes.append(Note("speech_length", medium, leaf))
            return {}
        control = named(form_of(leaf), "duration")
        if control is None:
            self._notes.append(Note("approximate_length", medium, leaf))
            return {}
        return {control.key: "${video.duration}"}

    def _prompt(self, medium: str, kinds: Mapping[str, str]) -> str:
        plain = self._sentence.replace("${", "$${")
        if medium == "music":
            name = "song" if is_song(self._sentence) else "music"
            words = _MUSIC[f"{name}-film" if "video" in kinds else name]
            return words[bool(_CHINESE.search(plain))].format(request=plain)
        if medium == "speech":
            return self._spoken().replace("${", "$${")
        return seen(self._sentence, {"music", "speech"} & set(kinds)).replace("${", "$${")

    def _spoken(self) -> str:
        """Return the text to be spoken: the only quotation, else the answer."""
        quoted = [next(filter(None, match)) for match in _QUOTED.findall(self._sentence)]
        if "text.speech" not in self._wanted.answers and len(quoted) == 1:
            return str(quoted[0])
        return self._ask(Question("text", "speech")) or ""

    def _inputs(self, medium: str, kind: str, kinds: Mapping[str, str]) -> tuple[Input, ...]:
        given = self._own
        if medium == "image":
            return tuple(Input(address=one) for one in given[:1])
        if medium != "video":
            return ()
        if "image" in kinds:
            return (Input(step="image", role="first_frame"),)
        roles = {
            "image_to_video": ("first_frame",),
            FIRST_LAST: ("first_frame", "last_frame"),
            REFERENCES: ("reference",) * len(given),
        }.get(kind, ())
        return tuple(Input(address=one, role=role) for one, role in zip(given, roles, strict=False))


def _values(found: Suggestions, leaf: Leaf) -> tuple[dict[str, Any], int | None]:
    """Return the values that the sentence wishes for, and how many results."""
    params: dict[str, Any] = {}
    count: int | None = None
    for chip in found.chips:
        if chip.leaf is not None and chip.leaf.id != leaf.id:
            continue
        if chip.kind is Kind.VALUE:
            params |= dict(chip.also) | {chip.target: chip.value}
        elif chip.kind is Kind.COUNT and isinstance(chip.value, int):
            count = chip.value
    return params, count
