"""When an app has done what a key, a click or a look at it sets in motion: its queues tell it.

Textual tells it by the processor, which a busy machine has idle and an idle one busy.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

MOST_SECONDS = 10.0
"""A handler that waits for longer waits for the test."""
_CALM = 6
"""So many turns of the loop without work: a key takes three until it is queued."""
_MOST_DRAWN = 20
"""What draws again whenever it was drawn is an animation."""

_handling: Counter[MessagePump] = Counter()


async def handled(app: App[Any]) -> None:
    """Wait until all messages are handled, those that came of them too, and all is drawn."""
    end = time.monotonic() + MOST_SECONDS
    calm = drawn = 0
    while calm < _CALM and time.monotonic() < end:
        await asyncio.sleep(0)
        calm = 0 if _works(app) else calm + 1
        if calm == _CALM and drawn < _MOST_DRAWN and _is_to_draw(app):
            app.screen._on_timer_update()
            calm, drawn = 0, drawn + 1


@pytest.fixture(scope="session", autouse=True)
def keys_are_handled() -> Iterator[None]:
    """After each key the app has done with it, as it has with a user who looks before the next.

    What goes on in the background is not waited for: a test names it (``until``).
    """
    dispatch = MessagePump._dispatch_message

    async def noted(self: MessagePump, message: Message) -> None:
        _handling[self] += 1
        try:
            await dispatch(self, message)
        finally:
            _handling[self] -= 1
            if not _handling[self]:
                del _handling[self]

    async def wait(*_: float) -> None:
        await handled(active_app.get())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessagePump, "_dispatch_message", noted)
        patch.setattr(textual.app, "wait_for_idle", wait)
        patch.setattr(textual.pilot, "wait_for_idle", wait)
        yield


def _works(app: App[Any]) -> bool:
    pumps = (pump for pump in (app, *app._registry) if pump._running and not pump._closed)
    return any(pump in _handling or _waiting(pump) for pump in pumps)


def _waiting(pump: MessagePump) -> bool:
    queued: list[object] = [pump._message_queue.qsize(), pump._pending_message]
    return any([*queued, *pump._next_callbacks])


def _is_to_draw(app: App[Any]) -> bool:
    if not app._screen_stack or app._batch_count:
        return False
    screen = app.screen
    flags = (
        screen._layout_required,
        screen._scroll_required,
        screen._repaint_required,
        screen._recompose_required,
        screen._dirty_widgets,
        screen._callbacks,
    )
    return any(flags)
