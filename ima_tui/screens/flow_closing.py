"""Closing a run: it is not resumed any more, and its prompts go."""

import asyncio

from ..locale import t
from ..services import Services
from ..workflows.records import RunRecord
from .dialogs import Answer, AskDialog


def close_dialog(services: Services) -> AskDialog:
    """Return the question before a run is closed."""
    keeps = services.profile.keep_prompts
    line = t("flow-close-keeps" if keeps else "flow-close-forgets")
    return AskDialog(t("flow-close-title"), [line], [Answer("close", t("flow-close"))])


async def close_run(services: Services, record: RunRecord) -> bool:
    """Close a run; tells whether that could be written down."""
    keep = services.profile.keep_prompts
    try:
        await asyncio.to_thread(services.runs.close, record, services.clock.now(), keep_plan=keep)
    except OSError:
        return False
    services.flows.changes += 1
    return True
