"""The connections to one endpoint with one key; another key or address needs new ones."""

import hashlib
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from .api.client import ImaClient
from .api.upload import UploadClient
from .clock import Clock
from .locale import language
from .logs import Log
from .media.remote import RemoteReader
from .profiles import Endpoint
from .store.database import Database
from .store.uploads import Uploads
from .tasks.preparing import Preparer


class Connections:
    """The clients of an endpoint. Building them opens no connection.

    Args:
        endpoint: the addresses and the key in use.
        clock: the source of time.
        database: where uploads are remembered.
        log: logs refused calls.

    Attributes:
        client: speaks to the Open API.
        remote: reads files on other hosts.
        key_print: a short fingerprint of the key, which tells keys apart without revealing them.
        preparer: checks and uploads the inputs of tasks.
    """

    def __init__(self, endpoint: Endpoint, clock: Clock, database: Database, log: Log) -> None:
        self.client = ImaClient(
            endpoint.base_url, endpoint.key, language=language(), refused=log.refused
        )
        self._uploader = UploadClient(endpoint.upload_url, endpoint.key, now=clock.now)
        self.remote = RemoteReader({str(urlsplit(endpoint.base_url).hostname)})
        self.key_print = hashlib.sha256(endpoint.key.encode()).hexdigest()[:12]
        self.preparer = Preparer(
            self.client, self._uploader, Uploads(database), self.remote, clock, self.key_print
        )

    async def close(self) -> None:
        """Close all of them, even if closing one fails."""
        async with AsyncExitStack() as steps:
            # called last to first
            steps.push_async_callback(self.remote.aclose)
            steps.push_async_callback(self._uploader.aclose)
            steps.push_async_callback(self.client.aclose)
