"""What gets loaded: the core without Textual, help without anything heavy."""

import subprocess
import sys

import pytest

import ima_tui
from ima_tui.cli.commands import MODULES


def modules(statement: str) -> set[str]:
    """The modules that are loaded after a statement in a fresh Python."""
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=30
    )
    return set(done.stdout.split())


def loaded(statement: str) -> set[str]:
    """The top-level modules that are loaded after a statement in a fresh Python."""
    return {name.partition(".")[0] for name in modules(statement)}


@pytest.mark.parametrize(
    "module",
    [
        "ima_tui.tasks.engine",
        "ima_tui.services",
        "ima_tui.store.catalogue",
        "ima_tui.api.client",
        "ima_tui.catalog.bodies",
    ],
)
def test_the_core_loads_without_textual(module: str) -> None:
    assert "textual" not in loaded(f"import {module}")


def test_help_loads_nothing_heavy() -> None:
    names = loaded(
        "from click.testing import CliRunner\n"
        "from ima_tui.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0"
    )
    assert not names & {"textual", "httpx", "msgspec", "av", "PIL", "starlette", "sqlite3"}


def test_the_first_screen_loads_nothing_that_it_does_not_need() -> None:
    heavy = {"av", "httpx", "keyring", "PIL", "plotext", "starlette", "textual_image", "tomlkit"}
    assert not loaded("import ima_tui.app, ima_tui.services, ima_tui.screens.models") & heavy


def test_the_opening_is_drawn_before_anything_is_loaded() -> None:
    found = modules("import ima_tui.app, ima_tui.profiles")
    assert not {name.partition(".")[0] for name in found} & {"filelock", "msgspec", "sqlite3"}
    kept_for_later = ("catalog.forms", "screens.models", "services", "tasks", "widgets.rows")
    assert not found & {f"ima_tui.{name}" for name in kept_for_later}


def test_a_command_loads_no_other() -> None:
    found = modules("import ima_tui.cli.paths")
    assert not found & {f"ima_tui.cli.{name}" for name in MODULES if name != "paths"}


def test_version_is_the_package_s() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ima_tui", "--version"],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ima_tui.__version__ in done.stdout
