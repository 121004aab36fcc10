"""The commands: thin, each calls one service. Heavy imports wait until a command needs them."""

from ..starting import Starting

with Starting():
    from . import batch, create, model, models, task, tasks
    from .app import main

__all__ = ["batch", "create", "main", "model", "models", "task", "tasks"]
