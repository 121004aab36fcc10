"""Shell completion from cached lists; it never uses the network."""

import os
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

from .output import safe
from .settings import Settings

if TYPE_CHECKING:
    from ..catalog.controls import Control
    from ..catalog.products import Listing

_JOINTS = ("=", ":")
"""Characters at which bash splits words."""

_QUOTES = ("'", '"')

_UNQUOTED = "-_./:+@%"
"""Characters other than letters and digits that need no quoting in a shell."""


@add_completion_class
class Bash(BashComplete):
    """Bash, which splits words at ``=`` and ``:`` and inserts completions unquoted."""

    source_template = (
        BashComplete.source_template.replace("COMPREPLY+=($value)", 'COMPREPLY+=("$value")')
        .replace("read type", "read -r type")
        .replace("-o nosort", "-o nosort -o nospace")
    )

    _done = ""
    _quoted = False

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the finished words and the incomplete one as typed, before bash split them."""
        at = int(os.environ["COMP_CWORD"])
        words = split_arg_string(os.environ["COMP_WORDS"])[1 : at + 1]
        words += [""] * (at - len(words))
        joined: list[str] = []
        for before, word in pairwise(("", *words)):
            if joined and (word in _JOINTS or (before in _JOINTS and word)):
                joined[-1] += word
            else:
                joined.append(word)
        under_way = joined.pop() if joined else ""
        typed = os.environ["COMP_WORDS"].split("\n")[at : at + 1]
        self._quoted = any(quote in word for word in typed for quote in _QUOTES)
        self._done = _before_last_joint(_without_option(under_way))
        return joined, under_way

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return the completions; none within quotes, where bash replaces text differently."""
        return [] if self._quoted else super().get_completions(args, incomplete)

    def format_completion(self, item: CompletionItem) -> str:
        """Return what replaces the incomplete part; a complete word is followed by a space."""
        value = str(item.value)
        rest = value.removeprefix(self._done)
        if value.endswith("="):
            return f"{item.type},{rest}"
        return f"{item.type},{_escaped(rest)} "


def complete_models(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the models whose id, version or alias has this prefix."""
    from ..catalog.names import aliases_of

    names: dict[str, str] = {}
    for listing in _listings(context):
        for leaf in listing.leaves:
            for name in (leaf.model_id, leaf.id, *aliases_of(leaf)):
                names.setdefault(name, leaf.title)
    return _items(names.items(), incomplete)


def complete_params(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the chosen model's parameters, or the values of the one before ``=``."""
    from ..wording.labels import control_label, option_label, suggestion_label

    key, sign, _ = incomplete.partition("=")
    pairs: list[tuple[str, str]] = []
    for control in _controls(context):
        if not sign:
            pairs.append((f"{control.key}=", control_label(control)))
        elif control.key == key:
            listed = [(one.value, option_label(one.value, one.label)) for one in control.options]
            listed += [(value, "") for value in control.values if not control.options]
            listed += [(one.value, suggestion_label(one)) for one in control.suggestions.values]
            pairs += [(f"{key}={_plain(value)}", label) for value, label in listed]
    return _items(pairs, incomplete)


def _listings(context: click.Context) -> "Iterator[Listing]":
    from ..catalog.task_types import task_types
    from ..store.catalogue import kept_lists
    from ..store.folders import DEMO, demo_folders, live_folders

    name = context.find_root().ensure_object(Settings).profile
    folders = demo_folders(os.environ) if name == DEMO else live_folders(os.environ, name)
    shelves = kept_lists(folders.database)
    chosen = context.params.get("task_type")
    for kind in task_types():
        if kind in shelves and chosen in (None, kind):
            yield shelves[kind].listing


def _controls(context: click.Context) -> "tuple[Control, ...]":
    """Return the controls of the chosen model; of the default one if none is chosen yet."""
    from ..catalog.forms import form_of
    from ..catalog.naming import find_model
    from ..catalog.refusals import RefusedError

    model, version = context.params.get("model"), context.params.get("version")
    for listing in _listings(context):
        try:
            return form_of(find_model(listing, model, version).leaf).controls
        except RefusedError:
            continue
    return ()


def _items(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """Return the items with this prefix; those that a shell would split are left out."""
    start = incomplete.casefold()
    return [
        CompletionItem(value, help=safe(label))
        for value, label in pairs
        if value.casefold().startswith(start) and value.isprintable()
    ]


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_option(word: str) -> str:
    """Return the value of ``--option=value``, as only that is completed; else the word."""
    option, sign, value = word.partition("=")
    return value if sign and option.startswith("-") else word


def _before_last_joint(word: str) -> str:
    return word[: max(word.rfind(joint) for joint in _JOINTS) + 1]


def _escaped(text: str) -> str:
    return "".join(char if char.isalnum() or char in _UNQUOTED else f"\\{char}" for char in text)
