"""Fuzzes the reading of mail: whatever bytes come, there is a message or the one error of it."""

from datetime import UTC, datetime

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.mail.reading import headers, parse
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import load
from pd_intake_bot.usecases.intake.decide_mail import decide

LONGEST = 1 << 16
SEEDS = (
    b"From: a@example.test\r\nSubject: =?utf-8?b?0KHQsNC70LXQvA==?=\r\n\r\nbody\r\n",
    (
        b"From: a@b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n"
        b"Content-Type: application/pdf; name=a.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    ),
    b"From: a@b\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>\xcf\xf0\xe8</p>\r\n",
    b"From: a@b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d\r\n\r\ninner\r\n",
    b"From: a@b\r\nContent-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\x01\x00\x01\x06",
    (
        b"Auto-Submitted: auto-replied\r\nContent-Type: multipart/report;"
        b" report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--"
    ),
    b"Authentication-Results: mx.test; dkim=pass header.d=b\r\nFrom: a@b\r\n\r\n",
)

_POLICY = load.load()
_READER = build_reader(
    _POLICY, MessageIds(key=b"k" * 32, domain="desk.test"), "desk@desk.test", "loop"
)
_NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def target(data: bytes) -> None:
    """Read one message as the service would."""
    headers.read_headers(data)
    _READER.sight(data)
    try:
        reading = _READER.read(data, received_at=_NOW)
    except parse.ParseError:
        return
    decide(reading.taken.sighting)
    files = list(parse.read_attachments(data))
    assert len(files) == len(reading.mail.attachments)
    assert len(reading.taken.submission.text) <= 2 * len(data) + 1000
