"""The clockwork inside the running service: time is moved, and what falls due is heard."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from functools import partial
from http import HTTPStatus
from pathlib import Path

import aiohttp
import icalendar
import pytest

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.clockwork import Strand
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.sandbox.world import LEAD, OFFICER, World, open_world
from pd_intake_bot.usecases.overview import staff_language
from pd_intake_bot.usecases.ports import Store

PATIENCE = 60
WEDNESDAY = datetime(2027, 1, 20, 5, tzinfo=UTC)


@pytest.fixture
def policy() -> Policy:
    return load.load()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        # Set, and not moved on to: this day comes and goes.
        opened.clock.ahead = WEDNESDAY - clock.now()
        yield opened


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Үлгі Үлгіұлы <user@example.test>", "info@bazarjoq.kz"
    mail["Subject"], mail["Message-ID"] = "Дербес деректер туралы сұрау", "<1@example.test>"
    mail.set_content("Менің деректерімді өңдейсіздер ме?")
    return mail


async def register(world: World) -> Case:
    """Let a person write, and give their case once it was acknowledged."""
    await world.imap.deliver(_mail().as_bytes(), world.clock())
    await world.smtp.until(1, within=PATIENCE)
    async with open_database(world.settings) as database:
        (case,) = await database.reading(lambda store: store.cases.all())
    return case


async def test_moved_to_the_next_reminder_the_clock_makes_it_fire(
    world: World, policy: Policy
) -> None:
    group = await world.staff.officer(OFFICER, "Айгүл", admin=True)
    async with world.service():
        case = await register(world)
        assert case.target is not None
        nine = datetime.combine(case.target, time(9), policy.zone)
        world.clock.set(nine)
        shown = await group.until("последний рабочий день", within=PATIENCE)
        assert str(case.ref) in shown.text
        await group.until(f"Утренний отчёт, {case.target:%d.%m.%Y}", within=PATIENCE)
        world.clock.set(nine + timedelta(days=1))
        shown = await group.until("просрочено на 1 рабочий день", within=PATIENCE)
        assert "пока никто" in shown.text


async def test_a_week_that_has_passed_is_summed_up_with_a_picture(
    world: World, policy: Policy
) -> None:
    group = await world.staff.officer(OFFICER, "Айгүл", admin=True)
    days = calendar.load_calendar(policy)
    monday = days.next_working_day((WEDNESDAY + timedelta(days=5)).date())
    async with world.service():
        await register(world)
        world.clock.set(datetime.combine(monday, time(9), policy.zone))
        shown = await group.until("Неделя с 18.01.2027 по 24.01.2027", within=PATIENCE)
    assert "Получено обращений: 1, отвечено: 0" in shown.text
    assert "photo" in shown.raw


async def test_reports_and_pictures_follow_the_language_that_a_lead_chose(
    world: World, policy: Policy
) -> None:
    group = await world.staff.officer(OFFICER, "Айгүл", admin=True)
    days = calendar.load_calendar(policy)
    monday = days.next_working_day((WEDNESDAY + timedelta(days=5)).date())
    async with open_database(world.settings) as database:
        await database(partial(_put, mark=staff_language.MARK, value=Language.KK.value))
    async with world.service():
        await register(world)
        world.clock.set(datetime.combine(monday, time(9), policy.zone))
        await group.until(f"Таңғы есеп, {monday:%d.%m.%Y}", within=PATIENCE)
        shown = await group.until("Апта: 18.01.2027 — 24.01.2027", within=PATIENCE)
    assert "photo" in shown.raw


async def test_without_a_group_leads_hear_in_private_and_a_silent_person_is_written_to(
    world: World, policy: Policy
) -> None:
    lead = await world.staff.officer(LEAD, "Болат")
    world.settings = world.settings.model_copy(update={"telegram_staff_chat": None})
    async with world.service():
        await lead.phone.send("/start")
        case = await register(world)
        async with open_database(world.settings) as database:
            await database(partial(_ask, case=case, now=world.clock()))
        world.clock.set(datetime.combine(date(2027, 1, 28), time(9), policy.zone))
        await lead.phone.until("Утренний отчёт, 28.01.2027", within=PATIENCE)
        await world.smtp.until(2, within=PATIENCE)


async def test_a_calendar_is_read_at_its_address_until_that_is_revoked(
    world: World,
) -> None:
    officer = await world.staff.officer(OFFICER, "Айгүл", admin=True)
    async with world.service() as port, aiohttp.ClientSession() as web:
        case = await register(world)
        await officer.phone.send("/feed")
        await officer.phone.until("Календарь сроков", within=PATIENCE)
        await officer.phone.press("Адрес: все обращения")
        shown = await officer.phone.until("/feed/", within=PATIENCE)
        path = shown.text[shown.text.index("/feed/") :].split()[0].removesuffix("</code>")
        address = f"http://127.0.0.1:{port}{path}"
        async with web.get(address) as answer:
            (event,) = icalendar.Calendar.from_ical(await answer.read()).events
            tag = answer.headers["ETag"]
        assert (event["summary"], event.start) == (f"Срок: {case.ref}", case.target)
        async with web.get(address, headers={"If-None-Match": tag}) as answer:
            assert answer.status == HTTPStatus.NOT_MODIFIED
        pressed = await officer.phone.press("Отозвать адреса")
        assert "отозваны" in await pressed.answered(within=PATIENCE)
        async with web.get(address) as answer:
            assert answer.status == HTTPStatus.NOT_FOUND


async def test_after_a_day_and_more_of_silence_it_owns_up_in_the_group(world: World) -> None:
    group = await world.staff.officer(OFFICER, "Айгүл", admin=True)
    # Silence is of the real clock's time.
    world.clock.ahead = timedelta()
    silent_since = clock.now() - timedelta(hours=30)
    async with open_database(world.settings) as database:
        for strand in Strand:
            mark, value = f"heard:{strand}", silent_since.isoformat()
            await database(partial(_put, mark=mark, value=value))
    await world.imap.deliver(_mail().as_bytes(), silent_since + timedelta(hours=1))
    async with world.service():
        shown = await group.until("Telegram хранит сообщения боту 24 часа", within=PATIENCE)
    assert "теперь принято писем о персональных данных: 1" in shown.text


async def _ask(store: Store, *, case: Case, now: datetime) -> None:
    """Let an officer have asked the person for something, who is silent since."""
    await store.cases.change(replace(await store.cases.get(case.id), state=State.WAITING))
    event = Event(kind=EventKind.ASKED, at=now, actor=str(OFFICER), data={})
    await store.events.add(case.id, event)


async def _put(store: Store, *, mark: str, value: str) -> None:
    await store.marks.put(mark, value)
