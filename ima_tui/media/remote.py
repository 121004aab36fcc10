"""Reading a medium from an address given by a user, to inspect it: public addresses only.

An address in a prompt or a plan file must not make this machine read its own network. Every hop is
resolved and checked here, and the connection goes to the address that was checked, whatever the
name resolves to later. Proxies of the environment are not used, as they resolve names themselves.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from functools import cached_property
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from ..api.client import MOST_REDIRECTS, NOT_SENT
from ..api.errors import ImaError, NoAnswerError, NotSentError
from ..api.tls import certificates
from ..catalog.addresses import is_loopback, is_media_address
from ..catalog.refusals import RefusedError
from .files import shown_name

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

MOST_SECONDS = 120.0
"""How long a whole download may take."""

LOOK_SECONDS = 10.0
"""How long an address may take to answer whether it exists."""

_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_MOST_ADDRESSES = 3
_GONE = frozenset({401, 403, 404, 410, 451})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MAPPED = ipaddress.ip_network("::ffff:0:0/96")
_UNICAST = ipaddress.ip_network("2000::/3")
"""The IPv6 range allocated for the internet (RFC 4291, IANA); the rest has other uses."""


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host.

    Raises:
        OSError: it has none, or resolving failed.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Return whether an IP address is public, and also any address embedded in it."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.version == 6 and not any(ip in one for one in (_UNICAST, _NAT64, _MAPPED)):
        return False
    return all(one.is_global and not one.is_multicast for one in (ip, *_carried(ip)))


def _carried(ip: Address) -> list[Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    carried: list[Address | None] = [ip.ipv4_mapped, ip.sixtofour]
    if ip.teredo is not None:
        carried.extend(ip.teredo)
    if ip in _NAT64:
        carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]


class RemoteReader:
    """Reads media from public addresses.

    Args:
        own_hosts: the hosts of the configured services; of these, those on this machine (the demo)
            may be read too.
        resolver: resolves host names.
    """

    def __init__(self, own_hosts: Collection[str], *, resolver: Resolver = resolve) -> None:
        self._own = frozenset(host for host in own_hosts if is_loopback(host))
        self._resolve = resolver

    @cached_property
    def _http(self) -> httpx.AsyncClient:
        # created on first use: few tasks need it
        return httpx.AsyncClient(
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            verify=certificates(trust_env=False),
            headers={"Accept-Encoding": "identity"},
            # a pooled connection would be reused by IP address, not by host name
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=0),
        )

    async def aclose(self) -> None:
        """Close all connections."""
        if "_http" in vars(self):
            await self._http.aclose()

    async def read(self, address: str, into: BinaryIO, most: int) -> None:
        """Read a medium into a private file.

        Args:
            address: where the medium is.
            into: the file to write to.
            most: the size limit in bytes.

        Raises:
            RefusedError: the address leads to a private network or to nothing, or the medium is too
                large.
            NotSentError: the host could not be reached.
            NoAnswerError: the connection broke, or it took too long.
        """
        failure: ImaError
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await self._follow(address, into, most)
        except NOT_SENT:
            failure = NotSentError("no connection")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, TimeoutError):
            failure = NoAnswerError("connection lost")
        else:
            return
        raise failure

    async def is_gone(self, address: str) -> bool:
        """Return whether an address certainly leads to nothing; if unknown, it does not.

        Args:
            address: where a medium should be.
        """
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self.read(address, BytesIO(), 0)
        except RefusedError as refusal:
            return refusal.code == "not_there"
        except (ImaError, TimeoutError):
            pass
        return False

    async def _follow(self, address: str, into: BinaryIO, most: int) -> None:
        name = shown_name(address)
        # a redirect from another host to this machine is not followed
        own = _host(address) in self._own
        for _ in range(MOST_REDIRECTS):
            own = own and _host(address) in self._own
            response = await self._open(address, name, own=own)
            try:
                if not response.is_redirect:
                    await _receive(response, into, most, name)
                    return
                location = response.headers.get("Location", "")
            finally:
                await response.aclose()
            # resolved against the name, not the IP address connected to
            address = str(httpx.URL(address).join(location))
        raise RefusedError("not_there", {"input": name})

    async def _open(self, address: str, name: str, *, own: bool) -> httpx.Response:
        url = httpx.URL(address)
        if not is_media_address(address) or (url.scheme != "https" and not own) or url.userinfo:
            raise RefusedError("not_public", {"input": name})
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            numbers = await self._resolve(host, port)
        except OSError:
            raise httpx.ConnectError("no such host") from None
        if not numbers or not all(_may_be_read(number, own=own) for number in numbers):
            raise RefusedError("not_public", {"input": name})
        return await self._connect(url, host, numbers[:_MOST_ADDRESSES])

    async def _connect(self, url: httpx.URL, host: str, numbers: list[str]) -> httpx.Response:
        """Try each IP address in turn; the certificate is still checked for the host name."""
        for left, number in enumerate(numbers, 1 - len(numbers)):
            request = self._http.build_request(
                "GET",
                url.copy_with(host=number),
                headers={"Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            )
            try:
                return await self._http.send(request, stream=True)
            except NOT_SENT:
                if not left:
                    raise
        raise httpx.ConnectError("no address")


def _may_be_read(number: str, *, own: bool) -> bool:
    return is_loopback(number) if own else is_public(number)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


async def _receive(response: httpx.Response, into: BinaryIO, most: int, name: str) -> None:
    if response.status_code in _GONE:
        raise RefusedError("not_there", {"input": name})
    if response.status_code != httpx.codes.OK:
        raise httpx.ReadError("no content")
    announced = response.headers.get("Content-Length", "")
    size = int(announced) if announced.isdecimal() else 0
    received = 0
    async for part in response.aiter_raw():
        received += len(part)
        if max(received, size) > most:
            about = {"input": name, "found": f">{most // 10**6}", "most": f"{most // 10**6}"}
            raise RefusedError("input_bytes", about)
        await asyncio.to_thread(into.write, part)
