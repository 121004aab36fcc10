"""Media addresses: which ones are safe to send and to open."""

import ipaddress
import re
from urllib.parse import urlsplit

_IPV6 = re.compile(r"(?:[^@\[\]]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?")


def is_loopback(host: str | None) -> bool:
    """Return whether a host name is this machine."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_media_address(address: str) -> bool:
    """Return whether a medium may be at this address: https, or http on this machine.

    (IMA Open API, inputs per task type.)
    """
    address = address.strip()
    try:
        parts, host = urlsplit(address), host_of(address)
    except ValueError:
        return False
    if not host or not is_plain(address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def host_of(address: str) -> str | None:
    """Return the host of an address; None if it has none.

    Anything but an IPv6 address within or after the brackets counts as no host, as parsers differ
    on it.

    Raises:
        ValueError: the address is malformed.
    """
    parts = urlsplit(address)
    if "[" in parts.netloc and not _IPV6.fullmatch(parts.netloc):
        return None
    return parts.hostname


def is_plain(address: str) -> bool:
    """Return whether an address has only visible characters, so no spaces either."""
    return address.isprintable() and " " not in address
