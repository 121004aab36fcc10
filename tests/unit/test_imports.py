"""What gets loaded: the core without Textual, help without anything heavy."""

import subprocess
import sys

import pytest

import ima_tui


def loaded(statement: str) -> set[str]:
    """The top-level modules that are loaded after a statement in a fresh Python."""
    code = f"import sys\n{statement}\nprint('\\n'.join({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=30
    )
    return set(done.stdout.split())


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
    assert not loaded("import ima_tui.app") & heavy


def test_version_is_the_package_s() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ima_tui", "--version"],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ima_tui.__version__ in done.stdout
