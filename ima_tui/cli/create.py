"""The command ``create``: one creation, priced or sent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ..locale import t
from .app import main
from .completion import complete_models, complete_params
from .contents import piped_in
from .exits import Exit
from .frame import option
from .output import note, print_json, say, show
from .settings import with_settings
from .spending import option_words, price_words, spending_options
from .values import TaskTypeName, Whole

if TYPE_CHECKING:
    from .asked import Answer


def _params(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> dict[str, str]:
    params: dict[str, str] = {}
    for word in given:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(t("cli-usage-param", given=word or '""'))
        if name.strip() in params:
            raise click.BadParameter(t("cli-usage-param-twice", name=name.strip()))
        params[name.strip()] = value
    return params


def _prompt(context: click.Context, _option: click.Parameter, prompt: str) -> str:
    if context.resilient_parsing:
        return prompt
    if prompt == "-":
        try:
            return piped_in().decode()
        except UnicodeDecodeError:
            raise click.BadParameter(t("cli-usage-text")) from None
    return prompt


@main.command(help="cli-create")
@option(
    "--task-type",
    "-t",
    type=TaskTypeName(),
    metavar="TASK_TYPE",
    required=True,
    help="cli-option-task-type",
)
@option("--model", "-m", shell_complete=complete_models, help="cli-option-model")
@option("--version", help="cli-option-model-version")
@option("--prompt", "-p", required=True, callback=_prompt, help="cli-option-prompt")
@option(
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_params,
    shell_complete=complete_params,
    help="cli-option-param",
)
@option("--input", "inputs", type=click.Path(), multiple=True, help="cli-option-input")
@option("--ref-video", "ref_videos", type=click.Path(), multiple=True, help="cli-option-ref-video")
@option("--ref-audio", "ref_audios", type=click.Path(), multiple=True, help="cli-option-ref-audio")
@option("-n", "count", type=Whole(1), help="cli-option-count")
@option("--wait", is_flag=True, help="cli-option-wait")
@option("--save", type=click.Path(file_okay=False), help="cli-option-save")
@spending_options
@with_settings
def create(
    *,
    wait: bool,
    save: str | None,
    max_points: int | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    **words: Any,
) -> int:
    """Price one creation, and send it unless only the price is wanted."""
    from .asked import Asked, answer
    from .lists import lists_for

    asked = Asked(**words)
    found = answer(1, asked, lists_for([asked.task_type]))
    if dry_run:
        return _show_price(found, max_points, as_json=as_json)
    if found.error is not None:
        raise found.error
    from .sending import send_one
    from .terms import Terms

    terms = Terms(max_points, yes=yes, save=save, wait=wait or save is not None)
    return send_one(found, terms, as_json=as_json)


def _show_price(found: "Answer", max_points: int | None, *, as_json: bool) -> int:
    from .asked import Answer, over_max_points

    if found.order is not None:
        over = over_max_points(found.order.quote.points, max_points)
        found = Answer(1, error=over) if over else found
    if as_json:
        print_json(found.document())
    elif found.error is not None:
        note(found.error.words)
    else:
        _show(found)
    return found.error.exit if found.error else Exit.DONE


def _show(found: "Answer") -> None:
    draft, order = found.draft, found.order
    if draft is None or order is None:
        return
    from ..catalog.estimates import estimate_of
    from ..locale.formats import expected
    from .tables import cells, table

    leaf = draft.form.leaf
    task = t(f"task-type-{leaf.task_type}")
    say(t("cli-create-model", task=task, model=leaf.title, version=leaf.id))
    if draft.passed_over:
        say(t("cli-create-versions", others=", ".join(one.id for one in draft.passed_over)))
    options = table()
    for label, value in option_words(draft):
        options.add_row(*cells(f"  {label}", value))
    show(options)
    if order.inputs:
        say(t("cli-create-inputs", inputs=", ".join(one.address for one in order.inputs)))
    estimate = estimate_of(leaf)
    say(price_words(order))
    say(t("create-expected", time=expected(estimate.low, estimate.high)))
    say(t("cli-dry-run"))
