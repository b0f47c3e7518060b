"""Delivery reports in the forms in which mail systems write them, each tied to its letter."""

import base64
import quopri

import pytest

from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.reports import Fate, Report
from pd_intake_bot.mail.reading.reports import find_case, read_report
from pd_intake_bot.mail.rules import refusal
from pd_intake_bot.mail.threads import MessageIds

IDS = MessageIds(key=b"a key of this test", domain="example.test")
FIRST, SECOND = IDS.make("PD-2026-00001-F", 1), IDS.make("PD-2026-00001-F", 2)
FOREIGN = MessageIds(key=b"another key entirely", domain="example.test")
BOUNCE = Machine(kind=MachineKind.BOUNCE, sign="report-type=delivery-status")
SENT_BACK = Machine(kind=MachineKind.RECEIPT, sign=refusal.SIGN)
DAEMON = Machine(kind=MachineKind.BOUNCE, sign="From: mail system", forgeable=True)

TOP = "From: MAILER-DAEMON@mx.example.test\nSubject: Undelivered\nMessage-ID: <9@mx.example.test>\n"
STATUS = """\
Reporting-MTA: dns; mx.example.test

Final-Recipient: rfc822; User@Example.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <user@example.test>: no such user
"""
LETTER = f"From: info@example.test\nTo: user@example.test\nMessage-ID: {FIRST}\n"
DEAD = Report(
    case_ref="pd-2026-00001-f",
    letter=1,
    fate=Fate.FAILED,
    status="5.1.1",
    diagnostic="550",
    recipient="user@example.test",
)


def parts(status: str, letter: str, *, kind: str = "message/rfc822") -> str:
    """Write a multipart/report with the letter, or its headers, in it."""
    return (
        f'{TOP}Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"
        f"{status}\n--b\nContent-Type: {kind}\n\n{letter}\n--b--\n"
    )


def in_base64(text: str) -> str:
    return base64.encodebytes(text.encode()).decode()


