"""Prints what a model costs for everything that decides its price.

    IMA_API_KEY=ima_... python examples/prices.py text_to_video "veo 3.1"

Nothing is created and nothing is charged: this only reads the product list.
"""

import asyncio
import os
import sys

from ima_tui.api.addresses import API
from ima_tui.api.client import ImaClient
from ima_tui.api.errors import ImaError
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.naming import find_model
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.tables import price_table
from ima_tui.wording.refusals import refusal_words


async def main(task_type: str, model: str) -> None:
    """Print a line for each combination that can be bought."""
    client = ImaClient(os.environ.get("IMA_BASE_URL", API), os.environ["IMA_API_KEY"])
    try:
        listing = parse_listing(await client.products(task_type), task_type)
    finally:
        await client.aclose()
    leaf = find_model(listing, model).leaf
    print(f"{leaf.title}, version {leaf.id}")
    for cell in price_table(form_of(leaf)).cells:
        if cell.reachable:
            options = ", ".join(f"{name} {value}" for name, value in cell.values)
            discount = f" (instead of {cell.origin})" if cell.origin > cell.credit else ""
            print(f"{cell.credit:>6} points{discount}  {options or 'always'}")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not os.environ.get("IMA_API_KEY"):
        sys.exit(__doc__)
    try:
        asyncio.run(main(*sys.argv[1:]))
    except RefusedError as refusal:
        sys.exit(refusal_words(refusal))
    except ImaError as error:
        sys.exit(f"The service could not be asked: {error}")
