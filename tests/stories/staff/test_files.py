"""Letters with files: sent with the words, shown before they leave, and sent whole once."""

import email
import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.records.evidence import Evidence
from tests.servers.mailing import open_post
from tests.servers.staff import (
    ANSWER,
    INQUIRY,
    OFFICER,
    OPEN,
    PERSON,
    SEND,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import TEXTS

PDF, JPEG = b"%PDF-1.7 what is held about you", b"\xff\xd8\xff\xe0 an invented picture"
NAME = "Ваши данные — выписка.pdf"
SHOW, WITHOUT = "👁 Показать письмо", "🗑 Без файлов"
MEGABYTE = 1024 * 1024


async def send_file(
    service: StaffService, officer: Officer, name: str, content: bytes, caption: str = ""
) -> str:
    """Send a document in private and give what the bot says last."""
    await officer.phone.send_document(name, content, caption)
    await service.settle()
    return officer.phone.last.text


async def mailed(service: StaffService) -> list[bytes]:
    """Let everything leave by mail, and give what has arrived."""
    async with open_post(service) as (deliver, sink):
        while await deliver():
            pass
        return [one.raw for one in sink.letters]


async def test_files_are_shown_with_the_letter_and_arrive_with_it_by_mail(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    said = await send_file(service, officer, NAME, PDF)
    assert said.startswith("📎 Приложено. Теперь напишите текст письма")
    await service.say(officer, "Выписка приложена.")
    await officer.phone.send_photo("scan.jpg", JPEG, "И снимок карточки.")
    await service.settle()
    heading, letter = officer.phone.messages[-2:]
    assert "Файлы к письму (2):" in heading.text
    assert f"📎 {NAME} — 1 КБ" in heading.text
    assert "Выписка приложена.\n\nИ снимок карточки." in letter.text
    assert labels(letter) == [SEND, "✏️ Написать заново", WITHOUT, "Отменить"]
    await service.press_in_private(officer, SEND)

    *_, raw = await mailed(service)
    mail = email.message_from_bytes(raw, policy=policy.default)
    files = {one.get_filename(): one.get_content() for one in mail.iter_attachments()}
    assert files[NAME] == PDF
    assert list(files.values()) == [PDF, JPEG]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Выписка приложена." in body.get_content()


async def test_album_is_shown_once_and_by_a_press(service: StaffService, officer: Officer) -> None:
    await service.begin_answer(officer)
    for number in range(3):
        caption = "" if number else "Три страницы договора."
        await officer.phone.send_photo(f"{number}.jpg", JPEG, caption, album="7")
    await service.settle()
    told = [one for one in officer.phone.messages if one.text.startswith("📎 Файлы приложены")]
    assert len(told) == 1
    await service.press_in_private(officer, SHOW)
    heading, letter = officer.phone.messages[-2:]
    assert "Файлы к письму (3):" in heading.text
    assert "Три страницы договора." in letter.text


async def test_letter_shown_before_a_file_came_can_not_be_sent_any_more(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    old = await service.say(officer, "Ответ.")
    await send_file(service, officer, NAME, PDF)
    pressed = await officer.phone.press(SEND, old.id)
    await service.settle()
    assert await pressed.answered()
    [case] = await service.cases()
    assert case.state is State.REGISTERED


async def test_files_are_left_out_by_a_press(service: StaffService, officer: Officer) -> None:
    await service.begin_answer(officer)
    await send_file(service, officer, NAME, PDF, "Ответ.")
    await service.press_in_private(officer, WITHOUT)
    heading, letter = officer.phone.messages[-2:]
    assert "Файлы" not in heading.text
    assert WITHOUT not in labels(letter)
    await service.press_in_private(officer, SEND)
    *_, raw = await mailed(service)
    assert not list(email.message_from_bytes(raw, policy=policy.default).iter_attachments())


async def test_caption_that_is_mended_changes_the_words_and_keeps_the_file(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    sent = await officer.phone.send_document(NAME, PDF, "Отвт.")
    await service.settle()
    telegram, raw = service.api.telegram, {**sent.raw, "caption": "Ответ.", "edit_date": 1}
    edited = telegram.amend(officer.phone.chat, sent, raw)
    telegram.updates.push("edited_message", dict(edited.raw))
    await service.settle()
    heading, letter = officer.phone.messages[-2:]
    assert "Файлы к письму (1):" in heading.text
    assert "\nОтвет.\n" in letter.text


async def test_what_is_too_big_or_too_much_is_told_in_words(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    big = {"file_id": "x", "file_unique_id": "x", "file_name": "a.pdf", "file_size": 21 * MEGABYTE}
    service.api.telegram.say(officer.phone.chat, officer.phone.person.face, {"document": big})
    await service.settle()
    assert "«a.pdf» не приложен: файл больше 20 МБ" in officer.phone.last.text
    await send_file(service, officer, "b.pdf", b"b" * 8 * MEGABYTE)
    said = await send_file(service, officer, "c.pdf", b"c" * 8 * MEGABYTE)
    assert "«c.pdf» не приложен: все файлы письма на почту вместе — не больше 14 МБ" in said
    for number in range(9):
        await send_file(service, officer, f"{number}.txt", b"%d" % number)
    said = await send_file(service, officer, "d.pdf", b"d")
    assert said == "«d.pdf» не приложен: файлов в письме может быть не больше 10."


async def test_letter_that_takes_no_files_says_so(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "☑️ Закрыть без ответа…")
    said = await send_file(service, officer, NAME, PDF)
    assert said == "К этому письму файлы не прикладывают. Напишите словами."


async def test_files_are_part_of_the_evidence(service: StaffService, officer: Officer) -> None:
    await service.begin_answer(officer)
    await send_file(service, officer, NAME, PDF, "Ответ.")
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    evidence = Evidence(
        transactions=service.database, blobs=service.blobs, reckon=service.reckon, texts=TEXTS
    )
    packed = await evidence(case.id, language=Language.RU, officer="1", now=service.clock())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = [one for one in archive.namelist() if one.startswith("letters/02/attachments")]
        assert [archive.read(one) for one in found] == [PDF]
        [file] = json.loads(archive.read("letters/02.json"))["files"]
        assert file["name"] == NAME
        assert NAME in archive.read("summary.html").decode()


async def test_second_officer_sees_the_files_and_a_returned_order_keeps_words_and_files(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие"))
    await begin_refusal(service, officer)
    await service.press_in_private(officer, "Обязательство не исполнено")
    await send_file(service, officer, "счёт.pdf", PDF, "Заказ № 5 не оплачен.")
    await service.press_in_private(officer, "✅ На утверждение")
    await service.press(lead, OPEN, service.card("✌️"))
    await service.press_in_private(lead, "👀 Посмотреть и утвердить")
    files = [one.raw["document"] for one in lead.phone.messages if "document" in one.raw]
    assert files[-1]["file_name"] == "счёт.pdf"
    await service.press_in_private(lead, "↩️ Вернуть")
    assert "Ваши слова сохранены: выберите то же действие" in officer.phone.last.text

    await begin_refusal(service, officer)
    back, heading, letter = officer.phone.messages[-3:]
    assert back.text.startswith("↩️ Это Ваши слова, которые не ушли.")
    assert "📎 счёт.pdf" in heading.text
    assert "Заказ № 5 не оплачен." in letter.text
    assert labels(letter)[0] == "✅ На утверждение"


async def test_order_that_has_gone_stale_is_told_of_and_keeps_its_words(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие"))
    await begin_refusal(service, officer)
    await service.press_in_private(officer, "Обязательство не исполнено")
    await service.say(officer, "Заказ № 5 не оплачен.")
    await service.press_in_private(officer, "✅ На утверждение")
    await service.press(lead, OPEN, service.card("✌️"))
    await service.press_in_private(lead, "👀 Посмотреть и утвердить")
    await service.press(officer, "Отпустить", service.card())
    await service.press_in_private(lead, "✅ Утвердить и отправить")
    assert "Обращение изменилось, пока письмо ждало" in officer.phone.last.text
    await begin_refusal(service, officer)
    assert "Заказ № 5 не оплачен." in officer.phone.last.text


async def begin_refusal(service: StaffService, officer: Officer) -> None:
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "⛔️ Отказать…")


@pytest.mark.parametrize("fault", [Fault.TOO_MANY_REQUESTS, Fault.SERVER_ERROR])
async def test_files_arrive_in_telegram_after_the_words_and_nothing_twice(
    service: StaffService, officer: Officer, fault: Fault
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await service.ask_by_telegram(phone)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    await send_file(service, officer, NAME, PDF, "Выписка приложена.")
    await officer.phone.send_photo("scan.jpg", JPEG)
    await service.settle()
    service.api.faults.add("sendDocument", fault)
    await service.press_in_private(officer, SEND)
    service.clock.move(timedelta(minutes=5))
    await service.settle()
    words, first, second = phone.messages[-3:]
    assert "Выписка приложена." in words.text
    assert [one.raw["document"]["file_name"] for one in (first, second)] == [
        NAME,
        second.raw["document"]["file_name"],
    ]
    assert len([one for one in phone.messages if "Выписка приложена." in one.text]) == 1


class TestInKazakh:
    """The same, where the group speaks Kazakh."""

    @pytest.fixture
    async def service(self, tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
        service = StaffService(tmp_path, tables=tables)
        service.language = Language.KK
        async with service:
            yield service

    async def test_files_arrive_with_the_letter(self, service: StaffService) -> None:
        officer = await service.member(OFFICER, "Айгүл")
        phone = service.api.person(PERSON, "Үлгі", "ru")
        await service.ask_by_telegram(phone)
        await service.press(officer, "Жеке чатта ашу", service.card())
        await service.press_in_private(officer, "✍️ Жауап беру")
        await send_file(service, officer, "Сіздің деректеріңіз.pdf", PDF, "Үзінді қоса берілді.")
        heading, letter = officer.phone.messages[-2:]
        assert "Хатқа қосылған файлдар (1):" in heading.text
        assert labels(letter)[2] == "🗑 Файлдарсыз"
        await service.press_in_private(officer, "✅ Жіберу")
        words, file = phone.messages[-2:]
        assert "Үзінді қоса берілді." in words.text
        assert file.raw["document"]["file_name"] == "Сіздің деректеріңіз.pdf"
