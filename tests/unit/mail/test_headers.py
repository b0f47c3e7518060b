import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.mail import Fault, Sender
from pd_intake_bot.mail.reading.headers import divide, read_headers

KAZAKH = "Дербес деректер туралы сұрау"


def b64(data: bytes) -> bytes:
    return base64.b64encode(data)


@pytest.mark.parametrize(
    ("value", "subject_line"),
    [
        (b"plain", "plain"),
        (b"=?utf-8?B?" + b64(KAZAKH.encode()) + b"?=", KAZAKH),
        (b"=?UTF-8?q?=D0=9F=D1=80=D0=B8_=D0=B2?=", "При в"),
        # White space between two words belongs to neither, a fold least of all.
        (
            b"=?utf-8?B?"
            + b64("Дер".encode())
            + b"?=\r\n =?UTF-8?B?"
            + b64("бес".encode())
            + b"?=",
            "Дербес",
        ),
        # A client has cut a letter in two.
        (
            b"=?utf-8?B?"
            + b64(KAZAKH.encode()[:5])
            + b"?= =?utf-8?B?"
            + b64(KAZAKH.encode()[5:])
            + b"?=",
            KAZAKH,
        ),
        # White space between a word and plain text stays.
        (b"Re: =?koi8-r?B?" + b64("Отзыв".encode("koi8-r")) + b"?= 2", "Re: Отзыв 2"),
        # A language behind the set (RFC 2231), padding forgotten, letters that are not base64.
        (b"=?utf-8*ru?B?" + b64("Отз".encode()).rstrip(b"=") + b"?=", "Отз"),
        (b"=?utf-8?B?0J/RgNC4!!?=", "При"),
        # Raw bytes in four sets.
        (KAZAKH.encode(), KAZAKH),
        (KAZAKH.encode("kz1048"), KAZAKH),
        (KAZAKH.encode("ptcp154"), KAZAKH),
        ("Отзыв согласия".encode("koi8-r"), "Отзыв согласия"),
        # What only looks like an encoded word.
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?", "=?"),
        (b"", ""),
    ],
)
def test_subject_line_is_decoded(value: bytes, subject_line: str) -> None:
    assert read_headers(b"Subject: " + value + b"\r\n\r\n").subject_line == subject_line


@pytest.mark.parametrize("hidden", [b"a=0D=0ABcc: b@example.test", b"a=0ABcc:_x", b"a=C2=85b"])
def test_line_break_hidden_in_an_encoded_word_becomes_a_space(hidden: bytes) -> None:
    headers = read_headers(b"Subject: =?utf-8?Q?" + hidden + b"?=\r\n\r\n")
    assert len(headers.subject_line.splitlines()) == 1
    assert Fault.LINE_BREAK in headers.faults


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        (b"user@example.test", "", "user@example.test"),
        (b"<user@Example.TEST>", "", "user@example.test"),
        (b'"Primer P." <user@example.test>', "Primer P.", "user@example.test"),
        ("Үлгі <user@example.test>".encode(), "Үлгі", "user@example.test"),
        (
            b"=?utf-8?B?" + b64("Үлгі".encode()) + b"?= <user@example.test>",
            "Үлгі",
            "user@example.test",
        ),
        # The name holds another address, or a comma.
        (b'"info@example.test" <user@example.test>', "info@example.test", "user@example.test"),
        (b'"Primer, Primer" <user@example.test>', "Primer, Primer", "user@example.test"),
        (b"user@example.test (Primer)", "Primer", "user@example.test"),
        # Comments and spaces within the address; a quoted part before the @.
        (b"Primer <user(work)@example.test(host)>", "Primer", "user@example.test"),
        (b"<user @ example.test>", "", "user@example.test"),
        (b'"own name"@example.test, other@example.test', "", '"own name"@example.test'),
        (b'"info@example.test" user@example.test', "", "user@example.test"),
        (b"<mailto:user@example.test>", "", "user@example.test"),
        # Everything was put into one encoded word.
        (
            b"=?utf-8?B?" + b64("Үлгі <user@example.test>".encode()) + b"?=",
            "Үлгі",
            "user@example.test",
        ),
        # Of several the first one wrote it.
        (b"user@example.test, other@example.test", "", "user@example.test"),
    ],
)
def test_sender_is_read_from_the_from_line(value: bytes, name: str, address: str) -> None:
    headers = read_headers(b"From: " + value + b"\r\n\r\n")
    assert headers.sender == Sender(name=name, address=address)


