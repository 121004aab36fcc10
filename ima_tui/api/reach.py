"""Whether a host answers at all, asked without the key."""

from email.utils import parsedate_to_datetime

import httpx

from .addresses import base_address
from .client import NOT_SENT, through_proxy
from .errors import NoAnswerError, NotSentError
from .tls import certificates

_TIMEOUT = httpx.Timeout(10.0)


async def reach(setting: str, address: str) -> float | None:
    """Request a host's front page and return the host's time.

    Args:
        setting: the name of the setting that the address comes from, for the error.
        address: a base address.

    Returns:
        seconds since the epoch; None if the response has no date.

    Raises:
        BadAddressError: the address can't be requested.
        NotSentError: the host could not be reached.
        NoAnswerError: it did not answer.
    """
    address = base_address(setting, address)
    trust_env = through_proxy(setting, address)
    try:
        async with (
            httpx.AsyncClient(
                timeout=_TIMEOUT, trust_env=trust_env, verify=certificates(trust_env=trust_env)
            ) as http,
            http.stream("GET", f"{address}/") as response,
        ):
            return _date(response.headers.get("Date", ""))
    except NOT_SENT:
        raise NotSentError("no connection") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        raise NoAnswerError("connection lost") from None


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
