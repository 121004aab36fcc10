"""What of the models is looked at: the search, which media, and in which order."""

from typing import Any, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from ..catalog.browsing import Sort
from ..locale import t

MEDIA = ("", "image", "video", "music", "speech")
"""What can be filtered by; the first is everything."""

_MOST_SEARCH = 200


class SearchField(Input):
    """The search; the list below moves while one types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "walk(1)", show=False),
        Binding("up", "walk(-1)", show=False),
        Binding("pagedown", "walk_page(1)", show=False),
        Binding("pageup", "walk_page(-1)", show=False),
        Binding("escape", "leave", show=False),
    ]

    class Walked(Message):
        """The cursor of the list shall move."""

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
        """Say what can be searched for where that fits."""
        fits = cell_len(self._hint) < event.size.width
        self.placeholder = self._hint if fits else self._brief

    def action_walk(self, by: int) -> None:
        """Move the cursor of the list by so many rows."""
        self.post_message(self.Walked(by))

    def action_walk_page(self, by: int) -> None:
        """Move the cursor of the list by so many pages."""
        self.post_message(self.Walked(by, pages=True))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())


class Filters(Widget):
    """Media, favourites and order; a click chooses."""

    DEFAULT_CSS = "Filters { height: 1; width: auto; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filters--chosen", "filters--muted"}

    def __init__(self) -> None:
        super().__init__()
        self._chosen: tuple[str, bool, Sort] = ("", False, Sort.LISTED)

    def show(self, media: str, sort: Sort, *, favourites: bool) -> None:
        """Show what is chosen."""
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
        """Where there is little room it is the search's while one types."""
        self.add_class("-typing")

    def on_descendant_blur(self) -> None:
        """The filters are back."""
        self.remove_class("-typing")
