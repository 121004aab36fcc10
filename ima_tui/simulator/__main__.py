"""``python -m ima_tui.simulator``: the process that the demo starts for itself."""

import argparse
import sys
from pathlib import Path

from .server import run


def main() -> int:
    """Serve until asked to stop; return 1 if serving was not possible."""
    parser = argparse.ArgumentParser(prog="python -m ima_tui.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--state", type=Path, help="folder that keeps the state")
    parser.add_argument("--faults", type=Path, help="TOML or JSON file with faults and settings")
    parser.add_argument(
        "--catalog", type=Path, help="folder with products_<task_type>.json to serve instead"
    )
    parser.add_argument(
        "--with-apps", action="store_true", help="end with the last app that joined the folder"
    )
    given = parser.parse_args()
    try:
        run(
            host=given.host,
            port=given.port,
            speed=given.speed,
            seed=given.seed,
            folder=given.state,
            with_apps=given.with_apps,
            faults=given.faults,
            catalog=given.catalog,
        )
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is the process's own output
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
