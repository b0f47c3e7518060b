"""Messages made to keep a reader busy are read in no time, or at least to their end."""

import pytest

from pd_intake_bot.mail.reading import headers, parse
from tests.patience import cut_off

HEAD = b"From: Name <user@example.test>\r\nSubject: words\r\nMessage-ID: <1@example.test>\r\n"
FLOODS = {
    "a header folded into half a million lines": b"X-A: b\r\n" + b" c\r\n" * 500_000,
    "a Message-ID that never ends": b"References: " + b"a" * 1_000_000,
    "quotes that are never closed": b"From: " + b'"\\' * 100_000,
    "a sender that never ends": b"From: " + b"a" * 500_000,
    "subject lines by the thousand": b"Subject: =?a?b?=?a?b?\r\n" * 50_000,
    "a type of a hundred thousand signs": b'Content-Type: text/plain; a="' + b'\\";' * 30_000,
    "ten thousand recipients": b"To: " + b", ".join(b"%d@x.test" % one for one in range(10_000)),
    "junk": b"junk junk\r\n" * 100_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_in_the_header_is_read_at_once(flood: bytes) -> None:
    with cut_off():
        mail = parse.parse(HEAD + flood + b"\r\n\r\nbody")
        headers.read_headers(HEAD + flood)
    assert mail.headers.sender is not None
    assert mail.headers.sender.address == "user@example.test"
    assert mail.headers.subject_line == "words"


def test_a_field_of_a_part_within_is_bounded_too() -> None:
    part = b'--b\r\nContent-Type: text/plain; a="' + b'\\";' * 10_000 + b"\r\n\r\nbody\r\n--b--"
    with cut_off():
        mail = parse.parse(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part)
    assert "body" in mail.text


def test_addresses_without_brackets_are_message_ids_still() -> None:
    read = headers.read_headers(HEAD + b"References: 1@x.test, 2@x.test @ word\r\n")
    assert read.references == ("<1@x.test>", "<2@x.test>")
