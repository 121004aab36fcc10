"""The text pages of docs/ that come from the program: keys, commands, errors, the package."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from shapes import SHAPES

import ima_tui
from ima_tui.actions import (
    ACTIONS,
    APP,
    COMPARE,
    CREATE,
    FLOW_RUN,
    HISTORY,
    INPUTS,
    LIST,
    MODELS,
    PLAN,
    RESULTS,
    RUN_ON_ALL,
    SETTINGS,
    SHEET,
    STEP,
    TASK,
    TASKS,
    WELCOME,
    WORKFLOWS,
    Action,
    actions_of,
)
from ima_tui.cli import main
from ima_tui.cli.exits import OF_PROBLEMS, ORDER, Exit
from ima_tui.cli.failures import OWN, SETTLE, STORE, problem_words
from ima_tui.cli.workflow_faults import EXITS
from ima_tui.keymap import key_name
from ima_tui.locale import messages, t, use_language
from ima_tui.tasks.problems import CODES, PAUSED

DOCS = Path(__file__).parent.parent / "docs"

MEANING: Mapping[Exit, str] = {
    Exit.DONE: "done",
    Exit.FAILED: "a task failed, completely or in part",
    Exit.BAD_INPUT: "bad input",
    Exit.KEY: "the API key is missing or was rejected",
    Exit.POINTS: "not enough points, or no subscription",
    Exit.BUDGET: "above a limit or cap, or the price rose",
    Exit.UNCONFIRMED: "unclear whether a task was created",
    Exit.NETWORK: "the service is unreachable or failing; nothing was sent",
    Exit.RUNNING: "still running after the usual time",
    Exit.INTERRUPTED: "interrupted",
}


def keys_page() -> str:
    """The key list, from the registry of actions."""
    lines = ["# Keys", "", "Made by `make docs` from `ima_tui/actions.py`.", ""]
    lines += [
        "To change a key, use Settings, or name the action under `[keys]` in `settings.toml`.",
        "",
    ]
    parts = {APP: "Everywhere", LIST: "In lists"}
    parts |= {name: t(f"page-{name}") for name in (MODELS, COMPARE, CREATE, TASKS, HISTORY)}
    parts |= {TASK: "On the selected task (Tasks, History)"}
    parts |= {RESULTS: "Results side by side"}
    parts |= {RUN_ON_ALL: "One prompt on several models"}
    parts |= {name: t(f"page-{name}") for name in (WORKFLOWS, PLAN, STEP, FLOW_RUN)}
    parts |= {SHEET: "On Create and on a plan step", INPUTS: "On their inputs"}
    parts |= {SETTINGS: t("page-settings"), WELCOME: "At the first start"}
    # one that was added since comes last
    parts |= {one.scope: t(f"page-{one.scope}") for one in ACTIONS if one.scope not in parts}
    for scope, title in parts.items():
        lines += [f"## {title}", "", "| keys | what | name |", "|---|---|---|"]
        lines += [_key_line(action) for action in actions_of(scope)]
        lines.append("")
    return "\n".join(lines)


def commands_page() -> str:
    """Every command with its options, the exit codes and the JSON."""
    lines = ["# Commands", "", "Made by `make docs` from the commands themselves.", ""]
    context = main.make_context("ima-tui", [], resilient_parsing=True)
    lines += _command(main, context, "ima-tui")
    for name, command, inner in _commands(main, context, "ima-tui"):
        lines += _command(command, inner, name)
    order = ", ".join(str(one.value) for one in ORDER)
    lines += ["## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code.value} | {meaning} |" for code, meaning in MEANING.items()]
    lines += ["", f"If several apply, the first of {order}.", "", "## JSON", ""]
    lines += ["With `--json`, stdout contains only JSON; notes go to stderr.", ""]
    for title, (words, shape) in SHAPES.items():
        lines += [f"### {title}", "", words, "", "```json", shape.strip(), "```", ""]
    return "\n".join(lines)


def errors_page() -> str:
    """Every code an error can have, with its sentence and exit code."""
    lines = ["# Errors", "", "Made by `make docs`. Every `code` a JSON error can have.", ""]
    lines += ["Values replace what is in braces; a link may follow.", ""]
    words = messages("en")
    refused = sorted(key for key in words if key.startswith("refused-"))
    sections = {
        "Mistakes in a command or a batch line": [
            (code, words[f"cli-error-{code}"], exit_) for code, exit_ in sorted(OWN.items())
        ],
        "Requests that can't be created": [
            (key.removeprefix("refused-"), words[key], Exit.BAD_INPUT) for key in refused
        ],
        "Problems with the service, the network or the disk": [
            (code, problem_words(code), OF_PROBLEMS.get(code, Exit.FAILED))
            for code in sorted(CODES - {PAUSED})
        ],
        "Problems with stored data": [
            (code, words[f"start-{code}"], Exit.FAILED) for code in STORE
        ],
        "Why a task can't be resolved this way": [
            (code, words[f"settle-{code}"], Exit.BAD_INPUT) for code in SETTLE
        ],
    }
    sections["Mistakes in a workflow plan"] = [
        (
            key.replace("-", "_", 1),
            words[key],
            EXITS.get(key.removeprefix("plan-"), Exit.BAD_INPUT),
        )
        for key in sorted(words)
        if key.startswith("plan-") and key != "plan-of-step"
    ]
    for title, rows in sections.items():
        lines += [f"## {title}", "", "| code | exit | sentence |", "|---|---|---|"]
        lines += [f"| `{code}` | {exit_.value} | {_sentence(text)} |" for code, text, exit_ in rows]
        lines.append("")
    return "\n".join(lines)


def package_page() -> str:
    """What an installed package consists of."""
    root = Path(ima_tui.__file__).parent
    files = [path.relative_to(root.parent) for path in root.rglob("*") if path.is_file()]
    folders = sorted({path.parent.as_posix() for path in files if path.suffix == ".py"})
    data = sorted(path.as_posix() for path in files if path.suffix not in {".py", ".pyc"})
    lines = [
        "# The package",
        "",
        "Made by `make docs`. `make package` builds the package, lists",
    ]
    lines += ["all of its files, and tries it in a fresh environment.", ""]
    lines += ["It is pure Python, the same for every system, and contains no tests.", ""]
    lines += ["| folder | what |", "|---|---|"]
    lines += [f"| `{folder}/` | {_about(root.parent / folder)} |" for folder in folders]
    lines += ["", "Besides the modules it contains these data files:", ""]
    lines += [f"- `{path}`" for path in data]
    lines += ["", "and the program `ima-tui`, which `pip` installs.", ""]
    return "\n".join(lines)


def _about(folder: Path) -> str:
    """Return the first line of what a package says of itself."""
    return (ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or "").split(
        "\n"
    )[0]


PAGES: Mapping[str, Callable[[], str]] = {
    "keys.md": keys_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
    "package.md": package_page,
}


def _key_line(action: Action) -> str:
    keys = " ".join(f"`{key_name(key)}`" for key in action.keys) or "by name, `ctrl+p`"
    more = t(f"{action.words}-help") if f"{action.words}-help" in messages("en") else ""
    return f"| {keys} | {t(action.words)}{': ' + more if more else ''} | `{action.id}` |"


def _commands(
    group: click.Group, context: click.Context, called: str
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield the commands of a group by their whole names, and after each those within it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context)
            yield f"{called} {name}", command, inner
            if isinstance(command, click.Group):
                yield from _commands(command, inner, f"{called} {name}")


def _command(command: click.Command, context: click.Context, name: str) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f"## {name}", "", f"`{name} {usage}`", "", command.help or "", "")
    yield from ("| option | |", "|---|---|")
    for parameter in command.get_params(context):
        is_option = isinstance(parameter, click.Option)
        record = parameter.get_help_record(context) if is_option else None
        if record is not None:
            option, words = (text.replace("|", "\\|") for text in record)
            yield f"| `{option}` | {words} |"
    yield ""


def _sentence(text: str) -> str:
    """Return a message on one line; of a plural its general form."""
    general = text.partition("*[other]")[2].rpartition("}")[0] or text
    return " ".join(general.split()).replace("|", "\\|")


def write_pages() -> None:
    """Write all pages, in English."""
    use_language("en")
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    write_pages()
