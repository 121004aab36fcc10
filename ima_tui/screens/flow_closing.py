"""Closing a run: it can't be resumed any more, and its prompts are deleted."""

import asyncio

from ..locale import t
from ..services import Services
from ..wording.workflows import fault_words
from ..workflows.closing import close
from ..workflows.faults import PlanError
from ..workflows.records import RunRecord
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
