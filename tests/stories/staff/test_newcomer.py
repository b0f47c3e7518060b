"""An officer whom nobody has told anything: every screen says what it is and what comes next."""

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    ANSWER,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    SEND,
    STRANGER,
    VIEWER,
    StaffService,
    labels,
    write_mail,
)

MENU = "⋯ Действия"
TAKE = "🙋 Взять в работу"
HAND_OVER = "Передать…"
EXPLAIN = "🗓 Как получились даты"
NOWHERE = "✍️ Ответ на бумаге или устно"


async def opened(service: StaffService, member: Officer) -> list[str]:
    """Open the one case there is and name the buttons under it."""
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(member, OPEN, service.card())
    return labels(member.phone.last)


@pytest.mark.parametrize(
    ("who", "said"),
    [(VIEWER, "Вы наблюдатель."), (OFFICER, "Вы сотрудник."), (LEAD, "Вы руководитель.")],
)
async def test_first_words_say_which_role_one_has_and_where_to_begin(
    service: StaffService, who: int, said: str
) -> None:
    member = await service.member(who, "Дана")
    shown = await service.say(member, "/start")
    assert shown.text.startswith(said)
    assert "«Открыть в личном чате»" in shown.text
    assert "/help" in shown.text


async def test_first_words_are_in_kazakh_too(service: StaffService) -> None:
    service.language = Language.KK
    await service.restart()
    member = await service.member(OFFICER, "Айгүл")
    assert (await service.say(member, "/start")).text.startswith("Сіз қызметкерсіз.")


async def test_viewer_is_offered_only_what_a_viewer_may_press(service: StaffService) -> None:
    viewer = await service.member(VIEWER, "Дана")
    assert await opened(service, viewer) == [EXPLAIN]
    await service.say(viewer, "/case 1")
    assert labels(viewer.phone.last) == [EXPLAIN]


async def test_case_is_taken_and_handed_over_where_it_was_opened(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    assert lead.user_id == LEAD
    assert TAKE in await opened(service, officer)
    said = await service.press_in_private(officer, TAKE)
    assert said == "Взято в работу: PD-2026-00001-F"
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, HAND_OVER)
    said = await service.press_in_private(officer, "Болат")
    assert said == "Передано: PD-2026-00001-F → Болат"
    assert "Занимается: Болат" in officer.phone.last.text
    await service.press(officer, OPEN, service.card())
    first = next(one for one in reversed(officer.phone.messages) if "Канал:" in one.text)
    assert "Занимается: Болат" in first.text


async def test_nothing_to_cancel_is_said_in_the_officers_language(
    service: StaffService, officer: Officer
) -> None:
    assert (await service.say(officer, "/cancel")).text.startswith("Отменять нечего")


async def test_wrong_command_names_the_help(service: StaffService, officer: Officer) -> None:
    assert (await service.say(officer, "/otvet")).text == "Такой команды нет. Все команды: /help."


async def test_officer_who_writes_as_a_person_gets_a_persons_answers(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "/start")
    await service.press_in_private(officer, "У меня своё обращение")
    assert "/status" in (await service.say(officer, "/otvet")).text


@pytest.mark.parametrize("who", [VIEWER, STRANGER])
async def test_who_may_keep_no_note_is_told_that_it_was_not_kept(
    service: StaffService, who: int
) -> None:
    member = await service.member(who, "Дана")
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await member.send("Это сосед.", reply_to=service.card())
    await service.settle()
    assert service.group.last.text.startswith("Это не сохранено: заметки пишут сотрудники")


async def test_note_can_be_left_by_a_button(service: StaffService, officer: Officer) -> None:
    await opened(service, officer)
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, "📝 Заметка")
    await service.press_in_private(officer, "Отменить")
    shown = await service.say(officer, "Просто слова")
    assert shown.text.startswith("Вы сейчас не пишете ответ человеку")


async def test_words_of_an_answer_are_not_lost_to_a_note_or_an_entry(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Ответ.")
    assert (await service.say(officer, "/new")).text.startswith("Вы ещё не закончили другой ответ.")
    await service.press_in_private(officer, MENU)
    said = await service.press_in_private(officer, "📝 Заметка")
    assert said.startswith("Вы ещё не закончили другой ответ.")
    await service.press_in_private(officer, SEND)
    assert "Ответ." in await service.letter_words(1)


@pytest.mark.parametrize("label", ["✅ Отправить", "✏️ Написать заново"])
async def test_button_of_a_letter_that_was_cancelled_says_so(
    service: StaffService, officer: Officer, label: str
) -> None:
    await service.begin_answer(officer)
    preview = await service.say(officer, "Ответ.")
    await service.say(officer, "/cancel")
    late = await officer.phone.press(label, preview.id)
    await service.settle()
    assert (await late.answered()).startswith("Этот шаг уже пройден или отменён.")


async def test_lead_is_called_by_name_in_the_list_from_the_first(
    service: StaffService, lead: Officer
) -> None:
    shown = await service.say(lead, "/officers")
    assert "Болат — руководитель (администратор группы)" in shown.text


async def test_case_without_an_address_is_answered_on_paper_or_aloud(
    service: StaffService, officer: Officer
) -> None:
    await service.unread(b"\xff\xfe broken")
    item = service.card("На проверку")
    for label in ("Зарегистрировать…", "Вопрос, жалоба или спор"):
        await service.press(officer, label, item)
    await service.press(officer, OPEN, service.card())
    assert NOWHERE in labels(officer.phone.last)
    await service.press_in_private(officer, MENU)
    assert NOWHERE in labels(officer.phone.last)
    assert ANSWER not in labels(officer.phone.last)
    await service.press_in_private(officer, NOWHERE)
    await service.say(officer, "Письмо не читается: пришлите его ещё раз.")
    heading = officer.phone.messages[-2]
    assert heading.text.startswith("Адреса для ответа нет: письмо никуда не уйдёт.")
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert (case.channel, case.state) == (Channel.MAIL, "answered")


async def test_proof_that_is_lacking_brings_the_buttons_to_go_on_with(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Какие мои данные у вас есть?"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "💡 Какие это данные и откуда они?")
    await service.press_in_private(officer, ANSWER)
    assert officer.phone.last.text.startswith("PD-2026-00001-F: сначала нужно знать")
    ask = "🔑 Попросить подтвердить личность…"
    assert labels(officer.phone.last) == [ask, "Документ предъявлен", MENU]
