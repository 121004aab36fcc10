"""The key actions shared by all screens with a form."""

from pathlib import Path

from ..files import typed_path
from ..locale import t
from ..media.browsing import suffixes_of
from ..services import Services
from ..widgets.form import FormView
from ..widgets.inputs import Inputs
from ..widgets.model_choice import ModelChoice
from ..widgets.run_bar import RunBar
from .editor import EditorError, edit
from .picks import model_dialog
from .sheet_page import SheetPage


class KeyedSheet(SheetPage):
    """A sheet with actions: choose a model, browse files, open the editor, fold."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._folder = Path.home()

    def on_inputs_browse_wanted(self, event: Inputs.BrowseWanted) -> None:
        """Browse by mouse or enter."""
        event.stop()
        self.action_browse()

    def action_browse(self) -> None:
        """Choose an input file; the next time starts in the same folder."""
        if not self.inputs.takes_any:
            self.tell(t("inputs-none-taken"))
            return
        # slow to import
        from .file_picker import FilePicker

        suffixes = suffixes_of(self.inputs.kinds)
        picker = FilePicker(self._folder, suffixes, self.services.previews, t("picker-title"))
        self.app.push_screen(picker, self._picked)

    def _picked(self, path: str | None) -> None:
        if path is not None:
            self._folder = typed_path(path).parent
            self.inputs.add([path])

    def action_editor(self) -> None:
        """Write the prompt in the user's own editor."""
        self.background(self._edit, "editor")

    async def _edit(self) -> None:
        pane = self.prompt_pane
        try:
            text = await edit(self.app, pane.text)
        except EditorError as error:
            self.tell(t(f"editor-{error.code}", editor=error.about))
            return
        pane.replace(text)
        pane.start_writing()
        self._untell()
        self._refilled()

    def action_pick_model(self) -> None:
        """Find a model of any task type by typing a part of its name."""
        listings = self.services.catalogue.listings
        reasons = self.services.defaults.reasons()
        dialog = model_dialog(list(listings.values()), self._filling.leaf, reasons)

        def chosen(key: str | None) -> None:
            kind, _, version = (key or "").partition("/")
            leaf = self.services.catalogue.leaf(kind, version)
            if leaf is not None:
                self.use(leaf)

        self.app.push_screen(dialog, chosen)

    def action_cheaper(self) -> None:
        """Use the cheaper model that is offered, with the values that still apply."""
        offer = self._cheaper(self._sheet())
        if offer is None:
            self.tell(t("cheaper-none"))
            return
        self._keeps_count = True
        self.query_one(ModelChoice).use(offer.leaf)

    def on_run_bar_offer_taken(self, event: RunBar.OfferTaken) -> None:
        """Use the offered model, by mouse or enter."""
        event.stop()
        self.action_cheaper()

    async def action_advanced(self) -> None:
        """Show or hide the advanced controls."""
        await self.query_one(FormView).toggle_advanced()
