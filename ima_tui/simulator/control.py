"""The simulator's own calls: faults, settings, the ledger and the record of requests.

Only clients on the same machine are answered, whatever address the simulator listens on.
"""

import os
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .accounts import account_of
from .answers import Code, Refusal, failure
from .asking import json_of
from .faults import FaultError, Tally, read
from .faulty import JSON
from .service import Simulator

_Handler = Callable[[Request], Awaitable[Any]]


def routes(sim: Simulator) -> list[Route]:
    """The calls below ``/__sim/``.

    Args:
        sim: What they are about.
    """
    control = _Control(sim)
    return [
        Route("/__sim/health", _told(control.health), methods=["GET"]),
        Route("/__sim/ledger", _near(control.ledger), methods=["GET"]),
        Route("/__sim/requests", _near(control.requests), methods=["GET"]),
        Route("/__sim/faults", _near(control.faults), methods=["GET"]),
        Route("/__sim/faults", _near(control.add_faults), methods=["POST"]),
        Route("/__sim/faults", _near(control.clear_faults), methods=["DELETE"]),
        Route("/__sim/settings", _near(control.settings), methods=["GET"]),
        Route("/__sim/settings", _near(control.change_settings), methods=["PATCH", "POST"]),
    ]


class _Control:
    """One method per call, which returns the content of the answer."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim

    async def health(self, _request: Request) -> Any:
        return {"ok": True, "pid": os.getpid(), "speed": self._sim.speed}

    async def ledger(self, request: Request) -> Any:
        told = self._sim.ledger()
        # A client learns which account is its own by sending its key.
        if "authorization" in request.headers:
            account = account_of(request.headers["authorization"])
            told |= {"account": account, "balance": self._sim.balance(account)}
        return told

    async def requests(self, _request: Request) -> Any:
        return self._sim.traffic.told()

    async def faults(self, _request: Request) -> Any:
        told = [_fault(tally) for tally in self._sim.faults.tallies]
        return {"rules": told, "settings": self._sim.settings}

    async def add_faults(self, request: Request) -> Any:
        try:
            self._sim.apply(read(await json_of(request)))
        except FaultError as error:
            raise Refusal(Code.BAD_REQUEST, str(error), status=400) from None
        return await self.faults(request)

    async def clear_faults(self, request: Request) -> Any:
        self._sim.faults.clear()
        return await self.faults(request)

    async def settings(self, _request: Request) -> Any:
        return self._sim.settings

    async def change_settings(self, request: Request) -> Any:
        try:
            faults = read({"settings": await json_of(request)})
        except FaultError as error:
            raise Refusal(Code.BAD_REQUEST, str(error), status=400) from None
        self._sim.change(faults.settings)
        return self._sim.settings


def _told(handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
    """Wrap a handler to encode its result."""

    async def answer(request: Request) -> Response:
        try:
            return Response(msgspec.json.encode(await handler(request)), media_type=JSON)
        except Refusal as refusal:
            return Response(failure(refusal), refusal.status, media_type=JSON)

    return answer


def _near(handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
    """Wrap a handler to serve clients on this machine only."""

    async def only_near(request: Request) -> Any:
        if request.client is None or not _is_loopback(request.client.host):
            raise Refusal(Code.BAD_REQUEST, "only answered on the same machine", status=403)
        return await handler(request)

    return _told(only_near)


def _is_loopback(host: str) -> bool:
    address = ip_address(host)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _fault(tally: Tally) -> dict[str, Any]:
    rule = msgspec.to_builtins(tally.rule)
    given = {key: value for key, value in rule.items() if value is not None}
    return {"number": tally.number, "seen": tally.seen, "hits": tally.hits, "rule": given}
