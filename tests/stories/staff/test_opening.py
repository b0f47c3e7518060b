"""The whole case in an officer's private chat, and nowhere else."""

from aiogram.types import Update

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.receive import GetRawUpdates
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    OFFICER,
    OPEN,
    PERSON,
    WITHDRAWAL,
    StaffService,
    write_mail,
)


async def test_case_opens_in_private_with_everything_that_is_kept(
    service: StaffService, officer: Officer
) -> None:
    mail = write_mail(WITHDRAWAL, "Прошу прекратить <b>обработку</b>.\nТел. +7 701 000 00 21")
    mail.add_attachment(b"scan", maintype="application", subtype="pdf", filename="письмо.pdf")
    await service.mail(mail)
    before = len(officer.phone.messages)
    assert await service.press(officer, OPEN, service.card()) == "Открыто в личном чате с ботом."
    facts, read, message, attachment, original, told = officer.phone.messages[before:]
    assert "Ответ уйдёт на почту: user@example.test" in facts.text
    assert "Номер телефона: +77010000021 ← «+7 701 000 00 21»" in read.text
    assert "Прошу прекратить <b>обработку</b>." in message.text
    assert attachment.raw["document"]["file_name"] == "письмо.pdf"
    assert original.raw["document"]["file_name"] == "PD-2026-00001-F-1.eml"
    assert told.text == "История\n\n23.11.2026 10:00 — обращение зарегистрировано"


async def test_original_in_private_is_the_mail_byte_for_byte(
    service: StaffService, officer: Officer
) -> None:
    mail = write_mail(WITHDRAWAL, "Прошу прекратить обработку.")
    await service.mail(mail)
    await service.press(officer, OPEN, service.card())
    [case] = await service.cases()
    [kept] = await service.database(lambda store: store.submissions.of_case(case.id))
    files = service.api.telegram.files
    sent = officer.phone.messages[-2].raw["document"]["file_id"]
    assert files.get(sent).upload.content == await service.blobs.get(kept.raw) == mail.as_bytes()


async def test_each_look_is_written_into_the_history(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    assert (EventKind.LOOKED_AT, str(OFFICER)) in await service.history()


async def test_nothing_personal_is_in_the_group(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Я Пример Примерович, +7 701 000 00 21"))
    await service.mail(write_mail(DELETION, "Удалите данные Примера Примеровича"))
    await service.press(officer, OPEN, service.card())
    await officer.send("/queue")
    await service.settle()
    shown = "\n".join(one.text for one in service.group.messages if one.from_bot)
    private = ("Пример", "user@", "example", "000 00 21", DELETION)
    assert [word for word in private if word in shown] == []


async def test_long_text_comes_whole_in_several_messages(
    service: StaffService, officer: Officer
) -> None:
    words = " ".join(f"слово{number}" for number in range(1200))
    await service.mail(write_mail(WITHDRAWAL, words))
    before = len(officer.phone.messages)
    await service.press(officer, OPEN, service.card())
    shown = " ".join(one.text for one in officer.phone.messages[before:])
    assert all(f"слово{number}" in shown for number in range(1200))


async def test_officer_who_never_wrote_to_the_bot_is_led_there(service: StaffService) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    officer = await service.group.officer(OFFICER, "Айгүл")
    await officer.press(OPEN, service.card())
    *_, raw = await service.bot(GetRawUpdates())
    update = Update.model_validate(raw, context={"bot": service.bot})
    effects = await service.handle_unreachable(update)
    assert (
        effects.answer.url == f"https://t.me/pd_intake_sandbox_bot?start=s-{service.button_name()}"
    )


async def test_start_link_brings_the_officer_back_to_the_case(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.say(officer, f"/start s-{service.button_name()}")
    assert officer.phone.last.text.startswith("История")


async def test_start_link_of_an_officer_opens_nothing_to_anybody_else(
    service: StaffService,
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    stranger = service.api.person(PERSON, "Үлгі", "ru")
    await stranger.send(f"/start s-{service.button_name()}")
    await service.settle()
    assert "Выберите язык" in stranger.last.text


async def test_history_tells_of_each_letter_what_the_outside_answered(
    service: StaffService, officer: Officer
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await service.ask_by_telegram(phone)
    await service.press(officer, OPEN, service.card())
    lines = officer.phone.last.text.splitlines()
    assert lines[-1] == "23.11.2026 10:00 — письмо отправлено: о регистрации [ok]"
