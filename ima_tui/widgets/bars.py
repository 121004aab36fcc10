"""The line above every screen and the one below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text

from ..actions import APP, PAGES, SETTINGS, Action, action, actions_of, qualified, scopes_of
from ..keymap import key_name, keys_of
from ..locale import t
from ..locale.formats import points
from .clickable import Clickable


@dataclass(frozen=True, slots=True)
class Status:
    """What the top bar shows.

    Attributes:
        profile: ``live`` or ``demo``, or the name of another.
        host: the service's host, if it is not the default one.
        running: tasks at the service.
        waiting: tasks in the queue.
        spent: points of this session.
        line: ``ok``, ``starting``, ``key`` (refused) or ``down``.
    """

    profile: str = ""
    running: int = 0
    waiting: int = 0
    spent: int = 0
    line: str = "starting"
    host: str = ""


_GAP = 3
"""The gap between two keys of the key bar, in cells."""

_DOT = " · "
_LEAST_NAMED = 6
"""The least cells in which the name of a profile or host is meaningful."""

_LINE_SIGNS = {
    "ok": ("●", "good"),
    "starting": ("◌", "muted"),
    "no_key": ("○", "bad"),
    "key": ("○", "bad"),
    "down": ("○", "bad"),
}


class TopBar(Clickable):
    """Name, screens, profile, tasks, points and the line to the service."""

    DEFAULT_CSS = "TopBar { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--name",
        "bar--here",
        "bar--good",
        "bar--bad",
        "bar--muted",
    }

    def __init__(self, page: str, profile: str = "") -> None:
        super().__init__()
        self._page = page
        self._status = Status(profile)

    def show(self, status: Status) -> None:
        """Show a new status; draws only if it changed."""
        if status != self._status:
            self._status = status
            self.refresh()

    def render(self) -> Text:
        """Draw the bar: the screens at the left, the status at the right."""
        width = self.size.width - 1
        left = right = Text()
        for left, right in self._layouts(width):
            if left.cell_len + right.cell_len <= width:
                break
        bar = Text(no_wrap=True, overflow="crop", end="").append_text(left)
        return bar.append(" " * max(1, width + 1 - left.cell_len - right.cell_len)).append_text(
            right
        )

    def _layouts(self, width: int) -> Iterator[tuple[Text, Text]]:
        """Yield both halves, in full and then with less and less of what can be missed."""
        pages = self._pages()
        whole = Text.assemble(pages, self._settings())
        full, short = self._right(2), self._right(1)
        yield whole, full
        yield whole, short
        # the profile and the points matter more than the key of Settings, which help shows, too
        left = whole if self._page == SETTINGS else pages
        yield left, full
        yield left, short
        narrow, least = self._narrow(width - left.cell_len), self._right(0)
        # another address of the service is always named
        if narrow.cell_len > least.cell_len or not self._status.host:
            yield left, narrow
            if self._status.line == "ok":
                yield left, Text(points(self._status.spent), self._style("muted"))
        # digits for the other screens, rather than a part of a number
        brief = Text.assemble(self._pages(brief=True), self._settings())
        yield brief, short
        yield brief, self._narrow(width - brief.cell_len)

    def _pages(self, *, brief: bool = False) -> Text:
        text = Text()
        if self.size.width >= 100:
            text.append(" IMA TUI  ", self._style("name"))
        for number, page in enumerate(PAGES, start=1):
            here = page == self._page
            words = f" {t(f'page-{page}')}" if here or not brief else ""
            if page == "tasks" and self._status.running:
                words += f" ▸{self._status.running}"
            text.append_text(self._tab(str(number), words, f"app.go('{page}')", here=here))
        return text

    def _tab(self, key: str, words: str, call: str, *, here: bool) -> Text:
        if here:
            return Text(f" {key}{words} ", self._style("here"))
        click = Style.from_meta({"@click": call})
        return Text.assemble((f" {key}", click + Style(bold=True)), (f"{words} ", click))

    def _narrow(self, room: int) -> Text:
        """The minimum: the points, and as much of the profile as fits."""
        least = self._right(0)
        left = room - least.cell_len - len(_DOT)
        where = Text(self._status.host or self._status.profile, self._style("muted"), end="")
        if not where or left < min(_LEAST_NAMED, where.cell_len):
            return least
        where.truncate(left, overflow="ellipsis")
        return where.append(_DOT).append_text(least)

    def _settings(self) -> Text:
        there = action("settings")
        key, words = key_name(keys_of(there)[0]), f" {t('page-settings')}"
        here = self._page == SETTINGS
        tab = self._tab(key, words, qualified(there), here=here)
        if not here:
            # the gap to the status is enough
            tab.rstrip()
        return tab

    def _right(self, detail: int) -> Text:
        """The status: in full, shortened, or only the points."""
        status = self._status
        spent = points(status.spent)
        parts = [status.profile, status.host] if detail else []
        if status.waiting and detail > 1:
            parts.append(t("bar-waiting", count=status.waiting))
        parts.append(t("bar-spent", points=spent) if detail > 1 else spent)
        text = Text(_DOT.join(filter(None, parts)) + " ", self._style("muted"))
        sign, style = _LINE_SIGNS[status.line]
        text.append(f"{sign} ", self._style(style))
        if status.line != "ok":
            text.append(f"{t(f'line-{status.line}')} ", self._style(style))
        return text

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar--{name}", partial=True)


class KeyBar(Clickable):
    """The keys that work on a screen; a click does what the key does."""

    DEFAULT_CSS = "KeyBar { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--key", "bar--words"}

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope
        self._idle: frozenset[str] = frozenset()

    def leave_out(self, idle: frozenset[str]) -> None:
        """Leave out the keys that have nothing to act on just now.

        Args:
            idle: the names of their actions.
        """
        if idle != self._idle:
            self._idle = idle
            self.refresh()

    def render(self) -> Text:
        """Draw as many keys as fit; the keys for help and for going back are always shown."""
        actions = actions_of(*scopes_of(self._scope), APP)
        shown = [one for one in actions if one.bar and one.id not in self._idle]
        items = {one: self._item(one) for one in shown}
        # a user of the mouse is stuck without these
        sure = [one for one in shown if one.id == "help" or "escape" in one.keys]
        room = self.size.width - 1 + _GAP - sum(items[one].cell_len + _GAP for one in sure)
        kept = []
        for one, item in items.items():
            if one not in sure:
                room -= item.cell_len + _GAP
            if one in sure or room >= 0:
                kept.append(item)
        bar = Text(" ", no_wrap=True, overflow="crop", end="")
        return bar.append_text(Text(" " * _GAP).join(kept))

    def _item(self, shown: Action) -> Text:
        click = Style.from_meta({"@click": qualified(shown)})
        key = self.get_component_rich_style("bar--key", partial=True)
        words = self.get_component_rich_style("bar--words", partial=True)
        item = Text().append(f"{key_name(keys_of(shown)[0])} ", key + click)
        return item.append(t(shown.words), words + click)
