"""The commands ``workflow``: planning several steps, confirming once, running."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from ..locale import t
from .app import main
from .failures import own_error
from .frame import option
from .output import say
from .program import Program
from .settings import profile_in_use, with_settings

if TYPE_CHECKING:
    from ..workflows.records import RunRecord

MEDIA = ("image", "video", "music", "speech")

_JSON = option("--json", "as_json", is_flag=True, help="cli-option-json")


def _media(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    words = tuple(word.strip().casefold() for word in given.split(",") if word.strip())
    wrong = [word for word in words if word not in MEDIA]
    if wrong:
        known = ", ".join(MEDIA)
        raise click.BadParameter(t("cli-usage-choice", value=wrong[0], known=known))
    return words


def _pairs(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """Parse ``name=text`` pairs; values of the same name are kept in order."""
    pairs: dict[str, tuple[str, ...]] = {}
    for word in given:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(t("cli-usage-param", given=word or '""'))
        _refuse_control(word)
        pairs[name.strip()] = (*pairs.get(name.strip(), ()), value)
    return pairs


def _words(_context: click.Context, _option: click.Parameter, given: str) -> str:
    _refuse_control(given)
    return given


def _refuse_control(text: str) -> None:
    """Refuse control characters: plan files are shared with others."""
    found = next((char for char in text if category(char) == "Cc" and char not in "\n\t"), None)
    if found is not None:
        raise click.BadParameter(t("cli-usage-control", code=f"U+{ord(found):04X}"))


@main.group("workflow", cls=Program, invoke_without_command=True, help="cli-help-workflow")
@with_settings
@click.pass_context
def workflow(context: click.Context) -> None:
    """Show the subcommands, unless one follows."""
    if context.invoked_subcommand is None:
        say(context.get_help())


@workflow.command(help="cli-workflow-plan")
@click.argument("sentence", default="", callback=_words)
@option("--media", default="", callback=_media, help="cli-option-flow-media")
@option("--template", metavar="NAME", help="cli-option-template")
@option(
    "--set", "values", metavar="NAME=TEXT", multiple=True, callback=_pairs, help="cli-option-set"
)
@option(
    "--answer",
    "answers",
    metavar="NAME=TEXT",
    multiple=True,
    callback=_pairs,
    help="cli-option-answer",
)
@option("--input", "inputs", type=click.Path(), multiple=True, help="cli-option-input")
@option("--file", type=click.Path(path_type=Path, dir_okay=False), help="cli-option-file")
@option("--name", default="", callback=_words, help="cli-option-name")
@option("--save-template", metavar="NAME", help="cli-option-save-template")
@_JSON
@with_settings
def plan(*, file: Path | None, save_template: str | None, as_json: bool, **asked: Any) -> int:
    """Plan several steps and write them to a file; nothing is sent."""
    from .workflow_plan import Planned, make_plan

    return make_plan(Planned(**asked), file, save_template, as_json=as_json)


@workflow.command("show", help="cli-workflow-show")
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
@with_settings
def show_plan(file: Path, *, as_json: bool) -> int:
    """Show a plan at current prices."""
    from .workflow_plan import tell_plan

    return tell_plan(file, as_json=as_json)


@workflow.command(help="cli-workflow-run")
@click.argument("file", type=click.Path(path_type=Path))
@option("--confirm", metavar="HASH", required=True, help="cli-option-confirm")
@option("--resume", is_flag=True, help="cli-option-resume")
@option("--new", "anew", is_flag=True, help="cli-option-new")
@option("--reuse", metavar="RUN", help="cli-option-reuse")
@option("--export", type=click.Path(path_type=Path), help="cli-option-export")
@_JSON
@with_settings
def run(file: Path, *, reuse: str | None, as_json: bool, **how: Any) -> int:
    """Run exactly the plan that was confirmed."""
    from .workflow_run import Way, run_plan

    earlier = _named(reuse) if reuse is not None else None
    return run_plan(file, Way(reuse=earlier, **how), as_json=as_json)


@workflow.command("list", help="cli-workflow-list")
@option("--templates", is_flag=True, help="cli-option-templates")
@_JSON
@with_settings
def list_runs(*, templates: bool, as_json: bool) -> int:
    """List the runs, or the templates."""
    from .workflow_past import tell_runs, tell_templates

    if templates:
        return tell_templates(as_json=as_json)
    return tell_runs(as_json=as_json)


@workflow.command(help="cli-workflow-export")
@click.argument("run_id", metavar="RUN")
@option("--to", "folder", type=click.Path(path_type=Path), required=True, help="cli-option-export")
@_JSON
@with_settings
def export(run_id: str, *, folder: Path, as_json: bool) -> int:
    """Copy the results of a run into a folder of their own."""
    from .workflow_past import export_run

    return export_run(_named(run_id), folder, as_json=as_json)


@workflow.command(help="cli-workflow-close")
@click.argument("run_id", metavar="RUN")
@_JSON
@with_settings
def close(run_id: str, *, as_json: bool) -> int:
    """Close a run that is not to be resumed."""
    from .workflow_past import close_run

    return close_run(_named(run_id), as_json=as_json)


def _named(run_id: str) -> "RunRecord":
    from ..workflows.records import Runs

    record = Runs(profile_in_use().folders.runs).find(run_id.strip())
    if record is None:
        raise own_error("no_run", run=run_id)
    return record
