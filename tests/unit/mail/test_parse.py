import hashlib
import pickle
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.mail import Fault
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.reading.parse import (
    ParseError,
    TooBigError,
    parse,
    read_attachments,
)

TEXT = "Прошу удалить мои данные"
HTML = f"<p>{TEXT}</p>"


def mail(*parts: str, kind: str = "mixed") -> bytes:
    """Build a message of the given parts, each with its own headers."""
    head = f"From: user@example.test\nContent-Type: multipart/{kind}; boundary=b\n\n"
    return (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


def part(kind: str, content: str, headers: str = "") -> str:
    return f"Content-Type: {kind}\n{headers}\n{content}"


PLAIN = part("text/plain; charset=utf-8", TEXT)
RICH = part("text/html; charset=utf-8", HTML)
PDF = part(
    "application/octet-stream", "%PDF-1.7 …", 'Content-Disposition: attachment; filename="a.pdf"\n'
)


@pytest.mark.parametrize(
    "raw",
    [
        f"From: user@example.test\n\n{TEXT}".encode(),
        f"Content-Type: text/html; charset=utf-8\n\n{HTML}".encode(),
        mail(PLAIN),
        mail(PLAIN, RICH, kind="alternative"),
        mail(RICH, kind="alternative"),
        # An empty plain part stands beside the real one.
        mail(part("text/plain", "  "), RICH, kind="alternative"),
        # A character set that is not true.
        mail(part("text/plain; charset=us-ascii", TEXT)),
        mail(part("text/plain; charset=x-none-such", TEXT)),
        mail(part("text/plain", TEXT, "Content-Transfer-Encoding: 8bit\n")),
        # The closing line of the parts is missing; the boundary is not there at all.
        mail(PLAIN).removesuffix(b"--b--\n"),
        f"Content-Type: multipart/mixed\n\n{TEXT}".encode(),
        # The first text has a file name, as some programs give it.
        mail(part("text/plain; charset=utf-8; name=body.txt", TEXT)),
        # Lines broken by format=flowed.
        mail(part("text/plain; charset=utf-8; format=flowed", "Прошу \nудалить \nмои данные")),
        # Another mail is quoted below.
        mail(part("text/plain; charset=utf-8", f"{TEXT}\n\n23.11.2026 <a@example.test>:\n> Да")),
    ],
)
def test_the_persons_words_are_found_wherever_they_are(raw: bytes) -> None:
    read = parse(raw)
    assert read.text == TEXT
    assert read.language is Language.RU


def test_the_whole_text_is_kept_beside_the_persons_own_words() -> None:
    read = parse(mail(part("text/html", "<p>own</p><blockquote type=cite>other</blockquote>")))
    assert read.text == "own"
    assert read.full_text == "own\n\n> other"


def test_attachments_are_listed_and_their_bytes_given_by_position() -> None:
    raw = mail(PLAIN, PDF, part("image/png", "x", "Content-Disposition: inline\n"))
    first, second = parse(raw).attachments
    content = "%PDF-1.7 …".encode()
    assert (first.name, first.media_type, first.size) == ("a.pdf", "application/pdf", len(content))
    assert first.digest == hashlib.sha256(content).hexdigest()
    assert next(read_attachments(raw)) == content
    assert second.name == "2.png"
    assert list(read_attachments(raw)) == [content, b"x"]


def test_a_file_within_an_unread_alternative_is_not_lost() -> None:
    inner = mail(RICH, PDF).decode().replace("--b", "--c").replace("=b", "=c").partition("\n")[2]
    read = parse(mail(PLAIN, inner, kind="alternative"))
    assert read.text == TEXT
    assert [one.name for one in read.attachments] == ["a.pdf"]


def test_an_enclosed_message_is_one_attachment_as_it_came() -> None:
    enclosed = "From: other@example.test\nSubject: s\n\nДругое письмо"
    raw = mail(PLAIN, part("message/rfc822", enclosed))
    assert [one.name for one in parse(raw).attachments] == ["1.eml"]
    assert next(read_attachments(raw)).startswith(b"From: other@example.test")


@pytest.mark.parametrize(
    "enclosed",
    [
        # What the library takes for a line break within a field, and a boundary of no ASCII.
        "Diagnostic: smtp; 550 <neko\x0bexample.test>: refused\n table\n\nДругое",
        "Content-Type: multipart/mixed; boundary=я\n\n--я\n\nДругое\n--я--",
    ],
)
def test_an_enclosed_message_that_is_broken_spoils_nothing(enclosed: str) -> None:
    raw = mail(PLAIN, part("message/rfc822", enclosed))
    assert parse(raw).text == TEXT
    assert "Другое".encode() in next(read_attachments(raw))


def test_a_message_that_says_nothing_is_read_by_the_one_it_encloses() -> None:
    enclosed = f"Subject: s\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}"
    forwarded = part("message/rfc822", enclosed)
    assert parse(mail(forwarded)).text == TEXT
    assert parse(mail(part("text/plain", "  "), forwarded)).text == TEXT
    assert parse(mail(part("text/plain", "own"), forwarded)).text == "own"


def test_a_space_behind_a_transfer_encoding_changes_nothing() -> None:
    raw = (
        b"Content-Transfer-Encoding: quoted-printable   \nContent-Type: text/plain\n\n=D0=94=D0=B0"
    )
    assert parse(raw).text == "Да"
    assert (
        parse(
            mail(
                part(
                    "text/plain", "=D0=94=D0=B0", "Content-Transfer-Encoding: QUOTED-PRINTABLE \t\n"
                )
            )
        ).text
        == "Да"
    )


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('filename="Өтініш.pdf"', "Өтініш.pdf"),
        ("filename*=utf-8''%D0%A1%D0%BA%D0%B0%D0%BD.pdf", "Скан.pdf"),
        ('filename="=?utf-8?B?0KHQutCw0L0ucGRm?="', "Скан.pdf"),
        # Names that would leave the folder, hide an ending or be a device.
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\temp\\\\a.pdf"', "a.pdf"),
        ('filename="a\u202efdp.exe"', "a_fdp.exe"),
        ('filename="con.txt"', "_con.txt"),
        ('filename=".."', "1.bin"),
        ('filename=""', "1.bin"),
        (f'filename="{"я" * 300}.pdf"', "я" * 116 + ".pdf"),
    ],
)
def test_names_of_attachments_are_made_safe(told: str, name: str) -> None:
    raw = mail(part("application/x-thing", "x", f"Content-Disposition: attachment; {told}\n"))
    assert [one.name for one in parse(raw).attachments] == [name]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("MZ…", "application/x-msdownload"),
        ("%PDF-1.7", "application/pdf"),
        ("RIFFxxxxWEBPVP8 ", "image/webp"),
        ("xxxxftypheic", "image/heic"),
        ("xxxxftypisom", "video/mp4"),
        ("OggS…", "audio/ogg"),
        (" <!DOCTYPE html><script>", "text/html"),
        ("<?xml version='1.0'?>\n<svg onload='x'>", "image/svg+xml"),
        ("#!/bin/sh", "text/x-shellscript"),
        # A name within an archive is not looked at: nothing is unpacked.
        ("PK\x03\x04…[Content_Types].xml", "application/zip"),
        ("nothing that is known", "image/png"),
    ],
)
def test_type_is_what_the_bytes_say_not_what_the_sender_says(content: str, media_type: str) -> None:
    raw = mail(part("image/png", content, 'Content-Disposition: attachment; filename="a.png"\n'))
    assert parse(raw).attachments[0].media_type == media_type


