"""Where a medium may be: addresses that are safe to send and to open."""

import ipaddress
from urllib.parse import urlsplit


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
    """Tell whether a medium may be at this address: https, or http on this machine.

    (IMA Open API, inputs per task type.)
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or not is_plain(address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_plain(address: str) -> bool:
    """Tell whether there is nothing in an address that can't be seen, spaces included."""
    return address.isprintable() and " " not in address
