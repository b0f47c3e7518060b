"""The same work in Kazakh: menu, question, refusal, second officer, entry by hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.rights import Language
from tests.servers.staff import INQUIRY, LEAD, OFFICER, StaffService, labels, write_mail

OPEN, MENU, SEND = "Жеке чатта ашу", "⋯ Әрекеттер", "✅ Жіберу"
WITHDRAWAL = "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу"


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    service = StaffService(tmp_path, tables=tables)
    service.language = Language.KK
    async with service:
        yield service


async def test_question_in_kazakh_waits_for_the_person(service: StaffService) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    await service.mail(write_mail(INQUIRY, "Менің деректерім туралы сұрағым бар."))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, "❓ Адамнан сұрау")
    preview = await service.say(officer, "Қай тапсырыс туралы айтып тұрсыз?")
    assert "Сізден мына мәліметтер немесе құжаттар керек:" in preview.text
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.WAITING
    assert officer.phone.last.text == "✅ PD-2026-00001-F: адамға сұрақ. Хат жіберіліп жатыр."


async def test_refusal_in_kazakh_is_approved_by_another(service: StaffService) -> None:
    lead = await service.member(LEAD, "Болат")
    officer = await service.member(OFFICER, "Айгүл")
    await service.mail(write_mail(WITHDRAWAL, "Келісімімді кері қайтарып аламын."))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, "⛔️ Бас тарту…")
    await service.press_in_private(officer, "Міндеттеме орындалмаған")
    await service.say(officer, "№ 5 тапсырыс әлі төленген жоқ.")
    await service.press_in_private(officer, "✅ Бекітуге жіберу")
    assert "⏳ Екінші қызметкерді күтіп тұр: бас тарту (Айгүл)" in service.card().text
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, "👀 Қарап, бекіту")
    assert labels(lead.phone.last) == ["✅ Бекітіп, жіберу", "↩️ Қайтару"]
    await service.press_in_private(lead, "✅ Бекітіп, жіберу")
    [case] = await service.cases()
    assert case.state is State.REFUSED
    assert "8-бап, 2-тармақ" in await service.letter_words(1)


async def test_visit_is_entered_in_kazakh(service: StaffService) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    await service.say(officer, "/new")
    for label in ("Адам өзі келді", "Бүгін, 23.11.2026", "Сұрақ, шағым немесе дау", "Қазақша"):
        await service.press_in_private(officer, label)
    await service.say(officer, "Үлгі Үлгіұлы")
    for _ in range(3):
        await service.press_in_private(officer, "Белгісіз")
    await service.say(officer, "Деректерім кімде екенін сұрайды.")
    await service.press_in_private(officer, "Бәрі осы")
    await service.press_in_private(officer, "✅ Тіркеу")
    [case] = await service.cases()
    assert case.language is Language.KK
    assert "Өтінішіңізді алып, тіркедік." in officer.phone.last.text
