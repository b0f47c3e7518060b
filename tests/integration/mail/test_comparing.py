"""Once a day the mailbox is compared with the register: what was missed is taken in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.mail.imap.settings import ImapSettings, Security
from pd_intake_bot.sandbox.world import World, open_world
from pd_intake_bot.usecases.intake import reconcile
from pd_intake_bot.usecases.ports import Progress
from tests.servers import service

INQUIRY = "Дербес деректер туралы сұрау"
ALMATY = clock.zone("Asia/Almaty")
TUESDAY = datetime(2027, 3, 2, 5, tzinfo=UTC)
"""Ten o'clock in Almaty."""

PATIENCE = service.PATIENCE


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        # Set, and not moved on to: this day comes and goes.
        opened.clock.ahead = TUESDAY - clock.now()
        yield opened


def next_morning(world: World) -> datetime:
    """Give ten o'clock of the next day."""
    local = world.clock().astimezone(ALMATY) + timedelta(days=1)
    return local.replace(hour=10, minute=0, second=0).astimezone(UTC)


async def deliver(world: World, serial: int, subject_line: str = INQUIRY) -> int:
    return await world.imap.deliver(service.write_mail(serial, subject_line), world.clock())


async def read_first(world: World) -> None:
    """Let the service read the mailbox on the first day."""
    await deliver(world, 1)
    await deliver(world, 2, "Счёт на оплату")
    async with world.service():
        await world.smtp.until(1, within=PATIENCE)
        await until_first_day_is_kept(world)


async def until_first_day_is_kept(world: World) -> None:
    async with open_database(world.settings) as database, asyncio.timeout(PATIENCE):
        while True:
            if await database(lambda store: store.marks.get(reconcile.FIRST_SEEN)):
                return
            await asyncio.sleep(0.05)


async def pass_over(world: World, last_uid: int) -> None:
    """Write down that the mailbox has been read to here, as a fault of the program would."""
    where = ImapSettings(
        host=world.imap.host,
        port=world.imap.port,
        security=Security.NONE,
        username=world.imap.username,
        password=world.imap.password,
    )
    async with open_database(world.settings) as database:
        before = await database(lambda store: store.mailboxes.progress(where.key))
        assert before is not None
        after = Progress(uidvalidity=before.uidvalidity, last_uid=last_uid)
        await database(lambda store: store.mailboxes.advance(where.key, after))


async def latest(world: World) -> reconcile.Tally:
    async with open_database(world.settings) as database:
        result = await database(reconcile.read)
    assert result is not None
    return result.tally


async def test_where_nothing_was_missed_the_group_is_told_so(world: World) -> None:
    await read_first(world)
    world.clock.set(next_morning(world))

    async with world.service():
        said = await world.staff.until("Сверка почтового ящика", within=PATIENCE)

    assert "пропущенных обращений нет" in said.text
    assert await latest(world) == reconcile.Tally(looked=2, kept=1)


async def test_a_request_that_was_missed_is_taken_in_and_told(world: World) -> None:
    await read_first(world)
    await deliver(world, 3)
    await pass_over(world, await deliver(world, 4, "Прайс-лист"))
    world.clock.set(next_morning(world))

    async with world.service():
        said = await world.staff.until("Сверка почтового ящика", within=PATIENCE)
        await world.smtp.until(2, within=PATIENCE)

    assert "не было в реестре: 1" in said.text
    assert "user@example.test" not in said.text
    assert await latest(world) == reconcile.Tally(looked=4, kept=1, missed=1)
    assert len(await service.cases(dict(world.environment))) == 2


async def test_what_is_known_by_its_words_alone_was_not_missed(world: World) -> None:
    await read_first(world)
    await world.imap.set_uid_validity(77)
    world.clock.set(next_morning(world))

    async with world.service():
        await world.staff.until("пропущенных обращений нет", within=PATIENCE)

    assert len(await service.cases(dict(world.environment))) == len(world.smtp.letters) == 1
