"""Builds both distributions, lists the files of the wheel, and tries it alone: `make package`."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"


def main() -> None:
    """Leave the distributions in dist/; an error of any step ends it."""
    shutil.rmtree(DIST, ignore_errors=True)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(DIST), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = DIST.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(archive.namelist())
    print("\n".join(names))
    print(f"\n{len(names)} files")
    for path in sorted(DIST.iterdir()):
        print(f"{path.name}  {path.stat().st_size / 1024:.0f} KB")
    with tempfile.TemporaryDirectory() as folder:
        tried(wheel, Path(folder))


def tried(wheel: Path, folder: Path) -> None:
    """Install the wheel with what it asks for and nothing else, and use it on the simulator."""
    print("\nIn an environment of its own:", flush=True)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    install += ["--disable-pip-version-check", "--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*install, str(wheel)], check=True)
    for arguments in (["--version"], ["models", "text_to_speech", "--profile", "demo"]):
        print("$", "ima-tui", *arguments, flush=True)
        env = os.environ | {"IMA_TUI_HOME": str(folder / "home"), "IMA_TUI_LANG": "en"}
        subprocess.run([programs / "ima-tui", *arguments], check=True, cwd=folder, env=env)


if __name__ == "__main__":
    main()
