"""Which certificates are trusted, for all clients of the service."""

import os
import ssl
from functools import cache

import httpx


def certificates(*, trust_env: bool) -> ssl.SSLContext:
    """Return the TLS context; built once, as reading all certificates takes 15 ms.

    Args:
        trust_env: whether the environment may name other certificates.
    """
    named = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")) if trust_env else None
    return _read(trust_env, named)


@cache
def _read(trust_env: bool, _named: tuple[str | None, ...] | None) -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=trust_env)
