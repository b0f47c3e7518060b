"""The staff at work around a hand-driven service: who is there, and what each of them can do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.policy.calendar import Almanac
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Press
from pd_intake_bot.telegram.upkeep import Upkeep
from pd_intake_bot.usecases.clockwork.morning import ReportInTheMorning
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.intake.cap import Limits
from pd_intake_bot.usecases.letters.deliver import Deliver
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from tests.servers import staff
from tests.servers.mailing import open_post
from tests.servers.staff import StaffService
from tests.servers.telegram import DAYS
from tests.unit.usecases.offices import generous

ORDINARY, SUPER = -100500, -1001000000777
PEOPLE = {"Айгүл": staff.OFFICER, "Дана": staff.VIEWER, "Гүлнар": staff.STRANGER}
LEADER = "Болат"
CAST = (LEADER, *PEOPLE)
_NAMES = {Language.RU: "Пример Примерович", Language.KK: "Үлгі Үлгіұлы"}

_ORDER = """
[[day_off]]
date = 2026-12-14
source = "№ 1"

[[day_off]]
date = 2026-12-23
source = "№ 1"
"""

Do = Callable[[str], Awaitable[list[Press]]]


@dataclass(slots=True)
class Stage:
    """Officers, a person with a phone and a mail program, and time."""

    service: StaffService
    folder: Path
    person: Phone
    ending: AsyncExitStack
    sink: SmtpSink = field(init=False)
    cast: dict[str, Officer] = field(default_factory=dict)
    almanac: Almanac | None = None
    _post: Deliver = field(init=False)

    async def enter(self) -> None:
        """Open the post; let everybody come into the group and the private chat, the lead first."""
        self._post, self.sink = await self.ending.enter_async_context(open_post(self.service))
        for name in CAST:
            number = staff.LEAD if name == LEADER else PEOPLE[name]
            self.cast[name] = await self.service.join(number, name)
        await self.service.settle()

    async def settle(self) -> None:
        """Let everything leave, by Telegram and by mail, until nothing is left to do."""
        await self.service.settle()
        while await self._post():
            await self.service.settle()

    async def set_up(self, what: str) -> None:
        """Let things be other than usual before anybody comes."""
        await self._givens[what]()

    async def act(self, who: str, how: str, what: str) -> list[Press]:
        """Do one thing; gives the presses, which are answered later."""
        names = who.split(" + ")
        return [one for name in names for one in await self._find(name, how)(what)]

    def _find(self, who: str, how: str) -> Do:
        acts: Mapping[str, Mapping[str, Do]] = {
            "person": self._acts_of_person,
            "mail": {"": self._mail, "machine": self._mail_of_machine, "other": self._mail_other},
            "clock": {"": self._wait_until},
            "world": {"": self._happen},
        }
        return acts[who][how] if who in acts else self._acts_of(self.cast[who])[how]

    def _acts_of(self, officer: Officer) -> Mapping[str, Do]:
        async def press(label: str) -> list[Press]:
            return [await officer.phone.press(label)]

        async def press_in_group(label: str) -> list[Press]:
            return [await officer.press(label)]

        async def reply(words: str) -> None:
            await officer.send(words, reply_to=self.service.group.last)

        async def reply_to_member(words: str) -> None:
            said = [one for one in self.service.group.messages if one.text and not one.from_bot]
            await officer.send(words, reply_to=said[-1])

        async def write_in_topic(words: str) -> None:
            await officer.send(words, topic=max(officer.chat.topics))

        async def hide(_: str) -> None:
            officer.chat.anonymous.add(officer.user_id)

        return {
            "": _said(officer.phone.send),
            "press": press,
            "file": _said(lambda name: officer.phone.send_document(name, name.encode())),
            "in group": _said(officer.send),
            "press in group": press_in_group,
            "reply in group": _said(reply),
            "reply to member in group": _said(reply_to_member),
            "in topic": _said(write_in_topic),
            "leaves": _said(lambda _: officer.leave()),
            "hides": _said(hide),
        }

    @property
    def _acts_of_person(self) -> Mapping[str, Do]:
        async def press(label: str) -> list[Press]:
            return [await self.person.press(label)]

        async def block(_: str) -> None:
            await self.person.block()

        return {"": _said(self.person.send), "press": press, "blocks": _said(block)}

    async def _mail(self, what: str) -> list[Press]:
        return await self._write(what)

    async def _mail_of_machine(self, what: str) -> list[Press]:
        return await self._write(what, Auto_Submitted="auto-replied")

    async def _mail_other(self, what: str) -> list[Press]:
        return await self._write(what, sender=f"user{self.service.uid}@office.test")

    async def _write(self, what: str, *, sender: str = "", **headers: str) -> list[Press]:
        """Send a mail; without a subject line it answers the newest letter."""
        subject_line, _, words = what.partition(" | ")
        if not words:
            subject_line, words = "Re:", what
            headers["In_Reply_To"] = await self.service.letter_id(-1)
        mail = staff.write_mail(subject_line, words, **headers)
        mail.replace_header("From", sender or self._sender)
        _name(mail, self.service.uid)
        await self.service.mail(mail)
        return []

    @property
    def _sender(self) -> str:
        return f"{_NAMES[self.service.language]} <user@example.test>"

    async def _wait_until(self, what: str) -> list[Press]:
        zone = self.service.policy.zone
        moment = datetime.strptime(what, "%d.%m.%Y %H:%M").replace(tzinfo=zone)
        self.service.clock.moment = moment.astimezone(self.service.clock().tzinfo)
        await self._look_round()
        return []

    async def _look_round(self) -> None:
        """Do what the service does by itself as time goes by."""
        service, now = self.service, self.service.clock()
        tell = Tell(leads=_leads)
        await Upkeep(
            transactions=service.database,
            cards=service.staff.cards,
            clock=service.clock,
            wake=lambda: None,
        )()
        database, policy = service.database, service.policy
        remind = Remind(transactions=database, policy=policy, calendar=DAYS, tell=tell)
        untaken = SayUntaken(transactions=database, policy=policy, calendar=DAYS, tell=tell)
        report = ReportInTheMorning(
            transactions=database,
            policy=policy,
            calendar=DAYS,
            tell=tell,
            remind=remind,
            untaken=untaken,
        )
        for look in (report, remind, untaken):
            await look(now)
        await service.hide()

    async def _happen(self, what: str) -> list[Press]:
        await self._events[what]()
        return []

    @property
    def _givens(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        return {
            "a group with topics": self._forum,
            "an ordinary group": self._ordinary,
            "a policy that lets a term pause and be longer": self._generous,
            "one letter an hour and no more": self._cap,
            "a calendar of the operator's own": self._calendar,
        }

    async def _forum(self) -> None:
        await self.service.group.set_forum(on=True)
        await self.service.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS, "can_manage_topics")

    async def _ordinary(self) -> None:
        self.service.group = self.service.api.group(ORDINARY, "Staff")
        chat = str(ORDINARY)
        await self.service.database(lambda store: store.marks.put("staff_chat", chat))

    async def _generous(self) -> None:
        self.service.policy = await asyncio.to_thread(generous, self.folder)
        await self.service.restart()

    async def _cap(self) -> None:
        self.service.caps = Limits(overall=((timedelta(hours=1), 1),))

    async def _calendar(self) -> None:
        days = self.folder / "workdays.toml"
        days.write_text("", "utf-8")
        self.almanac = Almanac(self.service.policy, days)
        self.service.days = self.almanac.calendar
        await self.service.restart()
        await self._compare_calendars()

    async def _order_days_off(self) -> None:
        assert self.almanac is not None, "there is a calendar of the operator's own"
        (self.folder / "workdays.toml").write_text(_ORDER, "utf-8")
        assert self.almanac.refresh()
        await self._compare_calendars()

    async def _compare_calendars(self) -> None:
        change = CalendarChange(reckon=self.service.reckon)
        now = self.service.clock()
        await self.service.database(lambda store: change.notice(store, now=now))

    @property
    def _events(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        group = self.service.group
        return {
            "the group becomes a supergroup": lambda: group.upgrade(SUPER),
            "the bot is thrown out of the group": group.remove_bot,
            "the bot is an administrator again": lambda: group.set_bot(
                Standing.ADMINISTRATOR, *BOT_RIGHTS
            ),
            "more days off are ordered": self._order_days_off,
            "the topic is deleted": lambda: group.delete_topic(max(group.chat.topics)),
        }


@asynccontextmanager
async def open_stage(folder: Path, tables: Path, language: Language) -> AsyncIterator[Stage]:
    """Give the staff of a service that speaks `language`, before anybody has come."""
    service = StaffService(folder, tables=tables)
    service.language = language
    async with service, AsyncExitStack() as ending:
        phone = service.api.person(
            staff.PERSON, _NAMES[language].split()[0], language.value, phone="77010000021"
        )
        yield Stage(service=service, folder=folder, person=phone, ending=ending)


async def _leads(_: Store) -> frozenset[int]:
    return frozenset({staff.LEAD})


def _name(mail: EmailMessage, number: int) -> None:
    """Give a mail a name that is the same each time."""
    mail.replace_header("Message-ID", f"<mail-{number}@example.test>")


def _said(do: Callable[[str], Awaitable[object]]) -> Do:
    async def act(what: str) -> list[Press]:
        await do(what)
        return []

    return act
