"""Drafts on the simulator's own catalogue, for the tests of what becomes of a request."""

from collections.abc import Mapping
from typing import Any

from ima_tui.catalog.bodies import create_body
from ima_tui.catalog.inputs import InputMedia, MediaKind
from ima_tui.catalog.orders import Draft, Request, draft_of
from ima_tui.catalog.refusals import RefusedError

from .leaves import Json, full_list, inner_of

PROMPT = "a quiet harbour"
IMAGE = InputMedia("https://example.com/a.png", width=640, height=480)
OTHER = InputMedia("https://example.com/b.png", width=480, height=640)
VIDEO = InputMedia(
    "https://example.com/a.mp4",
    MediaKind.VIDEO,
    width=640,
    height=480,
    seconds=4.5,
    cover="https://example.com/a_cover.jpg",
)
AUDIO = InputMedia("https://example.com/a.mp3", MediaKind.AUDIO, seconds=3.0)


def draft(
    task_type: str,
    model: str,
    params: Mapping[str, object] | None = None,
    *inputs: InputMedia,
    prompt: str = PROMPT,
    count: object = None,
) -> Draft:
    request = Request(prompt, model, params=params or {}, inputs=inputs, count=count)
    return draft_of(request, full_list(task_type))


def body(task_type: str, model: str, params: Json | None = None, *inputs: InputMedia) -> Json:
    return create_body(draft(task_type, model, params, *inputs).order())


def inner(task_type: str, model: str, **params: Any) -> Json:
    return inner_of(body(task_type, model, params))


def refused(*args: Any, **more: Any) -> RefusedError:
    """Why a request can't be created: by a parameter, or by what its draft says."""
    try:
        refusal = draft(*args, **more).refusal()
    except RefusedError as error:
        return error
    assert refusal is not None, "it can be created"
    return refusal
