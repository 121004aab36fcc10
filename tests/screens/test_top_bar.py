"""The line above every screen: what of it stays where there is little room."""

import pytest
from textual.app import App, ComposeResult

from ima_tui.widgets.bars import Status, TopBar

HOST = "127.0.0.1:34969"


class Bars(App[None]):
    def compose(self) -> ComposeResult:
        yield TopBar("models")


async def drawn(status: Status, width: int) -> str:
    app = Bars()
    async with app.run_test(size=(width, 3)):
        bar = app.query_one(TopBar)
        bar.show(status)
        return bar.render().plain


@pytest.mark.parametrize("width", [80, 84, 90, 100, 120])
async def test_another_address_of_the_service_is_always_named(width: int) -> None:
    for spent in (0, 4310):
        told = await drawn(Status("live", spent=spent, line="ok", host=HOST), width)
        assert "127.0." in told
        assert "●" in told
        assert len(told) <= width
    told = await drawn(Status("live", spent=4310, line="ok", host=HOST), 120)
    assert f"live · {HOST} · " in told


async def test_what_is_spent_and_wrong_comes_before_where() -> None:
    status = Status("live", running=12, spent=12345, line="down", host=HOST)
    told = await drawn(status, 80)
    assert "12,345" in told
    assert told.split("○")[1].strip()
