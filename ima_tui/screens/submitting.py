"""Submitting one or several orders to the engine, and reporting each outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.bodies import Order
from ..catalog.refusals import RefusedError
from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.records import Task
from ..tasks.engine import Engine
from ..wording.refusals import refusal_words
from ..wording.spending import over_words
from ..wording.store import store_words


@dataclass(frozen=True, slots=True)
class Submitted:
    """The outcome of orders.

    Attributes:
        tasks: the queued tasks.
        refused: why others were refused, in words, by their position; nothing of them was sent.
    """

    tasks: tuple[Task, ...]
    refused: tuple[tuple[int, str], ...]


async def submit_all(
    engine: Engine, orders: Sequence[Order], group: str | None = None
) -> Submitted:
    """Queue orders in sequence; a refused one does not affect the others.

    All of them are taken, even if the screen or the app is left meanwhile.

    Args:
        engine: the engine.
        orders: the confirmed orders.
        group: the id under which they belong together, see ``tasks.groups``.
    """
    return await engine.take(_submit_all(engine, orders, group))


async def _submit_all(engine: Engine, orders: Sequence[Order], group: str | None) -> Submitted:
    tasks: list[Task] = []
    refused: list[tuple[int, str]] = []
    for place, order in enumerate(orders):
        try:
            tasks.append(await engine.submit(order, group))
        except RefusedError as refusal:
            refused.append((place, refusal_words(refusal)))
        except OverBudgetError as error:
            refused.append((place, over_words(error)))
        except StoreError as error:
            refused.append((place, store_words(error)))
    return Submitted(tuple(tasks), tuple(refused))


def why_ask(services: Services, orders: Sequence[Order]) -> list[str]:
    """Return why running some orders needs a question first, in words; usually empty."""
    why = []
    limit = services.guards.confirm_above
    if sum(order.quote.points for order in orders) > limit:
        why.append(t("confirm-above", limit=points(limit)))
    engine = services.engine
    if engine is not None and any(engine.repeats(order) for order in orders):
        why.append(t("confirm-repeat"))
    return why
