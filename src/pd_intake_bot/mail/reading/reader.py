"""From the bytes of a message to what the queue takes: pure, the same for service and replay."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain import understood
from pd_intake_bot.domain.mail import Headers, MachineKind, Mail, OwnMail, Sender
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.subject_lines import Match, SubjectLines, Verdict, Why
from pd_intake_bot.domain.submission import Channel, Submission, digest
from pd_intake_bot.mail.reading import authentication, headers, parse, reports
from pd_intake_bot.mail.reading.caps import DEFAULT, Caps, share_out
from pd_intake_bot.mail.rules import chain
from pd_intake_bot.mail.threads import MessageIds, named_in
from pd_intake_bot.usecases.intake.decide_mail import ReadMail, Sighting
from pd_intake_bot.usecases.reading.fields import possible, read_fields, values

_ABOUT_OURS = frozenset({MachineKind.RECEIPT, MachineKind.COMPLAINT})
_NOBODY = Sender(name="", address="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message as it was read, with what the parser found beside what the queue needs.

    `positions` are the places, among all that came along, of the attachments that are taken.
    """

    mail: Mail
    taken: ReadMail
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads messages by one policy's subject lines and one installation's own marks."""

    subject_lines: SubjectLines
    own: OwnMail
    message_ids: MessageIds
    prefix: str = "PD"
    """How the numbers of cases begin."""
    caps: Caps = DEFAULT
    receiver: str = ""
    """The name under which our own receiver writes Authentication-Results; empty: none is."""

    def sight(self, header: bytes) -> Sighting:
        """Tell from the headers alone what a message may be."""
        return self._sighting(headers.read_headers(header))

    def read(self, raw: bytes, *, received_at: datetime, is_whole: bool = True) -> Reading:
        """Read a message, or the beginning that was fetched of a longer one.

        Raises `ParseError` and nothing else.
        """
        mail = parse.parse(raw)
        sender = mail.headers.sender or _NOBODY
        sighting = self._whole(raw, self._sighting(mail.headers))
        readings = _readings(mail, sender, self.own.addresses)
        shares = share_out(mail.attachments, self.caps, cut_at=None if is_whole else len(raw))
        submission = Submission(
            channel=Channel.MAIL,
            identity=identity(mail),
            received_at=received_at,
            language=mail.language or sighting.match.language,
            sender_name=sender.name,
            sender_address=sender.address,
            subject_line=mail.headers.subject_line,
            text=mail.text,
            raw=digest(raw),
            message_id=mail.headers.message_id,
            attachments=tuple(mail.attachments[at] for at in shares.taken),
            left_out=shares.left_out,
            answer_to=_answer_to(mail.headers, sender),
        )
        taken = ReadMail(
            sighting=sighting,
            submission=submission,
            reply_to=_reply_to(mail.headers),
            fields=_written_from(sender) | values(readings),
            readings=readings,
            proof=authentication.prove(raw, receiver=self.receiver),
        )
        return Reading(mail=mail, taken=taken, positions=shares.taken)

    def _sighting(self, read: Headers) -> Sighting:
        answered = (*read.in_reply_to, *reversed(read.references))
        named = named_in(read.subject_line, prefix=self.prefix)
        return Sighting(
            match=_heard(self.subject_lines.match(read.subject_line), named),
            machine=chain.judge(read, self.own),
            case_ref=self.message_ids.find(answered),
            named=named,
            is_whole=False,
        )

    def _whole(self, raw: bytes, seen: Sighting) -> Sighting:
        """Add what only the whole message tells: which letter of ours a machine writes about."""
        ids, machine = self.message_ids, seen.machine
        report = reports.read_report(raw, machine, ids) if machine else None
        case_ref = seen.case_ref
        if case_ref is None and machine and machine.kind in _ABOUT_OURS:
            case_ref = reports.find_case(raw, ids)
        return replace(seen, case_ref=case_ref, report=report, is_whole=True)


def _heard(match: Match, named: str | None) -> Match:
    """Hear whoever names a number, as letters ask them to, however they typed it."""
    if named is None or match.why is not Why.NO_LINE:
        return match
    return replace(match, verdict=Verdict.REVIEW, why=Why.REFERENCE)


def unread(raw: bytes, sighting: Sighting, fault: str, *, received_at: datetime) -> ReadMail:
    """Give a message that could not be read, whole, for staff to look at."""
    submission = Submission(
        channel=Channel.MAIL,
        identity=f"mail:{digest(raw)}",
        received_at=received_at,
        language=None,
        sender_name="",
        sender_address="",
        subject_line="",
        text="",
        raw=digest(raw),
    )
    return ReadMail(sighting=sighting, submission=submission, reply_to=None, fields={}, fault=fault)


def identity(mail: Mail) -> str:
    """Name a message so that its copies, by whatever road they came, have the same name.

    Roads add headers of their own, and some clients use one Message-ID twice: so it is the
    Message-ID together with what the sender wrote.
    """
    read = mail.headers
    sender = read.sender or _NOBODY
    parts = (
        (read.message_id or "").casefold(),
        sender.address.casefold(),
        read.first("date"),
        read.subject_line,
        mail.full_text,
        *(attachment.digest for attachment in mail.attachments),
    )
    return f"mail:{digest(chr(0).join(parts).encode('utf-8', 'replace'))}"


def _reply_to(read: Headers) -> MailAddress | None:
    if read.sender is None or not read.sender.address:
        return None
    return MailAddress(
        address=read.sender.address, message_id=read.message_id, references=read.references
    )


def _answer_to(read: Headers, sender: Sender) -> str:
    """Give the address that Reply-To names where it is another than the sender's own."""
    asked = (one.address for one in read.reply_to if one.address)
    return next((one for one in asked if one.casefold() != sender.address.casefold()), "")


def _readings(mail: Mail, sender: Sender, own: frozenset[str]) -> tuple[understood.Reading, ...]:
    """Read what the text names, and what a program wrote beside it, which may be anybody's."""
    found = read_fields(mail.text, not_theirs=own)
    return (*found, *possible(_beside(mail, sender, own), known=found))


def _beside(mail: Mail, sender: Sender, own: frozenset[str]) -> Iterator[understood.Reading]:
    """Read the signature, and the name in From."""
    yield from read_fields(mail.signature, not_theirs=own | {sender.address.lower()})
    if sender.name:
        yield understood.Reading(field=Field.FULL_NAME, value=sender.name, words=sender.name)


def _written_from(sender: Sender) -> dict[Field, str]:
    """The address that was written from is known without reading."""
    return {Field.EMAIL: sender.address} if sender.address else {}
