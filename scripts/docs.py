"""Makes what is generated in docs/, from the app itself: text pages, then screenshots."""

import asyncio
from pathlib import Path

from screenshots import screenshots
from text_pages import PAGES

from ima_tui.locale import use_language

DOCS = Path(__file__).parent.parent / "docs"

if __name__ == "__main__":
    use_language("en")
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
    asyncio.run(screenshots(DOCS / "screenshots"))
