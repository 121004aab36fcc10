"""Where files live: one home named by the user, else the platform's own folders."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "ima-tui"
HOME_VARIABLE = "IMA_TUI_HOME"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one profile.

    Attributes:
        data: the ledger and unsettled requests.
        results: saved media.
        logs: what went wrong, without prompts and keys.
        config: the settings and preferences.
    """

    data: Path
    results: Path
    logs: Path
    config: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "ima-tui.sqlite3"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def preferences(self) -> Path:
        """The models used by default."""
        return self.config / "ima_prefs.json"

    @property
    def pending(self) -> Path:
        """Requests that the service has not accepted yet."""
        return self.data / "pending"

    @property
    def simulator(self) -> Path:
        """The state of the demo's simulator."""
        return self.data / "simulator"


def live_folders(environment: Mapping[str, str]) -> Folders:
    """Return the folders for real use."""
    home = _home(environment)
    if home is not None:
        return Folders(
            home / "data", home / "results", home / "logs", home / "config", home / "cache"
        )
    return Folders(
        platformdirs.user_data_path(APP),
        platformdirs.user_downloads_path() / "IMA",
        platformdirs.user_log_path(APP),
        platformdirs.user_config_path(APP),
        platformdirs.user_cache_path(APP),
    )


def demo_folders(environment: Mapping[str, str]) -> Folders:
    """Return the demo's folders: nothing of it mixes with real use."""
    home = _home(environment)
    data = (home if home is not None else platformdirs.user_data_path(APP)) / "demo"
    return Folders(data, data / "results", data / "logs", data / "config", data / "cache")


def _home(environment: Mapping[str, str]) -> Path | None:
    named = environment.get(HOME_VARIABLE, "").strip()
    if not named:
        return None
    # a "~" of nobody is a folder of that name
    with suppress(RuntimeError):
        return Path(named).expanduser().absolute()
    return Path(named).absolute()
