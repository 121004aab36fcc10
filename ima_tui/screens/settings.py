"""Settings: every setting with its value, its purpose, and the allowed values."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ..catalog.values import same
from ..locale import t
from ..profiles import Profile
from ..services import Services
from ..store.folders import DEMO, is_profile_name
from ..store.settings import SettingError, Settings
from ..widgets.links import LinkLine, link_to
from ..widgets.rows import Rows
from ..widgets.setting_rows import SettingLine, SettingRows
from ..wording.setting_items import (
    ITEMS,
    Item,
    Kind,
    allowed_words,
    keys_words,
    value_of,
    value_words,
)
from ..wording.settings import all_mistake_words, mistake_words, told_first, unwritten_words
from .key_care import Said, retype
from .key_settings import KeySettings
from .keys_screen import KeysDialog
from .picking import Item as Choice
from .picking import PickDialog
from .switching import profile_items

_FEW = 3
"""The most choices to step through; more are shown as a list."""

_SHOWN = 6
"""The most choices shown beside the help."""


class SettingsScreen(KeySettings):
    """A list of all settings; changes are written at once."""

    scope: ClassVar[str] = "settings"

    class Changed(Message):
        """A setting was written; the app applies it."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """The settings are left."""

    class ProfileWanted(Message):
        """Requests that another profile is opened."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._told: dict[str, Said] = {}

    def body(self) -> ComposeResult:
        """Lay out the list and the detail of the selected setting."""
        yield Static("", id="settings-file", markup=False)
        yield SettingRows(id="settings")
        with Vertical(id="setting"):
            yield Static("", id="setting-title", markup=False)
            yield Static("", id="setting-help", markup=False)
            field = Input(id="setting-field", compact=True)
            field.display = False
            yield field
            yield Static("", id="setting-error", markup=False)
            yield LinkLine(id="setting-links")

    def on_mount(self) -> None:
        """Focus the list, and look up where the key is."""
        self.query_one(SettingRows).focus()
        self.look_at_key()

    def on_screen_resume(self) -> None:
        """Reload: the file may have been changed meanwhile."""
        self.services.apply()

    async def redraw(self) -> None:
        """Redraw everything in the current language."""
        cursor = self.query_one(SettingRows).cursor
        self._said.clear()
        self._told.clear()
        await self.recompose()
        self.tick()
        rows = self.query_one(SettingRows)
        rows.focus()
        rows.cursor = cursor
        self.look_at_key()

    def tick(self) -> None:
        """Show the current settings."""
        self.query_one(SettingRows).show(
            [self._setting_line(n, item) for n, item in enumerate(ITEMS)]
        )
        mistakes = all_mistake_words(self._settings)
        told = " ".join(told_first(mistakes, 1))
        self.say("#settings-file", told or str(self._settings.path))
        self.query_one("#settings-file").set_class(bool(mistakes), "-bad")
        self._show_detail()

    @property
    def _settings(self) -> Settings:
        return self.services.settings

    @property
    def _open_profile(self) -> Profile:
        return self.services.profile

    @property
    def _item(self) -> Item:
        return self.query_one(SettingRows).item

    def _setting_line(self, number: int, item: Item) -> SettingLine:
        heading = t(f"set-section-{item.section}")
        first = number == 0 or ITEMS[number - 1].section != item.section
        wrong = any(one.key == item.key for one in self._settings.mistakes)
        return SettingLine(
            item,
            heading if first else "",
            t(f"set-{item.name}"),
            self._value(item),
            item.key in self._settings.values,
            wrong,
        )

    def _value(self, item: Item) -> str:
        if item.kind is Kind.KEY:
            return self.key_words if self.care is not None else t("cli-error-demo_key")
        if item.kind is Kind.PROFILE:
            return self._open_profile.title or t(f"profile-{self._open_profile.name}")
        if item.kind is Kind.KEYS:
            return keys_words(self._settings)
        return value_words(item, value_of(item, self._settings, self._open_profile))

    def _show_detail(self) -> None:
        item = self._item
        self.say("#setting-title", t(f"set-{item.name}"))
        parts = [t(f"set-{item.name}-help"), allowed_words(item)]
        if item.kind is Kind.CHOICE and len(item.choices) <= _SHOWN:
            parts.append(" / ".join(value_words(item, one) for one in item.choices))
        if item.at_start:
            parts.append(t("set-at-start"))
        self.say("#setting-help", "\n".join(filter(None, parts)))
        self._show_told(item)
        links = [link_to("change-setting")]
        if item.kind is Kind.KEY:
            links += [link_to("test-key"), link_to("forget-key")]
        elif item.key in self._settings.values or self._is_wrong(item):
            links.append(link_to("usual-setting"))
        self.query_one("#setting-links", LinkLine).show(links)

    def _show_told(self, item: Item) -> None:
        said = self._told.get(item.key)
        wrong = [mistake_words(one) for one in self._settings.mistakes if one.key == item.key]
        self.say("#setting-error", said.words if said else " ".join(wrong))
        self.query_one("#setting-error").set_class(bool(said and said.good), "-good")

    def _is_wrong(self, item: Item) -> bool:
        return any(one.key == item.key for one in self._settings.mistakes)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the selected setting."""
        event.stop()
        self._close_field()
        self._show_detail()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Change the chosen setting, by enter or a click."""
        event.stop()
        event.return_there()
        self.action_change_setting()

    def action_change_setting(self) -> None:
        """Change the setting at the cursor, each in its own way."""
        item = self._item
        if item.kind is Kind.CHOICE and len(item.choices) > _FEW:
            self._pick(item)
        elif item.kind is Kind.CHOICE:
            self.action_step_setting(1)
        elif item.kind is Kind.PROFILE:
            self._pick_profile()
        elif item.kind is Kind.KEYS:
            self.app.push_screen(KeysDialog(self._write))
        elif item.kind is Kind.KEY and self.care is None:
            self._tell(item, Said(t("cli-error-demo_key")))
        else:
            self._open_field(item)

    def action_step_setting(self, by: int) -> None:
        """Switch to the next value, or the previous one."""
        item = self._item
        if item.kind is not Kind.CHOICE:
            return
        choices = item.choices
        now = value_of(item, self._settings, self._open_profile)
        at = choices.index(now) if now in choices else 0
        self._write(item.key, choices[(at + by) % len(choices)])

    def action_usual_setting(self) -> None:
        """Reset a setting: remove it from the file."""
        item = self._item
        if item.key in self._settings.values or self._is_wrong(item):
            self._write(item.key, None)

    def action_leave_settings(self) -> None:
        """Leave the field, then the screen."""
        if self.query_one("#setting-field").display:
            self._close_field()
        else:
            self.post_message(self.Left())

    def _pick(self, item: Item) -> None:
        now = value_of(item, self._settings, self._open_profile)
        choices = item.choices
        items = [Choice(str(one), value_words(item, one), marked=same(one, now)) for one in choices]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._write(item.key, next(one for one in choices if str(one) == key))

        self.app.push_screen(PickDialog(t(f"set-{item.name}"), items), chosen)

    def _pick_profile(self) -> None:
        title, note = t("set-profile"), t("set-profile-note")
        items = profile_items(self._open_profile)

        def chosen(name: str | None) -> None:
            if name is None:
                return
            if name == DEMO or is_profile_name(name):
                self.post_message(self.ProfileWanted(name))
            else:
                self._tell(self._item, Said(t("set-profile-bad")))

        self.app.push_screen(PickDialog(title, items, note, free=True), chosen)

    def _open_field(self, item: Item) -> None:
        field = self.query_one("#setting-field", Input)
        secret = item.kind is Kind.KEY
        value = None if secret else value_of(item, self._settings, self._open_profile)
        field.password = secret
        field.placeholder = t("key-hint") if secret else ""
        field.value = "" if value is None else str(value)
        field.display = True
        field.focus()
        if secret:
            self.say_place()

    def _close_field(self) -> None:
        field = self.query_one("#setting-field", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.query_one(SettingRows).focus()

    def after_keeping(self, key: str, *, kept: bool) -> None:
        """Close the field of a key that was stored; what it holds by now stays."""
        if not self.stands or self._item.kind is not Kind.KEY:
            return
        field = self.query_one("#setting-field", Input)
        if not kept:
            retype(field, key)
        elif field.value.strip() == key:
            self._close_field()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        item, text = self._item, event.value.strip()
        if item.kind is Kind.KEY:
            self.keep_key(text)
        elif item.kind is Kind.NUMBER:
            number = text.replace(",", "").replace("_", "")
            self._write(item.key, int(number) if number.isdecimal() else text or None)
        else:
            self._write(item.key, text or None)

    def _write(self, key: str, value: object) -> bool:
        """Write a setting; return whether it succeeded."""
        item = next((one for one in ITEMS if one.key == key), self._item)
        try:
            self._settings.set(key, value)
        except SettingError as error:
            self._tell(item, Said(unwritten_words(error)))
            return False
        self._told.pop(item.key, None)
        self.services.apply()
        self._close_field()
        self.post_message(self.Changed(key))
        self.tick()
        return True

    def tell_of_key(self, said: Said) -> None:
        """Show the outcome of something done with the key."""
        self._tell(ITEMS[0], said)

    def _tell(self, item: Item, said: Said) -> None:
        self._told[item.key] = said
        if self.stands:
            self._show_detail()
