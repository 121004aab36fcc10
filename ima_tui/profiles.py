"""The profiles, live and demo: where the files are, the service's addresses and the key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .api.addresses import API, UPLOAD, base_address
from .api.errors import BadAddressError
from .catalog.addresses import is_loopback
from .store.credentials import CredentialError, KeySources, Look, shared_credentials
from .store.folders import DEFAULT, DEMO, Folders, demo_folders, live_folders
from .store.settings import Settings, read_settings

if TYPE_CHECKING:
    from .simulator.process import Lease
    from .store.preferences import Sharing

BASE_VARIABLE = "IMA_BASE_URL"
UPLOAD_VARIABLE = "IMA_UPLOAD_URL"
DEMO_KEY = "ima_demo"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The service's addresses and the key, which ``repr`` leaves out."""

    base_url: str
    key: str
    upload_url: str = UPLOAD

    def __repr__(self) -> str:
        return f"Endpoint({self.base_url!r})"


class StartError(Exception):
    """The service can't be used until the user fixes something.

    Attributes:
        problem: its code; each has the message ``start-<code>`` in every language.
        about: the file, setting or reason it names.
    """

    def __init__(self, problem: str, about: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Profile:
    """Live or demo: where its files are and how to connect to its service.

    Attributes:
        name: ``live`` or ``demo``.
        keep_prompts: whether prompts stay on disk after the service has accepted them.
        connect: returns the endpoint; may block, so it runs in a thread. Raises ``StartError``.
        release: releases what ``connect`` acquired.
        title: its name on screen if there are several; empty for the default one.
        sources: where its key may be; None if it needs none.
    """

    name: str
    folders: Folders
    keep_prompts: bool
    connect: Callable[[], Endpoint]
    release: Callable[[], None]
    title: str = ""
    sources: KeySources | None = None


def live_profile(
    environment: Mapping[str, str], given: Look | None = None, name: str = DEFAULT
) -> Profile:
    """Return a profile for real use.

    Args:
        environment: the environment variables.
        given: the key of ``--api-key-file``.
        name: the name of the profile.
    """
    folders = live_folders(environment, name)
    settings = read_settings(folders.settings)
    sources = key_sources(environment, name, given)

    def connect() -> Endpoint:
        try:
            found = sources.find()
        except CredentialError as error:
            raise StartError(error.problem, error.about) from None
        return endpoint(environment, settings, found.key or "")

    return Profile(
        "live",
        filed(folders, settings),
        # prompts are not kept until the user has been asked
        keep_prompts=settings.values.get("prompts.keep", False),
        connect=connect,
        release=lambda: None,
        title="" if name == DEFAULT else name,
        sources=sources,
    )


def key_sources(
    environment: Mapping[str, str], name: str = DEFAULT, given: Look | None = None
) -> KeySources:
    """Return where a profile's key may be.

    Args:
        environment: the environment variables.
        name: the name of the profile, which is also the keyring's user.
        given: the key of ``--api-key-file``.
    """
    shared = shared_credentials() if name == DEFAULT else None
    return KeySources(environment, name, live_folders(environment, name).key, shared, given)


def sharing_of(profile: Profile, settings: Settings) -> "Sharing | None":
    """Return how preferences are shared with other tools for IMA Studio; the demo never shares."""
    if profile.name == DEMO:
        return None
    from .store.preferences import USER, Sharing, shared_file

    return Sharing(
        shared_file(),
        on=settings.values.get("preferences.share", False),
        user=settings.values.get("preferences.user", USER),
    )


def endpoint(environment: Mapping[str, str], settings: Settings, key: str) -> Endpoint:
    """Return the endpoint for a key, with the addresses from the environment, else the settings.

    Raises:
        StartError: an address can't be used with a key.
    """
    base_url = _address(environment, settings, BASE_VARIABLE, "service.base_url")
    upload_url = _address(environment, settings, UPLOAD_VARIABLE, "service.upload_url")
    return Endpoint(base_url or API, key, upload_url or _upload_beside(base_url or API))


def _address(
    environment: Mapping[str, str], settings: Settings, variable: str, key: str
) -> str | None:
    about, address = variable, environment.get(variable, "").strip()
    if not address:
        about, address = f"{key} ({settings.path})", settings.values.get(key, "")
        if any(mistake.key == key for mistake in settings.mistakes):
            raise StartError("address_malformed", about)
    if not address:
        return None
    try:
        return base_address(about, address)
    except BadAddressError as error:
        raise StartError(f"address_{error.reason}", about) from None


def filed(folders: Folders, settings: Settings) -> Folders:
    """Return the folders with the results folder from the settings."""
    wanted = settings.values.get("saving.folder")
    return replace(folders, results=Path(wanted).expanduser()) if wanted else folders


def _upload_beside(base_url: str) -> str:
    """The upload address if only the service's is set: a key for loopback stays on loopback."""
    return base_url if is_loopback(urlsplit(base_url).hostname) else UPLOAD


def demo_profile(environment: Mapping[str, str], speed: float) -> Profile:
    """Return the demo's profile: a simulator of its own, shared by all running demos.

    Args:
        environment: the environment variables.
        speed: how many times faster than real tasks end.
    """
    folders = demo_folders(environment)
    leases: list[Lease] = []

    def connect() -> Endpoint:
        # starting a process is slow to import: the opening is drawn before
        from .simulator.process import SimulatorError, join

        try:
            lease = join(folders.simulator, speed=speed)
        except (SimulatorError, OSError) as error:
            raise StartError("simulator", str(folders.simulator)) from error
        leases.append(lease)
        return Endpoint(lease.base_url, DEMO_KEY, lease.base_url)

    def release() -> None:
        while leases:
            leases.pop().release()

    settings = read_settings(folders.settings)
    keep_prompts = settings.values.get("prompts.keep", True)
    return Profile("demo", filed(folders, settings), keep_prompts, connect, release)
