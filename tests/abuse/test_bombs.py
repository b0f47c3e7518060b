"""What is made to do harm is read in bounded time and memory, or put before staff unread."""

import importlib
import itertools
import pkgutil
import re
from datetime import UTC, datetime

import pytest

import pd_intake_bot
from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain import evidence
from pd_intake_bot.mail.reading import apart, parse
from pd_intake_bot.mail.reading.parse import ParseError
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import load
from pd_intake_bot.usecases.intake.decide_mail import ReadMail
from tests.patience import cut_off

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEAD = b"From: user@example.test\r\nSubject: words\r\nMIME-Version: 1.0\r\n"
PART = b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    message_ids = MessageIds(key=b"k" * 32, domain="desk.test")
    return build_reader(load.load(), message_ids, "desk@desk.test", "loop")


async def tried(reader: Reader, raw: bytes) -> ReadMail | ParseError:
    """Read as the service does, apart where the message is large."""
    try:
        return await apart.unpack(reader, raw, received_at=NOW)
    except ParseError as error:
        return error


async def test_hundred_thousand_parts_end_in_a_message_or_in_quarantine(reader: Reader) -> None:
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + PART * 100_000 + b"--b--"
    with cut_off():
        read = await tried(reader, raw)
    if isinstance(read, ReadMail):
        assert len(read.submission.attachments) <= reader.caps.count


async def test_header_of_a_megabyte_is_read_to_the_sender(reader: Reader) -> None:
    with cut_off():
        read = await tried(reader, HEAD + b"X-A: " + b"a" * 2**20 + b"\r\n\r\nwords")
    assert isinstance(read, ReadMail)
    assert read.submission.sender_address == "user@example.test"


@pytest.mark.parametrize(
    "declared",
    [
        b"Content-Length: 1073741824\r\n",
        b"Content-Type: message/external-body; access-type=local-file; name=/etc/passwd\r\n",
        b"Content-Type: message/partial; number=1; total=99999999; id=x\r\n",
        b"Content-Type: image/png\r\nContent-Disposition: attachment; size=1073741824\r\n",
    ],
)
async def test_size_that_is_only_declared_counts_for_nothing(
    reader: Reader, declared: bytes
) -> None:
    read = await tried(reader, HEAD + declared + b"\r\nwords")
    assert isinstance(read, ReadMail)
    assert sum(file.size for file in read.submission.attachments) < 100


def test_message_of_more_than_the_limit_is_not_read() -> None:
    with pytest.raises(parse.TooBigError):
        parse.parse(HEAD + b"\r\n" + bytes(parse.DEFAULT_LIMIT))


async def test_archive_is_kept_and_never_opened(reader: Reader) -> None:
    # The beginning of an archive that says it holds a file of four gigabytes.
    bomb = b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(8) + b"\xff" * 8 + b"\x05\0\0\0../../etc/x"
    part = b"--b\r\nContent-Type: application/zip; name=a.zip\r\n\r\n" + bomb + b"\r\n--b--"
    read = await tried(reader, HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part)
    assert isinstance(read, ReadMail)
    (file,) = read.submission.attachments
    assert file.size == len(bomb)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\windows\\system.ini",
        "a\0.pdf",
        "con",
        ".",
        "..",
        "",
        "a" * 5000,
        "\u202efdp.exe",
        "a\r\nb",
    ],
)
def test_name_of_a_file_leads_nowhere_out_of_the_archive(name: str) -> None:
    safe = evidence.safe_name(name)
    assert safe not in {"", ".", ".."}
    assert len(safe.encode()) <= 255
    assert not re.search(r"[/\\\x00-\x1f\u202a-\u202e]", safe)


async def test_lines_that_might_each_introduce_a_quote_are_read_at_once(reader: Reader) -> None:
    raw = HEAD + b"\r\n" + (b"1" * 130 + b":\r\n") * 400
    with cut_off():
        read = await tried(reader, raw)
    assert isinstance(read, ReadMail)


ALPHABET = (
    "a",
    "А",
    "1",
    " ",
    "\n",
    "\t",
    ".",
    "-",
    "@",
    "=",
    "<",
    "(",
    '"',
    "\\",
    "a ",
    "1 ",
    "a.",
)
ENDS = ("", "!", "\0")
TOO_MUCH = 1_000


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Find every regular expression that a module of the service holds."""
    found = {}
    for module in pkgutil.walk_packages(pd_intake_bot.__path__, "pd_intake_bot."):
        if ".sandbox" in module.name or ".versions" in module.name or "__main__" in module.name:
            continue
        if module.name.endswith("migrations.env"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found[f"{module.name}.{name}"] = value
    return found


def search(pattern: re.Pattern[str] | re.Pattern[bytes], words: str) -> object:
    """Look for it as its module does: what begins with space is looked for at the beginning."""
    if isinstance(pattern.pattern, bytes):
        return pattern.search(words.encode())
    return (pattern.match if pattern.pattern.startswith(r"\s*") else pattern.search)(words)


PATTERNS = patterns()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_regular_expression_can_be_kept_busy(name: str) -> None:
    # Work that grows with the cube of the text, or faster, does not end in time here.
    with cut_off():
        for one, end in itertools.product(ALPHABET, ENDS):
            search(PATTERNS[name], one * TOO_MUCH + end)
