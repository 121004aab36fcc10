"""Types of option values with localised error messages."""

import os
from collections.abc import Iterable
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from ..locale import t
from .failures import own_error

# copied from ``store.records``, whose import would slow down help
STATES: Final = (
    "queued",
    "uploading",
    "verifying",
    "sending",
    "running",
    "taking_long",
    "saving",
    "done",
    "partial",
    "failed",
    "unconfirmed",
    "stopped",
)


class _WordedRange:
    """A bounded number with localised error messages."""

    min: Any
    max: Any

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return the number.

        Raises:
            BadParameter: it is not a number, or out of bounds.
        """
        try:
            return super().convert(value, param, ctx)  # type: ignore[misc]
        except click.BadParameter:
            raise click.BadParameter(self.told(), ctx, param) from None

    def told(self) -> str:
        """Return the allowed numbers in words."""
        raise NotImplementedError


class Whole(_WordedRange, click.IntRange):
    """A whole number within bounds, possibly without an upper one."""

    name = "integer"

    def told(self) -> str:
        """Return the allowed numbers in words."""
        if self.max is None:
            return t("cli-usage-whole-from", least=self.min)
        return t("cli-usage-whole", least=self.min, most=self.max)


class Decimal(_WordedRange, click.FloatRange):
    """A number within bounds."""

    name = "number"

    def told(self) -> str:
        """Return the allowed numbers in words."""
        return t("cli-usage-number", least=f"{self.min:g}", most=f"{self.max:g}")


class Named(click.Choice[str]):
    """One of some names."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(tuple(names))

    def get_invalid_choice_message(
        self,
        value: object,
        ctx: click.Context | None,  # noqa: ARG002 - click names it
    ) -> str:
        """Return the message with the valid choices."""
        known = ", ".join(str(choice) for choice in self.choices)
        return t("cli-usage-choice", value=value, known=known)


class ProfileName(click.ParamType[str]):
    """The name of a profile, which need not exist yet."""

    name = "profile"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the canonical name of the profile.

        Raises:
            BadParameter: not a valid profile name.
        """
        from ..store.folders import DEFAULT, is_profile_name

        name = DEFAULT if value == "live" else value
        if not is_profile_name(name):
            raise click.BadParameter(t("cli-usage-profile", value=value), ctx, param)
        return name

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click names it
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the existing profiles."""
        from ..store.folders import profile_names

        names = profile_names(os.environ)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def profile_named(name: str) -> str:
    """Return the name of an existing profile.

    Raises:
        CommandError: there is none of that name.
    """
    from ..store.folders import profile_names

    known = profile_names(os.environ)
    if name not in known:
        raise own_error("no_profile", choices=known, name=name, known=", ".join(known))
    return name


class TaskTypeName(Named):
    """A task type; hyphens may be used for underscores."""

    name = "task_type"

    def __init__(self) -> None:
        # the catalogue's facts are slow to load, and not every command needs them
        from ..catalog.task_types import task_types

        super().__init__(task_types())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the task type's own name.

        Raises:
            BadParameter: there is none of that name.
        """
        return task_type_named(value) or str(super().convert(value, param, ctx))


class StateName(Named):
    """A state of tasks; hyphens may be used for underscores."""

    name = "state"

    def __init__(self) -> None:
        super().__init__(STATES)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the state's own name.

        Raises:
            BadParameter: there is none of that name.
        """
        return str(super().convert(value.strip().replace("-", "_").casefold(), param, ctx))


def task_type_named(text: str) -> str | None:
    """Return the task type of a name, with hyphens read as underscores."""
    from ..catalog.task_types import task_types

    name = text.strip().replace("-", "_").casefold()
    return name if name in task_types() else None
