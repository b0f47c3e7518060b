"""A service and a person's phone for each story; letters by mail go to a real sink."""

import email
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email import policy
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.usecases.letters.deliver import Deliver
from tests.servers.mailing import open_post
from tests.servers.telegram import TelegramService, make_tables

USER = 700100200300

ASKED = (
    *("/start", "Русский!", "Начать!", "Не присылайте мне новости!", "user@example.test"),
    *("Добавить нечего!", "✅ Отправить!"),
)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[TelegramService]:
    async with TelegramService(tmp_path, tables=tables) as service:
        yield service


@pytest.fixture
def phone(service: TelegramService) -> Phone:
    return service.api.person(USER, "Үлгі", "ru", phone="77010000001")


@dataclass(frozen=True, slots=True)
class Talking:
    """A person who goes through steps: typed words, or a button where it ends with a mark."""

    service: TelegramService
    phone: Phone

    async def __call__(self, *steps: str) -> ChatMessage:
        for step in steps:
            if step.endswith("!"):
                await self.phone.press(step[:-1])
            else:
                await self.phone.send(step)
            await self.service.settle()
        return self.phone.last

    async def asked(self) -> Case:
        """Send a request, and give its case."""
        await self(*ASKED)
        return (await self.cases())[-1]

    async def cases(self) -> list[Case]:
        """List the cases there are."""
        return list(await self.service.database(lambda store: store.cases.all()))


@pytest.fixture
def go(service: TelegramService, phone: Phone) -> Talking:
    return Talking(service, phone)


@dataclass(frozen=True, slots=True)
class Post:
    """The service's way out by mail, and what has arrived."""

    deliver: Deliver
    sink: SmtpSink

    async def __call__(self) -> list[str]:
        """Send what waits; gives the whole words of each mail that has arrived so far."""
        while await self.deliver():
            pass
        return [_words(one.raw) for one in self.sink.letters]


def _words(raw: bytes) -> str:
    mail = email.message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None, "a letter has its words as plain text"
    return str(body.get_content())


@pytest.fixture
async def post(service: TelegramService) -> AsyncIterator[Post]:
    async with open_post(service) as (deliver, sink):
        yield Post(deliver, sink)
