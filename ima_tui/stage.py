"""The stages of the program's start."""

from enum import StrEnum


class Stage(StrEnum):
    """A stage of the start."""

    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
