"""Figures with a picture, and the register as a file."""

import io
from zipfile import ZipFile

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    OFFICER,
    VIEWER,
    WITHDRAWAL,
    StaffService,
    write_mail,
)

PNG = b"\x89PNG"


async def test_figures_come_with_a_picture_where_they_were_asked_for(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_mail(WITHDRAWAL, "Отзыв"))
    await officer.send("/stats")
    await service.settle()
    shown = service.group.last
    assert shown.text == (
        "05.10.2026 — 23.11.2026\nПолучено: 2. Отвечено: 0.\n"
        "Открыто сейчас: 2, из них просрочено: 0."
    )
    picture = service.api.telegram.files.get(shown.raw["photo"][-1]["file_id"])
    assert picture.upload.content.startswith(PNG)


async def test_share_in_time_is_told_once_something_was_answered(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Данные не храним.")
    await service.press_in_private(officer, "✅ Отправить")
    shown = await service.say(officer, "/stats")
    assert shown.text.endswith("В обещанный срок: 100 %, с опозданием: 0.")


async def test_figures_in_kazakh(service: StaffService, officer: Officer) -> None:
    await service.say(officer, "/language")
    await service.press_in_private(officer, "Қазақша")
    shown = await service.say(officer, "/stats")
    assert "Алынды: 0. Жауап берілді: 0." in shown.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("Қазақша", ("Нөмірі", "қаралуда", "Айгүл")),
        ("Русский", ("Номер", "рассматривается", "Айгүл")),
    ],
)
async def test_register_comes_as_a_file_in_the_chosen_language(
    service: StaffService, officer: Officer, language: str, words: tuple[str, ...]
) -> None:
    await service.mail(write_mail(INQUIRY, "Я Пример Примерович, +7 701 000 00 21"))
    await service.press(officer, "🙋 Взять в работу", service.card())
    await service.say(officer, "/export")
    await service.press_in_private(officer, language)
    assert officer.phone.last.file_name == "register-2026-11-23.xlsx"
    rows = _rows(service, officer)
    assert [word for word in words if word not in rows] == []
    private = ("Пример", "user@", "example", "77010000021")
    assert [word for word in private if word in rows] == []


async def test_who_took_the_register_is_written_down(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "/export")
    await service.press_in_private(officer, "Русский")
    looks = await service.looks()
    assert [(one.what, one.actor) for one in looks] == [("register", str(OFFICER))]


async def test_register_asked_for_in_the_group_comes_in_private(
    service: StaffService, officer: Officer
) -> None:
    await officer.send("/export")
    await service.settle()
    assert service.group.last.text.startswith("Реестр придёт в личный чат")
    assert officer.phone.last.text.startswith("Реестр обращений, файл XLSX")


async def test_viewer_takes_no_copy_of_the_register(service: StaffService) -> None:
    viewer = await service.member(VIEWER, "Дана")
    shown = await service.say(viewer, "/export")
    assert shown.text.startswith("Ваша роль позволяет только смотреть.")


async def test_name_of_an_officer_that_looks_like_a_formula_is_words(
    service: StaffService,
) -> None:
    officer = await service.member(OFFICER, "=HYPERLINK(1)")
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, "🙋 Взять в работу", service.card())
    await service.say(officer, "/export")
    await service.press_in_private(officer, "Русский")
    rows = _rows(service, officer)
    assert "=HYPERLINK(1)" in rows
    assert "<f>" not in rows


def _rows(service: StaffService, officer: Officer) -> str:
    sent = officer.phone.last.raw["document"]["file_id"]
    content = service.api.telegram.files.get(sent).upload.content
    return ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
