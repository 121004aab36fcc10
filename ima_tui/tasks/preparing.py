"""Inspecting, uploading and verifying a task's inputs, before anything that costs is sent.

First all are inspected, so that nothing is uploaded for a task that can't be made; then they are
uploaded, unless the same bytes were before; then, for models that require it, verified by the
service. Nothing here is charged, so every failure may be retried.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import BinaryIO
from weakref import WeakValueDictionary

from ..api.client import ImaClient
from ..api.errors import NoAnswerError, NotSentError, ServiceError, StorageError
from ..api.upload import UploadClient
from ..catalog.input_limits import Probe, bad_together
from ..catalog.inputs import InputMedia, bad_kind, bad_media, is_described
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.values import clean
from ..clock import Clock
from ..media.files import shown_name
from ..media.given import given_medium
from ..media.looking import Content, Looked, look_here, look_there
from ..media.remote import RemoteReader
from ..store.database import StoreError
from ..store.uploads import UploadKey, Uploads
from .problems import problem_of

_PART = 64 * 1024
_AT_ONCE = 3
"""The most uploads, and the most checks, at a time over all tasks."""
VERIFIED_SECONDS = 600.0
"""How long a verified input needs no other check, as when its task is retried."""
_NEVER_STORED = frozenset({400, 411, 413, 415})
"""HTTP statuses of the storage that mean that it will never accept these bytes."""
_DEFINITE = frozenset({"bad_request", "bad_value", "refused", "moderation", "too_small"})
"""Problems that a retry does not fix."""


class Stage(StrEnum):
    """The stage of preparing inputs."""

    UPLOADING = "uploading"
    VERIFYING = "verifying"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress: ``done`` of ``total``, in bytes while uploading, in inputs while verifying."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """The result of inspecting one input.

    Attributes:
        medium: the input; None if it can't be used.
        probe: the properties of a local file.
        refusal: why it can't be used.
        uploaded: whether it is uploaded already.
    """

    medium: InputMedia | None
    probe: Probe | None = None
    refusal: RefusedError | None = None
    uploaded: bool = False


OnProgress = Callable[[Progress], None]


class Preparer:
    """Prepares the inputs of tasks.

    Args:
        client: calls the service to verify.
        uploader: uploads.
        uploads: remembers uploads.
        remote: reads media at addresses.
        clock: the source of time.
        key_print: the fingerprint of the key.
    """

    def __init__(
        self,
        client: ImaClient,
        uploader: UploadClient,
        uploads: Uploads,
        remote: RemoteReader,
        clock: Clock,
        key_print: str,
    ) -> None:
        self._client = client
        self._uploader = uploader
        self._uploads = uploads
        self._remote = remote
        self._clock = clock
        self._key_print = key_print
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._checks = asyncio.Semaphore(_AT_ONCE)
        self._same: WeakValueDictionary[UploadKey, asyncio.Lock] = WeakValueDictionary()
        self._verified: dict[str, float] = {}

    async def check(self, leaf: Leaf, inputs: Sequence[InputMedia]) -> tuple[InputMedia, ...]:
        """Inspect the local files among inputs, without network access, when they are chosen.

        Returns:
            the inputs with their properties, and with the digest by which a later change is
            noticed.

        Raises:
            RefusedError: they can't be used.
        """
        _check_inputs(leaf, inputs)
        looked = [
            await look_here(leaf, medium) if medium.local else Looked(medium) for medium in inputs
        ]
        _check_together(leaf, looked)
        return tuple(one.medium for one in looked)

    async def inspect(self, leaf: Leaf, text: str) -> Inspected:
        """Inspect one input as named by a user, without network access.

        Args:
            leaf: the model.
            text: an address or a path, as it was typed.
        """
        try:
            medium = await asyncio.to_thread(given_medium, text)
            refusal = bad_kind(leaf, medium)
            if refusal is not None:
                raise refusal
            if not medium.local:
                return Inspected(medium)
            looked = await look_here(leaf, medium)
        except RefusedError as refusal:
            return Inspected(None, refusal=refusal)
        uploaded = False
        with suppress(StoreError):
            found = [
                await self._uploads.find(self._key_of(file), self._clock.now())
                for file in looked.files
            ]
            uploaded = None not in found
        return Inspected(looked.medium, looked.probe, uploaded=uploaded)

    async def prepare(
        self, leaf: Leaf, inputs: Sequence[InputMedia], on_progress: OnProgress
    ) -> tuple[InputMedia, ...]:
        """Prepare inputs for the service.

        Args:
            leaf: the model.
            inputs: in their order; those with a ``digest`` must still be the same files.
            on_progress: called as bytes are sent and as inputs are verified.

        Returns:
            the inputs with their addresses, described and verified if the model requires that.

        Raises:
            RefusedError: they can't be used; a retry does not help.
            ImaError: it failed for now.
            StoreError: the remembered uploads can't be read.
        """
        _check_inputs(leaf, inputs)
        looked = [await self._look(leaf, medium) for medium in inputs]
        _check_together(leaf, looked)
        addresses = await self._upload_all(looked, on_progress)
        ready = tuple(_placed(one, addresses) for one in looked)
        if is_described(leaf):
            await self._verify_all(ready, looked, on_progress)
        return ready

    async def _look(self, leaf: Leaf, medium: InputMedia) -> Looked:
        if medium.local:
            return await look_here(leaf, medium)
        return (
            await look_there(leaf, medium, self._remote) if is_described(leaf) else Looked(medium)
        )

    async def _upload_all(
        self, looked: Sequence[Looked], on_progress: OnProgress
    ) -> dict[str, str]:
        """Upload what is not uploaded yet; return the addresses by digest."""
        files = {file.digest: file for one in looked for file in one.files}
        addresses: dict[str, str] = {}
        for digest, file in files.items():
            known = await self._uploads.find(self._key_of(file), self._clock.now())
            if known is not None:
                addresses[digest] = known
        missing = [file for digest, file in files.items() if digest not in addresses]
        total, before = sum(file.probe.size for file in missing), 0
        if missing:
            on_progress(Progress(Stage.UPLOADING, 0, total))
        for file in missing:
            start = before

            def sent(count: int, start: int = start) -> None:
                on_progress(Progress(Stage.UPLOADING, start + count, total))

            addresses[file.digest] = await self._upload(file, sent)
            before += file.probe.size
            sent(file.probe.size)
        return addresses

    async def _upload(self, file: Content, sent: Callable[[int], None]) -> str:
        """Upload one file; of two tasks with the same one the second waits for the first."""
        key = self._key_of(file)
        lock = self._same.setdefault(key, asyncio.Lock())
        async with lock, self._places:
            known = await self._uploads.find(key, self._clock.now())
            if known is not None:
                return known
            found = file.probe
            with _refusing("not_stored", file.name), _of_the_upload_host():
                token = await self._uploader.upload_token(
                    found.kind, found.suffix, found.content_type
                )
                with closing(await asyncio.to_thread(file.open)) as source:
                    content = _parts(source, file, sent)
                    await self._uploader.put(token, content, found.size, found.content_type)
            # if it can't be stored, the file is only uploaded again
            with suppress(StoreError):
                await self._uploads.remember(key, token.url, token.expires_at, self._clock.now())
            return token.url

    def _key_of(self, file: Content) -> UploadKey:
        kind, base_url = file.probe.kind, self._uploader.base_url
        return UploadKey(file.digest, kind, base_url, self._key_print)

    async def _verify_all(
        self, ready: Sequence[InputMedia], looked: Sequence[Looked], on_progress: OnProgress
    ) -> None:
        """Have the service verify every input once, several at a time; each may take minutes."""
        after = self._clock.monotonic() - VERIFIED_SECONDS
        self._verified = {url: at for url, at in self._verified.items() if at >= after}
        inputs = {medium.address: one for medium, one in zip(ready, looked, strict=True)}
        waiting = [url for url in inputs if url not in self._verified]
        passed = 0

        async def verify(url: str) -> None:
            nonlocal passed
            async with self._checks:
                await self._verify(url, inputs[url])
            passed += 1
            on_progress(Progress(Stage.VERIFYING, passed, len(waiting)))

        if waiting:
            on_progress(Progress(Stage.VERIFYING, 0, len(waiting)))
        results = await asyncio.gather(*map(verify, waiting), return_exceptions=True)
        failures = [result for result in results if isinstance(result, BaseException)]
        # permanent problems first: a retry would meet them again
        for failure in sorted(failures, key=lambda one: not isinstance(one, RefusedError)):
            raise failure

    async def _verify(self, url: str, one: Looked) -> None:
        name = shown_name(one.medium.address)
        with _refusing("not_verified", name):
            check = await self._client.verify(url)
        if not check.passed:
            if one.file is not None:
                # whatever the reason, the next try uploads the file again
                with suppress(StoreError):
                    await self._uploads.forget(self._key_of(one.file))
            raise RefusedError("not_verified", {"input": name, "message": check.message})
        self._verified[url] = self._clock.monotonic()


def _check_inputs(leaf: Leaf, inputs: Sequence[InputMedia]) -> None:
    refusal = bad_media(leaf, inputs)
    if refusal is not None:
        raise refusal


def _check_together(leaf: Leaf, looked: Sequence[Looked]) -> None:
    refusal = bad_together(leaf, [one.probe for one in looked if one.probe is not None])
    if refusal is not None:
        raise refusal


def _placed(one: Looked, addresses: dict[str, str]) -> InputMedia:
    medium = one.medium
    if one.file is not None:
        medium = replace(medium, address=addresses[one.file.digest], local=False)
    if one.cover is not None:
        medium = replace(medium, cover=addresses[one.cover.digest])
    return medium


async def _parts(
    source: BinaryIO, file: Content, sent: Callable[[int], None]
) -> AsyncIterator[bytes]:
    """Yield a file's bytes, but never the last chunk of one changed since its inspection."""
    digest, count = hashlib.sha256(), 0
    part = await asyncio.to_thread(source.read, _PART)
    while part:
        digest.update(part)
        following = await asyncio.to_thread(source.read, _PART)
        count += len(part)
        ended = not following
        if count > file.probe.size or (ended and digest.hexdigest() != file.digest):
            raise RefusedError("input_changed", {"input": file.name})
        yield part
        sent(count)
        part = following
    if count != file.probe.size:
        raise RefusedError("input_changed", {"input": file.name})


@contextmanager
def _of_the_upload_host() -> Iterator[None]:
    """Turn connection errors of the upload host into an error of the storage."""
    try:
        yield
    except (NotSentError, NoAnswerError) as error:
        if problem_of(error) == "key":
            raise
        raise StorageError(0) from None


@contextmanager
def _refusing(code: str, name: str) -> Iterator[None]:
    """Turn errors that a retry does not fix into a refusal."""
    try:
        yield
    except StorageError as error:
        if error.status not in _NEVER_STORED:
            raise
        raise RefusedError(code, {"input": name}) from None
    except ServiceError as error:
        if problem_of(error) not in _DEFINITE:
            raise
        message = clean(error.message, 200) or "—"
        raise RefusedError(code, {"input": name, "message": message}) from None