def in_quotes(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


@pytest.mark.parametrize(
    "raw",
    [
        # Postfix, Exim, Exchange: the whole letter enclosed.
        parts(STATUS, LETTER),
        # Its headers alone.
        parts(STATUS, LETTER, kind="text/rfc822-headers"),
        # Line ends of the wire.
        parts(STATUS, LETTER).replace("\n", "\r\n"),
        # A long header is folded, its name in other letters.
        parts(STATUS, LETTER.replace("Message-ID: ", "Message-Id:\n ")),
        # Some programs change the case of a Message-ID.
        parts(STATUS, LETTER.replace(FIRST, FIRST.upper())),
        # Parts encoded for the way.
        parts(in_base64(STATUS), in_base64(LETTER)),
        parts(STATUS, in_quotes(f"X-Filler: {'x' * 60} {FIRST}\n{LETTER}")),
        # Quoted in plain text, with marks before the lines.
        f"{TOP}\n{STATUS}\n" + "".join(f"> {line}\n" for line in LETTER.splitlines()),
        # In the HTML of Exchange.
        f"{TOP}\n{STATUS}\n<p>Message-ID: {FIRST.replace('<', '&lt;').replace('>', '&gt;')}</p>",
        # Named in a header of the report alone.
        f"In-Reply-To: {FIRST}\n{TOP}\n{STATUS}",
        f"References: <0@example.test>\n\t{FIRST}\n{TOP}\n{STATUS}",
    ],
)
def test_report_is_read_and_tied_in_every_form(raw: str) -> None:
    assert read_report(raw.encode(), BOUNCE, IDS) == DEAD


@pytest.mark.parametrize(
    ("words", "fate", "status", "diagnostic"),
    [
        # RFC 3464.
        ("Action: delayed\nStatus: 4.4.1", Fate.DELAYED, "4.4.1", None),
        ("Action: relayed\nStatus: 2.1.9", Fate.RELAYED, "2.1.9", None),
        ("Action: expanded", Fate.RELAYED, None, None),
        ("Action: delivered\nStatus: 2.0.0", Fate.DELIVERED, "2.0.0", None),
        # Given up after days of trying: a 4 in the status, and failed all the same.
        ("Action: failed\nStatus: 4.4.7", Fate.FAILED, "4.4.7", None),
        # qmail.
        ("<user@example.test>:\n550 5.2.2 Mailbox full\nGiving up", Fate.FAILED, "5.2.2", "550"),
        ("Sorry, no mailbox here by that name. (#5.1.1)", Fate.FAILED, "5.1.1", None),
        # Exim.
        ("user@example.test\n  host mx [192.0.2.1]: 550 User unknown", Fate.FAILED, None, "550"),
        # Sendmail's warning.
        ("THIS IS A WARNING MESSAGE ONLY\n451 4.4.1 timed out", Fate.DELAYED, "4.4.1", "451"),
        ("Письмо не доставлено: 550 5.7.1 Спам", Fate.FAILED, "5.7.1", "550"),
        # It says nothing but that it came back.
        ("Could not be delivered.", Fate.FAILED, None, None),
    ],
)
def test_report_in_plain_words_tells_what_became_of_the_letter(
    words: str, fate: Fate, status: str | None, diagnostic: str | None
) -> None:
    report = read_report(f"{TOP}\n{words}\n\n{LETTER}".encode(), BOUNCE, IDS)
    assert report is not None
    assert (report.fate, report.status, report.diagnostic) == (fate, status, diagnostic)


def test_letter_that_names_an_earlier_one_is_known_by_its_own_id() -> None:
    letter = f"References: {FIRST}\nIn-Reply-To: {FIRST}\nMessage-ID: {SECOND}\n"
    report = read_report(parts(STATUS, letter).encode(), BOUNCE, IDS)
    assert report is not None
    assert report.letter == 2


@pytest.mark.parametrize(
    "letter",
    [
        # Nobody's letter, another service's, a forged signature, a number without proof.
        "Message-ID: <1@example.test>\n",
        f"Message-ID: {FOREIGN.make('PD-2026-00001-F', 1)}\n",
        LETTER.replace("00001", "00002"),
        "Subject: PD-2026-00001-F\n",
    ],
)
def test_report_without_proof_is_about_nothing_of_ours(letter: str) -> None:
    assert read_report(parts(STATUS, letter).encode(), BOUNCE, IDS) is None


def test_postmaster_who_answers_a_letter_reports_nothing() -> None:
    answer = f"{TOP}In-Reply-To: {FIRST}\n\nСпасибо, вот мой телефон: +7 701 000 00 21.\n"
    assert read_report(answer.encode(), DAEMON, IDS) is None
    assert read_report(f"{answer}\n{STATUS}".encode(), DAEMON, IDS) == DEAD
    assert read_report(f"{TOP}\nСледующее письмо не дошло:\n{LETTER}".encode(), DAEMON, IDS)


@pytest.mark.parametrize("kind", [MachineKind.AUTO_REPLY, MachineKind.RECEIPT, MachineKind.LIST])
def test_only_a_bounce_reports_what_became_of_a_letter(kind: MachineKind) -> None:
    machine = Machine(kind=kind, sign="a header")
    assert read_report(parts(STATUS, LETTER).encode(), machine, IDS) is None


@pytest.mark.parametrize("status", ["5.1.1", "5.1.10", "5.1.2", "5.2.2", "5.7.1", "4.4.7"])
def test_only_an_address_that_is_gone_is_dead(status: str) -> None:
    raw = parts(STATUS.replace("5.1.1", status), LETTER).encode()
    report = read_report(raw, BOUNCE, IDS)
    assert report is not None
    assert report.is_dead is (status.startswith("5.1."))


def test_a_letter_that_a_filter_sent_back_has_failed() -> None:
    raw = (
        f'{TOP}Content-Type: multipart/report; report-type=disposition-notification; boundary="b"'
        "\n\n--b\nContent-Type: text/plain\n\nYour message was automatically rejected:\n"
        "Quota exceeded\n--b\nContent-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822; user@example.test\n"
        f"Original-Message-ID: {FIRST}\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n--b--\n"
    )
    report = read_report(raw.encode(), SENT_BACK, IDS)
    assert report is not None
    assert (report.case_ref, report.fate, report.recipient) == (
        "pd-2026-00001-f",
        Fate.FAILED,
        "user@example.test",
    )


def test_read_receipt_and_complaint_name_the_letter_they_are_about() -> None:
    receipt = f"{TOP}\nOriginal-Message-ID: {SECOND}\nDisposition: manual-action; displayed\n"
    assert find_case(receipt.encode(), IDS) == "pd-2026-00001-f"
    assert find_case(b"Original-Message-ID: <1@example.test>\n", IDS) is None


@pytest.mark.parametrize("junk", [b" " * 400_000, b"message-id:" * 40_000, b"QUJD\n" * 80_000])
def test_junk_is_read_without_delay_and_reports_nothing(junk: bytes) -> None:
    assert read_report(b"Subject: x\n\nMessage-ID:" + junk, BOUNCE, IDS) is None
