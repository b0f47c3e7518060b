"""Whose a case is: taken, handed over, let go, and what who comes too late is told."""

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    OFFICER,
    OPEN,
    SEND,
    VIEWER,
    StaffService,
    labels,
    write_mail,
)

TAKE, HAND, LET_GO = "🙋 Взять в работу", "Передать…", "Отпустить"
REF = "PD-2026-00001-F"
HOLDS = {EventKind.TAKEN, EventKind.HANDED_OVER, EventKind.LET_GO}


@pytest.fixture
async def asked(service: StaffService) -> StaffService:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    return service


async def holds(service: StaffService) -> list[tuple[EventKind, str]]:
    return [one for one in await service.history() if one[0] in HOLDS]


@pytest.mark.parametrize(
    ("language", "take", "said", "holder"),
    [
        (Language.RU, TAKE, f"Взято в работу: {REF}", "Занимается: Айгүл"),
        (
            Language.KK,
            "🙋 Жұмысқа алу",
            f"Жұмысқа алынды: {REF}",
            "Айналысатын қызметкер: Айгүл",
        ),
    ],
)
async def test_officer_takes_a_case_and_everybody_sees_it(
    service: StaffService, language: Language, take: str, said: str, holder: str
) -> None:
    service.language = language
    await service.restart()
    officer = await service.member(OFFICER, "Айгүл")
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    assert await service.press(officer, take, service.card()) == said
    assert service.card().text.splitlines()[1] == holder
    assert await holds(service) == [(EventKind.TAKEN, str(OFFICER))]


async def test_second_taker_is_told_who_was_first_and_when(
    asked: StaffService, officer: Officer, lead: Officer
) -> None:
    first, second = await officer.press(TAKE, asked.card()), await lead.press(TAKE, asked.card())
    await asked.settle()
    assert await first.answered() == f"Взято в работу: {REF}"
    assert await second.answered() == "Уже сделано. 23.11.2026 10:00 — взято в работу (Айгүл)"


async def test_taking_what_is_ones_own_changes_nothing(
    asked: StaffService, officer: Officer
) -> None:
    presses = [await officer.press(TAKE, asked.card()) for _ in range(2)]
    await asked.settle()
    assert await presses[1].answered() == "Этим обращением уже занимаетесь Вы."
    assert len(await holds(asked)) == 1


async def test_holder_lets_a_case_go_and_another_takes_it(
    asked: StaffService, officer: Officer, lead: Officer
) -> None:
    await asked.press(officer, TAKE, asked.card())
    said = await asked.press(officer, LET_GO, asked.card())
    assert said == f"Отпущено: {REF}. Теперь его может взять любой сотрудник."
    await asked.press(lead, TAKE, asked.card())
    assert [kind for kind, _ in await holds(asked)] == [
        EventKind.TAKEN,
        EventKind.LET_GO,
        EventKind.TAKEN,
    ]


async def test_case_is_handed_to_one_of_the_officers_who_is_told_in_private(
    asked: StaffService, officer: Officer, lead: Officer
) -> None:
    await asked.press(lead, OPEN, asked.card())
    await asked.press(officer, TAKE, asked.card())
    await asked.press(officer, HAND, asked.card())
    choice = asked.card()
    assert choice.text.endswith("Кому передать?")
    # A viewer can't be handed a case, nor can its holder.
    assert labels(choice) == ["Болат", "← Назад"]
    said = await asked.press(officer, "Болат", choice)
    assert said == f"Передано: {REF} → Болат"
    assert "Занимается: Болат" in asked.card().text
    assert lead.phone.last.text == f"Вам передано обращение {REF}. Передал сотрудник: Айгүл."
    assert asked.card().buttons[1][0].label == HAND


async def test_way_back_from_handing_over(
    asked: StaffService, lead: Officer, officer: Officer
) -> None:
    await asked.press(officer, OPEN, asked.card())
    await asked.press(lead, TAKE, asked.card())
    await asked.press(lead, HAND, asked.card())
    assert labels(asked.card()) == ["Айгүл", "← Назад"]
    await asked.press(officer, "← Назад", asked.card())
    assert labels(asked.card()) == [OPEN, HAND, LET_GO]


async def test_case_of_another_is_passed_on_by_a_lead_alone(
    asked: StaffService, officer: Officer, lead: Officer
) -> None:
    await asked.press(lead, TAKE, asked.card())
    said = await asked.press(officer, LET_GO, asked.card())
    assert said.startswith("Этим обращением занимается Болат.")
    await asked.press(lead, HAND, asked.card())
    await asked.press(lead, "Айгүл", asked.card())
    said = await asked.press(lead, LET_GO, asked.card())
    assert said.startswith("Отпущено")


async def test_viewer_takes_nothing(asked: StaffService) -> None:
    viewer = await asked.member(VIEWER, "Дана")
    said = await asked.press(viewer, TAKE, asked.card())
    assert said.startswith("Ваша роль позволяет только смотреть.")


async def test_answer_takes_the_case_that_nobody_has_taken(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Вот ответ.")
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.officer == str(OFFICER)
    assert await holds(service) == [(EventKind.TAKEN, str(OFFICER))]


async def test_who_begins_to_answer_the_case_of_another_is_told_whose_it_is(
    asked: StaffService, officer: Officer, lead: Officer
) -> None:
    await asked.press(lead, TAKE, asked.card())
    await asked.press(officer, OPEN, asked.card())
    said = await asked.press_in_private(officer, "✍️ Ответить")
    assert said == "Этим обращением занимается Болат. Договоритесь, кто из вас ответит."


async def test_press_on_an_answered_case_says_who_answered(
    service: StaffService, officer: Officer, lead: Officer
) -> None:
    await service.begin_answer(officer)
    pressed = service.card()
    await service.say(officer, "Вот ответ.")
    name = next(one.data for row in pressed.buttons for one in row if one.label == TAKE)
    await service.press_in_private(officer, SEND)
    press = service.api.telegram.press(service.group.chat, lead.person, pressed, name)
    await service.settle()
    assert press.answer is not None
    assert "(Айгүл)" in press.answer["text"]
    assert press.answer["text"].startswith("Уже сделано.")
