"""Reads large messages in a process of its own, with a budget of time and of memory.

Small ones are read in a thread: what they can cost is bounded, a few tenths of a second for one
that was made to do harm, and a second process would cost more. A large one takes seconds, or for
ever. Meanwhile everything else goes on.
"""

import asyncio
import pickle
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.mail import parse
from pd_intake_bot.mail.parse import ParseError
from pd_intake_bot.mail.reading import Reader
from pd_intake_bot.usecases.decide_mail import Decision, ReadMail, decide

NEAR = 64 * 1024
"""Bytes: up to here a message is read in this process, in a few hundredths of a second."""

SECONDS = 20.0
MEMORY = 2 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A message as it was read, with the bytes of its attachments where they are to be kept."""

    taken: ReadMail
    attachments: tuple[bytes, ...] = ()


async def unpack(
    reader: Reader,
    raw: bytes,
    *,
    received_at: datetime,
    is_whole: bool = True,
    seconds: float = SECONDS,
) -> Unpacked:
    """Read a message, or the beginning that was fetched of a longer one.

    Raises `ParseError`, also when it is not read within its budget.
    Where the other process can't be had or is told to end, that is an `OSError`: try again.
    """
    if len(raw) <= NEAR:
        return await asyncio.to_thread(_unpack, reader, raw, received_at, is_whole=is_whole)
    said = await _ask(pickle.dumps((reader, raw, received_at, is_whole)), seconds)
    if isinstance(said, ParseError):
        raise said
    if not isinstance(said, Unpacked):
        raise ParseError("reading the message took more than its budget")
    return said


def _unpack(reader: Reader, raw: bytes, received_at: datetime, *, is_whole: bool) -> Unpacked:
    reading = reader.read(raw, received_at=received_at, is_whole=is_whole)
    if not reading.positions or decide(reading.taken.sighting) is Decision.IGNORE:
        return Unpacked(taken=reading.taken)
    wanted = set(reading.positions)
    try:
        files = enumerate(parse.read_attachments(raw))
        kept = tuple(content for at, content in files if at in wanted)
    except RecursionError as error:
        raise ParseError("RecursionError while reading attachments") from error
    return Unpacked(taken=reading.taken, attachments=kept)


def answer() -> None:
    """Answer the one question on standard input: what the other process runs."""
    with suppress(ValueError, OSError):  # Some systems know no such limit.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    reader, raw, received_at, is_whole = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own words
    said: Unpacked | ParseError
    try:
        said = _unpack(reader, raw, received_at, is_whole=is_whole)
    except ParseError as error:
        said = ParseError(str(error))
    pickle.dump(said, sys.stdout.buffer)


async def _ask(question: bytes, seconds: float) -> object:
    """Hand the question to a process of its own; None where it gave no answer in time."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-c",
        f"from {__name__} import answer; answer()",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the service, which ends this process itself.
    )
    try:
        async with asyncio.timeout(seconds):
            words, _ = await process.communicate(question)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == -signal.SIGTERM:
        raise InterruptedError("told to end while reading a message")
    return pickle.loads(words) if process.returncode == 0 else None  # noqa: S301 - our own words
