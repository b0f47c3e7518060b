"""What stands behind the page: the world, the people in it, and the service that may be killed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot import i18n
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.rules import load_calendar, load_policy
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.sandbox.apart import ServiceProcess
from pd_intake_bot.sandbox.page import chats, register
from pd_intake_bot.sandbox.page.ahead import Ahead
from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.sandbox.page.correspondence import Correspondence
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.world import LEAD, OFFICER, VIEWER, World
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store

PEOPLE = ((5001, "Пример", "ru", "+77010000021"), (5002, "Үлгі", "kk", "+77010000022"))
OFFICERS = ((OFFICER, "Айгүл"), (LEAD, "Бақыт"), (VIEWER, "Дина"))
"""An officer, a lead and a viewer, as the world's settings name them."""

TOPICS = {
    True: "Топта тақырыптарды қостым. / Темы в группе включены.",
    False: "Топта тақырыптарды өшірдім. / Темы в группе выключены.",
}
"""What the lead says of it: Telegram tells bots nothing."""
MANY = 1000
"""More calls of one kind than are made while a fault is switched on."""
_SENDING = ("sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup")


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything the page shows and does; `faults` names those that are switched on."""

    world: World
    service: ServiceProcess
    database: Database
    policy: Policy
    calendar: Calendar
    texts: i18n.Texts
    mail: Correspondence
    phones: dict[int, Phone]
    officers: dict[int, Officer]
    faults: set[str] = field(default_factory=set)
    starting: bool = False

    async def state(self) -> Plain:
        """Give all that the page shows, as plain values."""
        now, roles = self.world.clock(), self.world.settings.telegram_officers
        return {
            "now": now.astimezone(self.policy.zone).isoformat(),
            "service": {"running": self.service.running, "starting": self.starting},
            "faults": sorted(self.faults),
            "people": [chats.of_phone(phone) for phone in self.phones.values()],
            "officers": [
                chats.of_phone(one.phone) | {"role": roles[number]}
                for number, one in self.officers.items()
            ],
            "group": chats.of_group(self.world.staff.chat),
            "mail": self.mail.threads(),
            **await register.read(self.database, self.policy, self.texts, now=now),
        }

    async def move_clock(self, by: timedelta) -> None:
        """Move the world and the service on in time."""
        self.world.clock.move(by)
        await self.service.move_clock(self.world.clock.ahead)

    async def to_deadline(self) -> bool:
        """Move to the morning of the next target date; False where no case has one ahead."""
        now = self.world.clock()
        moment = await self.database.reading(lambda store: self._ahead(store).deadline(after=now))
        return await self._move_to(moment)

    async def to_reminder(self) -> bool:
        """Move to the moment of the next reminder; False where nothing will be reminded of."""
        now = self.world.clock()
        moment = await self.database.reading(lambda store: self._ahead(store).reminder(after=now))
        return await self._move_to(moment)

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
            for method in _SENDING:
                faults.add(method, Fault.TOO_MANY_REQUESTS, times=MANY, seconds=2)

    async def switch_topics(self) -> None:
        """Let the lead switch topics on or off, and say so."""
        on = not self.world.staff.chat.forum
        await self.world.staff.set_forum(on=on)
        self.world.staff.chat.bot_rights.add("can_manage_topics")
        await self.officers[LEAD].send(TOPICS[on])

    async def restart(self) -> None:
        """Kill the service as a power cut would, and start it again."""
        await self.service.kill()
        self.starting = True
        try:
            await self.service.start()
        finally:
            self.starting = False

    def _ahead(self, store: Store) -> Ahead:
        return Ahead(store=store, policy=self.policy, calendar=self.calendar)

    async def _move_to(self, moment: datetime | None) -> bool:
        if moment is not None:
            await self.move_clock(moment - self.world.clock())
        return moment is not None


@asynccontextmanager
async def open_scene(world: World) -> AsyncIterator[Scene]:
    """Start the service in a process of its own, and let people and officers appear."""
    service = ServiceProcess(environment=world.environment)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(service.stop)
        await service.start()
        database = await stack.enter_async_context(open_database(world.settings))
        policy = load_policy(world.settings)
        yield Scene(
            world=world,
            service=service,
            database=database,
            policy=policy,
            calendar=load_calendar(world.settings, policy),
            texts=i18n.Texts(i18n.locales()),
            mail=Correspondence(world=world, mailbox=policy.controller.email),
            phones={
                number: world.telegram.person(number, name, language, phone=phone)
                for number, name, language, phone in PEOPLE
            },
            officers={number: await world.staff.officer(number, name) for number, name in OFFICERS},
        )
