"""Help: the keys of the screen and the focused widget, terms, privacy, guides."""

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Markdown, Static, TextArea

from ..actions import APP, INPUTS, LIST, Action, action, actions_of, qualified, scopes_of
from ..catalog.characters import plain
from ..keymap import key_names, keys_of
from ..locale import language, messages, t
from ..store.guides import guides, guides_folder, read_guide
from ..tasks.problems import LINKS
from ..widgets.cells import fit, hanging
from ..widgets.choices import Choices
from ..widgets.links import Link, LinkLine
from ..widgets.rows import Rows
from ..widgets.slots import SlotRows
from .modal import Dialog
from .picking import Item, PickDialog

_PAGES = ("keys", "words", "privacy", "guides")
_WORDS = (
    "task-type",
    "version",
    "points",
    "unconfirmed",
    "correction",
    "caps",
    "group",
    "workflow",
    "seed",
)
_KEY_CELLS = 12
_LEAST_ABOUT = 40
"""The least cells in which saying what a key does is of use."""
_PRIVACY = ("goes", "key", "prompts", "files", "check", "rotate")


class HelpDialog(Dialog[None]):
    """Four pages; the first has the keys.

    Args:
        scope: of the screen below.
        focused: the widget with the focus there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False),
        Binding("right,l,tab", "turn(1)", show=False),
        Binding("left,h,shift+tab", "turn(-1)", show=False),
    ]

    def __init__(self, scope: str, focused: Widget | None) -> None:
        super().__init__()
        self._scope = scope
        self._control = control_of(focused)
        self._page = _PAGES[0]

    def compose(self) -> ComposeResult:
        """Lay out the names of the pages and the current one."""
        with VerticalScroll(classes="dialog wide", can_focus=True):
            yield LinkLine(id="help-pages")
            yield Static("", id="help-text", markup=False)
            yield Static(t("help-close"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(VerticalScroll).focus()
        self.action_show(self._page)

    def action_turn(self, by: int) -> None:
        """Turn to another page."""
        self.action_show(_PAGES[(_PAGES.index(self._page) + by) % len(_PAGES)])

    def action_carry_out(self, name: str) -> None:
        """Run the clicked action on the screen below."""
        self.dismiss()
        self.app.call_later(self.app.run_action, qualified(action(name)))

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the lines to the width."""
        self.call_after_refresh(self._draw)

    def action_show(self, page: str) -> None:
        """Show a page; guides are a list to choose from."""
        self._page = page
        self.query_one(LinkLine).show(
            [
                Link(t(f"help-page-{one}"), f"screen.show('{one}')", "", "here" * (one == page))
                for one in _PAGES
            ]
        )
        self._draw()
        self.query_one(VerticalScroll).scroll_home(animate=False)
        found = guides() if page == "guides" else ()
        if found:
            items = [Item(str(path), plain(path.stem.replace("-", " "))) for path in found]
            self.app.push_screen(PickDialog(t("help-page-guides"), items), self._read)

    def _draw(self) -> None:
        self.query_one("#help-text", Static).update(self._text())

    def _text(self) -> Text:
        if self._page == "keys":
            return self._keys_text()
        if self._page == "words":
            return _paragraphs([(t(f"word-{one}"), t(f"word-{one}-means")) for one in _WORDS])
        if self._page == "privacy":
            return _paragraphs([(t(f"privacy-{n}"), t(f"privacy-{n}-is")) for n in _PRIVACY])
        told = "help-guides-some" if guides() else "help-guides-none"
        return Text(t(told, folder=str(guides_folder())))

    def _keys_text(self) -> Text:
        text = Text()
        sections = [(t("help-title", page=t(f"page-{self._scope}")), scopes_of(self._scope))]
        if self._control in {LIST, INPUTS}:
            sections.append((t(f"help-on-{self._control}"), (self._control,)))
        sections.append((t("help-everywhere"), (APP,)))
        for title, scopes in sections:
            keys = _keys(*scopes, width=self._room)
            text.append(f"\n{title}\n", "bold").append_text(keys).append("\n")
        if self._control in {"field", "choices"}:
            text.append(f"\n{t('help-on-focus')}\n", "bold")
            text.append(f"  {t(f'help-on-{self._control}')}\n")
        text.append(f"\n{t('help-links')}\n", "bold")
        for name in ("key", "points"):
            text.append(f"  {t(f'help-link-{name}')}: {LINKS[name]}\n")
        return text

    @property
    def _room(self) -> int:
        return self.query_one(VerticalScroll).scrollable_content_region.width

    def _read(self, path: str | None) -> None:
        if path is not None:
            self.app.push_screen(GuideDialog(Path(path)))


class GuideDialog(Dialog[None]):
    """One guide, as Markdown.

    Args:
        path: the guide.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """Lay out the text, which scrolls."""
        with VerticalScroll(classes="dialog wide", can_focus=True):
            yield Markdown("", open_links=False)
            yield Static(t("help-close"), classes="note", markup=False)

    async def on_mount(self) -> None:
        """Load the text."""
        self.query_one(VerticalScroll).focus()
        try:
            content = await asyncio.to_thread(partial(read_guide, self._path))
        except OSError:
            content = t("cli-error-unreadable_file", path=self._path)
        await self.query_one(Markdown).update(plain(content, lines=True))


def control_of(focused: Widget | None) -> str:
    """Return the kind of the focused widget: a list, the inputs, a text field, options, or none."""
    if isinstance(focused, SlotRows):
        return INPUTS
    if isinstance(focused, Rows):
        return LIST
    if isinstance(focused, Input | TextArea):
        return "field"
    return "choices" if isinstance(focused, Choices) else ""


def _paragraphs(parts: list[tuple[str, str]]) -> Text:
    text = Text()
    for title, words in parts:
        text.append(f"\n{title}\n", "bold").append(f"{words}\n")
    return text


def _keys(*scopes: str, width: int) -> Text:
    """Return a line for each key: its name, and what it does if there is room for that."""
    shown = [one for one in actions_of(*scopes) if one.keys]
    names = max((cell_len(t(one.words)) for one in shown), default=0) + 2
    room = width - _KEY_CELLS - names - 4
    text = Text()
    for one in shown:
        keys = key_names(keys_of(one))
        click = Style.from_meta({"@click": f"screen.carry_out('{one.id}')"})
        style = click if one.scope not in {LIST, INPUTS} else Style()
        line = Text(f"  {fit(keys, _KEY_CELLS)} ", Style(bold=True) + style)
        about = _about(one) if room >= _LEAST_ABOUT else ""
        if about:
            head = Text.assemble(line, (fit(t(one.words), names), style))
            line = hanging(head, Text(about, Style(dim=True) + style), width)
        else:
            line = Text.assemble(line, (t(one.words), style))
        text.append_text(line).append("\n")
    return text


def _about(one: Action) -> str:
    """Return what an action does; empty where its name says it all."""
    name = f"{one.words}-help"
    return t(name) if name in messages(language()) else ""
