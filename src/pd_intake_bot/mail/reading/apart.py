"""Reads large messages in a process of its own, with a budget of time and of memory.

Small ones are read in a thread: what they can cost is bounded, a few tenths of a second for one
that was made to do harm, and a second process would cost more. A large one takes seconds, or for
ever. Meanwhile everything else goes on.

The two processes speak through files without a name: one message of 30 MB in several copies
would be more than the rest of the service needs.
"""

import asyncio
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from pd_intake_bot.mail.reading import parse
from pd_intake_bot.mail.reading.parse import ParseError
from pd_intake_bot.mail.reading.reader import Reader, Reading
from pd_intake_bot.usecases.intake.decide_mail import Decision, ReadMail, decide

NEAR = 64 * 1024
"""Bytes: up to here a message is read in this process, in a few hundredths of a second."""

SECONDS = 20.0
MEMORY = 2 * 2**30

Keep = Callable[[bytes], Awaitable[object]]
"""Keeps the bytes of one file that came with a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What the other process is to do with the bytes that follow."""

    reader: Reader
    received_at: datetime
    is_whole: bool
    keeps_files: bool


async def unpack(
    reader: Reader,
    raw: bytes,
    *,
    received_at: datetime,
    is_whole: bool = True,
    keep: Keep | None = None,
    seconds: float = SECONDS,
) -> ReadMail:
    """Read a message, or the beginning that was fetched of a longer one.

    The files that are taken from a message that matters go to `keep`, one after the other.
    Raises `ParseError`, also when it is not read within its budget.
    Where the other process can't be had or is told to end, that is an `OSError`: try again.
    """
    question = _Question(
        reader=reader, received_at=received_at, is_whole=is_whole, keeps_files=keep is not None
    )
    if len(raw) > NEAR:
        return await _unpack_apart(question, raw, keep, seconds)
    taken, files = await asyncio.to_thread(_unpack_here, question, raw)
    for content in files:
        if keep is not None:
            await keep(content)
    return taken


def _unpack_here(question: _Question, raw: bytes) -> tuple[ReadMail, list[bytes]]:
    reading = _read(question, raw)
    return reading.taken, list(_files(question, reading, raw))


def _read(question: _Question, raw: bytes) -> Reading:
    return question.reader.read(raw, received_at=question.received_at, is_whole=question.is_whole)


def _files(question: _Question, reading: Reading, raw: bytes) -> Iterator[bytes]:
    """Give the files that are taken, in their order, where the message matters."""
    matters = decide(reading.taken.sighting) is not Decision.IGNORE
    if not (question.keeps_files and matters and reading.positions):
        return
    wanted = set(reading.positions)
    try:
        for at, content in enumerate(parse.read_attachments(raw)):
            if at in wanted:
                yield content
    except RecursionError as error:
        raise ParseError("RecursionError while reading attachments") from error


# --- The other process ---------------------------------------------------------------------------


def answer() -> None:
    """Answer the one question on standard input: what the other process runs."""
    with suppress(ValueError, OSError):  # Some systems know no such limit.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    question: _Question = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own words
    paper = sys.stdout.buffer
    try:
        _write_answer(question, sys.stdin.buffer.read(), paper)
    except ParseError as error:
        paper.seek(0)
        paper.truncate()
        pickle.dump(ParseError(str(error)), paper)


def _write_answer(question: _Question, raw: bytes, paper: IO[bytes]) -> None:
    """Write what was read, and behind it the files, whose sizes it names."""
    reading = _read(question, raw)
    pickle.dump(reading.taken, paper)
    for content in _files(question, reading, raw):
        paper.write(content)


async def _unpack_apart(
    question: _Question, raw: bytes, keep: Keep | None, seconds: float
) -> ReadMail:
    with _paper() as asked, _paper() as answered:
        await asyncio.to_thread(_write_question, question, raw, asked)
        if not await _ask(asked, answered, seconds):
            raise ParseError("reading the message took more than its budget")
        answered.seek(0)
        said = pickle.load(answered)  # noqa: S301 - our own words
        if isinstance(said, ParseError):
            raise said
        taken: ReadMail = said
        if keep is not None and decide(taken.sighting) is not Decision.IGNORE:
            for file in taken.submission.attachments:
                await keep(await asyncio.to_thread(answered.read, file.size))
        return taken


def _paper() -> IO[bytes]:
    """Give a file that has no name and, where the system lets us, never lies on a disk.

    Mail is sealed wherever it is kept; nothing is left of this when a process dies.
    """
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("mail"), "w+b")
    return tempfile.TemporaryFile()


def _write_question(question: _Question, raw: bytes, paper: IO[bytes]) -> None:
    pickle.dump(question, paper)
    paper.write(raw)
    paper.flush()
    paper.seek(0)


async def _ask(asked: IO[bytes], answered: IO[bytes], seconds: float) -> bool:
    """Have the question answered by a process of its own; False where it did not in time."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-c",
        f"from {__name__} import answer; answer()",
        stdin=asked,
        stdout=answered,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the service, which ends this process itself.
    )
    try:
        async with asyncio.timeout(seconds):
            await process.wait()
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == -signal.SIGTERM:
        raise InterruptedError("told to end while reading a message")
    return process.returncode == 0
