"""A letter whose answer was lost is looked for among sent mail before it is sent again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
PATIENCE = 60
WHEN = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with SmtpSink() as sink:
        sink.faults.drop(Stage.ACCEPTED)
        yield sink


async def history(environment: service.Environment) -> list[EventKind]:
    [case] = await service.cases(environment)
    return [event.kind for event in (await service.dossier(environment, case)).events]


async def until_sent(environment: service.Environment) -> list[EventKind]:
    async with asyncio.timeout(PATIENCE):
        while True:
            known = await history(environment)
            if EventKind.LETTER_SENT in known:
                return known
            await asyncio.sleep(0.2)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not kept"])
async def test_a_letter_that_lies_among_sent_mail_does_not_leave_again(
    tmp_path: Path, dovecot: Dovecot, sink: SmtpSink, *, kept: bool
) -> None:
    user = f"sent-{kept}"
    environment = service.configure(tmp_path, dovecot, sink, user=user)
    environment["PD_IMAP_SENT_FOLDER"] = "Отправленные"
    # What lies there already is another letter.
    folder = "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"
    dovecot.append(service.write_mail(7, "Another"), user, when=WHEN, folder=folder)
    dovecot.deliver(service.write_mail(1, INQUIRY), user)
    async with service.running(environment):
        [letter, *_] = await sink.until(1, within=PATIENCE)
        if kept:
            dovecot.append(letter.raw, user, when=WHEN, folder=folder)
        known = await until_sent(environment)
    assert EventKind.LETTER_SENT in known
    assert len(sink.letters) == (1 if kept else 2)
