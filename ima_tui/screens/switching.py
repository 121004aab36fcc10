"""Which profiles can be opened."""

import os

from ..locale import t
from ..profiles import Profile
from ..store.folders import DEFAULT, DEMO, profile_names
from .picking import Item


def profile_name(profile: Profile) -> str:
    """Return the name by which ``--profile`` knows a profile."""
    return DEMO if profile.name == DEMO else profile.title or DEFAULT


def shown_name(name: str) -> str:
    """Return the name of a profile as it is shown."""
    return {DEFAULT: t("profile-live"), DEMO: t("profile-demo")}.get(name, name)


def profile_items(profile: Profile) -> list[Item]:
    """Return the existing profiles, the open one marked."""
    return [
        Item(name, shown_name(name), marked=name == profile_name(profile))
        for name in profile_names(os.environ)
    ]
