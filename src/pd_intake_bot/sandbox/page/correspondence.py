"""Mail as the page shows it: what people sent and what they were sent, person by person."""

from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email import policy as policies
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import format_datetime, getaddresses, make_msgid

from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.sandbox.world import World

_DOMAIN = "example.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail that somebody at the page has written.

    `answers` is the Message-ID of the letter that it answers, and `broken` lets it go out with
    bytes that no standard allows.
    """

    name: str
    address: str
    subject_line: str
    text: str
    answers: str = ""
    automatic: bool = False
    broken: bool = False


@dataclass(slots=True, kw_only=True)
class Correspondence:
    """The mail programs of everybody who writes to the mailbox."""

    world: World
    mailbox: str
    _sent: list[tuple[str, bytes, datetime]] = field(default_factory=list)
    _came: list[datetime] = field(default_factory=list)

    async def send(self, draft: Draft) -> None:
        """Put a mail into the mailbox, as a mail server would."""
        now = self.world.clock()
        raw = _write(draft, now, to=self.mailbox)
        self._sent.append((draft.address.casefold(), raw, now))
        await self.world.imap.deliver(raw, now)

    def threads(self) -> list[Plain]:
        """Give each person's mail, the newest thread first."""
        letters = self.world.smtp.letters
        # A letter carries its own date; when it came is when it was first seen here.
        self._came += [self.world.clock()] * (len(letters) - len(self._came))
        items = [
            (address, _shown(raw, at, mine=True, number=f"s{number}"))
            for number, (address, raw, at) in enumerate(self._sent)
        ]
        items += [
            (letter.recipients[0].casefold(), _shown(letter.raw, at, mine=False, number=f"l{n}"))
            for n, (letter, at) in enumerate(zip(letters, self._came, strict=True))
        ]
        people: dict[str, list[Plain]] = {}
        for address, item in sorted(items, key=lambda one: str(one[1]["at"])):
            people.setdefault(address, []).append(item)
        threads = [{"address": address, "mails": mails} for address, mails in people.items()]
        return sorted(threads, key=lambda one: str(one["mails"][-1]["at"]), reverse=True)

    def raw(self, number: str) -> bytes:
        """Give a mail byte for byte. Raises `LookupError`."""
        place = int(number[1:])
        return self._sent[place][1] if number[0] == "s" else self.world.smtp.letters[place].raw


def _write(draft: Draft, now: datetime, *, to: str) -> bytes:
    mail = EmailMessage(policy=policies.SMTP)
    mail["From"] = f"{draft.name} <{draft.address}>" if draft.name else draft.address
    mail["To"] = to
    mail["Subject"] = draft.subject_line
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=_DOMAIN)
    if draft.answers:
        mail["In-Reply-To"] = mail["References"] = draft.answers
    if draft.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["Precedence"] = "bulk"
    mail.set_content(draft.text or "\n")
    return _break(mail.as_bytes()) if draft.broken else mail.as_bytes()


def _break(raw: bytes) -> bytes:
    """Name a character set that does not exist and leave the last line without its end."""
    return raw.replace(b'charset="utf-8"', b'charset="x-unknown-8"').rstrip() + b"\x00\xff"


def _shown(raw: bytes, at: datetime, *, mine: bool, number: str) -> Plain:
    mail = message_from_bytes(raw, policy=policies.compat32)
    decoded = message_from_bytes(raw, policy=policies.default)
    header = raw.partition(b"\r\n\r\n")[0]
    return {
        "number": number,
        "mine": mine,
        "at": at.isoformat(),
        "from": _people(_words(mail, "From")),
        "subject_line": _words(mail, "Subject"),
        "message_id": str(mail.get("Message-ID", "")),
        "text": _text(decoded),
        "header": header.decode("utf-8", "replace"),
    }


def _words(mail: Message, name: str) -> str:
    """Decode a field; words that were cut in two are joined again."""
    return str(make_header(decode_header(str(mail.get(name, "")).replace("\r\n", ""))))


def _people(field_value: str) -> str:
    return ", ".join(name or address for name, address in getaddresses([field_value]))


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_payload(decode=True)
    charset = body.get_content_charset("utf-8")
    words = content if isinstance(content, bytes) else b""
    try:
        return words.decode(charset, "replace")
    except LookupError:
        return words.decode("utf-8", "replace")
