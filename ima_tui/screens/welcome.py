"""The first start on one page: language, key or demo, privacy, results folder."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from ..actions import WELCOME
from ..files import private_folder
from ..locale import LANGUAGES, language, t, use_language
from ..services import Services
from ..store.credentials import KeySources
from ..store.settings import SettingError
from ..tasks.problems import LINKS
from ..widgets.bindings import bindings_of
from ..widgets.choices import Choice, Choices
from ..widgets.room import TooSmall, is_too_small
from ..wording.settings import unwritten_words
from .key_care import KeyCare, Said, retype

LOW = 34
"""The height in lines below which space is saved."""


BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]
"""The width in cells from which the buttons are side by side."""


class WelcomeScreen(Screen[None]):
    """Asks for what the app needs; a key and enter are enough, or enter alone if there is a key.

    Args:
        services: the profile that has no key yet.
        sources: where its key may be.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(WELCOME)
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    class Done(Message):
        """The setup is done or skipped."""

    class DemoWanted(Message):
        """Requests the demo instead."""

    def __init__(self, services: Services, sources: KeySources) -> None:
        super().__init__()
        self._services = services
        self._care = KeyCare(services, sources)
        self._keeps = services.profile.keep_prompts
        self._folder = str(services.profile.folders.results)
        self._first_folder = self._folder
        self._first_language = language()
        self._has_key = self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the questions, the most important one in the middle."""
        languages = [Choice(t(f"set-choice-{one}"), one) for one in LANGUAGES]
        with VerticalScroll(id="welcome", can_focus=False):
            profile = self._services.profile.title
            title = t("welcome-profile", profile=profile) if profile else t("welcome-title")
            yield Static(title, classes="title", markup=False)
            yield Static(t("welcome-about"), markup=False)
            with Horizontal(classes="row first"):
                yield Static(t("set-language"), classes="label", markup=False)
                yield Choices(languages, language(), key="language")
            with Horizontal(classes="row"):
                yield Static(t("set-api-key"), classes="label", markup=False)
                yield Input(placeholder=t("key-hint"), password=True, compact=True, id="key")
            yield Static(t("welcome-key", url=LINKS["key"]), classes="remark", markup=False)
            yield Static("", classes="remark", id="key-place", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("set-prompts-keep"), classes="label", markup=False)
                yield Choices(_answers(), self._keeps, key="keep")
            yield Static(t("set-prompts-keep-help"), classes="remark", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("set-saving-folder"), classes="label", markup=False)
                yield Input(self._folder, compact=True, id="folder")
            yield Static("", id="welcome-told", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("welcome-start"), id="start", variant="primary", compact=True)
                yield Button(t("welcome-demo"), id="demo", compact=True)
                yield Button(t("welcome-later"), id="later", compact=True)
        yield TooSmall()

    def on_mount(self) -> None:
        """Focus the key's field."""
        self.query_one("#key").focus()
        self.run_worker(self._say_key(), group="place", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        """Hide empty lines if there is little room, and everything if the terminal is too small."""
        self.set_class(is_too_small(event.size), "-too-small")
        self.set_class(event.size.height < LOW, "-low")

    async def _say_key(self) -> None:
        """Say which key there is, else where one will be stored."""
        known = await self._care.where()
        self._has_key = known.good
        place = t("welcome-known", key=known.words) if known.good else await self._care.place()
        later = t("welcome-back") if known.good else t("welcome-later")
        # it may be about to be drawn in another language, or be removed
        for line in self.query("#key-place").results(Static):
            line.update(place)
        for button in self.query("#later").results(Button):
            button.label = later

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Switch the language at once; store the answer."""
        event.stop()
        if event.choices.key == "keep":
            self._keeps = event.value is True
            event.choices.show(_answers(), event.value)
        elif str(event.value) != language():
            use_language(str(event.value))
            self.run_worker(self._redraw(), group="redraw", exclusive=True)

    async def _redraw(self) -> None:
        key, self._folder = (self.query_one(f"#{n}", Input).value for n in ("key", "folder"))
        await self.recompose()
        self.query_one("#key", Input).value = key
        self.query(Choices).first().focus()
        await self._say_key()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on by enter in any field."""
        event.stop()
        self.action_start_app()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on by mouse, or by enter."""
        event.stop()
        acts = {"start": self.action_start_app, "demo": self.action_try_demo}
        acts.get(event.button.id or "", self.action_look_around)()

    def action_try_demo(self) -> None:
        """Open the demo: no key, no cost."""
        self.post_message(self.DemoWanted())

    def action_look_around(self) -> None:
        """Go on without a key, or go back: with one, nothing is changed."""
        if self._has_key:
            use_language(self._first_language)
        elif not self._write(self._typed("folder")):
            return
        self._services.apply()
        self._done()

    def _done(self) -> None:
        """Say once that it is over, though a key may still be tested."""
        if not self._over:
            self._over = True
            self.post_message(self.Done())

    def action_start_app(self) -> None:
        """Store the answers, test and store the key, and start."""
        key, folder = self._typed("key"), self._typed("folder")
        self.run_worker(self._begin(key, folder), group="begin", exclusive=True)

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    async def _begin(self, key: str, folder: str) -> None:
        if (key or not self._has_key) and not await self._keep(key):
            return
        if self._write(folder):
            self._services.apply()
            if key or folder != self._first_folder:
                await self._services.again()
            self._done()

    async def _keep(self, key: str) -> bool:
        """Test and store a key; return whether it was stored."""
        self._tell(Said(t("auth-testing"), good=True))
        said = await self._care.keep(key)
        self._tell(said)
        if said.good:
            self.notify(said.words, markup=False)
        else:
            for field in self.query("#key").results(Input):
                retype(field, key)
        return said.good

    def _write(self, folder: str) -> bool:
        """Write the answers; defaults are not written."""
        answers: dict[str, object] = {"prompts.keep": self._keeps}
        if language() != self._first_language:
            answers["language"] = language()
        if folder and folder != self._first_folder:
            answers["saving.folder"] = folder
        settings = self._services.settings
        try:
            private_folder(settings.path.parent)
            for name, value in answers.items():
                settings.set(name, value)
        except SettingError as error:
            self._tell(Said(unwritten_words(error)))
            return False
        except OSError:
            self._tell(Said(t("cli-error-unwritable_file", path=settings.path)))
            return False
        return True

    def _tell(self, said: Said) -> None:
        for line in self.query("#welcome-told").results(Static):
            line.update(said.words)
            line.set_class(said.good, "-good")


def _answers() -> list[Choice]:
    return [Choice(t("set-no"), value=False), Choice(t("set-yes"), value=True)]
