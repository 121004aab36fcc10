"""What all tests of screens share."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from .handling import keys_are_handled

__all__ = ["keys_are_handled"]


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
