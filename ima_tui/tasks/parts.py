"""What an engine is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..api.client import ImaClient
from ..clock import Clock
from ..store.catalogue import Catalogue
from ..store.instances import Instances
from ..store.ledger import Ledger
from ..store.pending import Pending
from ..store.records import Task
from .crew import Fault
from .filing import Filing
from .guards import Limits
from .preparing import Preparer


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What an engine is made of.

    Attributes:
        key_print: a fingerprint of the key, never the key.
        keep_prompts: returns whether prompts are currently kept in the ledger.
        filing: returns how results are currently filed.
        fault: called with unexpected errors.
        limits: the user's limits; reloaded when a task that waits for one of them is resumed.
        results: the folder for saved media.
        takes_over: which tasks of ended programs to adopt.
    """

    client: ImaClient
    catalogue: Catalogue
    preparer: Preparer
    ledger: Ledger
    pending: Pending
    instances: Instances
    clock: Clock
    results: Path
    key_print: str
    keep_prompts: Callable[[], bool]
    limits: Limits
    filing: Callable[[], Filing]
    fault: Fault
    takes_over: Callable[[Task], bool] = lambda _task: True
