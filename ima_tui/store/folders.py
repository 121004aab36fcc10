"""Where files live: one home named by the user, else the platform's own folders."""

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

_PROFILES = "profiles"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""Safe as the name of a folder, also where capital letters make no difference."""


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
    def key(self) -> Path:
        """The API key, only where the system has no keyring."""
        return self.config / "api-key"

    @property
    def preferences(self) -> Path:
        """The models used by default."""
        return self.config / "ima_prefs.json"

    @property
    def presets(self) -> Path:
        """Filled forms kept under a name; they hold prompts."""
        return self.config / "presets"

    @property
    def templates(self) -> Path:
        """The user's own templates of workflows; they hold prompts."""
        return self.config / "workflows"

    @property
    def runs(self) -> Path:
        """Runs of workflows; those that are not closed hold their prompts."""
        return self.data / "runs"

    @property
    def drafts(self) -> Path:
        """Plans of workflows being made; they hold prompts."""
        return self.data / "plans"

    @property
    def recent(self) -> Path:
        """What was run last, without prompts."""
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
    """Tell whether a profile may be called so; ``live`` is the default one's other name."""
    return _NAME.fullmatch(name) is not None and name != "live"


def live_folders(environment: Mapping[str, str], name: str = DEFAULT) -> Folders:
    """Return the folders for real use.

    Args:
        environment: the environment variables.
        name: the profile's; each has folders of its own.
    """
    home = _home(environment)
    if home is not None:
        own = home if name == DEFAULT else home / _PROFILES / name
        return Folders(*(own / part for part in ("data", "results", "logs", "config", "cache")))
    within = Path() if name == DEFAULT else Path(_PROFILES, name)
    usual = _usual()
    return Folders(
        usual.user_data_path / within,
        usual.user_downloads_path / "IMA" / (Path() if name == DEFAULT else name),
        usual.user_log_path / within,
        usual.user_config_path / within,
        usual.user_cache_path / within,
    )


def profile_names(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the profiles there are: the default one, the demo, and those of the user's own."""
    default = live_folders(environment)
    # with a home of its own a profile is a folder of it, else one of the configuration
    config = _home(environment) or default.config
    try:
        own = sorted(path.name for path in (config / _PROFILES).iterdir() if path.is_dir())
    except OSError:
        own = []
    return (DEFAULT, DEMO, *filter(is_profile_name, own))


def demo_folders(environment: Mapping[str, str]) -> Folders:
    """Return the demo's folders: nothing of it mixes with real use."""
    home = _home(environment)
    data = (home if home is not None else _usual().user_data_path) / "demo"
    return Folders(data, data / "results", data / "logs", data / "config", data / "cache")


def _usual() -> platformdirs.PlatformDirs:
    """Where the system keeps such files; Windows would name an author's folder first."""
    return platformdirs.PlatformDirs(APP, appauthor=False)


def _home(environment: Mapping[str, str]) -> Path | None:
    named = environment.get(HOME_VARIABLE, "").strip()
    if not named:
        return None
    return typed_path(named).absolute()
