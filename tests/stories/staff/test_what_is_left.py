"""What is left of every table, column by column, when the time of everything has come.

`what_is_left.toml` is for a lawyer to read: who adds a column says there what remains of it.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from pd_intake_bot.domain.clocks import Extension, Halted, Pause
from pd_intake_bot.domain.clockwork import Matter, Outage, Reminder, Strand
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.rights import GroundKey, Term, Unit
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.storage.files.erasure_log import ErasureLog
from pd_intake_bot.storage.sealing.seal import number_of_key
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata
from pd_intake_bot.usecases.ports import Progress, Store
from pd_intake_bot.usecases.records import audit, holding
from pd_intake_bot.usecases.records.retention import Retain
from tests.servers.staff import (
    ANSWER,
    DELETION,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    PERSON,
    SEND,
    STRANGER,
    WITHDRAWAL,
    StaffService,
    write_mail,
)

_READ = tomllib.loads(Path(__file__).with_name("what_is_left.toml").read_text("utf-8"))
GONE: Sequence[str] = _READ.pop("gone")
LEFT: Mapping[str, Mapping[str, str]] = _READ
STAFF = {str(one) for one in (LEAD, OFFICER, STRANGER)} | {"system", "person"}
TELLING = (str(PERSON), "user@example.test", "Пример", "Отзываю", "Удалите", "Заказ", "звонил")
"""What must stand nowhere: a person's account, address, name and words, and words about them."""
AFTERWARDS = {"erased", "hold_lifted", "noted"}
"""Events that come after an erasure, or tell of it."""
SEALED_NOTHING = 33
"""Bytes of `null` when it is sealed; of an empty text and an empty table there are fewer."""

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def is_word(value: object) -> bool:
    return value in ({}, []) or bool(re.fullmatch(r"[\w.\[\]', ]{0,200}", str(value)))


def is_nothing(value: object) -> bool:
    return not value or (isinstance(value, bytes) and len(value) <= SEALED_NOTHING)


KINDS: Mapping[str, Callable[[Any], object]] = {
    "number": lambda value: isinstance(value, int) or re.fullmatch(r"[\w:.-]*", value),
    "word": is_word,
    "moment": lambda value: isinstance(value, date | datetime),
    "staff": lambda value: str(value) in STAFF,
    "hash": lambda value: re.fullmatch(r"[0-9a-f]{16,64}|", value),
    "digest": lambda value: re.fullmatch(r"[a-z]+:[\w:.-]+", value),
    "title": lambda value: re.fullmatch(r"(\d+\|)?\W*PD-\d{4}-\d{5}-\w [\w ,]*|", value),
    "mark": lambda value: isinstance(value, str),
    "nothing": is_nothing,
    # Looked at with the keys that are left, below.
    "closed": lambda value: isinstance(value, bytes),
    "key": lambda value: isinstance(value, bytes),
}


async def rows(service: StaffService) -> Rows:
    engine = open_engine(service.url)
    async with transaction(engine, reading=True) as connection:
        found = {
            one.name: [dict(row) for row in (await connection.execute(select(one))).mappings()]
            for one in metadata.sorted_tables
        }
    await engine.dispose()
    return found


async def play(service: StaffService, officer: Officer) -> None:
    """Let people write, and officers do with it what brings rows into tables."""
    await service.group.set_forum(on=True)
    await service.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS, "can_manage_topics")
    request = write_mail(INQUIRY, "ФИО: Пример Примерович\nВаши данные обо мне?")
    request.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="паспорт.pdf")
    await service.mail(request)
    await service.ask_by_telegram(service.api.person(PERSON, "Пример", "ru"))
    await service.mail(write_mail(DELETION, "Удалите мои данные"))
    await service.press(officer, "Не обращение", service.card("На проверку"))
    await service.press(officer, "Да, не обращение", service.card("На проверку"))
    await service.mail(write_mail(WITHDRAWAL, "Отзываю, Пример Примерович"))
    await service.press(officer, OPEN, service.card("PD-2026-00003"))
    for label in ("⋯ Действия", "⛔️ Отказать…", "Обязательство не исполнено"):
        await service.press_in_private(officer, label)
    await service.say(officer, "Заказ № 5 не оплачен.")
    await service.press_in_private(officer, "✅ На утверждение")
    await service.press(officer, "🙋 Взять в работу", service.card())
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    await officer.phone.send_document("ответ.pdf", b"%PDF 2", "Вот данные.")
    await service.settle()
    await service.press_in_private(officer, SEND)
    await officer.send("Пример звонил.", reply_to=service.card())
    await service.settle()
    await service.say(officer, "/find user@example.test")
    await service.member(STRANGER, "Гүлнар")
    await service.mail(write_mail(WITHDRAWAL, "Отзываю ещё раз, Пример Примерович"))


