"""Runs one prompt a line on one model, saves every result, and spends no more than was agreed.

    IMA_API_KEY=ima_... python examples/batch.py text_to_image "nano banana 2" 200 < prompts.txt

The engine is that of the app: each create is written down before it is sent, and never sent twice;
results are saved as soon as they are ready; the caps of the settings hold. What still runs when
this is interrupted is picked up by the app, or by `ima-tui tasks --wait`.
"""

import asyncio
import os
import sys

from ima_tui.catalog.orders import Request, draft_of
from ima_tui.catalog.refusals import RefusedError
from ima_tui.headless import fetch_lists, running
from ima_tui.profiles import StartError, live_profile
from ima_tui.store.budget import OverBudgetError
from ima_tui.store.records import State
from ima_tui.wording.refusals import refusal_words


async def main(task_type: str, model: str, most: int, prompts: list[str]) -> bool:
    """Send all prompts, or none where they cost more than agreed; tell whether all went well."""
    profile = live_profile(os.environ)
    lists = await fetch_lists(profile, [task_type], fresh=True)
    if task_type in lists.errors:
        sys.exit(f"The service could not be asked: {lists.errors[task_type]}")
    listing = lists.shelves[task_type].listing
    orders = [draft_of(Request(prompt, model), listing).order() for prompt in prompts]
    points = sum(order.quote.points for order in orders)
    print(f"{len(orders)} tasks cost {points} points.")
    if points > most or not all(order.quote.exact for order in orders):
        sys.exit(f"That is not sure to stay within {most} points: nothing was sent.")
    async with running(profile) as engine:
        tasks = [await engine.submit(order) for order in orders]
        ended = [await engine.ended(task.id) for task in tasks]
    for task, prompt in zip(ended, prompts, strict=True):
        print(f"{task.state}: {prompt}")
        for media in task.medias:
            print(f"  {media.path or media.state}")
    return all(task.state is State.DONE for task in ended)


if __name__ == "__main__":
    if len(sys.argv) != 4 or not sys.argv[3].isdecimal():
        sys.exit(__doc__)
    try:
        lines = [line.strip() for line in sys.stdin if line.strip()]
        well = asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), lines))
        sys.exit(0 if well else 1)
    except RefusedError as refusal:
        sys.exit(refusal_words(refusal))
    except OverBudgetError as error:
        sys.exit(f"The cap of the {error.cap} is reached; see ima-tui tasks for what was sent.")
    except StartError as error:
        sys.exit(f"The engine can't begin: {error.problem} {error.about}")
