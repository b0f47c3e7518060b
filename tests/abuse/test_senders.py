"""Mail that lies about who sent it: nothing it says is sent to, shown to or believed of another.

Played through the whole way in: the mailbox's reader, the register, the outbox, a real SMTP sink.
"""

import email
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.header import Header
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.mail.mailbox.desk import Desk
from pd_intake_bot.mail.mailbox.intake import Batch, Fetched, MailboxKey
from pd_intake_bot.sandbox.mail.smtp_visit import Letter
from pd_intake_bot.usecases.intake.cap import Limits
from tests.servers.mailing import open_post
from tests.servers.staff import INQUIRY, StaffService
from tests.servers.telegram import make_tables

OURS = "mx.example.test"
VICTIM = "victim@example.test"
LINE = Header(INQUIRY, "utf-8").encode(linesep="\r\n")
HOUR = timedelta(hours=1)


class Attacked(StaffService):
    """As `StaffService`; raw mail is handed in, and a receiver of our own has a name."""

    caps = Limits(to_address=((HOUR, 3),))

    def _desk(self) -> Desk:
        desk = super()._desk()
        return replace(desk, reader=replace(desk.reader, receiver=OURS))

    async def take(self, *head: str, text: str = "Какие данные обо мне у вас есть?") -> None:
        """Take a mail with these lines on top of its header, as they stand."""
        self.uid += 1
        own = (f"Subject: {LINE}", f"Message-ID: <{self.uid}@example.test>")
        kind = ("MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")
        raw = "\r\n".join([*head, *own, *kind, "", f"{text} {self.uid}"]).encode()
        message = Fetched(uid=self.uid, received_at=self.clock(), size=len(raw), raw=raw)
        batch = Batch(uidvalidity=1, last_uid=self.uid, messages=(message,))
        await self._desk().take(MailboxKey("INBOX"), batch, now=self.clock())
        await self.settle()

    async def sent(self) -> list[Letter]:
        """Let every letter go that may; gives what arrived, and where."""
        async with open_post(self) as (deliver, sink):
            while await deliver():
                pass
        return list(sink.letters)

    async def only(self) -> Case:
        [case] = await self.cases()
        return case


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[Attacked]:
    async with Attacked(tmp_path, tables=tables) as service:
        yield service


@pytest.mark.parametrize(
    "spellings",
    [
        [f"victim+{number}@example.test" for number in range(6)],
        [VICTIM, "Victim@Example.TEST", '"victim"@example.test', "victim@example.test."],
        ["v.ictim@gmail.com", "vi.ctim@gmail.com", "victim@googlemail.com", "victim+x@gmail.com"],
        ["user@пример.test", "user@xn--e1afmkfd.test", "user@ПРИМЕР.test", "user+1@Пример.test"],
        [
            "victim@example.test",
            "(x) victim(y)@example.test",
            f"x <{VICTIM}>",
            "<victim @ example.test>",
            VICTIM,
        ],
    ],
    ids=["tags", "quotes and dots", "of one provider", "names of domains", "comments"],
)
async def test_one_mailbox_gets_no_more_letters_however_its_address_is_spelled(
    service: Attacked, spellings: list[str]
) -> None:
    for one in spellings:
        await service.take(f"From: {one}")
    assert len(await service.cases()) == len(spellings)
    assert 0 < len(await service.sent()) <= 3
    assert "cap" in [case.held_because for case in await service.cases()]


async def test_domains_beneath_one_get_no_more_letters_than_it(service: Attacked) -> None:
    service.caps = Limits(to_domain=((HOUR, 3),))
    for number in range(6):
        await service.take(f"From: user@x{number}.office.test")
    assert len(await service.sent()) == 3


