"""What a program has wrapped whole is read as if it were not, and the wrapping is kept."""

import base64
import struct
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.submission import digest
from pd_intake_bot.mail.reading import smime, tnef
from pd_intake_bot.mail.reading.parse import parse, read_attachments

TEXT = "Прошу удалить мои данные"
INNER = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}".encode()
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def signer() -> pkcs7.PKCS7SignatureBuilder:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Үлгі Үлгіұлы")])
    builder = x509.CertificateBuilder(subject_name=name, issuer_name=name, serial_number=1)
    builder = builder.public_key(key.public_key()).not_valid_before(NOW)
    certificate = builder.not_valid_after(NOW + timedelta(days=1)).sign(key, hashes.SHA256())
    signature = pkcs7.PKCS7SignatureBuilder().set_data(INNER)
    return signature.add_signer(certificate, key, hashes.SHA256())


def mail(kind: str, content: bytes) -> bytes:
    head = f"From: user@example.test\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64"
    return f"{head}\r\n\r\n".encode() + base64.encodebytes(content)


def test_a_message_inside_its_signature_is_read(signer: pkcs7.PKCS7SignatureBuilder) -> None:
    signed = signer.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    raw = mail('application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"', signed)
    read = parse(raw)
    assert read.text == TEXT
    assert [one.name for one in read.attachments] == ["smime.p7m"]
    assert list(read_attachments(raw)) == [signed]


def test_a_signature_beside_the_message_is_a_file(signer: pkcs7.PKCS7SignatureBuilder) -> None:
    raw = b"From: user@example.test\n" + signer.sign(
        Encoding.SMIME, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    )
    read = parse(raw)
    assert read.text == TEXT
    assert [one.name for one in read.attachments] == ["smime.p7s"]


def test_a_signature_cut_into_pieces_of_unknown_length_is_read() -> None:
    def open_ended(tag: int, content: bytes) -> bytes:
        return bytes([tag, 0x80]) + content + b"\0\0"

    octets = open_ended(0x24, b"".join(b"\x04\x05" + piece for piece in (b"words", b" here")))
    data_oid = bytes.fromhex("06092a864886f70d010701")
    enclosed = open_ended(0x30, data_oid + open_ended(0xA0, octets))
    signed = open_ended(0x30, b"\x02\x01\x01\x31\x00" + enclosed)
    outer = bytes.fromhex("06092a864886f70d010702") + open_ended(0xA0, signed)
    assert smime.open_signed(open_ended(0x30, outer)) == b"words here"


def test_what_is_encrypted_stays_a_file() -> None:
    enveloped = b"\x30\x0f" + bytes.fromhex("06092a864886f70d010703") + b"\xa0\x02\x30\x00"
    assert smime.open_signed(enveloped) is None
    assert len(parse(mail("application/pkcs7-mime", enveloped)).attachments) == 1


@given(st.binary(), st.integers(0, 400))
def test_no_bytes_make_opening_raise(junk: bytes, at: int) -> None:
    start = bytes.fromhex("308006092a864886f70d010702a0803080020101310030800609")
    smime.open_signed((start + junk)[:at])
    smime.open_signed(b"\x24\x80" * 2000 + junk)


# --- winmail.dat ---------------------------------------------------------------------------------


def attribute(name: int, content: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, name, len(content)) + content + b"\0\0"


def properties(*values: tuple[int, int, bytes]) -> bytes:
    return struct.pack("<I", len(values)) + b"".join(
        struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)
        for name, kind, value in values
    )


def wrap(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


CODEPAGE = attribute(0x69007, struct.pack("<II", 1251, 0))
FILE = (
    attribute(0x69002, b"\0" * 14, 2),
    attribute(0x18010, b"ZAYAV~1.PDF\0", 2),
    attribute(0x6800F, b"%PDF-1.7", 2),
    attribute(0x69005, properties((0x3707, 0x1F, "Заявление.pdf\0".encode("utf-16-le"))), 2),
)


def test_files_and_text_come_out_of_outlooks_wrapping_beside_it() -> None:
    body = attribute(0x2800C, f"{TEXT}\0".encode("cp1251"))
    wrapped = wrap(CODEPAGE, body, *FILE)
    raw = mail('application/ms-tnef; name="winmail.dat"', wrapped)
    read = parse(raw)
    assert read.text == TEXT
    assert [(one.name, one.media_type) for one in read.attachments] == [
        ("winmail.dat", "application/octet-stream"),
        ("Заявление.pdf", "application/pdf"),
    ]
    assert list(read_attachments(raw)) == [wrapped, b"%PDF-1.7"]


def test_a_text_that_was_sent_beside_the_wrapping_too_is_read_once() -> None:
    wrapping = base64.b64encode(wrap(attribute(0x2800C, b"words\0"))).decode()
    raw = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n--b\n"
        "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        f"{wrapping}\n--b--\n"
    )
    assert parse(raw.encode()).text == "words"


