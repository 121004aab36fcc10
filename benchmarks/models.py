"""Models with 5,000 leaves: opening the tree, and searching at every key, in the real screen.

    python -m benchmarks.models [LEAVES]

The yardstick is a bare Textual app that draws as many lines of text at every key.
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from benchmarks.figures import Figure, table
from ima_tui.app import ImaApp
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Leaf, Listing
from ima_tui.catalog.task_types import task_types
from ima_tui.profiles import Endpoint, Profile, StartError
from ima_tui.screens.browsing import Browsing
from ima_tui.screens.models import ModelsScreen
from ima_tui.simulator.catalog import load, tree
from ima_tui.store.catalogue import Shelf
from ima_tui.store.folders import live_folders

LEAVES = 5000
TIMES = 5
SEARCH = "audio 1080p kling"


def many(count: int) -> dict[str, Listing]:
    """The simulator's lists, repeated under other names."""
    lists = {kind: parse_listing(tree(load().products[kind]), kind) for kind in task_types()}
    whole = sum(len(one.leaves) for one in lists.values())
    times = -(-count // whole)
    return {
        kind: Listing(kind, tuple(_named(leaf, n) for n in range(times) for leaf in one.leaves))
        for kind, one in lists.items()
    }


def _named(leaf: Leaf, number: int) -> Leaf:
    groups = tuple(f"{group} {number}" for group in leaf.groups)
    return replace(leaf, id=f"{leaf.id}-{number}", title=f"{leaf.title} {number}", groups=groups)


class Bare(App[None]):
    """Draws a screen of text at every key."""

    def compose(self) -> ComposeResult:
        yield Static("")

    def on_key(self) -> None:
        self.query_one(Static).update("\n".join(f"{time.perf_counter()} {n}" for n in range(30)))


def app_with(lists: dict[str, Listing], home: Path) -> ImaApp:
    """The app, whose service never answers, with lists as if they came from the cache."""

    def connect() -> Endpoint:
        raise StartError("no_key")

    folders = live_folders({"IMA_TUI_HOME": str(home)})
    profile = Profile("demo", folders, keep_prompts=True, connect=connect, release=lambda: None)
    app = ImaApp(profile)
    app.services.catalogue._shelves = {kind: Shelf(one, time.time()) for kind, one in lists.items()}
    return app


async def keys(pilot: Pilot[None], text: str) -> list[float]:
    """Milliseconds from each key until it is drawn."""
    times = []
    for char in text:
        begun = time.perf_counter()
        await pilot.press("space" if char == " " else char)
        times.append(1000 * (time.perf_counter() - begun))
    return times


async def measure(count: int) -> list[Figure]:
    async with Bare().run_test(size=(120, 40)) as pilot:
        bare = await keys(pilot, SEARCH)
    lists = many(count)
    total = sum(len(one.leaves) for one in lists.values())
    opened, guessed, handled = [], [], []
    with tempfile.TemporaryDirectory() as home:
        app = app_with(lists, Path(home))
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await models_screen(app, pilot)
            for _ in range(TIMES):
                browsing = screen._browsing = Browsing(app.services)
                opened.append(once(screen._draw))
                browsing.search("a")
                guessed.append(once(screen._draw))
            browsing = screen._browsing
            begun = time.perf_counter()
            while browsing.facts.unknown():
                await pilot.pause(0.02)
            ahead = time.perf_counter() - begun
            gc.collect()
            for end in range(1, len(SEARCH) + 1):
                browsing.search(SEARCH[:end])
                handled.append(once(screen._draw))
            await pilot.press("slash")
            found = await keys(pilot, SEARCH)
    return [
        Figure(f"a tree of {total:,} models: open", opened, "ms", "200 ms"),
        Figure("its first key, when nothing is known yet", guessed, "ms", "30 ms"),
        Figure("its filter at each key", handled, "ms", "30 ms"),
        Figure("its key to paint", found, "ms", "", "bare app, a screen of text", bare),
        Figure("all that searching needs, in the background", [ahead], "s"),
    ]


async def models_screen(app: ImaApp, pilot: Pilot[None]) -> ModelsScreen:
    """The first screen, once it is there."""
    while not (isinstance(app.screen, ModelsScreen) and app.screen.laid_out):
        await pilot.pause(0.02)
    return app.screen


def figures(count: int = LEAVES) -> list[Figure]:
    return asyncio.run(measure(count))


def once(work: Callable[[], None]) -> float:
    """Milliseconds that some work takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    print(table(figures(int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES)))
