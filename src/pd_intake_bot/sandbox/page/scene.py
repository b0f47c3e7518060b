"""What stands behind the page: the world, the people in it, and the service that may be killed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.policy import load
from pd_intake_bot.sandbox.apart import ServiceProcess
from pd_intake_bot.sandbox.page import chats, register
from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.sandbox.page.correspondence import Correspondence
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.world import LEAD, OFFICER, VIEWER, World
from pd_intake_bot.storage.database import Database

PEOPLE = ((5001, "Пример", "ru", "+77010000021"), (5002, "Үлгі", "kk", "+77010000022"))
OFFICERS = ((OFFICER, "Айгүл"), (LEAD, "Бақыт"), (VIEWER, "Дина"))
"""An officer, a lead and a viewer, as the world's settings name them."""

DAY = timedelta(days=1)
TOPICS_ARE_ON = "Топта тақырыптарды қостым. / В группе включены темы."
MANY = 1_000_000
"""More calls than anybody makes while a fault is switched on."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything the page shows and does; `faults` names those that are switched on."""

    world: World
    service: ServiceProcess
    database: Database
    policy: Policy
    mail: Correspondence
    phones: dict[int, Phone]
    officers: dict[int, Officer]
    faults: set[str] = field(default_factory=set)
    starting: bool = False

    async def state(self) -> Plain:
        """Give all that the page shows, as plain values."""
        now = self.world.clock()
        return {
            "now": now.astimezone(self.policy.zone).isoformat(),
            "service": {"running": self.service.running, "starting": self.starting},
            "faults": sorted(self.faults),
            "people": [chats.of_phone(phone) for phone in self.phones.values()],
            "officers": [chats.of_phone(one.phone) for one in self.officers.values()],
            "group": chats.of_group(self.world.staff.chat),
            "mail": self.mail.threads(),
            **await register.read(self.database, self.policy, now=now),
        }

    async def move_clock(self, by: timedelta) -> None:
        """Move the world and the service on in time."""
        self.world.clock.move(by)
        await self.service.move_clock(self.world.clock.ahead)

    async def to_deadline(self) -> bool:
        """Move to the morning of the next target date; False where no case has one ahead."""
        now = self.world.clock()
        cases = await self.database.reading(lambda store: store.cases.open())
        moment = register.next_deadline(cases, after=now, policy=self.policy)
        if moment is not None:
            await self.move_clock(moment - now)
        return moment is not None

    async def to_morning(self) -> None:
        """Move to nine o'clock of the next working day, when staff are reminded."""
        now = self.world.clock()
        local = now.astimezone(self.policy.zone)
        nine = local.replace(hour=9, minute=0, second=5, microsecond=0)
        await self.move_clock((nine if nine > local else nine + DAY) - local)

    async def switch_mail(self, *, on: bool) -> None:
        """Let the mail server refuse every connection, or serve again."""
        if on is ("smtp" not in self.faults):
            return
        self.faults ^= {"smtp"}
        await (self.world.smtp.accept() if on else self.world.smtp.refuse())

    async def switch_telegram(self, *, on: bool) -> None:
        """Let Telegram tell the bot that it sends too much, or take messages again."""
        faults = self.world.telegram.faults
        faults.clear()
        self.faults.discard("telegram")
        if not on:
            self.faults.add("telegram")
            faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, times=MANY, seconds=2)

    async def become_forum(self) -> None:
        """Let the lead switch topics on, and say so: Telegram tells bots nothing of it."""
        await self.world.staff.set_forum(on=True)
        self.world.staff.chat.bot_rights.add("can_manage_topics")
        await self.officers[LEAD].send(TOPICS_ARE_ON)

    async def restart(self) -> None:
        """Kill the service as a power cut would, and start it again."""
        await self.service.kill()
        self.starting = True
        try:
            await self.service.start()
        finally:
            self.starting = False


@asynccontextmanager
async def open_scene(world: World) -> AsyncIterator[Scene]:
    """Start the service in a process of its own, and let people and officers appear."""
    service = ServiceProcess(environment=world.environment)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(service.stop)
        await service.start()
        database = await stack.enter_async_context(open_database(world.settings))
        policy = load.load(world.settings.policy)
        yield Scene(
            world=world,
            service=service,
            database=database,
            policy=policy,
            mail=Correspondence(world=world, mailbox=policy.controller.email),
            phones={
                number: world.telegram.person(number, name, language, phone=phone)
                for number, name, language, phone in PEOPLE
            },
            officers={number: await world.staff.officer(number, name) for number, name in OFFICERS},
        )
