import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.mail.reading.bodies import content, take_apart
from pd_intake_bot.mail.reading.headers import divide, read_headers
from pd_intake_bot.mail.reading.parse import parse
from pd_intake_bot.mail.sending import folding
from pd_intake_bot.mail.sending.compose import MailEnvelope, compose
from pd_intake_bot.mail.sending.recipients import AddressError, Recipient, check

LETTER = Letter(
    subject_line="[PD-2026-00001-7] Сұрауыңыз қабылданды",
    paragraphs=(
        "Сәлеметсіз бе!\nСұрауыңыз тіркелді.",
        "Толығырақ: https://example.test/a?b=1&c=2.",
    ),
    language=Language.KK,
)
ENVELOPE = MailEnvelope(
    message_id="<pd.1@example.test>",
    sender="info@example.test",
    sender_name="Үлгі, ЖШС",
    to="user@example.test",
    date=datetime(2026, 11, 23, 5, 0, tzinfo=UTC),
    loop_id="this-instance",
    automatic=True,
    in_reply_to="<asked@example.test>",
    references=("<first@example.test>",),
)
AUTOMATIC = ("auto-submitted", "x-auto-response-suppress", "precedence", "x-pd-intake-loop")


def html_of(raw: bytes) -> str:
    """Give the HTML of a letter as it was written."""
    part = raw.split(b'text/html; charset="utf-8"\r\n')[1].split(b"\r\n--=_")[0]
    return content(take_apart(b"Content-Type: text/html\r\n" + part).texts[0]).decode()


def test_what_is_written_is_what_is_read() -> None:
    read = parse(compose(LETTER, ENVELOPE))
    assert read.text == "\n\n".join(LETTER.paragraphs)
    assert read.headers.subject_line == LETTER.subject_line
    assert read.headers.sender is not None
    assert read.headers.sender.name == "Үлгі, ЖШС"
    assert read.headers.sender.address == "info@example.test"
    assert read.headers.first("to") == "user@example.test"
    assert read.headers.date == ENVELOPE.date
    assert read.faults == ()


def test_the_letter_joins_the_thread_of_the_mail_it_answers() -> None:
    headers = read_headers(compose(LETTER, ENVELOPE))
    assert headers.message_id == "<pd.1@example.test>"
    assert headers.in_reply_to == ("<asked@example.test>",)
    assert headers.references == ("<first@example.test>", "<asked@example.test>")


def test_an_automatic_letter_says_so_in_every_way() -> None:
    fields = read_headers(compose(LETTER, ENVELOPE)).fields
    said = {name: fields[name][0] for name in AUTOMATIC}
    assert said == dict(
        zip(AUTOMATIC, ("auto-replied", "All", "auto_reply", "this-instance"), strict=True)
    )


def test_a_reminder_answers_nothing_and_is_generated() -> None:
    envelope = replace(ENVELOPE, in_reply_to=None, precedence="")
    fields = read_headers(compose(LETTER, envelope)).fields
    assert fields["auto-submitted"] == ("auto-generated",)
    assert not {"in-reply-to", "references", "precedence"} & set(fields)


def test_an_officers_own_answer_carries_no_mark_of_a_machine() -> None:
    fields = read_headers(compose(LETTER, replace(ENVELOPE, automatic=False))).fields
    assert not set(AUTOMATIC) & set(fields)


def test_long_threads_keep_their_first_id_and_the_last_ones() -> None:
    many = tuple(f"<{number}@example.test>" for number in range(200))
    headers = read_headers(compose(LETTER, replace(ENVELOPE, references=many)))
    assert len(headers.references) == 20
    assert headers.references[0] == many[0]
    assert headers.references[-2:] == (many[-1], "<asked@example.test>")


@pytest.mark.parametrize("bad", ["", "no brackets@example.test", "<a\r\nBcc: b@x>", "<ключ@x>"])
def test_a_message_id_that_would_break_the_header_is_left_out(bad: str) -> None:
    raw = compose(LETTER, replace(ENVELOPE, in_reply_to=bad, references=(bad,)))
    assert "in-reply-to" not in read_headers(raw).fields
    assert b"\nBcc" not in raw


@pytest.mark.parametrize(
    "to",
    [
        "a@example.test, b@example.test",
        "a@example.test b@example.test",
        "a@example.test\r\nBcc: b@example.test",
        "Primer <a@example.test>",
        "a@example.test;b@example.test",
        "a",
        "a@",
        "@example.test",
        "a@b@example.test",
        "",
    ],
)
def test_anything_but_one_address_is_refused(to: str) -> None:
    with pytest.raises(AddressError):
        compose(LETTER, replace(ENVELOPE, to=to))


