"""Each officer is spoken to in their own language, the group in one."""

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import INQUIRY, OFFICER, OPEN, StaffService, labels, write_mail

KAZAKH = "Қазақша"


@pytest.fixture
async def kazakh(service: StaffService, officer: Officer) -> Officer:
    await service.say(officer, "/language")
    await service.press_in_private(officer, KAZAKH)
    return officer


async def test_officer_chooses_the_language_in_private(
    service: StaffService, officer: Officer
) -> None:
    shown = await service.say(officer, "/language")
    assert (shown.text, labels(shown)) == (
        "На каком языке говорить с Вами?",
        [KAZAKH, "Русский", "English"],
    )
    await service.press_in_private(officer, KAZAKH)
    assert officer.phone.last.text == "Жақсы, енді қазақша."
    assert (await service.say(officer, "/queue")).text == "Ашық өтініш жоқ."


async def test_press_is_answered_in_the_language_of_who_pressed(
    service: StaffService, lead: Officer, kazakh: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    said = await service.press(kazakh, "🙋 Взять в работу", service.card())
    assert said == "Жұмысқа алынды: PD-2026-00001-F"
    said = await service.press(lead, OPEN, service.card())
    assert said == "Открыто в личном чате с ботом."
    # The group goes on in its own.
    assert service.card().text.splitlines()[1].startswith("Занимается: Айгүл")


async def test_private_screens_are_in_the_officers_language(
    service: StaffService, kazakh: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(kazakh, OPEN, service.card())
    assert "✍️ Жауап беру" in labels(kazakh.phone.last)
    await service.press_in_private(kazakh, "✍️ Жауап беру")
    preview = await service.say(kazakh, "Вот ответ.")
    assert "✅ Жіберу" in labels(preview)


async def test_choice_in_the_group_stays_in_the_groups_language(
    service: StaffService, kazakh: Officer
) -> None:
    await service.mail(write_mail("Прошу удалить мои персональные данные", "Удалите"))
    review = service.card("На проверку")
    await service.press(kazakh, "Не обращение", review)
    assert "Точно не обращение?" in service.card("На проверку").text


async def test_lead_chooses_the_language_of_the_group(service: StaffService, lead: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await lead.send("/language")
    await service.settle()
    await service.press(lead, KAZAKH, service.group.last)
    await service.press(lead, "🙋 Жұмысқа алу", service.card())
    assert "Айналысатын қызметкер: Болат" in service.card().text
    await service.restart()
    await lead.send("/queue")
    await service.settle()
    assert service.group.last.text.startswith("Ашық өтініштер: 1")


async def test_open_cards_take_the_language_that_is_chosen_for_the_group(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_mail("Прошу удалить мои персональные данные", "Удалите"))
    for language, said, asked in (
        (KAZAKH, "Әзірге ешкім жұмысқа алған жоқ", "бұл өтініш пе?"),
        ("Русский", "Пока никто не взял в работу", "это обращение?"),
        (KAZAKH, "Әзірге ешкім жұмысқа алған жоқ", "бұл өтініш пе?"),
    ):
        await lead.send("/language")
        await service.settle()
        await service.press(lead, language, service.group.last)
        assert said in service.card().text
        assert any(asked in one.text for one in service.group.messages)


async def test_language_of_the_group_is_not_every_officers_to_choose(
    service: StaffService, officer: Officer
) -> None:
    await officer.send("/language")
    await service.settle()
    assert service.group.last.text.startswith("Это может только руководитель")


async def test_officer_who_has_chosen_nothing_is_spoken_to_as_the_group(
    service: StaffService, officer: Officer
) -> None:
    kept = await service.database(lambda store: store.officers.get(OFFICER))
    assert kept.language is None
    assert (await service.say(officer, "/queue")).text == "Открытых обращений нет."
