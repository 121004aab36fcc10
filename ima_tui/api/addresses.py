"""Which hosts the program may talk to."""

from urllib.parse import urlsplit

from ..catalog.addresses import host_of, is_loopback, is_plain
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
    if not is_plain(address) or not _FORBIDDEN.isdisjoint(address):
        raise BadAddressError(setting, "malformed")
    try:
        parts = urlsplit(address)
        host, _port = host_of(address), parts.port
    except ValueError:
        raise BadAddressError(setting, "malformed") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise BadAddressError(setting, "malformed")
    if parts.username is not None or parts.password is not None:
        raise BadAddressError(setting, "malformed")
    if parts.scheme == "http" and not is_loopback(host):
        raise BadAddressError(setting, "insecure")
    return address
