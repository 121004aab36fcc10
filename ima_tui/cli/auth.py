"""The commands ``auth``: storing, locating and deleting the API key."""

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from ..locale import t
from .app import main
from .exits import Exit
from .failures import own_error, start_error
from .frame import option
from .output import is_terminal, note, print_json, say, waiting
from .program import Program
from .settings import given_key, settings, with_settings
from .values import profile_named

if TYPE_CHECKING:
    from ..api.errors import ImaError
    from ..profiles import Endpoint
    from ..store.credentials import KeySources, Look

_MOST_BYTES: Final = 4096
"""The length limit of a key."""


@main.group("auth", cls=Program, invoke_without_command=True, help="cli-help-auth")
@with_settings
@click.pass_context
def auth(context: click.Context) -> None:
    """Show the subcommands, unless one follows."""
    if context.invoked_subcommand is None:
        say(context.get_help())


@auth.command(help="cli-help-login")
@option("--base-url", metavar="URL", help="cli-option-base-url")
@option("--upload-url", metavar="URL", help="cli-option-upload-url")
@option("--test/--no-test", default=True, help="cli-option-test")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def login(*, base_url: str | None, upload_url: str | None, test: bool, as_json: bool) -> int:
    """Store an API key; a new profile name creates that profile."""
    from ..store.credentials import last_characters

    name = _own_profile()
    addresses = {"service.base_url": base_url, "service.upload_url": upload_url}
    endpoint = _endpoint(name, {key: given for key, given in addresses.items() if given})
    key = _given(name)
    failure = _tried(endpoint, key) if test else None
    _write_addresses(name, addresses)
    kept, about = _kept(_sources(name), key)
    tested = None if not test else failure is None
    if as_json:
        told = {"source": kept, "about": about, "key": last_characters(key), "tested": tested}
        print_json({"profile": name, **told})
        return Exit.DONE
    say(t(f"auth-kept-{kept}", about=about, key=last_characters(key)))
    if failure is not None:
        note(t("auth-untested", why=failure))
    elif test:
        say(t("auth-tested"))
    _note_what_comes_first(name, kept)
    return Exit.DONE


@auth.command(help="cli-help-status")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def status(*, as_json: bool) -> int:
    """Show where the key in use comes from, and which others there are."""
    from ..store.credentials import CredentialError
    from ..store.folders import DEMO, profile_names

    name = profile_named(_own_profile())
    sources = _sources(name)
    looks = [look for look in sources.looks() if look.key or look.problem]
    used, missing = None, None
    try:
        used = sources.find(looks)
    except CredentialError as error:
        missing = own_error(error.problem, about=error.about)
    profiles = [one for one in profile_names(os.environ) if one != DEMO]
    if as_json:
        document: dict[str, Any] = {"profile": name, "profiles": profiles}
        document |= {"used": _told(used) if used else None}
        others = [_told(look) for look in looks if look is not used]
        print_json(
            document | {"others": others} | ({"error": missing.document()} if missing else {})
        )
        return missing.exit if missing else Exit.DONE
    if len(profiles) > 1:
        say(t("auth-profile-of", name=name, profiles=", ".join(profiles)))
    else:
        say(t("auth-profile", name=name))
    for look in looks:
        say(_line(look, used))
    if missing is None:
        return Exit.DONE
    if any(look.problem for look in looks):
        # its line already says so
        return missing.exit
    raise missing


@auth.command(help="cli-help-logout")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def logout(*, as_json: bool) -> int:
    """Delete the key that this program stored."""
    from ..store.credentials import Source
    from ..store.folders import DEFAULT
    from ..store.keyrings import KeyringError

    name = profile_named(_own_profile())
    sources = _sources(name)
    try:
        gone = sorted(sources.forget())
    except KeyringError as error:
        raise own_error(f"keyring_{error.reason}", about=name) from None
    except OSError:
        raise own_error("unwritable_file", path=sources.own) from None
    left = [look for look in sources.looks() if look.key or look.problem]
    if as_json:
        print_json({"profile": name, "removed": gone, "left": [_told(look) for look in left]})
        return Exit.DONE
    say(t("auth-gone") if gone else t("auth-nothing"))
    if Source.KEYRING in gone and name == DEFAULT:
        say(t("auth-gone-shared"))
    for look in left:
        say(t("auth-left", source=_named(look)))
    return Exit.DONE


def _own_profile() -> str:
    """Return the profile's name; the demo has no key."""
    name = settings().profile
    if name == "demo":
        raise own_error("demo_key")
    return name


