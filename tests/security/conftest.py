"""What the security tests of the screens share."""

from collections.abc import Iterator

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from tests.screens.handling import keys_are_handled

from .hostile import obeyed

__all__ = ["keys_are_handled"]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """All that the app writes to its terminal: nothing of it may be a command of others."""
    heard: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _self, data: heard.append(data))
    monkeypatch.setattr("ima_tui.app.has_hung_up", lambda: False)
    monkeypatch.setattr("ima_tui.app.leave_on_signals", lambda _leave: None)
    yield heard
    whole = "".join(heard)
    assert "\x1b[" in whole, "the listening works"
    assert obeyed(whole) == []
    whole.encode()
