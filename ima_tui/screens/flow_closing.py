"""Closing a run: it can't be resumed any more, and its prompts are deleted."""

import asyncio
from contextlib import suppress
from functools import partial

from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..wording.workflows import fault_words
from ..workflows.closing import close
from ..workflows.faults import PlanError
from ..workflows.records import RunRecord
from ..workflows.steps import GOOD
from .dialogs import Answer, AskDialog


def close_dialog(services: Services) -> AskDialog:
    """Return the question before a run is closed."""
    keeps = services.profile.keep_prompts
    line = t("flow-close-keeps" if keeps else "flow-close-forgets")
    return AskDialog(t("flow-close-title"), [line], [Answer("close", t("flow-close"))])


async def close_run(services: Services, record: RunRecord) -> str:
    """Close a run; return why it can't be closed, empty if it was."""
    keep = services.profile.keep_prompts
    await services.flows.left()
    try:
        await asyncio.to_thread(close, services.runs, record, services.clock.now(), keep_plan=keep)
    except PlanError as error:
        return fault_words(error.faults[0])
    except OSError:
        return t("problem-store")
    services.flows.changes += 1
    return ""


async def ended(services: Services, record: RunRecord) -> RunRecord:
    """Return a run, closed as done if its last steps ended while no program drove it."""
    flows, keep = services.flows, services.profile.keep_prompts
    if services.engine is None or record.closed_at is not None or flows.is_live(record.id):
        return record
    # what can't be known or written now is seen to at the next look
    with suppress(PlanError, StoreError, OSError):
        views = (await flows.views(record)).values()
        if views and all(view.state in GOOD for view in views):
            close_it = partial(close, keep_plan=keep, done=True)
            return await asyncio.to_thread(close_it, services.runs, record, services.clock.now())
    return record