def _sources(name: str) -> "KeySources":
    from ..profiles import key_sources

    return key_sources(os.environ, name, given_key())


def _endpoint(name: str, addresses: "dict[str, str]") -> "Endpoint":
    """Return the endpoint that a key will be sent to.

    Raises:
        CommandError: a key can't be sent there.
    """
    from ..profiles import StartError, endpoint
    from ..store.folders import live_folders
    from ..store.settings import Settings, read_settings

    known = read_settings(live_folders(os.environ, name).settings)
    values = {**known.values, **addresses}
    try:
        return endpoint(os.environ, Settings(values, known.mistakes, known.path), "")
    except StartError as error:
        raise start_error(error) from None


def _given(name: str) -> str:
    """Return the key from the file, the terminal or stdin.

    Raises:
        CommandError: there is none, or it is malformed.
    """
    from ..store.credentials import is_key

    given = given_key()
    if given is not None and given.key is not None:
        return given.key
    key = _asked(name) if is_terminal(sys.stdin) else _piped()
    if not key:
        raise own_error("empty_key")
    if not is_key(key):
        raise own_error("bad_key")
    return key


def _asked(name: str) -> str:
    import getpass
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(t("auth-ask", name=name) + " ").strip()
        except getpass.GetPassWarning:
            raise own_error("unhidden") from None
        except EOFError:
            return ""


def _piped() -> str:
    if sys.stdin is None:
        raise own_error("no_stdin")
    content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise own_error("bad_key")
    return content.decode(errors="replace").strip()


def _tried(endpoint: "Endpoint", key: str) -> str | None:
    """Return why a key could not be tested; None if the service accepts it.

    Raises:
        CommandError: the service refuses it.
    """
    import asyncio
    from dataclasses import replace

    from ..headless import logged, try_key
    from ..store.folders import live_folders
    from ..tasks.problems import problem_of
    from .lists import list_error

    # creating its folder would create the new profile even if its key is refused
    with waiting(t("auth-testing")), logged(live_folders(os.environ).logs) as log:
        trial = try_key(replace(endpoint, key=key), log.refused)
        error: ImaError | None = asyncio.run(trial)
    if error is None:
        return None
    if problem_of(error) == "key":
        raise own_error("refused_key")
    return list_error(error).words


def _write_addresses(name: str, addresses: "dict[str, str | None]") -> None:
    """Create the profile and store the addresses of its service."""
    from ..files import private_folder
    from ..store.folders import live_folders
    from ..store.settings import SettingError, read_settings
    from ..wording.settings import unwritten_words

    path = live_folders(os.environ, name).settings
    try:
        private_folder(path.parent)
        for key, address in addresses.items():
            if address:
                read_settings(path).set(key, address)
    except SettingError as error:
        raise own_error("unwritten", why=unwritten_words(error)) from None
    except OSError:
        raise own_error("unwritable_file", path=path) from None


def _kept(sources: "KeySources", key: str) -> tuple[str, str]:
    """Store a key; return where, and what that place is called."""
    from ..store.credentials import Source
    from ..store.keyrings import KeyringError, keyring_name

    try:
        if keyring_name() is None:
            note(t("auth-no-keyring", path=sources.own))
        kept = sources.keep(key)
    except KeyringError as error:
        raise own_error(f"keyring_{error.reason}", about=sources.user) from None
    except OSError:
        raise own_error("unwritable_file", path=sources.own) from None
    return kept, str(sources.own) if kept is Source.OWN_FILE else f"ima-api / {sources.user}"


def _note_what_comes_first(name: str, kept: str) -> None:
    from ..profiles import key_sources

    for look in key_sources(os.environ, name).looks():
        if look.source == kept:
            return
        if look.key or look.problem:
            note(t("auth-first", source=_named(look)))
            return


def _line(look: "Look", used: "Look | None") -> str:
    from ..store.credentials import last_characters

    where = _named(look)
    if look.key is None:
        why = own_error(look.problem, about=look.about).words
        return t("auth-unusable", source=where, why=why)
    words = "auth-used" if look is used else "auth-unused"
    return t(words, source=where, key=last_characters(look.key))


def _named(look: "Look") -> str:
    return t(f"key-source-{look.source}", about=look.about)


def _told(look: "Look") -> dict[str, str]:
    from ..store.credentials import last_characters

    told = {"source": look.source.value, "about": look.about}
    if look.key is not None:
        return told | {"key": last_characters(look.key)}
    return told | {"problem": look.problem}
