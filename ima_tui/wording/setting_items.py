"""All settings on the Settings screen, as data, and their values in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ..keymap import keys_in
from ..locale import LANGUAGES, language, t
from ..locale.formats import points
from ..media.modes import AUTO, Mode
from ..media.names import FIELDS, PATTERN
from ..profiles import Profile
from ..store.preferences import USER
from ..store.setting_keys import THEMES
from ..store.settings import Settings
from ..tasks.guards import Corrections, Guards


class Kind(StrEnum):
    """How a setting is changed."""

    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    KEY = "key"
    PROFILE = "profile"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of Settings; its label is ``set-<name>``, its help ``set-<name>-help``.

    Attributes:
        key: its key in the file, or its name if it is not in the file.
        section: its heading: ``set-section-<section>``.
        choices: the possible values.
        default: the default.
        at_start: whether a change takes effect at the next start.
    """

    key: str
    section: str
    kind: Kind
    choices: tuple[Any, ...] = ()
    default: Any = None
    at_start: bool = False

    @property
    def name(self) -> str:
        """Its name in message ids."""
        return self.key.replace(".", "-").replace("_", "-")


_SWITCH: Final = (True, False)
_USUAL: Final = Guards()
THEME: Final = "theme"

ITEMS: Final[Sequence[Item]] = (
    Item("api-key", "account", Kind.KEY),
    Item("profile", "account", Kind.PROFILE),
    Item("language", "look", Kind.CHOICE, LANGUAGES),
    Item(THEME, "look", Kind.CHOICE, THEMES, default="textual-dark"),
    Item("display.calm", "look", Kind.CHOICE, _SWITCH, default=False, at_start=True),
    Item("preview.mode", "look", Kind.CHOICE, (AUTO, *map(str, Mode)), AUTO),
    Item("keys", "look", Kind.KEYS),
    Item("prompts.keep", "results", Kind.CHOICE, _SWITCH),
    Item("saving.auto", "results", Kind.CHOICE, _SWITCH, default=True),
    Item("saving.folder", "results", Kind.TEXT, at_start=True),
    Item("saving.names", "results", Kind.TEXT, default=PATTERN),
    Item("saving.descriptions", "results", Kind.CHOICE, _SWITCH, default=True),
    Item("budget.confirm_above", "points", Kind.NUMBER, default=_USUAL.confirm_above),
    Item("budget.session", "points", Kind.NUMBER),
    Item("budget.day", "points", Kind.NUMBER),
    Item("budget.month", "points", Kind.NUMBER),
    Item("queue.at_once", "tasks", Kind.NUMBER, default=_USUAL.at_once),
    Item("corrections", "tasks", Kind.CHOICE, tuple(map(str, Corrections)), "automatic"),
    Item("notices.toast", "notices", Kind.CHOICE, _SWITCH, default=True),
    Item("notices.bell", "notices", Kind.CHOICE, _SWITCH, default=False),
    Item("notices.desktop", "notices", Kind.CHOICE, _SWITCH, default=True),
    Item("notices.title", "notices", Kind.CHOICE, _SWITCH, default=True),
    Item("preferences.share", "sharing", Kind.CHOICE, _SWITCH, default=False),
    Item("preferences.user", "sharing", Kind.TEXT, default=USER),
    Item("service.base_url", "service", Kind.TEXT, at_start=True),
    Item("service.upload_url", "service", Kind.TEXT, at_start=True),
)
"""All items in display order."""


def value_of(item: Item, settings: Settings, profile: Profile) -> Any:
    """Return the current value of a setting, from the file or the default."""
    usual = {
        "language": language(),
        "prompts.keep": profile.keep_prompts,
        "saving.folder": str(profile.folders.results),
    }
    return settings.values.get(item.key, usual.get(item.key, item.default))


def value_words(item: Item, value: Any) -> str:
    """Return a value in words."""
    if item.kind is Kind.KEYS:
        return ""
    if value is None or value == "":
        return t("set-own-address" if item.section == "service" else "set-none")
    if isinstance(value, bool):
        return t("set-yes" if value else "set-no")
    if item.key == THEME or item.kind is Kind.TEXT:
        return str(value)
    if item.kind is Kind.CHOICE:
        return t(f"set-choice-{value}")
    return points(value) if item.key.startswith("budget.") else f"{value:,}"


def allowed_words(item: Item) -> str:
    """Return the allowed values of a typed setting; empty for settings with choices."""
    if item.kind not in {Kind.NUMBER, Kind.TEXT}:
        return ""
    # these braces are fields of file names, not placeholders
    return t(f"set-{item.name}-allowed", fields=" ".join(f"{{{field}}}" for field in FIELDS))


def keys_words(settings: Settings) -> str:
    """Return how many keys the user changed."""
    chosen, problems = keys_in(settings.values)
    if not chosen and not problems:
        return t("set-keys-usual")
    return t("set-keys-changed", count=len(chosen))
