"""Keys and accounts: which keys are valid, and their accounts, without storing keys."""

import hashlib

from .answers import Code, Refusal

KEY_PREFIX = "ima_"
_BEARER = "Bearer "


def account_of(authorization: str | None) -> str:
    """Return the account of a key.

    Args:
        authorization: The Authorization header.

    Raises:
        Refusal: If it contains no key of the service's format.
    """
    account = account_or_none(authorization)
    if account is None:
        raise Refusal(Code.KEY_INVALID, "invalid API key", status=401)
    return account


def account_or_none(authorization: str | None) -> str | None:
    """Return the account of a key; None if the header contains no key of the service's format."""
    key = (authorization or "").removeprefix(_BEARER).strip()
    valid = (authorization or "").startswith(_BEARER + KEY_PREFIX) and key != KEY_PREFIX
    return fingerprint(key) if valid else None


def fingerprint(key: str) -> str:
    """Return the account of a key: a fingerprint that does not reveal it."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]
