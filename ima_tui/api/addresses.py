"""Which hosts the program may talk to."""

import ipaddress
from urllib.parse import urlsplit

from .errors import BadAddressError

API = "https://api.imastudio.com"
UPLOAD = "https://imapi.liveme.com"

_FORBIDDEN = frozenset("?#\\")
"""In a base address, to which paths are added."""


def base_address(setting: str, address: str) -> str:
    """Return a base address without a trailing slash.

    Args:
        setting: the name of the setting it comes from, for the error.
        address: what the user configured.

    Raises:
        BadAddressError: it is no http(s) address, or plain http to a host other than this machine.
    """
    address = address.strip().rstrip("/")
    if not _is_plain(address) or not _FORBIDDEN.isdisjoint(address):
        raise BadAddressError(setting, "malformed")
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise BadAddressError(setting, "malformed") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise BadAddressError(setting, "malformed")
    if parts.username is not None or parts.password is not None:
        raise BadAddressError(setting, "malformed")
    if parts.scheme == "http" and not is_loopback(host):
        raise BadAddressError(setting, "insecure")
    return address


def is_loopback(host: str | None) -> bool:
    """Tell whether a host name is this machine."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_media_address(address: str) -> bool:
    """Tell whether a medium may be at this address: https, or http on this machine."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or not _is_plain(address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def _is_plain(address: str) -> bool:
    """Tell whether there is nothing in an address that can't be seen, spaces included."""
    return address.isprintable() and " " not in address
