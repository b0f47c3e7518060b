"""Killed at any moment and started again: nothing is lost, nothing leaves twice unmarked."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from email import message_from_bytes
from pathlib import Path

import pytest

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.mailbox import imap_settings
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Carrier, Standing
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.look import Dossier
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.service import Environment, Process

INQUIRY = "Дербес деректер туралы сұрау"
REQUESTS = 12
SETTLED = {Standing.SENT, Standing.UNKNOWN}
Moment = Callable[[], Awaitable[None]]


def from_person(serial: int) -> bytes:
    """Write a request; each person has an address, and so a lane, of their own."""
    address = f"user{serial}@example.test".encode()
    return service.write_mail(serial, INQUIRY).replace(b"user@example.test", address)


def accepted(sink: SmtpSink) -> Counter[str]:
    return Counter(message_from_bytes(one.raw)["Message-ID"] for one in sink.letters)


async def live_and_die(environment: Environment, moment: Moment) -> None:
    process = await Process.start(environment)
    try:
        await moment()
    finally:
        await process.kill()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(service.PATIENCE):
        while True:
            if condition():
                return
            await asyncio.sleep(0.005)


def at_file(folder: Path, seconds: float) -> Moment:
    """Die so long after the database file has appeared: its tables may be half made."""

    async def wait() -> None:
        await until((folder / "intake.db").exists)
        await asyncio.sleep(seconds)

    return wait


def at_letter(sink: SmtpSink, more: int) -> Moment:
    """Die when the n-th further letter has just been accepted."""

    async def wait() -> None:
        await sink.until(len(sink.letters) + more, within=service.PATIENCE)

    return wait


def in_silence(sink: SmtpSink, stage: Stage) -> Moment:
    """Die while the mail server owes an answer."""

    async def wait() -> None:
        sink.faults.hang(stage)
        await until(lambda: not sink.faults.to_come(stage))

    return wait


async def dossiers(database: Database) -> Sequence[Dossier]:
    async def gather(store: Store) -> list[Dossier]:
        return [await look.gather(store, case.id) for case in await store.cases.all()]

    return await database.reading(gather)


def letter_standing(dossier: Dossier) -> Standing:
    (letter,) = (one for one in dossier.parcels if one.carrier is Carrier.MAIL)
    return letter.standing


async def until_settled(database: Database) -> Sequence[Dossier]:
    """Wait until each request has its case, and the fate of each letter is known."""
    async with asyncio.timeout(2 * service.PATIENCE):
        while True:
            found = await dossiers(database)
            if len(found) >= REQUESTS and {letter_standing(one) for one in found} <= SETTLED:
                return found
            await asyncio.sleep(0.1)


async def last_uid(environment: Environment, database: Database) -> int:
    where = imap_settings(service.load(environment))
    assert where is not None
    progress = await database.reading(lambda store: store.mailboxes.progress(where.key))
    return progress.last_uid if progress else 0


def check(dossier: Dossier, letters: Counter[str]) -> None:
    """Hold a case to the promise: its letter left once, or as often as its history owns up to."""
    kinds = Counter(event.kind for event in dossier.events)
    (letter,) = (one for one in dossier.parcels if one.carrier is Carrier.MAIL)
    copies = letters[str(letter.payload["message_id"])]
    doubts = kinds[EventKind.LETTER_UNSURE]
    assert len(dossier.submissions) == kinds[EventKind.REGISTERED] == 1
    assert copies <= 1 + doubts
    if doubts < 2:
        assert (letter.standing, copies >= 1) == (Standing.SENT, True)
        assert dossier.case.acknowledged_at is not None
    else:
        assert dossier.case.acknowledged_at is not None or letter.standing is Standing.UNKNOWN


@pytest.mark.parametrize("seed", [7])
async def test_whenever_it_is_killed_each_request_is_one_case_with_its_letter(
    tmp_path: Path, dovecot: Dovecot, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    user = f"killed{seed}"
    serials = iter(range(1, REQUESTS + 1))

    def deliver(count: int) -> None:
        for _ in range(count):
            dovecot.deliver(from_person(next(serials)), user)

    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user)
        deliver(5)
        moments = [
            at_file(tmp_path, chance.uniform(0, 0.4)),
            at_letter(sink, chance.randint(1, 2)),
            in_silence(sink, Stage.ACCEPTED),
            in_silence(sink, chance.choice([Stage.RCPT, Stage.DATA, Stage.BODY])),
        ]
        for moment in moments:
            await live_and_die(environment, moment)
            deliver(1)
        process = await Process.start(environment)
        deliver(REQUESTS - 5 - len(moments))
        async with open_database(service.load(environment)) as database:
            found = await until_settled(database)
            assert await last_uid(environment, database) == REQUESTS
        assert await process.end() == 0
    assert len(found) == REQUESTS
    assert sum(accepted(sink).values()) >= REQUESTS
    for dossier in found:
        check(dossier, accepted(sink))
