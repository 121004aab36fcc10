"""Usage errors with our own localised messages: click's are English only."""

import click

from ..locale import t
from .failures import CommandError, own_error


def usage_error(error: click.UsageError) -> CommandError:
    """Return a localised message for a usage error."""
    command = error.ctx.command_path if error.ctx else "ima-tui"
    return own_error("usage", choices=_choices(error), what=_what(error), command=command)


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        known = ", ".join(sorted(error.possibilities or ()))
        if known:
            return t("cli-usage-no-option-but", name=error.option_name, known=known)
        return t("cli-usage-no-option", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        if _is_flag(error):
            return t("cli-usage-flag", name=error.option_name)
        return t("cli-usage-no-value", name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return t("cli-usage-missing", name=_name(error.param))
    if isinstance(error, click.BadParameter):
        name = _name(error.param) or str(error.param_hint or "")
        return t("cli-usage-bad-value", name=name, reason=error.message)
    return error.message


def _choices(error: click.UsageError) -> tuple[object, ...]:
    """Return the valid alternatives, if known."""
    if isinstance(error, click.NoSuchOption):
        return tuple(sorted(error.possibilities or ()))
    kind = error.param.type if isinstance(error, click.BadParameter) and error.param else None
    return tuple(kind.choices) if isinstance(kind, click.Choice) else ()


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    # optional arguments are in brackets
    return parameter.human_readable_name.strip("[]") if parameter else ""


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(one, click.Option) and one.is_flag and error.option_name in one.opts
        for one in parameters
    )
