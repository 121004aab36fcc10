"""Keys and accounts: which keys are valid, and whose they are, without keeping any."""

import hashlib

from .answers import Code, Refusal

KEY_PREFIX = "ima_"
_BEARER = "Bearer "


def account_of(authorization: str | None) -> str:
    """Whose key it is.

    Args:
        authorization: The Authorization header.

    Raises:
        Refusal: If it holds no key of the service's form.
    """
    account = account_or_none(authorization)
    if account is None:
        raise Refusal(Code.KEY_INVALID, "invalid API key", status=401)
    return account


def account_or_none(authorization: str | None) -> str | None:
    """Whose key it is; None if the header holds no key of the service's form."""
    key = (authorization or "").removeprefix(_BEARER).strip()
    valid = (authorization or "").startswith(_BEARER + KEY_PREFIX) and key != KEY_PREFIX
    return fingerprint(key) if valid else None


def fingerprint(key: str) -> str:
    """The account of a key, from which the key can't be told."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]
