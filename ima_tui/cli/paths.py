"""The command ``paths``: every file the program keeps, and its content."""

from pathlib import Path
from typing import TYPE_CHECKING

from ..locale import t
from .app import main
from .exits import Exit
from .frame import option
from .output import print_json, say
from .settings import profile_in_use, settings, with_settings

if TYPE_CHECKING:
    from ..store.kept import Kept


@main.command(help="cli-help-paths")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def paths(*, as_json: bool) -> int:
    """List the files of a profile, and those of other IMA tools that it reads."""
    from ..store.folders import DEFAULT

    profile = profile_in_use()
    is_demo = profile.name == "demo"
    kept = [one for one in _kept() if is_demo or one.name != "simulator"]
    others = [] if is_demo else _shared(default=settings().profile == DEFAULT)
    if as_json:
        document = {
            "profile": settings().profile,
            "paths": [_told(one) for one in kept],
            "others": [_told(one) for one in others],
        }
        print_json(document)
        return Exit.DONE
    _show(kept)
    if others:
        say("")
        say(t("paths-others"))
        _show(others)
        say("")
        say(t("paths-keyring", user=settings().profile))
    return Exit.DONE


def _kept() -> "list[Kept]":
    from ..store.kept import kept_of

    return list(kept_of(profile_in_use().folders))


def _shared(*, default: bool) -> "list[Kept]":
    """Return the files of other IMA tools that are read."""
    from ..store.credentials import shared_credentials
    from ..store.kept import Kept
    from ..store.preferences import shared_file

    key = [Kept("shared_key", shared_credentials())] if default else []
    return [*key, Kept("shared_preferences", shared_file())]


def _show(kept: "list[Kept]") -> None:
    """Write each path in full, with its content below."""
    from ..locale.formats import size

    for one in kept:
        say(f"{_short(one.path)}  {size(one.bytes) if one.parts else t('paths-none')}")
        say(f"    {t(f'kept-{one.name}')}")


def _short(path: Path) -> str:
    """Return a path with the home folder shortened."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _told(one: "Kept") -> dict[str, object]:
    return {
        "name": one.name,
        "path": str(one.path),
        "exists": bool(one.parts),
        "bytes": one.bytes,
        "contents": t(f"kept-{one.name}"),
    }
