"""All commands by name: loaded when called, not when listed."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from .frame import WordedCommand
from .program import Program

MODULES: Final[Mapping[str, str]] = {
    "auth": "cli-help-auth",
    "batch": "cli-batch",
    "create": "cli-create",
    "doctor": "cli-help-doctor",
    "history": "cli-help-history",
    "model": "cli-model",
    "models": "cli-models",
    "paths": "cli-help-paths",
    "task": "cli-help-task",
    "tasks": "cli-help-tasks",
    "workflow": "cli-help-workflow",
}
"""The commands with a module of the same name, and the message of their help."""

_LISTING: Final = f"{__name__}.listing"
"""The key in a context's ``meta`` that says its commands are only being listed."""


class Commands(Program):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *MODULES})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; a module that is called adds its own."""
        if cmd_name in MODULES and cmd_name not in self.commands:
            if _LISTING in ctx.meta:
                return WordedCommand(cmd_name, help=MODULES[cmd_name])
            import_module(f"{__package__}.{cmd_name}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands with their short help."""
        ctx.meta[_LISTING] = True
        super().format_commands(ctx, formatter)
        del ctx.meta[_LISTING]
