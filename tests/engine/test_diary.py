"""The log of an engine's work: a line for each change of state, with ids and codes."""

import re
from pathlib import Path

from ima_tui.logs import Log
from ima_tui.store.records import State
from ima_tui.tasks.diary import Diary
from tests.faults.trial import PICTURE, order_of

from .clocks import FastClock
from .rooms import room

PROMPT = "a marked prompt"


async def test_each_change_is_a_line_without_the_prompt(simulator_url: str, tmp_path: Path) -> None:
    log = Log(tmp_path / "logs", FastClock(1.0))
    log.open()
    async with room(simulator_url, tmp_path / "room") as here:
        Diary(here.engine, log)
        task = await here.engine.submit(await order_of(here, PICTURE, PROMPT))
        await here.until(task.id, State.DONE)
    log.close()
    (path,) = (tmp_path / "logs").iterdir()
    text = path.read_text()
    states = re.findall(rf"task id={task.id} state=(\w+)", text)
    assert states[-1] == "done"
    assert {"queued", "running", "saving"} <= set(states)
    assert len(states) == len(set(states)), "each once"
    assert PROMPT not in text