@pytest.mark.parametrize(
    ("address", "recipient"),
    [
        ("User@Example.TEST", Recipient(address="User@example.test", needs_utf8=False)),
        ("user@пример.test", Recipient(address="user@xn--e1afmkfd.test", needs_utf8=False)),
        ("үлгі@example.test", Recipient(address="үлгі@example.test", needs_utf8=True)),
        # A host of a private network.
        ("user@mailhost", Recipient(address="user@mailhost", needs_utf8=False)),
    ],
)
def test_an_address_is_made_fit_for_the_wire(address: str, recipient: Recipient) -> None:
    assert check(address) == recipient


@given(st.text(), st.text(), st.text())
def test_no_words_break_the_form_of_a_mail(line: str, name: str, words: str) -> None:
    letter = replace(LETTER, subject_line=line, paragraphs=(words,))
    raw = compose(letter, replace(ENVELOPE, sender_name=name))
    assert raw.isascii()
    assert all(len(one) <= 998 for one in raw.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    names = [one.partition(b":")[0] for one in divide(raw)[0].split(b"\r\n") if one[:1] != b" "]
    assert len(names) == len(set(names)) == 14


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_a_subject_line_of_any_letters_comes_back_whole(line: str) -> None:
    raw = folding.field("Subject", folding.text(line))
    assert all(len(one) <= 78 for one in raw.split(b"\r\n")) or line.isascii()
    assert read_headers(raw + b"\r\n").subject_line == line


def test_a_field_is_one_field_whoever_wrote_its_words() -> None:
    assert folding.field("X-A", ["a\r\nBcc: b@example.test"]).count(b"\n") == 1


def test_the_reference_number_stays_readable_as_it_is() -> None:
    assert b"Subject: [PD-2026-00001-7]\r\n =?utf-8?B?" in compose(LETTER, ENVELOPE)


def test_the_html_part_says_the_same_escaped_with_language_and_links() -> None:
    letter = replace(LETTER, paragraphs=("<script>alert(1)</script> & «ә»", *LETTER.paragraphs))
    page = html_of(compose(letter, ENVELOPE))
    assert '<html lang="kk">' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «ә»" in page
    assert "Сәлеметсіз бе!<br>Сұрауыңыз тіркелді." in page
    assert '<a href="https://example.test/a?b=1&amp;c=2">' in page


def test_a_letter_in_both_languages_names_the_language_of_each_paragraph() -> None:
    letter = Letter(subject_line="s", paragraphs=("Сұрауыңыз қабылданды", "Запрос принят"))
    page = html_of(compose(letter, ENVELOPE))
    assert '<p lang="kk">' in page
    assert '<p lang="ru">' in page
    assert "content-language" not in read_headers(compose(letter, ENVELOPE)).fields


def test_the_same_letter_has_the_same_bytes() -> None:
    assert compose(LETTER, ENVELOPE) == compose(LETTER, ENVELOPE)


def enclosed(name: str, content: bytes, media_type: str = "application/pdf") -> Attachment:
    return Attachment(name=name, media_type=media_type, size=len(content), digest=digest(content))


@pytest.mark.parametrize(
    "name",
    [
        "otvet.pdf",
        "Жауап № 5 — деректеріңіз.pdf",
        "очень длинное имя файла, " * 4 + "с данными.pdf",
        "half \U0001f4ce% done;x=1.pdf",
    ],
)
def test_file_goes_with_a_letter_under_its_name_and_byte_for_byte(name: str) -> None:
    content = bytes(range(256)) * 40
    letter = replace(LETTER, files=(enclosed(name, content),))
    raw = compose(letter, ENVELOPE, [content])
    [read] = email.message_from_bytes(raw, policy=email.policy.default).iter_attachments()
    assert (read.get_filename(), read.get_content()) == (name, content)
    ours = parse(raw)
    assert [one.name for one in ours.attachments] == [name]
    assert ours.text == "\n\n".join(LETTER.paragraphs)
    written = raw.split(b"\r\n--=.")[2]
    assert max(map(len, written.split(b"\r\n"))) <= 78
    assert written.isascii()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('a"; x="b.pdf', "a_; x=_b.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("x\r\nBcc: someone@example.test\r\n\r\n.pdf", "x_Bcc: someone@example.test_.pdf"),
        (" . ", "file"),
    ],
)
def test_name_of_a_file_adds_nothing_else_to_a_mail(name: str, shown: str) -> None:
    raw = compose(replace(LETTER, files=(enclosed(name, b"x"),)), ENVELOPE, [b"x"])
    read = email.message_from_bytes(raw, policy=email.policy.default)
    [file] = read.iter_attachments()
    assert file.get_filename() == shown
    assert "bcc" not in read
    assert "bcc" not in file


def test_mail_within_a_mail_and_bare_text_go_as_files_that_nothing_opens() -> None:
    files = (enclosed("a.eml", b"x", "message/rfc822"), enclosed("b.txt", b"y", "text/plain"))
    raw = compose(replace(LETTER, files=files), ENVELOPE, [b"x", b"y"])
    read = email.message_from_bytes(raw, policy=email.policy.default)
    kinds = [one.get_content_type() for one in read.iter_attachments()]
    assert kinds == ["application/octet-stream"] * 2
