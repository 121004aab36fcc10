"""Why the queue stands still, and what lets it go on."""

from ..locale import t
from ..services import Services
from ..tasks.problems import HELD, LINKS, UNCLEAR


def queue_words(services: Services, where: str = "") -> list[str]:
    """Return why nothing is sent just now, a sentence for each reason; nothing where it is.

    Args:
        services: what the app works with.
        where: which sentences, as each screen has a key of its own: those of Tasks, or ``-flow``.
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
    """Return how many tasks wait since the program ended, where any do."""
    engine = services.engine
    held = sum(task.problem == HELD for task in engine.book.queue()) if engine is not None else 0
    return [t("queue-held", count=held)] if held else []
