"""The yardstick of everything that is drawn: a Textual app with header, footer and a frame."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Bare(App[None]):
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - declared by Textual
    TITLE = "A bare app"

    def compose(self) -> ComposeResult:
        yield Header()
        framed = Static("Nothing")
        framed.styles.border = ("round", "white")
        yield framed
        yield Footer()


if __name__ == "__main__":
    Bare().run()
