"""Confirming the price before anything is sent, and handing orders to the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from ..api.errors import ImaError
from ..catalog.refusals import RefusedError
from ..files import is_text, private_folder
from ..locale import t
from ..locale.formats import expected, points
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from .asked import Answer, over_max_points, refused_error, total_of
from .asking import ask, can_ask
from .failures import cap_error, own_error, store_error, unusable_error
from .output import note
from .spending import price_words

if TYPE_CHECKING:
    from ..services import Services
    from ..store.records import Task
    from ..tasks.engine import Engine


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user agreed to on the command line.

    Attributes:
        max_points: the most that all orders may cost together; None for the quoted price.
        yes: whether the quoted price is confirmed, whatever it is.
        save: the folder for the results; None for the default.
        wait: whether to wait for the end.
        at_once: how many tasks of one medium may run at once; None for the user's setting.
    """

    max_points: int | None
    yes: bool
    save: str | None = None
    wait: bool = True
    at_once: int | None = None


def folder_of(terms: Terms) -> Path | None:
    """Create and return the folder given for results; None for the default.

    Raises:
        CommandError: it can't be written.
    """
    if terms.save is None:
        return None
    path = Path(terms.save).absolute()
    try:
        with TemporaryFile(dir=private_folder(path)):
            pass
        path = path.resolve()
    except (OSError, ValueError):
        raise own_error("unwritable_folder", path=path) from None
    if not is_text(path):
        raise unusable_error(StoreError("text", path))
    return path


async def agree(answers: Sequence[Answer], terms: Terms, services: "Services") -> None:
    """Make sure that the user agrees to the total price.

    Raises:
        CommandError: it exceeds ``--max-points``, or is not confirmed.
    """
    total = total_of(answers)
    over = over_max_points(total, terms.max_points)
    if over is not None:
        raise over
    limit = services.guards.confirm_above
    if total <= limit or terms.yes:
        return
    about: dict[str, Any] = {"points": points(total), "limit": points(limit)}
    if not can_ask():
        raise own_error("needs_yes", **about)
    if not await ask(t("cli-confirm", **about)):
        raise own_error("declined")


def ceiling_of(answer: Answer, total: int, terms: Terms) -> int:
    """Return the most points that one of several orders may cost: its share of the total."""
    price = answer.order.quote.points if answer.order else 0
    if terms.max_points is None or total == 0:
        return price
    return price + (terms.max_points - total) * price // total


async def submit(
    engine: "Engine", answer: Answer, ceiling: int, folder: Path | None = None
) -> "Task":
    """Give an order to the engine.

    Args:
        engine: started.
        answer: the line with the order.
        ceiling: the most points it may cost.
        folder: where its results go; None for the default folder.

    Raises:
        CommandError: it can't be sent; nothing was queued.
    """
    if answer.order is None:
        raise answer.error or own_error("declined")
    try:
        return await engine.submit(answer.order, ceiling=ceiling, folder=folder)
    except RefusedError as refusal:
        raise refused_error(refusal) from None
    except OverBudgetError as over:
        raise cap_error(over) from None
    except (StoreError, ImaError):
        raise store_error() from None


def note_price(answer: Answer) -> None:
    """Note on stderr what is about to be sent, and its price."""
    if answer.draft is None or answer.order is None:
        return
    from ..catalog.estimates import estimate_of

    leaf = answer.draft.form.leaf
    estimate = estimate_of(leaf)
    time = t("create-expected", time=expected(estimate.low, estimate.high))
    note(t("cli-sending", model=leaf.title, price=price_words(answer.order), time=time))