@pytest.mark.parametrize(
    ("kind", "value"),
    [(0x102, f"<p>{TEXT}</p>".encode("cp1251")), (0x1F, f"<p>{TEXT}</p>\0".encode("utf-16-le"))],
)
def test_a_text_that_is_html_is_read(kind: int, value: bytes) -> None:
    message = attribute(0x69003, properties((0x1013, kind, value)))
    raw = mail("application/octet-stream; name=WinMail.dat", wrap(CODEPAGE, message))
    assert parse(raw).text == TEXT


def rtf(words: str) -> bytes:
    """Write words as Outlook writes RTF, uncompressed."""
    plain = rf"{{\rtf1\ansi\ansicpg1252{words}}}".encode("ascii")
    return struct.pack("<IIII", len(plain) + 12, len(plain), 0x414C454D, 0) + plain


def test_a_text_that_is_rtf_alone_is_read() -> None:
    message = attribute(0x69003, properties((0x1009, 0x102, rtf(r"\pard My data\par"))))
    assert parse(mail("application/ms-tnef", wrap(message))).text == "My data"


def test_rtf_is_read_only_where_there_is_no_other_text() -> None:
    both = properties((0x1009, 0x102, rtf("in RTF")), (0x1013, 0x102, b"<p>in HTML</p>"))
    assert parse(mail("application/ms-tnef", wrap(attribute(0x69003, both)))).text == "in HTML"


def within(*attributes: bytes) -> tuple[bytes, ...]:
    """Wrap a message as a file of another."""
    enclosed = bytes(16) + wrap(*attributes)
    name = "Пересланное".encode("utf-16-le")
    return (
        attribute(0x69002, b"\0" * 14, 2),
        attribute(0x69005, properties((0x3701, 0x0D, enclosed), (0x3707, 0x1F, name)), 2),
    )


HEAD = properties(
    (0x0037, 0x1F, "Сұрау\r\nBcc: x@example.test".encode("utf-16-le")),
    (0x0C1A, 0x1F, "Үлгі Үлгіұлы".encode("utf-16-le")),
    (0x5D01, 0x1F, "user@example.test".encode("utf-16-le")),
    (0x1013, 0x102, f"<p>{TEXT}</p>".encode("cp1251")),
)


def test_a_message_within_the_wrapped_message_is_a_file_that_any_program_opens() -> None:
    body = attribute(0x2800C, b"see below\0")
    raw = mail(
        "application/ms-tnef", wrap(body, *within(CODEPAGE, attribute(0x69003, HEAD), *FILE))
    )
    read = parse(raw)
    assert read.text == "see below"
    (_, kept) = read_attachments(raw)
    assert digest(kept) == read.attachments[1].digest
    assert read.attachments[1].media_type == "message/rfc822"
    enclosed = message_from_bytes(kept, policy=policy.default)
    assert enclosed["from"].addresses[0].addr_spec == "user@example.test"
    assert (enclosed["subject"], enclosed["bcc"]) == ("Сұрау Bcc: x@example.test", None)
    shown, file = enclosed.iter_parts()
    assert TEXT in shown.get_content()
    assert (file.get_filename(), file.get_content()) == ("Заявление.pdf", b"%PDF-1.7")


def test_where_nothing_was_written_the_message_within_is_read() -> None:
    raw = mail("application/ms-tnef", wrap(*within(CODEPAGE, attribute(0x69003, HEAD))))
    assert parse(raw).text == TEXT


def test_messages_within_messages_are_opened_as_deep_as_people_forward() -> None:
    nested: tuple[bytes, ...] = (attribute(0x2800C, b"words\0"),)
    for _ in range(40):
        nested = within(*nested)
    assert len(parse(mail("application/ms-tnef", wrap(*nested))).attachments) == 2


def test_what_was_read_before_the_break_stays() -> None:
    wrapped = tnef.unwrap(wrap(*FILE, attribute(0x2800C, b"words"))[:-3])
    assert wrapped is not None
    assert [one.name for one in wrapped.files] == ["Заявление.pdf"]
    assert not wrapped.text


def test_other_bytes_under_this_type_are_a_file_as_any() -> None:
    (file,) = parse(mail("application/ms-tnef; name=winmail.dat", b"\x89PNG\r\n\x1a\n")).attachments
    assert (file.name, file.media_type) == ("winmail.dat", "image/png")


@given(st.binary())
def test_no_bytes_make_unwrapping_raise(junk: bytes) -> None:
    tnef.unwrap(wrap(CODEPAGE, *FILE, attribute(0x69003, junk), junk))
