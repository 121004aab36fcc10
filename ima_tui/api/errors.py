"""What can go wrong on the wire. No error here carries an address, a body or the key."""

import secrets


class ImaError(Exception):
    """Anything that a call to the service can raise."""


class BadAddressError(ImaError):
    """A configured address can't be used.

    Attributes:
        setting: the name of the setting that holds it.
        reason: ``malformed`` or ``insecure`` (a key never goes over plain http, but for loopback).
    """

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason


class ServiceError(ImaError):
    """The service answered with a business error: ``code`` in the body, whatever the HTTP status.

    For a create this is definite: nothing was made and nothing was charged.

    Attributes:
        reference: what a user can quote; it is in the log, too, and begins with the code.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}")
        self.code = code
        self.message = message
        self.reference = f"{code}-{secrets.token_hex(3)}"


class RateLimitedError(ImaError):
    """HTTP 429: refused before acting.

    Attributes:
        retry_after: seconds to wait, None when the service named none.
    """

    def __init__(self, retry_after: float | None) -> None:
        super().__init__("rate limited")
        self.retry_after = retry_after


class NotSentError(ImaError):
    """No byte of the request was written: no DNS, no connection, no TLS, no free connection."""


class NoAnswerError(ImaError):
    """The request may have arrived, but no usable answer came back.

    After a create this says nothing of whether it took effect.
    """


class UnreadableAnswerError(NoAnswerError):
    """The response is not the service's: not JSON, or JSON without a ``code``.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, status: int) -> None:
        super().__init__(f"unreadable answer, status {status}")
        self.status = status


class StorageError(ImaError):
    """The storage rejected an upload; a new token may help.

    Attributes:
        status: the HTTP status; 0 if no answer came.
    """

    def __init__(self, status: int) -> None:
        super().__init__(f"storage, status {status}")
        self.status = status