@pytest.mark.parametrize("value", [b"", b"<>", b"MAILER-DAEMON", b"a b c", b'"', b"unlisted:;"])
def test_from_line_without_an_address_gives_no_sender(value: bytes) -> None:
    headers = read_headers(b"From: " + value + b"\r\n\r\n")
    assert headers.sender is None
    assert Fault.NO_FROM in headers.faults


def test_reply_to_is_kept_apart_from_the_sender() -> None:
    headers = read_headers(b"From: a@example.test\r\nReply-To: b@example.test\r\n\r\n")
    assert headers.sender == Sender(name="", address="a@example.test")
    assert headers.reply_to == (Sender(name="", address="b@example.test"),)


def test_every_message_id_of_a_thread_is_read() -> None:
    headers = read_headers(
        b"Message-ID: <own@example.test>\r\nIn-Reply-To: Your mail <one@example.test>\r\n"
        b"References: <one@example.test>\r\n\t<two@exam\r\n ple.test><one@example.test>\r\n\r\n"
    )
    assert headers.message_id == "<own@example.test>"
    assert headers.in_reply_to == ("<one@example.test>",)
    assert headers.references == ("<one@example.test>", "<two@example.test>")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0500", datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 10:00:00 -0000", datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
        ("yesterday", None),
        ("99999999999999999999", None),
        ("Mon, 23 Nov 2026 99:99:99 +9999", None),
        ("", None),
    ],
)
def test_date_is_the_senders_word_or_nothing(value: str, date: datetime | None) -> None:
    assert read_headers(f"Date: {value}\r\n\r\n".encode()).date == date


def test_junk_line_does_not_hide_the_headers_behind_it() -> None:
    headers = read_headers(b"X-A: 1\r\njunk\r\nFrom: user@example.test\r\nSubject: s\r\n\r\nbody")
    assert headers.sender == Sender(name="", address="user@example.test")
    assert headers.subject_line == "s"
    assert Fault.JUNK_LINE in headers.faults


def test_body_begins_at_a_junk_line_that_no_header_follows() -> None:
    block, body = divide(b"Subject: s\r\nfirst line\r\nsecond line\r\n\r\nthird")
    assert block == b"Subject: s\r\n"
    assert body.startswith(b"first line\r\nsecond line")


def test_postmark_of_a_mailbox_file_is_no_junk() -> None:
    headers = read_headers(b"From user@example.test Mon Nov 23\r\nSubject: s\r\n\r\n")
    assert headers.subject_line == "s"
    assert Fault.JUNK_LINE not in headers.faults


def test_empty_message_has_empty_headers_and_says_what_is_missing() -> None:
    headers = read_headers(b"")
    assert headers.subject_line == ""
    assert set(headers.faults) == {Fault.NO_FROM, Fault.NO_DATE, Fault.NO_MESSAGE_ID}


@given(st.binary())
def test_no_bytes_make_reading_headers_raise(raw: bytes) -> None:
    read_headers(b"From: " + raw)
    read_headers(b"Subject: =?utf-8?B?" + raw + b"?=\r\nDate: " + raw)


@pytest.mark.parametrize("ahead", [b"\r\n", b"\xef\xbb\xbf", b"\n\xef\xbb\xbf\r\n"])
def test_what_stands_before_the_first_field_is_none_of_it(ahead: bytes) -> None:
    read = read_headers(ahead + b"From: user@example.test\r\nSubject: s\r\n\r\ntext")
    assert read.sender is not None
    assert (read.sender.address, read.subject_line) == ("user@example.test", "s")
    assert Fault.JUNK_LINE not in read.faults
