"""The outside fails in every way it can: nothing is lost, it is told, and it passes by itself."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import aiohttp
import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.notices import read
from pd_intake_bot.domain.outbox import Carrier, Kind, Standing
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.usecases.records.look import Dossier
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.service import Environment

INQUIRY = "Дербес деректер туралы сұрау"
REGISTERED, SENT = EventKind.REGISTERED, EventKind.LETTER_SENT
UNSURE, REFUSED = EventKind.LETTER_UNSURE, EventKind.LETTER_REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mailbox of its own, a mail server, and the service's data between them."""

    folder: Path
    user: str
    dovecot: Dovecot
    sink: SmtpSink
    web: aiohttp.ClientSession
    environment: Environment

    def deliver(self, *serials: int) -> None:
        """Deliver requests, each from a person with an address of their own."""
        for serial in serials:
            address = f"user{serial}@example.test".encode()
            mail = service.write_mail(serial, INQUIRY).replace(b"user@example.test", address)
            self.dovecot.deliver(mail, self.user)

    async def dossiers(self) -> Sequence[Dossier]:
        """Give all that is kept about each case."""
        cases = await service.cases(self.environment)
        return [await service.dossier(self.environment, case) for case in cases]

    async def histories(self) -> Counter[tuple[EventKind, ...]]:
        """Count what happened to cases."""
        return Counter(
            tuple(event.kind for event in dossier.events) for dossier in await self.dossiers()
        )

    async def until_settled(self, count: int) -> Counter[tuple[EventKind, ...]]:
        """Wait until there are so many cases and no letter of theirs waits any more."""
        async with asyncio.timeout(2 * service.PATIENCE):
            while True:
                found = await self.dossiers()
                if len(found) >= count and not any(map(_waits, found)):
                    return await self.histories()
                await asyncio.sleep(0.2)


def _waits(dossier: Dossier) -> bool:
    done = {Standing.SENT, Standing.REFUSED, Standing.UNKNOWN}
    letters = [one for one in dossier.parcels if one.carrier is Carrier.MAIL]
    return not letters or any(one.standing not in done for one in letters)


@pytest.fixture
async def place(tmp_path: Path, dovecot: Dovecot) -> AsyncIterator[Place]:
    user = tmp_path.name.replace("_", "")
    async with SmtpSink() as sink, aiohttp.ClientSession() as web:
        environment = service.configure(tmp_path, dovecot, sink, user=user)
        yield Place(
            folder=tmp_path,
            user=user,
            dovecot=dovecot,
            sink=sink,
            web=web,
            environment=environment,
        )


# The mail server


async def test_a_mail_server_that_is_away_is_told_and_its_letters_wait(place: Place) -> None:
    await place.sink.refuse()
    place.deliver(1)
    async with service.running(place.environment) as port:
        parts = await service.until_failing(place.web, port, "delivery by mail")
        await place.sink.accept()
        await service.until_well(place.web, port)
        assert await place.until_settled(1) == {(REGISTERED, SENT): 1}
    assert "no connection to the mail server" in parts["delivery by mail"]
    assert len(place.sink.letters) == 1


async def test_what_is_not_taken_now_is_tried_again_and_what_is_refused_is_not(
    place: Place,
) -> None:
    place.sink.faults.reply(Stage.RCPT, "451 4.7.1 Greylisted")
    place.sink.faults.reply(Stage.RCPT, "550 5.1.1 No such user")
    place.sink.faults.reply(Stage.BODY, "451 4.3.0 Try again later")
    place.deliver(1, 2, 3, 4)
    async with service.running(place.environment) as port:
        histories = await place.until_settled(4)
        await service.until_well(place.web, port)
    assert histories == {(REGISTERED, SENT): 3, (REGISTERED, REFUSED): 1}
    assert len(place.sink.letters) == 3


