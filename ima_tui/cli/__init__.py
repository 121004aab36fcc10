"""The commands: thin, each calls one service. Heavy imports wait until a command needs them."""

try:
    from ..starting import Starting

    with Starting():
        from . import (
            auth,
            batch,
            create,
            doctor,
            history,
            model,
            models,
            paths,
            task,
            tasks,
            workflow,
        )
        from .app import main
except KeyboardInterrupt:
    # before it could be taken
    raise SystemExit(130) from None

__all__ = [
    "auth",
    "batch",
    "create",
    "doctor",
    "history",
    "main",
    "model",
    "models",
    "paths",
    "task",
    "tasks",
    "workflow",
]
