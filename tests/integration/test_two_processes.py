"""Two processes of the service on one PostgreSQL: nothing is registered or sent twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from pd_intake_bot import clock
from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
STAFF_CHAT = -1001000000001
MAILS = 8
PEOPLE = 3
PATIENCE = 20
STEPS = ("Русский", "Начать", "Не присылайте мне новости", "Электронная почта")


@asynccontextmanager
async def two_processes(environment: service.Environment) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        processes = [await service.Process.start(environment) for _ in range(2)]
        for process in processes:
            stack.push_async_callback(process.kill)
        await asyncio.gather(*(process.ready() for process in processes))
        yield
        assert await asyncio.gather(*(process.end() for process in processes)) == [0, 0]


async def standings(environment: service.Environment) -> Counter[Standing]:
    """Count the letters of every case by what became of them."""
    counted: Counter[Standing] = Counter()
    for case in await service.cases(environment):
        kept = await service.dossier(environment, case)
        letters = (parcel for parcel in kept.parcels if parcel.kind is Kind.LETTER)
        counted.update(parcel.standing for parcel in letters)
    return counted


async def until_all_is_sent(environment: service.Environment) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if set(await standings(environment)) == {Standing.SENT}:
                return
            await asyncio.sleep(0.2)


def write_mail(serial: int) -> bytes:
    """Write a mail of a person of its own: letters to one address are held past a few an hour."""
    return service.write_mail(serial, INQUIRY).replace(b"user@", f"user{serial}@".encode())


async def test_mail_read_by_both_is_registered_and_acknowledged_once(
    tmp_path: Path, dovecot: Dovecot, postgres_url: str
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="both", database=postgres_url)
        for serial in range(MAILS // 2):
            dovecot.deliver(write_mail(serial), "both")
        async with two_processes(environment):
            for serial in range(MAILS // 2, MAILS):
                dovecot.deliver(write_mail(serial), "both")
            await sink.until(MAILS, within=PATIENCE)
            await until_all_is_sent(environment)
        cases = await service.cases(environment)
    assert sorted(case.ref.number for case in cases) == list(range(1, MAILS + 1))
    assert len(sink.letters) == MAILS


def has(label: str) -> Callable[[ChatMessage], bool]:
    def shows(message: ChatMessage) -> bool:
        return any(button.label == label for row in message.buttons for button in row)

    return shows


async def ask(phone: Phone) -> None:
    """Go through a conversation from the first word to the acknowledgement."""
    await phone.send("/start")
    for label in STEPS:
        await phone.press(label, await phone.until(has(label), within=PATIENCE))
    await phone.until("user@example.com", within=PATIENCE)
    await phone.send("user@example.test")
    for label in ("Добавить нечего", "✅ Отправить"):
        await phone.press(label, await phone.until(has(label), within=PATIENCE))
    await phone.until("PD-", within=PATIENCE)


async def test_conversations_held_by_both_say_each_thing_once(
    tmp_path: Path, dovecot: Dovecot, postgres_url: str
) -> None:
    async with SmtpSink() as sink, BotApi(clock=clock.now, limits=Limits(on=False)) as api:
        api.group(STAFF_CHAT, "Staff")
        environment = service.configure(
            tmp_path, dovecot, sink, user="talk", database=postgres_url
        ) | {
            "PD_TELEGRAM_TOKEN": api.token,
            "PD_TELEGRAM_API": api.url,
            "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
        }
        phones = [api.person(5000 + number, "Үлгі", "ru") for number in range(PEOPLE)]
        async with two_processes(environment):
            await asyncio.gather(*map(ask, phones))
            await until_all_is_sent(environment)
        cases = await service.cases(environment)
        shown = [[message.text for message in phone.messages] for phone in phones]
    assert len(cases) == PEOPLE
    for texts in shown:
        assert [text for text, times in Counter(texts).items() if times > 1] == []
