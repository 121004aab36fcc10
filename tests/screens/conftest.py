"""What all tests of screens share."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual import _wait
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

LOOK_SECONDS = 0.005
IDLE = 0.3
MOST_SECONDS = 0.25
"""The process is idle once it worked less than this part of a look, and at the latest then."""


@pytest.fixture(scope="session", autouse=True)
def _styles_read_once() -> Iterator[None]:
    """All apps have the same styles, and reading them is most of a start: read them once."""
    read: dict[Any, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def kept(self: Stylesheet, *args: Any, **named: Any) -> list[RuleSet]:
        key = (*args, *named.items(), *self._variables.items())
        if key not in read:
            read[key] = parse(self, *args, **named)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", kept)
        yield


@pytest.fixture(scope="session", autouse=True)
def _keys_wait_shortly() -> Iterator[None]:
    """After each key Textual waits, a second at the most, until the process does next to nothing.

    The app works on in the background, so that would be long, and proves nothing: what a test
    waits for it names (``until``).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_wait, "SLEEP_GRANULARITY", LOOK_SECONDS)
        patch.setattr(_wait, "SLEEP_IDLE", LOOK_SECONDS * IDLE)
        patch.setattr(_wait.wait_for_idle, "__defaults__", (LOOK_SECONDS, MOST_SECONDS))
        yield
