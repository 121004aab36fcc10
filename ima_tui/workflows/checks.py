"""Validating a plan on its own, without lists and prices."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from ..catalog.inputs import MediaKind, known_kind
from ..catalog.task_types import TaskType, task_types
from ..catalog.values import clean
from .faults import Fault
from .graph import cycle
from .plan import Input, Plan, Step
from .references import TAKES, Reference, is_broken, taken, texts_of

MOST_STEPS: Final = 200

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

_KINDS: Final = {
    "image": MediaKind.IMAGE,
    "video": MediaKind.VIDEO,
    "music": MediaKind.AUDIO,
    "speech": MediaKind.AUDIO,
}
"""The kind of input that a medium is."""

_TAKES_MORE: Final = "reference_image_to_video"
"""The only task type that may take videos and sounds (IMA Open API, inputs per task type)."""


def faults_of(plan: Plan) -> tuple[Fault, ...]:
    """Return all faults of a plan.

    Args:
        plan: the plan as read.
    """
    if not plan.steps:
        return (Fault("no_steps"),)
    try:
        msgspec.json.encode(plan)
    except UnicodeEncodeError:
        # JSON can express lone surrogates, which no file and no request can contain
        return (Fault("not_text"),)
    if len(plan.steps) > MOST_STEPS:
        about = {"count": len(plan.steps), "most": MOST_STEPS}
        return (Fault("too_many_steps", about=about),)
    found = [*_ids(plan)]
    for step in plan.steps:
        found += _step(plan, step)
    around = cycle(plan)
    if around and not any(fault.code == "itself" for fault in found):
        found.append(Fault("cycle", around[0], {"steps": " → ".join((*around, around[0]))}))
    return tuple(found)


def kind_of_step(step: Step, take: str = "url") -> MediaKind:
    """Return the kind of input that a step's result, or its cover, is."""
    return MediaKind.IMAGE if take == "cover" else _KINDS[task_types()[step.task_type].media]


def kind_of_input(plan: Plan, step: Step, medium: Input) -> MediaKind:
    """Return the kind of an input."""
    source = plan.step(medium.step) if medium.step else None
    if source is not None and source.task_type in task_types():
        return kind_of_step(source, medium.take)
    known = known_kind(medium.address)
    return known if known is not None and step.task_type == _TAKES_MORE else MediaKind.IMAGE


def is_id(text: str) -> bool:
    """Return whether this is a valid step id."""
    return _ID.fullmatch(text) is not None


def _ids(plan: Plan) -> Iterator[Fault]:
    for id_, count in Counter(step.id for step in plan.steps).items():
        if not is_id(id_):
            yield Fault("bad_id", clean(id_, 60))
        elif count > 1:
            yield Fault("twice", id_)


def _step(plan: Plan, step: Step) -> Iterator[Fault]:
    name = clean(step.id, 60)
    kind = task_types().get(step.task_type)
    if kind is None:
        about = {"task_type": clean(step.task_type, 60), "known": ", ".join(task_types())}
        yield Fault("unknown_task_type", name, about)
        return
    if not step.model.strip() and not step.output:
        yield Fault("missing_model", name)
    if not step.prompt.strip() and not step.output:
        yield Fault("no_prompt", name)
    if any(is_broken(text) for text in texts_of(step)):
        yield Fault("bad_reference", name)
    for reference in taken(step):
        yield from _reference(plan, step, reference)
    for need in step.needs:
        yield from _named(plan, step, need)
    yield from _inputs(plan, step, kind)


def _named(plan: Plan, step: Step, id_: str) -> Iterator[Fault]:
    if id_ == step.id:
        yield Fault("itself", step.id)
    elif plan.step(id_) is None:
        known = ", ".join(clean(one.id, 60) for one in plan.steps if one.id != step.id)
        yield Fault("unknown_step", step.id, {"other": clean(id_, 60), "known": known or "—"})


def _reference(plan: Plan, step: Step, reference: Reference) -> Iterator[Fault]:
    bad = [*_named(plan, step, reference.step)]
    yield from bad
    source = plan.step(reference.step)
    if bad or source is None or source.task_type not in task_types():
        return
    media = task_types()[source.task_type].media
    about = {"other": source.id, "media": media}
    if reference.take not in TAKES:
        known = ", ".join(TAKES)
        yield Fault(
            "bad_take", step.id, about | {"take": clean(reference.take, 20), "known": known}
        )
    elif reference.take == "cover" and media != "video":
        yield Fault("no_cover", step.id, about)
    elif reference.take == "duration" and media == "image":
        yield Fault("no_duration", step.id, about)


def _inputs(plan: Plan, step: Step, kind: TaskType) -> Iterator[Fault]:
    if step.inputs and not kind.max_inputs:
        yield Fault("no_inputs", step.id, {"kind": step.task_type})
        return
    for medium in step.inputs:
        if bool(medium.step) == bool(medium.address.strip()):
            yield Fault("bad_input", step.id)
            continue
        if medium.take not in {"url", "cover"}:
            yield Fault("bad_input", step.id)
        elif medium.result < 1:
            yield Fault("bad_result", step.id)
        elif medium.role and medium.role not in kind.roles:
            known = ", ".join(kind.roles)
            about = {"role": clean(medium.role, 40), "known": known or "—"}
            yield Fault("bad_role", step.id, about)
        source = plan.step(medium.step)
        if source is None or source.task_type not in task_types():
            continue
        found = kind_of_step(source, medium.take)
        if found is not MediaKind.IMAGE and step.task_type != _TAKES_MORE:
            about = {"other": source.id, "found": found.value}
            yield Fault("wrong_media", step.id, about)
    yield from _roles(plan, step, kind)


def _roles(plan: Plan, step: Step, kind: TaskType) -> Iterator[Fault]:
    """Two pictures of a video need explicit roles, which are never guessed."""
    pictures = [one for one in step.inputs if kind_of_input(plan, step, one) is MediaKind.IMAGE]
    roles = [medium.role for medium in pictures]
    if kind.media != "video" or len(pictures) < 2:
        return
    known = ", ".join(kind.roles)
    if not all(roles):
        yield Fault("no_roles", step.id, {"known": known})
    elif len(kind.roles) > 1 and len(set(roles)) < len(roles):
        yield Fault("same_role", step.id, {"known": known})