async def test_a_letter_of_unknown_fate_is_sent_once_more_under_its_name_and_then_left_to_staff(
    place: Place,
) -> None:
    place.sink.faults.drop(Stage.ACCEPTED, times=3)
    place.deliver(1, 2)
    async with service.running(place.environment):
        histories = await place.until_settled(2)
    notices = [one for each in await place.dossiers() for one in each.parcels]
    assert histories == {(REGISTERED, UNSURE, SENT): 1, (REGISTERED, UNSURE, UNSURE): 1}
    copies = Counter(message_from_bytes(one.raw)["Message-ID"] for one in place.sink.letters)
    assert sorted(copies.values()) == [2, 2]
    told = [
        line.text for one in notices if one.kind is Kind.NOTICE for line in read(one.payload).lines
    ]
    assert told == ["notice-letter-unknown"]


# The mailbox


async def test_sessions_that_are_cut_in_the_midst_of_mail_lose_and_double_nothing(
    place: Place,
) -> None:
    async with service.running(place.environment) as port:
        await service.until_well(place.web, port)
        for serial in range(1, 9):
            place.deliver(serial)
            place.dovecot.kill_sessions()
        histories = await place.until_settled(8)
        await service.until_well(place.web, port)
    assert histories == {(REGISTERED, SENT): 8}
    assert len(place.sink.letters) == 8


async def test_a_mailbox_that_is_away_is_told_and_read_when_it_is_back(place: Place) -> None:
    async with service.running(place.environment) as port:
        await service.until_well(place.web, port)
        place.dovecot.stop()
        try:
            parts = await service.until_failing(place.web, port, "mailbox")
        finally:
            place.dovecot.start()
        place.deliver(1)
        assert await place.until_settled(1) == {(REGISTERED, SENT): 1}
        await service.until_well(place.web, port)
    assert "MailboxError" in parts["mailbox"]


async def test_a_password_that_is_wrong_for_a_while_is_told(place: Place) -> None:
    place.environment["PD_IMAP_PASSWORD"] = "valid from tomorrow"
    place.deliver(1)
    async with service.running(place.environment) as port:
        parts = await service.until_failing(place.web, port, "mailbox")
        place.dovecot.grant(place.user, "valid from tomorrow")
        assert await place.until_settled(1) == {(REGISTERED, SENT): 1}
        await service.until_well(place.web, port)
    assert "LoginRefusedError" in parts["mailbox"]


# What the service itself stands on


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def test_a_database_that_is_locked_for_long_loses_nothing(place: Place) -> None:
    async with service.running(place.environment) as port:
        await service.until_well(place.web, port)
        with locked(place.folder / "intake.db"):
            place.deliver(1)
            parts = await service.until_failing(place.web, port, "mailbox")
        assert await place.until_settled(1) == {(REGISTERED, SENT): 1}
        await service.until_well(place.web, port)
    assert "StorageUnavailable" in parts["mailbox"]
    assert len(place.sink.letters) == 1


async def test_a_letter_that_left_while_the_database_was_locked_does_not_leave_again(
    place: Place,
) -> None:
    async with service.running(place.environment) as port:
        await service.until_well(place.web, port)
        place.deliver(1)
        # Sink and service share a thread: the lock is there before the answer is read.
        await place.sink.until(1, within=service.PATIENCE)
        with locked(place.folder / "intake.db"):
            await service.until_failing(place.web, port, "delivery by mail")
        assert await place.until_settled(1) == {(REGISTERED, SENT): 1}
        await service.until_well(place.web, port)
    assert len(place.sink.letters) == 1


async def test_a_folder_that_takes_no_files_for_a_while_costs_no_request(place: Place) -> None:
    blobs = place.folder / "blobs"
    blobs.write_text("in the way, as a full disk would be")
    place.deliver(1, 2)
    async with service.running(place.environment) as port:
        parts = await service.until_failing(place.web, port, "mailbox")
        blobs.unlink()
        assert await place.until_settled(2) == {(REGISTERED, SENT): 2}
        await service.until_well(place.web, port)
    assert "StorageUnavailable" in parts["mailbox"]
    assert await service.count_reviews(place.environment) == 0
