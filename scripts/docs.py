"""Makes what is generated in docs/, from the app itself: text pages, then screenshots."""

import asyncio

from screenshots import screenshots
from text_pages import DOCS, write_pages

if __name__ == "__main__":
    write_pages()
    asyncio.run(screenshots(DOCS / "screenshots"))
