"""What was shown in private is taken away in its time, and a button stays."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    OFFICER,
    OPEN,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)

HOUR = timedelta(hours=1)
STUB = "🔒 PD-2026-00001-F: персональные данные убраны из чата, их время вышло."
PRIVATE = ("Пример", "user@example.test", "000 00 21", "77010000021")


async def open_case(service: StaffService, officer: Officer) -> None:
    mail = write_mail(WITHDRAWAL, "Я Пример Примерович, +7 701 000 00 21")
    mail.add_attachment(b"scan", maintype="application", subtype="pdf", filename="письмо.pdf")
    await service.mail(mail)
    await service.press(officer, OPEN, service.card())


def since(officer: Officer, before: int) -> Sequence[ChatMessage]:
    return officer.phone.messages[before:]


def words(messages: Sequence[ChatMessage]) -> str:
    return "\n".join(f"{one.text} {one.file_name}" for one in messages)


async def test_case_goes_from_the_private_chat_after_its_time_and_a_button_stays(
    service: StaffService, officer: Officer
) -> None:
    before = len(officer.phone.messages)
    await open_case(service, officer)
    assert all(word in words(since(officer, before)) for word in PRIVATE[:2])
    service.clock.move(HOUR)
    await service.hide()
    [stub] = since(officer, before)
    assert stub.text == STUB
    assert labels(stub) == ["Показать снова"]


async def test_nothing_goes_before_its_time(service: StaffService, officer: Officer) -> None:
    before = len(officer.phone.messages)
    await open_case(service, officer)
    shown = len(since(officer, before))
    service.clock.move(HOUR - timedelta(minutes=1))
    await service.hide()
    assert len(since(officer, before)) == shown


async def test_button_that_stays_opens_the_case_again_and_the_look_is_written_down(
    service: StaffService, officer: Officer
) -> None:
    await open_case(service, officer)
    service.clock.move(HOUR)
    await service.hide()
    await service.press_in_private(officer, "Показать снова")
    assert officer.phone.last.text.startswith("История")
    looks = [one for one in await service.history() if one[0] is EventKind.LOOKED_AT]
    assert looks == [(EventKind.LOOKED_AT, str(OFFICER))] * 2


async def test_what_was_shown_before_a_restart_goes_after_it(
    service: StaffService, officer: Officer
) -> None:
    before = len(officer.phone.messages)
    await open_case(service, officer)
    await service.restart()
    service.clock.move(HOUR)
    await service.hide()
    assert [one.text for one in since(officer, before)] == [STUB]


async def test_what_the_outbox_holds_of_it_goes_as_well(
    service: StaffService, officer: Officer
) -> None:
    await open_case(service, officer)
    with sqlite3.connect(service.url.partition("///")[2]) as database:
        keys = [key for (key,) in database.execute("SELECT parcel FROM shown")]
    service.clock.move(HOUR)
    await service.hide()
    with sqlite3.connect(service.url.partition("///")[2]) as database:
        left = {key for (key,) in database.execute("SELECT key FROM outbox")}
    assert len(keys) > 3
    assert left.isdisjoint(keys)


async def test_case_opened_by_command_goes_with_its_time_too(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Я Пример Примерович"))
    before = len(officer.phone.messages)
    await service.say(officer, "/case 1")
    service.clock.move(HOUR)
    await service.hide()
    assert words(since(officer, before + 1)).strip() == STUB


async def test_what_the_officer_typed_of_a_person_goes_too(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.say(officer, "/find user@example.test")
    service.clock.move(HOUR)
    await service.hide()
    assert "user@example.test" not in words(officer.phone.messages)


async def test_answer_goes_as_it_was_typed_as_it_was_shown_and_as_it_was_sent(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Ваш номер +7 701 000 00 21 удалён.")
    await service.press_in_private(officer, "✅ Отправить")
    service.clock.move(HOUR)
    await service.hide()
    assert "000 00 21" not in words(officer.phone.messages)


async def test_review_item_is_shown_for_a_while_and_who_looked_is_told(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(DELETION, "Удалите данные Примера Примеровича"))
    review = service.card("На проверку")
    before = len(officer.phone.messages)
    await service.press(officer, OPEN, review)
    assert "Кто открывал:\n23.11.2026 10:00 — Айгүл" in words(since(officer, before))
    service.clock.move(HOUR)
    await service.hide()
    [stub] = since(officer, before)
    assert stub.text == "🔒 На проверку № 1: сообщение убрано из чата, его время вышло."
    await service.press_in_private(officer, "Показать снова")
    assert [one.what for one in await service.looks()] == ["review", "review"]


async def test_after_a_long_outage_texts_are_emptied_and_files_left_to_the_officer(
    service: StaffService, officer: Officer
) -> None:
    before = len(officer.phone.messages)
    await open_case(service, officer)
    await service.press(officer, OPEN, service.card())
    service.clock.move(timedelta(hours=49))
    await service.hide()
    left = words(since(officer, before))
    assert [word for word in PRIVATE if word in left] == []
    told = [one.text for one in officer.phone.messages if one.text.startswith("⚠️ Бот не смог")]
    assert len(told) == 1


@pytest.mark.parametrize("command", ["/queue", "/mine", "/overdue", "/stats", "/case 1", "/find 1"])
async def test_no_command_brings_personal_data_into_the_group(
    service: StaffService, officer: Officer, command: str
) -> None:
    await open_case(service, officer)
    await service.press(officer, "🙋 Взять в работу", service.card())
    await officer.send(command)
    await service.settle()
    service.clock.move(HOUR)
    await service.hide()
    shown = words([one for one in service.group.messages if one.from_bot])
    assert [word for word in (*PRIVATE, "example") if word in shown] == []


async def test_stub_speaks_the_officers_language(service: StaffService, officer: Officer) -> None:
    await service.say(officer, "/language")
    await service.press_in_private(officer, "Қазақша")
    await open_case(service, officer)
    service.clock.move(HOUR)
    await service.hide()
    assert officer.phone.last.text.endswith("дербес деректер чаттан алынды, олардың уақыты бітті.")
    assert labels(officer.phone.last) == ["Қайта көрсету"]


@pytest.mark.parametrize("way", [("⋯ Действия", "📝 Заметка"), ("🔒 Запретить уничтожение…",)])
async def test_note_and_reason_go_as_they_were_typed(
    service: StaffService, lead: Officer, way: tuple[str, ...]
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    for label in way:
        await service.press_in_private(lead, label)
    await service.say(lead, "Звонил с +7 701 000 00 21.")
    service.clock.move(HOUR)
    await service.hide()
    assert "000 00 21" not in words(lead.phone.messages)