@pytest.mark.parametrize(
    "head",
    [
        ("From: user@example.test", f"Reply-To: {VICTIM}"),
        ("From: user@example.test", f"Reply-To: a@b.test, {VICTIM}", f"Sender: {VICTIM}"),
        (f"Return-Path: <{VICTIM}>", "From: user@example.test", f"Errors-To: {VICTIM}"),
        (f"From: user@example.test, {VICTIM}", f"Cc: {VICTIM}", f"Bcc: {VICTIM}"),
        ("From: user@example.test", f"From: {VICTIM}", f"Mail-Followup-To: {VICTIM}"),
        (f'From: "{VICTIM}" <user@example.test>', f"Disposition-Notification-To: {VICTIM}"),
        (f"From: user@example.test (={VICTIM}=)", f"Resent-From: {VICTIM}"),
        (f"From: =?utf-8?q?x=0D=0ABcc:_{VICTIM}?= <user@example.test>",),
    ],
)
async def test_letter_goes_to_the_one_sender_and_to_nobody_else_that_a_mail_names(
    service: Attacked, head: tuple[str, ...]
) -> None:
    await service.take(*head)
    [letter] = await service.sent()
    assert letter.recipients == ("user@example.test",)
    read = email.message_from_bytes(letter.raw)
    assert [read.get_all(name) for name in ("To", "Cc", "Bcc")] == [
        ["user@example.test"],
        None,
        None,
    ]


@pytest.mark.parametrize(
    "head",
    [
        # Beneath the field of our own receiver, in its name; folded in every way.
        (f"Authentication-Results: {OURS}; none", f"Authentication-Results: {OURS}; dmarc=pass"),
        (f"Authentication-Results: {OURS};", "\tnone", f"Authentication-Results:\r\n {OURS};"),
        # A line of another field that goes on as if it were ours.
        ("Received: from x", f" Authentication-Results: {OURS}; dmarc=pass header.from=b.test"),
        ("X-Spam: yes", f"\tAuthentication-Results: {OURS}; dmarc=pass header.from=b.test"),
        # Lone carriage returns and line feeds within a line that our receiver wrote of a sender.
        (f"Return-Path: <x\rAuthentication-Results: {OURS}; dmarc=pass header.from=b.test>",),
        (
            f"Received: from x\rAuthentication-Results: {OURS}; dmarc=pass header.from=b.test",
            f"Authentication-Results: {OURS}; dmarc=fail header.from=b.test",
        ),
        # Two who claim to have written it.
        (
            f"Authentication-Results: {OURS}; dmarc=pass header.from=evil.test",
            "From: user@evil.test",
        ),
        # Our name with something round it.
        (f"Authentication-Results: {OURS}.evil.test; dmarc=pass header.from=b.test",),
        (f"Authentication-Results: x.{OURS}; dmarc=pass header.from=b.test",),
        (f"Authentication-Results: =?utf-8?q?{OURS}?=; dmarc=pass header.from=b.test",),
        (f"Authentication-Results : evil; {OURS}; dmarc=pass header.from=b.test",),
    ],
)
async def test_nothing_a_sender_writes_proves_that_a_mailbox_is_theirs(
    service: Attacked, head: tuple[str, ...]
) -> None:
    await service.take(*head, "From: user@b.test")
    assert (await service.only()).proof is Proof.CHANNEL


async def test_what_our_receiver_writes_does(service: Attacked) -> None:
    ours = f"Authentication-Results:\r\n {OURS};\r\n\tdmarc=pass\r\n header.from=b.test"
    await service.take(ours, "From: user@b.test")
    assert (await service.only()).proof is Proof.MAILBOX


@pytest.mark.parametrize(
    "alike",
    [
        "mаrk@bank.test",  # a Cyrillic а
        "mar\u212a@bank.test",  # the sign of Kelvin, which is a k in small letters
        "mark@bаnk.test",
        "mark@bank.test.evil.test",
        '"mark@bank.test"@evil.test',
        "mark\u200b@bank.test",
        "ｍark@bank.test",
    ],
)
async def test_address_that_only_looks_like_a_persons_joins_none_of_their_cases(
    service: Attacked, alike: str
) -> None:
    await service.take("From: mark@bank.test")
    case = await service.only()
    await service.take(f"From: {alike}", text=f"{case.ref}: а как же мой адрес?")
    [first, *others] = await service.cases()
    assert (first.version, len(others)) == (case.version, 1)
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert len(kept) == 1
    assert first.reply_to is not None
    person = first.reply_to
    theirs = await service.database(lambda store: store.cases.of_person(person))
    assert [one.id for one in theirs] == [first.id]
