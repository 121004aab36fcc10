"""A refusal whose code nobody knows has a reference, the same on screen and in the log."""

from pathlib import Path

from ima_tui.locale import t
from ima_tui.profiles import Endpoint, Profile
from ima_tui.services import Services
from ima_tui.store.folders import live_folders
from ima_tui.store.records import State
from ima_tui.widgets.task_detail import describe_task

from .clocks import FastClock
from .hosts import hosting
from .rooms import KEY, order, plain_leaf
from .scripted import Reply, Seen, code, listed, plain_entry

INTERNAL = "internal: <node-7> stack trace"


async def test_a_user_can_quote_what_the_log_has(tmp_path: Path) -> None:
    async def serve(request: Seen) -> Reply:
        return code(7731, INTERNAL) if request.path.endswith("/create") else listed(plain_entry())

    async with hosting(serve) as host:
        folders = live_folders({"IMA_TUI_HOME": str(tmp_path)})
        where = Endpoint(host.url, KEY, host.url)
        profile = Profile(
            "live", folders, keep_prompts=True, connect=lambda: where, release=lambda: None
        )
        clock = FastClock()
        services = Services(profile, clock)
        await services.start()
        try:
            assert services.engine is not None
            book = services.engine.book
            task = await services.engine.submit(order(plain_leaf()))
            while book.tasks[task.id].state is not State.FAILED:
                await clock.sleep(0.1)
            events = await services.ledger.timeline(task.id)
            shown = str(describe_task(book.tasks[task.id], events))
        finally:
            await services.stop()
    reference = next(str(e.detail["reference"]) for e in events if "reference" in e.detail)
    assert reference.startswith("7731-")
    assert t("reference-number", number=reference) in shown
    assert t("problem-refused") in shown
    log = "".join(path.read_text() for path in folders.logs.glob("*.log"))
    assert f"refused code=7731 reference={reference}" in log
    assert INTERNAL not in shown + log
