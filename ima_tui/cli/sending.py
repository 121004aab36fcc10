"""Sending one creation, or many, and reporting each outcome."""

import asyncio
from collections.abc import Callable, Sequence

from ..locale import t
from ..tasks.engine import Engine
from .asked import Answer, total_of
from .ends import End, tell_in_words
from .exits import Exit, first_of
from .failures import CommandError, own_error
from .following import Follower, until_accepted, until_late
from .output import note, print_json
from .progress import progress_on_stderr
from .session import services_of, session
from .settings import profile_in_use
from .spending import total_words
from .terms import Terms, agree, ceiling_of, folder_of, note_price, submit


def send_one(found: Answer, terms: Terms, *, as_json: bool) -> int:
    """Send one creation; return the exit code.

    Raises:
        CommandError: it could not be sent at all.
    """
    return asyncio.run(_send_one(found, terms, telling(as_json=as_json)))


def send_many(answers: Sequence[Answer], terms: Terms, *, as_json: bool) -> int:
    """Send all valid lines; return the exit code.

    Raises:
        CommandError: nothing could be sent.
    """
    bad = _tell_bad(answers, as_json=as_json)
    if not any(answer.order for answer in answers):
        return bad
    return first_of((bad, asyncio.run(_send_many(answers, terms, as_json=as_json))))


def telling(*, as_json: bool) -> Callable[[End], None]:
    """Return the function that reports a task."""

    def tell(end: End) -> None:
        if as_json:
            print_json(end.document())
        else:
            tell_in_words(end)

    return tell


async def _send_one(found: Answer, terms: Terms, tell: Callable[[End], None]) -> int:
    folder = folder_of(terms)
    services = services_of(profile_in_use(), lambda _task: False)
    await agree([found], terms, services)
    note_price(found)
    async with session(services, patient=False) as at:
        enough = until_late if terms.wait else until_accepted
        follower = Follower(at, enough, progress_on_stderr(services.clock), tell)
        ceiling = ceiling_of(found, total_of([found]), terms)
        follower.add(await submit(at.engine, found, ceiling, folder))
        follower.close()
        return await follower.run()


async def _send_many(answers: Sequence[Answer], terms: Terms, *, as_json: bool) -> Exit:
    lines: dict[str, int] = {}

    def tell(end: End) -> None:
        line = lines[end.task.id]
        if as_json:
            print_json({"line": line} | end.document())
        else:
            tell_in_words(end, t("cli-batch-number", line=line) + " ")

    services = services_of(profile_in_use(), lambda _task: False)
    await agree(answers, terms, services)
    if not as_json:
        note(total_words(answers))
    async with session(services, patient=False, at_once=terms.at_once) as at:
        follower = Follower(at, until_late, progress_on_stderr(services.clock), tell)
        giving = asyncio.ensure_future(_give(at.engine, follower, answers, terms, lines))
        try:
            exit_ = await follower.run()
        finally:
            refused = await giving
    return first_of((_tell_bad(refused, as_json=as_json), exit_))


async def _give(
    engine: Engine,
    follower: Follower,
    answers: Sequence[Answer],
    terms: Terms,
    lines: dict[str, int],
) -> list[Answer]:
    """Submit the lines in turn; return those that failed."""
    total = total_of(answers)
    refused: list[Answer] = []
    try:
        for answer in answers:
            if answer.order is None:
                continue
            try:
                task = await _submit(engine, follower, answer, ceiling_of(answer, total, terms))
            except CommandError as error:
                refused.append(Answer(answer.line, error=error))
            else:
                lines[task] = answer.line
    finally:
        follower.close()
    return refused


async def _submit(engine: Engine, follower: Follower, answer: Answer, ceiling: int) -> str:
    if follower.leaving:
        raise own_error("interrupted")
    task = await submit(engine, answer, ceiling)
    follower.add(task)
    return task.id


def _tell_bad(answers: Sequence[Answer], *, as_json: bool) -> Exit:
    """Report the lines that can't be created; return their exit codes."""
    for answer in answers:
        if answer.error is not None and as_json:
            print_json(answer.document())
        elif answer.error is not None:
            note(t("cli-batch-line", line=answer.line, why=answer.error.words))
    return first_of(answer.error.exit for answer in answers if answer.error)
