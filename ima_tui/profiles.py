"""The profiles, live and demo: where the files are, how the service is found and who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .api.addresses import API, UPLOAD
from .catalog.addresses import is_loopback
from .simulator.process import Lease, SimulatorError, join
from .store.folders import Folders, demo_folders, live_folders

KEY_VARIABLE = "IMA_API_KEY"
BASE_VARIABLE = "IMA_BASE_URL"
UPLOAD_VARIABLE = "IMA_UPLOAD_URL"
DEMO_KEY = "ima_demo"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the service is and who asks. The key is never shown: ``repr`` leaves it out."""

    base_url: str
    key: str
    upload_url: str = UPLOAD

    def __repr__(self) -> str:
        return f"Endpoint({self.base_url!r})"


class StartError(Exception):
    """The service can't be used until the user has mended something.

    Attributes:
        problem: its code: each has a sentence ``start-<code>`` in every language.
        about: the file, setting or reason it names.
    """

    def __init__(self, problem: str, about: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Profile:
    """Live or demo: where its files are and how its service is found.

    Attributes:
        name: ``live`` or ``demo``.
        keep_prompts: whether what the user wrote stays on disk after the service accepted it.
        connect: finds the service; may block, so it runs in a thread. Raises ``StartError``.
        release: gives back what ``connect`` took.
    """

    name: str
    folders: Folders
    keep_prompts: bool
    connect: Callable[[], Endpoint]
    release: Callable[[], None]


def live_profile(environment: Mapping[str, str], key: str | None) -> Profile:
    """Return the profile for real use.

    Args:
        environment: the environment variables.
        key: the key from a file; else that of the environment is used.
    """

    def connect() -> Endpoint:
        chosen = (key or environment.get(KEY_VARIABLE, "")).strip()
        if not chosen:
            raise StartError("no_key")
        if not chosen.isascii() or not chosen.isprintable() or " " in chosen:
            raise StartError("bad_key")
        base_url = environment.get(BASE_VARIABLE, "").strip() or API
        upload_url = environment.get(UPLOAD_VARIABLE, "").strip()
        return Endpoint(base_url, chosen, upload_url or _upload_beside(base_url))

    # prompts are not kept until the user has been asked
    return Profile(
        "live", live_folders(environment), keep_prompts=False, connect=connect, release=lambda: None
    )


def _upload_beside(base_url: str) -> str:
    """Where to upload when only the service's address is set: the key stays on this machine."""
    try:
        local = is_loopback(urlsplit(base_url).hostname)
    except ValueError:
        local = False
    return base_url if local else UPLOAD


def demo_profile(environment: Mapping[str, str], speed: float) -> Profile:
    """Return the demo's profile: a simulator of its own, shared by demos that run at once.

    Args:
        environment: the environment variables.
        speed: how many times quicker than real tasks end.
    """
    folders = demo_folders(environment)
    leases: list[Lease] = []

    def connect() -> Endpoint:
        try:
            lease = join(folders.simulator, speed=speed)
        except (SimulatorError, OSError) as error:
            raise StartError("simulator", str(folders.simulator)) from error
        leases.append(lease)
        return Endpoint(lease.base_url, DEMO_KEY, lease.base_url)

    def release() -> None:
        while leases:
            leases.pop().release()

    return Profile("demo", folders, keep_prompts=True, connect=connect, release=release)
