"""How far the start of the program has come."""

from enum import StrEnum


class Stage(StrEnum):
    """How far the start has come."""

    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
