"""The outside of a service under faults: a mailbox, a mail server, Telegram, and their people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from pd_intake_bot import clock
from pd_intake_bot.app.delivery import SMTP_CONNECTIONS
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.policy.load import load
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Group
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.faults.life import Lives
from tests.faults.proxy import Proxy
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

Kind = Literal["sqlite", "postgres"]

INQUIRY = "Дербес деректер туралы сұрау"
STAFF_CHAT = -1000000007001
FIRST_PERSON = 5000
OFFICERS = (7101, 7102)
RESTLESS = range(9000, 9020)
"""People who only begin a conversation, and begin it again."""
CONNECTIONS = SMTP_CONNECTIONS
PATIENCE = 120
"""Seconds a person waits for the bot's next word before they give up."""

_SAYS = partial(Texts(locales()).text, Language.RU)
CONVERSATION = (
    "/start",
    "[Русский]",
    f"[{_SAYS('person-button-begin')}]",
    f"[{load().rights[RightKey('unsubscribe')].ask[Language.RU]}]",
    "user@example.test",
    f"[{_SAYS('person-button-nothing-to-add')}]",
    f"[{_SAYS('person-button-send')}]",
)
# Letters to invented people are many, and held by no cap here.
_NO_CAPS = {
    f"PD_LETTERS_{name}": "1000000"
    for name in ("PER_HOUR", "PER_DAY", "PER_DOMAIN_PER_HOUR", "OVERALL_PER_HOUR")
}


@dataclass(slots=True, kw_only=True)
class Scene:
    """All that stands round the service; the network to each server can be made to fail.

    `mails` are the addresses of those who wrote; `phones` are those who sent a request from
    their telephone, and `gave_up` those whom the bot left without a word. What joins the scene
    later leaves it by its `stack`.
    """

    folder: Path
    dovecot: Dovecot
    sink: SmtpSink
    telegram: BotApi
    group: Group
    imap: Proxy
    smtp: Proxy
    bot_api: Proxy
    database: Proxy | None
    postgres: Postgres | None
    environment: service.Environment
    direct: service.Environment
    lives: Lives
    user: str
    stack: AsyncExitStack
    mails: list[str] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    gave_up: list[Phone] = field(default_factory=list)

    def deliver(self, count: int) -> None:
        """Deliver requests, each from a person with an address of their own."""
        for _ in range(count):
            serial = len(self.mails) + 1
            address = f"user{serial}@example.test"
            mail = service.write_mail(serial, INQUIRY)
            self.dovecot.deliver(mail.replace(b"user@example.test", address.encode()), self.user)
            self.mails.append(address)

    @property
    def to_come(self) -> int:
        """Count what was ordered of the outside and nobody has met yet."""
        letters = sum(self.sink.faults.to_come(stage) for stage in Stage)
        return letters + sum(map(self.telegram.faults.to_come, ("sendMessage", "getUpdates")))

    async def stir(self) -> None:
        """Give the service one thing more to do in each of its parts."""
        self.deliver(1)
        restless = RESTLESS[len(self.mails) % len(RESTLESS)]
        await self.telegram.person(restless, "Басқа", "kk").send("/start")

    async def converse(self) -> None:
        """Let a person go through a conversation, however often the service dies meanwhile."""
        number = FIRST_PERSON + len(self.phones) + len(self.gave_up) + 1
        phone = self.telegram.person(number, "Пример", "ru", phone="+77010000021")
        try:
            for one in CONVERSATION:
                await _act(phone, one)
        except TimeoutError:
            self.gave_up.append(phone)
        else:
            self.phones.append(phone)


def letters_in(phone: Phone) -> list[str]:
    """Give the words of the letters that a person has in their chat."""
    return [one.text for one in phone.messages if one.from_bot and one.text.startswith("PD-")]


async def _act(phone: Phone, act: str) -> None:
    if not act.startswith("["):
        await phone.send(act)
        await phone.answer(within=PATIENCE)
        return
    label = act[1:-1]
    await phone.press(label, await phone.answer(shows(label), within=PATIENCE))


def shows(label: str) -> Callable[[ChatMessage], bool]:
    """Look for a message with this button."""
    return lambda shown: any(one.label == label for row in shown.buttons for one in row)


@asynccontextmanager
async def open_scene(folder: Path, *, kind: Kind, user: str) -> AsyncIterator[Scene]:
    """Set the scene: all servers are private to it."""
    async with AsyncExitStack() as stack:
        dovecot = Dovecot()
        stack.callback(dovecot.close)
        postgres = Postgres(durable=True) if kind == "postgres" else None
        if postgres is not None:
            stack.callback(postgres.close)
        sink = await stack.enter_async_context(SmtpSink())
        limits = Limits(on=False)
        telegram = await stack.enter_async_context(BotApi(clock=clock.now, limits=limits))
        group = telegram.group(STAFF_CHAT, "Дербес деректер")
        imap, smtp, bot_api = [
            await stack.enter_async_context(Proxy.before(port))
            for port in (dovecot.tls_port, sink.port, telegram.port)
        ]
        database = None
        direct_url = passed_url = f"sqlite+aiosqlite:///{folder}/intake.db"
        if postgres is not None:
            direct_url = postgres.url(postgres.create())
            database = await stack.enter_async_context(Proxy.before(postgres.port))
            passed_url = direct_url.replace(str(postgres.port), str(database.port))
        direct = {
            **service.configure(folder, dovecot, sink, user=user, database=direct_url),
            **_NO_CAPS,
            "PD_TELEGRAM_TOKEN": telegram.token,
            "PD_TELEGRAM_API": telegram.url,
            "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
            "PD_TELEGRAM_OFFICERS": ",".join(f"{one}:officer" for one in OFFICERS),
        }
        passed = {
            "PD_DATABASE_URL": passed_url,
            "PD_IMAP_PORT": str(imap.port),
            "PD_SMTP_PORT": str(smtp.port),
            "PD_TELEGRAM_API": f"http://127.0.0.1:{bot_api.port}",
        }
        environment = direct | passed
        lives = Lives(environment=environment, log=folder / "service.log")
        await stack.enter_async_context(lives)
        yield Scene(
            folder=folder,
            dovecot=dovecot,
            sink=sink,
            telegram=telegram,
            group=group,
            imap=imap,
            smtp=smtp,
            bot_api=bot_api,
            database=database,
            postgres=postgres,
            environment=environment,
            direct=direct,
            lives=lives,
            user=user,
            stack=stack,
        )


async def until(condition: Callable[[], bool], *, within: float) -> bool:
    """Wait for a condition; False where it does not come to be."""
    try:
        async with asyncio.timeout(within):
            while True:
                if condition():
                    return True
                await asyncio.sleep(0.01)
    except TimeoutError:
        return False
