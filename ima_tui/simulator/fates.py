"""The fate of a task: a pure function of the rules that hit it."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from . import rules
from .records import Failure, Fate, MediaState


def fate_of(hits: Iterable[rules.TaskRule], medias: int) -> Fate:
    """The fate of a task.

    Args:
        hits: The rules that hit it.
        medias: How many medias it was paid for.
    """
    fate = Fate()
    for rule in hits:
        fate = _MAKERS[type(rule)](fate, rule, medias)
    return fate


def _stuck(fate: Fate, _rule: rules.Stuck, _medias: int) -> Fate:
    return replace(fate, stuck=True)


def _fail_task(fate: Fate, _rule: rules.FailTask, _medias: int) -> Fate:
    return replace(fate, fails_whole=True)


def _fail_media(fate: Fate, rule: rules.FailMedia, medias: int) -> Fate:
    failure = Failure(rule.resource_status, rule.error_msg)
    return replace(fate, failed=fate.failed | dict.fromkeys(_places(rule, medias), failure))


def _delete_media(fate: Fate, rule: rules.DeleteMedia, medias: int) -> Fate:
    after = round(rule.seconds * 1000)
    return replace(fate, deleted_ms=fate.deleted_ms | dict.fromkeys(_places(rule, medias), after))


def _expire_url(fate: Fate, rule: rules.ExpireUrl, medias: int) -> Fate:
    return replace(fate, fetches=fate.fetches | dict.fromkeys(_places(rule, medias), rule.after))


def _unknown_status(fate: Fate, rule: rules.UnknownStatus, _medias: int) -> Fate:
    return replace(fate, waiting=MediaState(rule.resource_status, rule.status))


def _late(fate: Fate, rule: rules.Late, _medias: int) -> Fate:
    return replace(fate, late=rule.count, late_ms=round(rule.seconds * 1000))


def _places(rule: rules.MediaRule, medias: int) -> list[int]:
    if rule.place is None:
        return list(range(medias if rule.count is None else min(rule.count, medias)))
    wanted = [rule.place] if isinstance(rule.place, int) else rule.place
    return [place for place in wanted if place < medias]


_MAKERS: dict[type[rules.TaskRule], Callable[[Fate, Any, int], Fate]] = {
    rules.Stuck: _stuck,
    rules.FailTask: _fail_task,
    rules.FailMedia: _fail_media,
    rules.DeleteMedia: _delete_media,
    rules.ExpireUrl: _expire_url,
    rules.UnknownStatus: _unknown_status,
    rules.Late: _late,
}
