"""``python -m ima_tui``."""

from .cli import main

main()
