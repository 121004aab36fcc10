"""The guides to IMA Studio that other tools install: read, never written."""

from pathlib import Path

MOST_BYTES = 1_000_000
"""The size limit of a guide; longer ones are truncated."""


def guides_folder() -> Path:
    """Return the folder of the guides, if they are installed."""
    return Path.home() / ".openclaw" / "skills" / "ima-knowledge-ai" / "references"


def guides() -> tuple[Path, ...]:
    """Return the installed guides by name."""
    try:
        return tuple(
            sorted(p for p in guides_folder().iterdir() if p.suffix == ".md" and p.is_file())
        )
    except OSError:
        return ()


def read_guide(path: Path) -> str:
    """Return the Markdown of a guide.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        return file.read(MOST_BYTES).decode(errors="replace")
