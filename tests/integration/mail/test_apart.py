"""Large messages are read beside the service: within a budget, and without holding it up."""

import asyncio
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain.submission import LeftOutBecause
from pd_intake_bot.mail.reading import apart
from pd_intake_bot.mail.reading.caps import Caps
from pd_intake_bot.mail.reading.parse import ParseError
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import load
from tests.patience import cut_off

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEAD = (
    "From: Үлгі <user@example.test>\r\nSubject: Дербес деректер туралы сұрау\r\n"
    "Message-ID: <1@example.test>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
).encode()
TEXT = b"--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n"
FILE = b"--b\r\nContent-Type: application/pdf\r\n\r\n" + b"%PDF" * 2_000_000 + b"\r\n"
MANY = 20
PARTS = b"--b\r\n\r\nx\r\n" * 500_000


@pytest.fixture(scope="module")
def reader() -> Reader:
    ids = MessageIds(key=b"k" * 32, domain="example.test")
    return build_reader(load.load(), ids, "info@example.test", "loop")


class Kept:
    """Keeps files as the store does."""

    def __init__(self) -> None:
        self.files: list[bytes] = []

    async def __call__(self, content: bytes) -> None:
        self.files.append(content)


@pytest.fixture
def kept() -> Kept:
    return Kept()


async def count_turns(stop: asyncio.Event) -> int:
    """Count how often something else could run."""
    turns = 0
    while not stop.is_set():
        await asyncio.sleep(0.005)
        turns += 1
    return turns


async def test_a_large_message_is_read_as_a_small_one_and_holds_nothing_up(
    reader: Reader, kept: Kept
) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        turns = group.create_task(count_turns(stop))
        raw = HEAD + TEXT + FILE + b"--b--"
        large = await apart.unpack(reader, raw, received_at=NOW, keep=kept)
        stop.set()
    small = await apart.unpack(reader, HEAD + TEXT + b"--b--", received_at=NOW)
    assert large.submission.text == small.submission.text == "words"
    assert large.sighting == small.sighting
    assert [len(each) for each in kept.files] == [8_000_000]
    assert turns.result() > MANY


MIXED = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n"
SMALL = {
    "parts in parts": MIXED % 0 + b"".join(b"--b%d\r\n" % n + MIXED % (n + 1) for n in range(1000)),
    "parts beside parts": MIXED % 0 + b"--b0\r\n\r\nx\r\n" * 6000,
    "a page of paragraphs": b"Content-Type: text/html\r\n\r\n" + b"<p>x" * 16_000,
    "addresses": b"\r\n" + b"a@b.c " * 10_000,
    "telephones": b"\r\n" + b"8 701 123 45 67\r\n" * 3_600,
    "white space": b"\r\n" + b" " * 30_000 + b" \n" * 16_000,
    "fields": b"".join(b"X-%d: \xd0\xe5\r\n" % n for n in range(5000)),
}


@pytest.mark.parametrize("flood", SMALL.values(), ids=SMALL)
async def test_a_small_message_made_to_do_harm_holds_nothing_up(
    reader: Reader, flood: bytes
) -> None:
    raw = b"From: user@example.test\r\nSubject: words\r\n" + flood
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        turns = group.create_task(count_turns(stop))
        with cut_off(), suppress(ParseError):
            await apart.unpack(reader, raw[: apart.NEAR], received_at=NOW)
        stop.set()
    assert turns.result()


async def test_files_of_a_large_message_are_kept_one_by_one_and_byte_for_byte(
    reader: Reader, kept: Kept
) -> None:
    files = [bytes([number]) * 90_000 for number in (1, 2, 3)]
    parts = (b"--b\r\nContent-Type: image/png\r\n\r\n" + one + b"\r\n" for one in files)
    raw = HEAD + TEXT + b"".join(parts) + b"--b--"
    one_less = replace(reader, caps=Caps(count=2))
    read = await apart.unpack(one_less, raw, received_at=NOW, keep=kept)
    assert kept.files == files[:2]
    assert len(read.submission.left_out) == 1


async def test_of_a_message_that_does_not_matter_no_file_is_kept(
    reader: Reader, kept: Kept
) -> None:
    raw = HEAD.replace("Дербес деректер туралы сұрау".encode(), b"Invoice") + TEXT + FILE + b"--b--"
    await apart.unpack(reader, raw, received_at=NOW, keep=kept)
    assert not kept.files


async def test_a_large_message_is_handed_over_without_further_copies(
    reader: Reader, kept: Kept
) -> None:
    raw = HEAD + TEXT + FILE * 4 + b"--b--"
    tracemalloc.start()
    try:
        await apart.unpack(reader, raw, received_at=NOW, keep=kept)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < sum(map(len, kept.files)) + len(raw) / 2


async def test_of_a_message_fetched_in_part_all_is_read_but_its_last_file(
    reader: Reader, kept: Kept
) -> None:
    raw = HEAD + TEXT + b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF"
    read = await apart.unpack(reader, raw, received_at=NOW, is_whole=False, keep=kept)
    assert read.submission.text == "words"
    assert not kept.files
    (file,) = read.submission.left_out
    assert (file.name, file.because) == ("a.pdf", LeftOutBecause.CUT_OFF)


async def test_what_is_not_read_within_its_budget_is_given_up(reader: Reader) -> None:
    with pytest.raises(ParseError, match="more than its budget"):
        await apart.unpack(reader, HEAD + PARTS, received_at=NOW, seconds=0.5)


@pytest.mark.parametrize("depth", [1000, 10_000])
async def test_what_is_nested_without_end_cannot_be_read(reader: Reader, depth: int) -> None:
    nested = b"Content-Type: message/rfc822\r\n\r\n" * depth
    with pytest.raises(ParseError, match="RecursionError"):
        await apart.unpack(reader, nested + HEAD, received_at=NOW)


async def test_one_who_stops_waiting_leaves_no_process_behind(reader: Reader) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await apart.unpack(reader, HEAD + PARTS, received_at=NOW)
