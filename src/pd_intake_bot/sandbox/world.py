"""The outside world of one service: mailbox, mail server and Telegram, all on loopback."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pd_intake_bot import settings
from pd_intake_bot.app import service
from pd_intake_bot.app.onlooker import Onlooker
from pd_intake_bot.sandbox.clock import MovableClock
from pd_intake_bot.sandbox.mail.imap import ImapServer
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.group import Group
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage.sealing.seal import Seal

OFFICER, LEAD, VIEWER = 7001, 7002, 7003
STAFF_CHAT = -1000000007001
_HOST = "127.0.0.1"
# A story is faster than thumbs: at Telegram's own pace its person would wait between screens.
_UNHURRIED = Limits(chat_burst=100)


@dataclass(slots=True, kw_only=True)
class World:
    """Servers that are real in protocol and invented in content.

    The service is connected to them as it would be to any others; `settings` say how, and
    `environment` says the same to a process of its own. All go by one `clock` and
    announce what happens in one feed.
    """

    imap: ImapServer
    smtp: SmtpSink
    telegram: BotApi
    staff: Group
    environment: Mapping[str, str]
    settings: Settings
    clock: MovableClock = field(default_factory=MovableClock)

    def addresses(self, port: int) -> str:
        """Say where everything listens, for a mail program or a Bot API client to try."""
        return "\n".join(
            [
                f"IMAP     {_HOST}:{self.imap.port} {self.imap.username} {self.imap.password}",
                f"SMTP     {_HOST}:{self.smtp.port}",
                f"Bot API  {self.telegram.url} {self.telegram.token}",
                f"service  http://{_HOST}:{port}/readyz",
                "Ctrl-C ends it.",
            ]
        )

    @asynccontextmanager
    async def service(self) -> AsyncIterator[int]:
        """Run the service against this world; gives the port of its web server."""
        stop = asyncio.Event()
        ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        async with asyncio.TaskGroup() as group:
            running = service.run(
                self.settings,
                stop=stop,
                onlooker=Onlooker(ready=lambda port: ready.set_result(port or 0)),
                now=self.clock,
                moved=self.clock.moved,
            )
            group.create_task(running)
            try:
                yield await ready
            finally:
                stop.set()


@asynccontextmanager
async def open_world(folder: Path, *, port: int = 0) -> AsyncIterator[World]:
    """Start the servers on free ports; the service's data go into `folder`.

    `port` is that of the service's own web server.
    """
    clock = MovableClock()
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(BotApi(clock=clock, limits=_UNHURRIED))
        changes = telegram.changes
        imap = await stack.enter_async_context(ImapServer(changes=changes))
        smtp = await stack.enter_async_context(SmtpSink(security="none", changes=changes))
        staff = telegram.group(STAFF_CHAT, "Дербес деректер")
        environment = _environment(folder, imap, smtp, telegram, port)
        yield World(
            imap=imap,
            smtp=smtp,
            telegram=telegram,
            staff=staff,
            environment=environment,
            settings=settings.load(environment, dotenv=folder / "none"),
            clock=clock,
        )


def _environment(
    folder: Path, imap: ImapServer, smtp: SmtpSink, telegram: BotApi, port: int
) -> Mapping[str, str]:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_IMAP_HOST": _HOST,
        "PD_IMAP_PORT": str(imap.port),
        "PD_IMAP_SECURITY": "none",
        "PD_IMAP_USERNAME": imap.username,
        "PD_IMAP_PASSWORD": imap.password,
        "PD_SMTP_HOST": _HOST,
        "PD_SMTP_PORT": str(smtp.port),
        "PD_SMTP_SECURITY": "none",
        "PD_TELEGRAM_TOKEN": telegram.token,
        "PD_TELEGRAM_API": telegram.url,
        "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
        "PD_TELEGRAM_OFFICERS": f"{OFFICER}:officer,{LEAD}:lead,{VIEWER}:viewer",
        "PD_HTTP_LISTEN": f"{_HOST}:{port}",
        "PD_LOG_LEVEL": "WARNING",
    }
