"""The command ``batch``: many creations, one per line, priced or sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..locale import t
from .app import main
from .exits import first_of
from .failures import CommandError, tell
from .frame import option
from .output import note, print_json, say, show
from .settings import with_settings
from .spending import option_words, price_words, spending_options
from .values import Whole

if TYPE_CHECKING:
    from .asked import Answer
    from .lines import Line


@main.command(help="cli-batch")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@option("--concurrency", type=Whole(1), help="cli-option-concurrency")
@spending_options
@with_settings
def batch(
    file: Path,
    *,
    concurrency: int | None,
    max_points: int | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Price many creations and send them; a bad line affects only itself."""
    from .contents import content_of, piped_in
    from .lines import read_lines

    content = piped_in() if str(file) == "-" else content_of(file)
    answers = _answers(list(read_lines(content)))
    if not answers:
        note(t("cli-batch-empty"))
    if dry_run:
        return _show_prices(answers, max_points, as_json=as_json)
    from .sending import send_many
    from .terms import Terms

    return send_many(answers, Terms(max_points, yes=yes, at_once=concurrency), as_json=as_json)


def _show_prices(answers: "Sequence[Answer]", most: int | None, *, as_json: bool) -> int:
    if as_json:
        for answer in answers:
            print_json(answer.document())
    else:
        _show(answers)
    exits = [answer.error.exit for answer in answers if answer.error]
    over = _over(answers, most)
    if over is not None:
        exits.append(over.exit)
        tell(over, as_json=as_json)
    return first_of(exits)


def _answers(lines: "Sequence[Line]") -> "list[Answer]":
    """Fetch the lists needed, then resolve all lines."""
    from .asked import Answer, Asked, answer
    from .lists import lists_for

    asked = {line.asked.task_type for line in lines if isinstance(line.asked, Asked)}
    lists = lists_for(asked)
    return [
        Answer(line.number, error=line.asked)
        if isinstance(line.asked, CommandError)
        else answer(line.number, line.asked, lists)
        for line in lines
    ]


def _over(answers: "Sequence[Answer]", most: int | None) -> CommandError | None:
    from .asked import over_max_points, total_of

    return over_max_points(total_of(answers), most)


def _show(answers: "Sequence[Answer]") -> None:
    if any(answer.order for answer in answers):
        _show_orders(answers)
    bad = [(answer.line, answer.error) for answer in answers if answer.error]
    if bad:
        note(t("cli-batch-bad", count=len(bad)))
    for line, error in bad:
        note("  " + t("cli-batch-line", line=line, why=error.words))
    say(t("cli-dry-run"))


def _show_orders(answers: "Sequence[Answer]") -> None:
    from .spending import total_words
    from .tables import cells, table

    line, price = t("cli-column-line"), t("cli-column-points")
    titles = (line, t("cli-column-model"), t("cli-column-option"), price)
    rows = table(*titles, right=(line,))
    for answer in answers:
        if answer.order is None or answer.draft is None:
            continue
        chosen = ", ".join(f"{k} {v}" for k, v in option_words(answer.draft, chosen=True))
        title = answer.draft.form.leaf.title
        rows.add_row(*cells(str(answer.line), title, chosen, price_words(answer.order)))
    show(rows)
    say(total_words(answers))
