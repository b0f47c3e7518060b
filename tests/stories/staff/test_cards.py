"""What the staff group sees of a case, and how a held acknowledgement is let go."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    OFFICER,
    OPEN,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)

CARD = """\
PD-2026-00001-F — Отзыв согласия на сбор, обработку персональных данных
Пока никто не взял в работу
Ответить не позднее 14.12.2026 (пн), остался 21 день
Обещали ответить: 23.12.2026 (ср)
Получено: 23.11.2026 10:00 · почта · язык: русский
Не хватает: фамилия, имя, отчество; персональные данные, обработку которых нужно прекратить
Письмо о регистрации ещё не отправлено
👤 +7 *** ** 21 · u***@e***.test
По состоянию на 23.11.2026 10:00"""

CARD_IN_KAZAKH = """\
PD-2026-00001-F — Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу
Әзірге ешкім жұмысқа алған жоқ
Жауап беру мерзімі: 14.12.2026 (дс), 21 күн қалды
Уәде етілген күн: 23.12.2026 (ср)
Алынған уақыты: 23.11.2026 10:00 · пошта · тілі: орысша
Жетіспейді: тегі, аты, әкесінің аты; өңделуі тоқтатылуға тиіс дербес деректер
Тіркеу туралы хат әлі жіберілген жоқ
👤 +7 *** ** 21 · u***@e***.test
23.11.2026 10:00 жағдайы бойынша"""


@pytest.mark.parametrize(("language", "said"), [(Language.RU, CARD), (Language.KK, CARD_IN_KAZAKH)])
async def test_card_says_all_but_who_the_person_is(
    service: StaffService, language: Language, said: str
) -> None:
    service.language = language
    await service.restart()
    await service.mail(write_mail(WITHDRAWAL, "Прошу прекратить.\nТел. +7 701 000 00 21"))
    assert service.card().text == said


async def test_card_is_edited_in_its_place_as_the_case_moves(service: StaffService) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    before = len(service.group.messages)
    officer = await service.member(OFFICER, "Айгүл")
    posted = service.card()
    await service.press(officer, "Отправить письмо о регистрации", posted)
    assert service.card().id == posted.id
    assert len([one for one in service.group.messages if one.from_bot]) == before


async def test_overdue_case_says_so(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    service.clock.move(timedelta(days=5))
    await service.press(officer, "Отправить письмо о регистрации", service.card())
    assert "Ответить не позднее 26.11.2026 (чт), ⚠️ просрочено на 2 дня" in service.card().text


async def test_held_acknowledgement_says_why_and_an_officer_lets_it_go(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    [case] = await service.cases()
    assert "⏸ Письмо о регистрации задержано: похоже на автоответ" in service.card().text
    assert await service.letters(case) == []
    said = await service.press(officer, "Отправить письмо о регистрации", service.card())
    assert said == "Письмо о регистрации отправляется."
    assert await service.letters(case) == ["acknowledgement"]
    assert labels(service.card()) == [OPEN, "🙋 Взять в работу"]


async def test_second_release_is_told_who_was_first(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    first = await officer.press("Отправить письмо о регистрации", service.card())
    second = await lead.press("Отправить письмо о регистрации", service.card())
    await service.settle()
    assert await first.answered() == "Письмо о регистрации отправляется."
    assert await second.answered() == (
        "Уже сделано. 23.11.2026 10:00 — разрешено отправить письмо о регистрации (Айгүл)"
    )