async def keep_the_rest(service: StaffService) -> None:
    """Keep, by the service's own ports, what takes servers or weeks to come by."""
    now, chat = service.clock(), TelegramChat(chat_id=PERSON)
    mailbox = MailAddress(address="user@example.test")
    [case, *_, last] = await service.cases()

    async def work(store: Store) -> None:
        await store.automatic_letters.add(mailbox, now=now)
        await store.codes.put(chat, mailbox, "024680", now=now, until=now + timedelta(minutes=9))
        await store.dead_addresses.put(mailbox, now=now)
        await store.lost_chats.lose(chat, now=now)
        await store.ties.offer("t" * 43, case.id, mailbox, until=now + timedelta(days=30))
        await store.ties.add(chat, mailbox, shared=True, now=now)
        await store.leases.take("mailbox", now=now, length=timedelta(minutes=1))
        await store.mailboxes.advance("INBOX", Progress(uidvalidity=1, last_uid=9, first_look_to=9))
        submissions = await store.submissions.of_case(case.id)
        await store.places.put("INBOX", 1, {9: submissions[0].identity}, trace_owed=False)
        outage = Outage(strand=Strand.MAIL, since=now - timedelta(hours=3), until=now)
        await store.outages.add(outage)
        await store.outages.take_untold(before=now + timedelta(hours=1), now=now)
        await store.feeds.put(str(OFFICER), "own", "f" * 43, now=now)
        await store.officers.set_role(STRANGER, None, by=str(LEAD), now=now)
        ground = GroundKey("complex")
        await store.clocks.pause(case.id, Pause(ground=ground, since=now, until=now))
        by = Term(amount=3, unit=Unit.CALENDAR_DAYS)
        await store.clocks.extend(case.id, Extension(ground=ground, by=by, at=now))
        await store.clocks.receive(case.id, now - timedelta(days=1))
        await store.clocks.halt(case.id, Halted(promised=now, target=now))
        said = Reminder(
            case_id=case.id, matter=Matter.TARGET, due=now.date(), left=1, day=now.date()
        )
        await store.reminders.claim([said])
        await holding.hold(store, last.id, officer=str(LEAD), noted="Иск.", now=now)

    await service.database(work)
    await service.settle()


async def pass_years(service: StaffService) -> Rows:
    """Let every case end and every time come, save for the one that is held."""
    engine = open_engine(service.url)
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE cases SET closed_at = received_at, state = 'closed'"))
    await engine.dispose()
    service.clock.move(timedelta(days=4000))
    await _retain(service)(now=service.clock())
    return await rows(service)


def _retain(service: StaffService) -> Retain:
    log = ErasureLog(service.blobs.folder.parent / "erasures.log", service.seal)
    return Retain(
        transactions=service.database,
        blobs=service.blobs,
        log=log,
        policy=service.policy,
        scrub=service.database.scrub,
    )


def test_every_column_is_classified() -> None:
    known = {
        name: {column for columns in kinds.values() for column in columns.split()}
        for name, kinds in LEFT.items()
    }
    there = {one.name: {column.name for column in one.columns} for one in metadata.sorted_tables}
    assert {name: columns for name, columns in there.items() if name not in GONE} == known
    assert set(GONE) <= set(there)


async def test_when_its_time_has_come_nothing_of_a_person_is_left_in_any_column(
    lead: Officer, service: StaffService, officer: Officer
) -> None:
    await play(service, officer)
    await service.say(lead, "/queue")
    await keep_the_rest(service)
    before = await rows(service)
    # A table that nothing was put into would show nothing.
    assert [name for name, found in before.items() if not found] == ["tombstones"]
    [*_, held] = await service.cases()

    kept = await pass_years(service)
    assert {row["id"] for row in kept["cases"] if row["person"]} == {held.id}
    await service.database(
        lambda store: holding.lift(
            store, held.id, officer=str(LEAD), noted="Снят.", now=service.clock()
        )
    )
    left = await pass_years(service)

    faults = [
        (name, column, value)
        for name, kinds in LEFT.items()
        for kind, columns in kinds.items()
        for column in columns.split()
        for value in (row[column] for row in left[name])
        if value is not None and not KINDS[kind](value)
    ]
    assert not faults, "\n".join(map(str, faults))
    assert {name: left[name] for name in GONE if left[name]} == {}
    assert telling(left) == []
    assert opens(left) == set()
    assert [path for path in service.blobs.folder.rglob("*") if path.is_file()] == []
    found = await service.database.reading(lambda store: audit.verify(store, shown={}))
    assert found.broken is None


def telling(left: Rows) -> list[tuple[str, str]]:
    """Name the columns in which something of a person stands."""
    return [
        (name, column)
        for name, found in left.items()
        for row in found
        for column, value in row.items()
        if any(words in str(value) for words in TELLING)
    ]


def opens(left: Rows) -> set[str]:
    """Name what a key that is left may still open: kinds of keys, and of events."""
    whole = {row["id"]: row["holds"] for row in left["data_keys"] if row["wrapped"]}
    sealed = [row for row in left["events"] if number_of_key(row["payload"]) in whole]
    kinds = {str(row["kind"]) for row in sealed} - AFTERWARDS
    return kinds | ({str(one) for one in whole.values()} - {"service", "case"})
