"""The search, media filter and order of the models."""

from typing import Any, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from ..catalog.browsing import Sort
from ..locale import t
from .clickable import Clickable

MEDIA = ("", "image", "video", "music", "speech")
"""The values of the filter; the first is everything."""

_MOST_SEARCH = 200


class SearchField(Input):
    """The search field; arrow keys move the list below while typing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "walk(1)", show=False),
        Binding("up", "walk(-1)", show=False),
        Binding("pagedown", "walk_page(1)", show=False),
        Binding("pageup", "walk_page(-1)", show=False),
        Binding("escape", "leave", show=False),
    ]

    class Walked(Message):
        """Requests to move the cursor of the list."""

        def __init__(self, by: int, *, pages: bool = False) -> None:
            super().__init__()
            self.by = by
            self.pages = pages

    class Left(Message):
        """The user is done typing."""

    def __init__(self, hint: str, *, brief: str = "", **rest: Any) -> None:
        super().__init__(placeholder=hint, compact=True, id="search", **rest)
        self._hint = hint
        self._brief = brief or hint

    def on_resize(self, event: events.Resize) -> None:
        """Show a longer placeholder if it fits."""
        fits = cell_len(self._hint) < event.size.width
        self.placeholder = self._hint if fits else self._brief

    def action_walk(self, by: int) -> None:
        """Move the cursor of the list by some rows."""
        self.post_message(self.Walked(by))

    def action_walk_page(self, by: int) -> None:
        """Move the cursor of the list by some pages."""
        self.post_message(self.Walked(by, pages=True))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())


class Filters(Clickable):
    """Media, favourites and order; a click chooses."""

    DEFAULT_CSS = "Filters { height: 1; width: auto; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filters--chosen", "filters--muted"}

    def __init__(self) -> None:
        super().__init__()
        self._chosen: tuple[str, bool, Sort] = ("", False, Sort.LISTED)

    def show(self, media: str, sort: Sort, *, favourites: bool) -> None:
        """Show the current filters."""
        if self._chosen != (media, favourites, sort):
            self._chosen = (media, favourites, sort)
            self.refresh(layout=True)

    def render(self) -> Text:
        """Draw all filters, the chosen ones in brackets."""
        media, favourites, sort = self._chosen
        text = Text(no_wrap=True, end="")
        for one in MEDIA:
            words = t(f"filter-{one or 'all'}")
            self._add(text, words, f"screen.filter_by('{one}')", chosen=one == media)
        self._add(text, "♡", "screen.filter_favourites", chosen=favourites)
        words = f" {t('sort-by', order=t(f'sort-{sort}'))}"
        click = Style.from_meta({"@click": "screen.sort_models"})
        return text.append(words, self._style("muted") + click)

    def _add(self, text: Text, words: str, action: str, *, chosen: bool) -> None:
        click = Style.from_meta({"@click": action})
        style = self._style("chosen" if chosen else "muted")
        text.append(f"[{words}]" if chosen else f" {words} ", style + click)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"filters--{name}", partial=True)


class BrowseBar(Horizontal):
    """The search and the filters in one line."""

    DEFAULT_CSS = "BrowseBar { height: 1; }"

    def compose(self) -> ComposeResult:
        """Lay out the search and the filters."""
        yield SearchField(
            t("models-search"), brief=t("models-search-brief"), max_length=_MOST_SEARCH
        )
        yield Filters()

    def on_descendant_focus(self) -> None:
        """Give the search all the room while typing, if there is little."""
        self.add_class("-typing")

    def on_descendant_blur(self) -> None:
        """Show the filters again."""
        self.remove_class("-typing")
