"""Why the queue is stopped, and how to resume it."""

from ..locale import t
from ..services import Services
from ..tasks.problems import HELD, LINKS, UNCLEAR


def queue_words(services: Services, where: str = "") -> list[str]:
    """Return why nothing is being sent, a sentence for each reason; empty if it is.

    Args:
        services: what the app works with.
        where: which variant of the messages, as the screens' keys differ: that of Tasks, or
            ``-flow``.
    """
    engine = services.engine
    if engine is None:
        return []
    problem = engine.queue.paused
    if problem == UNCLEAR:
        return [
            t(f"queue-settings{where}", path=one.path, key=one.key or "—", allowed=one.allowed)
            for one in services.settings.mistakes
            if one.of_limits
        ]
    if problem is not None:
        why = f"{t(f'problem-{problem}')} {LINKS.get(problem, '')}".strip()
        return [t(f"queue-paused{where}", why=why)]
    if engine.line.problem == "key":
        return [f"{t('problem-key')} {LINKS['key']}"]
    return []


def held_words(services: Services) -> list[str]:
    """Return how many tasks are held since an earlier program ended; empty if none."""
    engine = services.engine
    held = sum(task.problem == HELD for task in engine.book.queue()) if engine is not None else 0
    return [t("queue-held", count=held)] if held else []
