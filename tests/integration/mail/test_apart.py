"""Large messages are read beside the service: within a budget, and without holding it up."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain.submission import LeftOutBecause
from pd_intake_bot.mail import apart
from pd_intake_bot.mail.parse import ParseError
from pd_intake_bot.mail.reading import Reader
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


async def count_turns(stop: asyncio.Event) -> int:
    """Count how often something else could run."""
    turns = 0
    while not stop.is_set():
        await asyncio.sleep(0.005)
        turns += 1
    return turns


async def test_a_large_message_is_read_as_a_small_one_and_holds_nothing_up(reader: Reader) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        turns = group.create_task(count_turns(stop))
        large = await apart.unpack(reader, HEAD + TEXT + FILE + b"--b--", received_at=NOW)
        stop.set()
    small = await apart.unpack(reader, HEAD + TEXT + b"--b--", received_at=NOW)
    assert large.taken.submission.text == small.taken.submission.text == "words"
    assert large.taken.sighting == small.taken.sighting
    assert [len(each) for each in large.attachments] == [8_000_000]
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


async def test_of_a_message_fetched_in_part_all_is_read_but_its_last_file(reader: Reader) -> None:
    raw = HEAD + TEXT + b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF"
    read = await apart.unpack(reader, raw, received_at=NOW, is_whole=False)
    assert read.taken.submission.text == "words"
    assert read.attachments == ()
    (file,) = read.taken.submission.left_out
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
