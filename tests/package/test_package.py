"""What is built of the project: the files in it, and that it runs where nothing else of it is."""

import importlib.util
import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import ima_tui
from tests.terminal.steps import leave_field, results, rows
from tests.terminal.terminal import Terminal, needs_tmux
from tests.terminal.viewers import picture_size

ROOT = Path(__file__).parents[2]
NAME = f"ima_tui-{ima_tui.__version__}"
BESIDE = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
OF_USE = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"}
BUILDING = {".gitignore", "PKG-INFO", "pyproject.toml"}

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("package")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a source distribution, and the wheel built of that."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel; what it leans on is borrowed from ours."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index"]
    subprocess.run([*install, "--no-deps", str(wheel)], check=True, capture_output=True)
    found = importlib.util.find_spec("textual")
    assert found is not None
    assert found.origin is not None
    (own,) = folder.glob("lib/python*/site-packages")
    # an own .pth file of what is named so is not read: our project in its tree stays out of sight
    (own / "borrowed.pth").write_text(f"{Path(found.origin).parents[1]}\n")
    return folder / "bin"


def ran(program: Path, *arguments: str, **env: str) -> str:
    """What a program of the package writes, far from the project's tree."""
    done = subprocess.run(
        [program, *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=program.parent,
        env={**os.environ, **env},
    )
    return done.stdout


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name == f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    beside = {f"{NAME}.dist-info/{name}" for name in BESIDE}
    assert names == package_files() | beside
    assert {"ima_tui/py.typed", "ima_tui/styles.tcss", "ima_tui/locale/zh.ftl"} <= names


def test_the_source_holds_what_is_needed_to_read_and_to_build_it(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {one.name.removeprefix(f"{NAME}/") for one in archive if one.isfile()}
    pages = {
        path.relative_to(ROOT).as_posix()
        for folder in ("docs", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == package_files() | OF_USE | BUILDING | pages


def test_the_installed_package_is_used_and_not_the_tree(installed: Path) -> None:
    where = ran(installed / "python", "-P", "-c", "import ima_tui; print(ima_tui.__file__)")
    assert where.startswith(str(installed.parent))
    assert ran(installed / "ima-tui", "--version").strip().endswith(ima_tui.__version__)


def test_the_installed_commands_work(installed: Path, simulator_url: str) -> None:
    at = {"IMA_BASE_URL": simulator_url, "IMA_API_KEY": "ima_test_key"}
    told = json.loads(ran(installed / "ima-tui", "models", "text_to_image", "--json", **at))
    assert {model["model"] for model in told["models"]} >= {"midjourney"}
    planned = ran(
        installed / "ima-tui", "models", "text_to_image", "--profile", "demo", "--lang", "zh"
    )
    assert "Midjourney" in planned


@pytest.mark.terminal
@needs_tmux
def test_the_installed_demo_makes_a_picture(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [str(installed / "ima-tui"), "demo", "--speed", "100"]
    with Terminal(command, home=home, size=(100, 30)) as terminal:
        terminal.wait_for("Text to image", 60)
        terminal.keys("2")
        terminal.wait_for("Run · ")
        terminal.type("a red fox")
        terminal.wait_for("a red fox")
        terminal.keys("C-r")
        terminal.wait_for("is on its way")
        leave_field(terminal)
        terminal.keys("3")
        terminal.until(lambda: [row.state for row in rows(terminal.screen())] == ["done"], "it")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    (picture,) = results(home)
    assert min(picture_size(picture)) >= 256


def package_files() -> set[str]:
    """The files of the package in the tree."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ima_tui").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
