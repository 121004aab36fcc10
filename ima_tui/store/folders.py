"""Where files are: in one home set by the user, else in the platform's folders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from ..files import typed_path

APP = "ima-tui"
HOME_VARIABLE = "IMA_TUI_HOME"

DEFAULT = "default"
DEMO = "demo"

PROFILES = "profiles"
"""The folder that holds one folder for each of the user's own profiles."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""A safe folder name, also on case-insensitive file systems."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one profile.

    Attributes:
        data: the ledger and unsettled requests.
        results: saved media.
        logs: the log, without prompts and keys.
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
    def key(self) -> Path:
        """The API key, used only if the system has no keyring."""
        return self.config / "api-key"

    @property
    def preferences(self) -> Path:
        """The models used by default."""
        return self.config / "ima_prefs.json"

    @property
    def presets(self) -> Path:
        """Saved forms; they contain prompts."""
        return self.config / "presets"

    @property
    def templates(self) -> Path:
        """The user's own templates of workflows; they contain prompts."""
        return self.config / "workflows"

    @property
    def runs(self) -> Path:
        """Runs of workflows; those that are not closed contain their prompts."""
        return self.data / "runs"

    @property
    def drafts(self) -> Path:
        """Plans of workflows being made; they contain prompts."""
        return self.data / "plans"

    @property
    def recent(self) -> Path:
        """The last runs, without prompts."""
        return self.data / "recent.json"

    @property
    def pending(self) -> Path:
        """Requests that the service has not accepted yet."""
        return self.data / "pending"

    @property
    def simulator(self) -> Path:
        """The state of the demo's simulator."""
        return self.data / "simulator"


def is_profile_name(name: str) -> bool:
    """Return whether this may be a profile's name; ``live`` is an alias of the default profile."""
    return _NAME.fullmatch(name) is not None and name != "live"


def live_folders(environment: Mapping[str, str], name: str = DEFAULT) -> Folders:
    """Return the folders for real use.

    Args:
        environment: the environment variables.
        name: the profile's name; each has folders of its own.
    """
    home = _home(environment)
    if home is not None:
        own = home if name == DEFAULT else home / PROFILES / name
        return Folders(*(own / part for part in ("data", "results", "logs", "config", "cache")))
    within = Path() if name == DEFAULT else Path(PROFILES, name)
    usual = _usual()
    return Folders(
        usual.user_data_path / within,
        usual.user_downloads_path / "IMA" / (Path() if name == DEFAULT else name),
        usual.user_log_path / within,
        usual.user_config_path / within,
        usual.user_cache_path / within,
    )


def profile_names(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the existing profiles: the default one, the demo, and the user's own."""
    default = live_folders(environment)
    # with IMA_TUI_HOME profiles are folders in it, else in the configuration folder
    config = _home(environment) or default.config
    try:
        own = sorted(path.name for path in (config / PROFILES).iterdir() if path.is_dir())
    except OSError:
        own = []
    return (DEFAULT, DEMO, *filter(is_profile_name, own))


def demo_folders(environment: Mapping[str, str]) -> Folders:
    """Return the demo's folders: separate from all others."""
    home = _home(environment)
    data = (home if home is not None else _usual().user_data_path) / "demo"
    return Folders(data, data / "results", data / "logs", data / "config", data / "cache")


def _usual() -> platformdirs.PlatformDirs:
    """The platform's folders; without an author's name, which Windows would put first."""
    return platformdirs.PlatformDirs(APP, appauthor=False)


def _home(environment: Mapping[str, str]) -> Path | None:
    named = environment.get(HOME_VARIABLE, "").strip()
    if not named:
        return None
    return typed_path(named).absolute()
