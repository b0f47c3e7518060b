"""Letters that officers bring about: asked for with a press, shown first, sent with a press."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
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

MENU = "⋯ Действия"
WRITE = "✉️ Написать человеку"
ASK = "❓ Спросить у человека"
CLOSE = "☑️ Закрыть без ответа…"
REOPEN = "🔓 Открыть снова"


async def choose(service: StaffService, officer: Officer, act: str) -> None:
    """Open the first case and choose what to do about it."""
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, act)


@pytest.fixture
async def asked(service: StaffService, officer: Officer) -> StaffService:
    """Give a service whose officer has asked the person of the first case for something."""
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await choose(service, officer, ASK)
    await service.say(officer, "О каком заказе речь?")
    await service.press_in_private(officer, SEND)
    return service


async def test_menu_offers_what_policy_and_law_allow_for_this_case(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    assert labels(officer.phone.last) == [
        "✍️ Ответить",
        WRITE,
        ASK,
        CLOSE,
        "📝 Заметка",
        "🔗 Объединить…",
        "✂️ Выделить другое…",
        "🙋 Взять в работу",
    ]


async def test_message_is_shown_first_and_leaves_the_case_as_it_is(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await choose(service, officer, WRITE)
    preview = await service.say(officer, "Мы ищем Ваш договор.")
    assert "Пишем Вам по обращению PD-2026-00001-F" in preview.text
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement"]
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.REGISTERED
    assert await service.letters(case) == ["acknowledgement", "message"]
    assert (EventKind.WRITTEN, str(OFFICER)) in await service.history()


async def test_template_fills_the_letter_and_is_changed_before_it_is_sent(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await choose(service, officer, WRITE)
    await service.press_in_private(officer, "📄 Ещё рассматриваем")
    words = (
        "Мы рассматриваем Ваше обращение, полученное 23.11.2026. "
        "Последний день для ответа: 26.11.2026."
    )
    assert words in officer.phone.last.text
    await service.press_in_private(officer, "✏️ Написать заново")
    assert words in [one.text for one in officer.phone.messages]
    preview = await service.say(officer, "Мы рассматриваем его внимательно.")
    assert "полученное" not in preview.text


async def test_template_that_tells_the_date_is_not_offered_where_none_is_promised(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    [case] = await service.cases()
    undated = replace(case, promised=None, target=None)
    await service.database(lambda store: store.cases.change(undated))
    await choose(service, officer, WRITE)
    assert "📄 Ещё рассматриваем" not in labels(officer.phone.last)


async def test_question_makes_the_case_wait_and_says_when_the_answer_comes(
    asked: StaffService,
) -> None:
    [case] = await asked.cases()
    assert case.state is State.WAITING
    assert "⏸ Ждём ответа человека" in asked.card().text
    words = await asked.letter_words(1)
    for said in (
        "Чтобы ответить на Ваше обращение PD-2026-00001-F",
        "О каком заказе речь?",
        "ИИН и копии документов, удостоверяющих личность, присылать не нужно.",
        "Мы ответим Вам не позднее 26 ноября 2026 года (26.11.2026).",
        "Чтобы написать нам, ответьте на это письмо",
    ):
        assert said in words


async def test_next_mail_of_the_person_answers_the_question(asked: StaffService) -> None:
    letter = await asked.letter_id(1)
    await asked.mail(write_mail("Re: вопрос", "О заказе № 5.", In_Reply_To=letter))
    [case] = await asked.cases()
    assert case.state is State.REGISTERED
    assert (EventKind.REPLIED, "person") in await asked.history()
    assert asked.card("✅ По обращению").text.startswith(
        "✅ По обращению PD-2026-00001-F человек ответил на вопрос"
    )


async def test_case_closed_without_an_answer_tells_the_person_why_and_is_opened_again(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await choose(service, officer, CLOSE)
    await service.press_in_private(officer, "Решено другим путём")
    why = "Причина: вопрос мы решили с Вами другим путём: по телефону или лично"
    assert why in officer.phone.last.text
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert (case.state, case.closed_at) == (State.CLOSED, service.clock())
    assert "☑️ Закрыто" in service.card().text

    await choose(service, officer, REOPEN)
    assert "снова рассматривается" in officer.phone.last.text
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert (case.state, case.closed_at) == (State.REGISTERED, None)
    assert await service.letters(case) == ["acknowledgement", "closed", "reopened"]


async def test_closed_case_offers_only_what_is_left_to_do(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await choose(service, officer, CLOSE)
    await service.press_in_private(officer, "Не о персональных данных")
    await service.press_in_private(officer, SEND)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    assert labels(officer.phone.last) == [WRITE, REOPEN, "📝 Заметка"]


async def test_second_officer_who_closes_too_is_told_who_was_first(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    for one in (officer, lead):
        await choose(service, one, CLOSE)
        await service.press_in_private(one, "Решено другим путём")
    await service.press_in_private(officer, SEND)
    said = await service.press_in_private(lead, SEND)
    assert said == "Уже сделано. 23.11.2026 10:00 — закрыто без ответа: Решено другим путём (Айгүл)"


async def test_person_in_telegram_reads_the_question_there(
    service: StaffService, officer: Officer
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await service.ask_by_telegram(phone)
    await choose(service, officer, ASK)
    preview = await service.say(officer, "С какого адреса Вас исключить?")
    await service.press_in_private(officer, SEND)
    assert phone.last.text == preview.text
    assert "ответьте на это сообщение" in phone.last.text


async def test_withdrawal_may_be_refused_and_an_inquiry_has_no_ground_for_it(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    assert "⛔️ Отказать…" in labels(officer.phone.last)
