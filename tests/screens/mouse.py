"""A user with a mouse only: clicks on words, turns of the wheel, and letters in fields."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from ima_tui.app import ImaApp

from .stage import text_of, until


class Mouse:
    """Clicks on what stands on the screen.

    Args:
        app: what is used.
        pilot: moves the mouse.
    """

    def __init__(self, app: ImaApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot

    async def click(self, words: str, *, last: bool = False, times: int = 1) -> None:
        """Click on words once they are there.

        Args:
            words: what is clicked, in its middle.
            last: whether it is the lowest of several places, not the one most to the left.
            times: how often, each time as a click of its own.
        """
        await self.see(words)
        at = await self._aim(words, last=last)
        for _ in range(times):
            await self._pilot.click(offset=at)
            await self._pilot.pause()

    async def beside(self) -> None:
        """Click where no dialog is."""
        await self._pilot.click(offset=(0, self._app.size.height - 1))
        await self._pilot.pause()

    async def wheel_to(self, words: str) -> None:
        """Turn the wheel until words are in sight."""
        x, y = self._app.size.width // 2, self._app.size.height // 2
        for _ in range(40):
            if words in text_of(self._app):
                return
            await self._pilot._post_mouse_events([MouseScrollDown], None, (x, y))
            await self._pilot.pause(0.05)
        raise AssertionError(text_of(self._app))

    async def see(self, *words: str) -> None:
        """Wait until words stand on the screen."""
        await until(self._pilot, lambda: all(one in text_of(self._app) for one in words))

    async def come_to(self, kind: type[object]) -> None:
        """Wait until a screen is there."""
        await until(self._pilot, lambda: isinstance(self._app.screen, kind))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        await until(self._pilot, holds)

    async def _aim(self, words: str, *, last: bool) -> tuple[int, int]:
        """Wait until words stay where they are, as somebody does who moves there."""
        before = None
        for _ in range(200):
            now = self._where(words, last=last)
            if now is not None and now == before:
                return now
            before = now
            await self._pilot.pause(0.1)
        raise AssertionError(f"{words!r} does not stand still:\n{text_of(self._app)}")

    def _where(self, words: str, *, last: bool) -> tuple[int, int] | None:
        lines = text_of(self._app).splitlines()
        found = [
            (cell_len(line[:at]) + cell_len(words) // 2, y)
            for y, line in enumerate(lines)
            if (at := line.find(words)) >= 0
        ]
        return (
            max(found, key=lambda place: place[1], default=None)
            if last
            else min(found, default=None)
        )