def test_a_document_keeps_its_own_type_though_it_is_an_archive() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    raw = mail(part(kind, "PK\x03\x04…", "Content-Disposition: attachment\n"))
    assert parse(raw).attachments[0].media_type == kind


def test_nul_bytes_are_taken_out_and_told() -> None:
    read = parse(b"Subject: a\x00b\n\nc\x00d")
    assert (read.headers.subject_line, read.text) == ("a b", "cd")
    assert Fault.NUL in read.faults


def test_parts_without_end_are_not_read_without_end() -> None:
    read = parse(mail(*[PLAIN] * 1500))
    assert Fault.BAD_PART in read.faults


def test_of_a_text_longer_than_anyone_writes_the_beginning_is_read() -> None:
    read = parse(b"Subject: s\n\n" + b"word " * 200_000)
    assert len(read.full_text) < 600_000
    assert Fault.LONG_TEXT in read.faults


def test_a_message_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooBigError) as refused:
        parse(mail(PLAIN), limit=100)
    assert refused.value.key == "error-mail-too-big"


def test_whatever_the_library_stumbles_over_is_one_error() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in range(2000)
    )
    with pytest.raises(ParseError):
        parse(deep)


def test_empty_message_is_read() -> None:
    read = parse(b"")
    assert (read.text, read.full_text, read.language, read.attachments) == ("", "", None, ())


def test_what_was_read_may_cross_to_another_process() -> None:
    read = parse(mail(PLAIN, PDF))
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301 - the bytes were made here


@given(st.binary(), st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=b"]))
def test_no_bytes_make_reading_end_in_another_error(body: bytes, kind: str) -> None:
    try:
        parse(f"Content-Type: {kind}\n\n".encode() + body)
        parse(body)
        parse(zlib.compress(body))
    except ParseError:
        pass
