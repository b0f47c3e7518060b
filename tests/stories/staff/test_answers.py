"""An officer's words reach a person only as they were shown, and only with a press."""

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.group import Officer
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


async def test_answer_is_shown_first_and_leaves_only_with_a_press(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    preview = await service.say(officer, "Ваши данные получены от Вас.")
    [case] = await service.cases()
    assert "Наш ответ на Ваше обращение PD-2026-00001-F:" in preview.text
    assert labels(preview) == [SEND, "✏️ Написать заново", "Отменить"]
    assert "answer" not in await service.letters(case)
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.ANSWERED
    assert "answer" in await service.letters(case)
    assert "✅ Ответ дан" in service.card().text
    assert (EventKind.ANSWERED, str(OFFICER)) in await service.history()


async def test_person_reads_in_telegram_exactly_what_the_officer_was_shown(
    service: StaffService, officer: Officer
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await service.ask_by_telegram(phone)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    preview = await service.say(officer, "Мы <исключили> Вас & сообщили об этом.")
    await service.press_in_private(officer, SEND)
    assert phone.last.text == preview.text
    assert phone.last.raw["entities"] == preview.raw["entities"]
    [case] = await service.cases()
    assert len(await service.letters(case)) == 2


async def test_long_answer_comes_in_several_messages_and_edits_count(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    first = await officer.phone.send("Первая часть.")
    await service.say(officer, "Вторая часть.")
    await officer.phone.edit(first, "Первая часть, исправленная.")
    await service.settle()
    assert "Первая часть, исправленная.\n\nВторая часть." in officer.phone.last.text


async def test_rewriting_begins_anew_with_the_old_words_at_hand(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Неудачные слова.")
    await service.press_in_private(officer, "✏️ Написать заново")
    assert "Неудачные слова." in [one.text for one in officer.phone.messages]
    preview = await service.say(officer, "Удачные слова.")
    assert "Неудачные" not in preview.text


@pytest.mark.parametrize("way", ["button", "command"])
async def test_cancelled_answer_goes_to_nobody(
    service: StaffService, officer: Officer, way: str
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Слова.")
    if way == "button":
        await service.press_in_private(officer, "Отменить")
    else:
        await service.say(officer, "/cancel")
    assert any("Отменено." in one.text for one in officer.phone.messages)
    [case] = await service.cases()
    assert case.state is State.REGISTERED


async def test_button_under_an_older_preview_sends_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    older = await service.say(officer, "Первые слова.")
    await service.say(officer, "И ещё слова.")
    pressed = await officer.phone.press(SEND, older.id)
    await service.settle()
    assert (await pressed.answered()).startswith("Это не последний вариант письма.")
    [case] = await service.cases()
    assert case.state is State.REGISTERED


async def test_two_taps_on_send_make_one_letter(service: StaffService, officer: Officer) -> None:
    await service.begin_answer(officer)
    preview = await service.say(officer, "Ответ.")
    await officer.phone.press(SEND, preview.id)
    second = await officer.phone.press(SEND, preview.id)
    await service.settle()
    assert (await second.answered()).startswith("Уже сделано.")
    [case] = await service.cases()
    assert (await service.letters(case)).count("answer") == 1


async def test_second_officer_is_told_who_answered_while_they_wrote(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, ANSWER)
    for one in (officer, lead):
        await service.say(one, "Ответ.")
    await service.press_in_private(lead, SEND)
    said = await service.press_in_private(officer, SEND)
    assert said == "Уже сделано. 23.11.2026 10:00 — ответ дан (Болат)"


async def test_case_that_moved_on_is_shown_again_before_anything_is_sent(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    await service.say(officer, "Ответ.")
    await service.press(lead, "Отправить письмо о регистрации", service.card())
    said = await service.press_in_private(officer, SEND)
    assert "разрешено отправить письмо о регистрации (Болат)" in said
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.ANSWERED


async def test_words_for_one_case_are_not_lost_to_another(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Ответ первому.")
    await service.mail(write_mail(WITHDRAWAL, "Отзываю"))
    await service.press(officer, OPEN, service.card("PD-2026-00002"))
    said = await service.press_in_private(officer, ANSWER)
    assert said.startswith("Вы ещё не закончили другой ответ.")


async def test_answer_under_way_takes_words_and_files_alone(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await officer.phone.send_voice()
    await service.settle()
    assert officer.phone.last.text.startswith("Так не получится: пришлите слова, документ")


async def test_answer_survives_a_restart(service: StaffService, officer: Officer) -> None:
    await service.begin_answer(officer)
    await service.restart()
    preview = await service.say(officer, "Слова после перезапуска.")
    await service.restart()
    assert "Слова после перезапуска." in preview.text
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.ANSWERED


async def test_nothing_typed_in_the_group_reaches_the_person(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await officer.send("Это человеку!", reply_to=service.card())
    await service.settle()
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement"]


async def test_answered_case_offers_no_second_answer(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    opened = officer.phone.messages[-2]
    await service.say(officer, "Ответ.")
    await service.press_in_private(officer, SEND)
    late = await officer.phone.press(ANSWER, opened.id)
    await service.settle()
    assert (await late.answered()).endswith("ответ дан (Айгүл)")
    await service.press(officer, OPEN, service.card())
    assert ANSWER not in labels(officer.phone.last)


async def test_rewriting_from_an_older_preview_changes_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    older = await service.say(officer, "Первые слова.")
    preview = await service.say(officer, "И ещё слова.")
    late = await officer.phone.press("✏️ Написать заново", older.id)
    await service.settle()
    assert (await late.answered()).startswith("Это не последний вариант письма.")
    assert officer.phone.last.id == preview.id


async def test_answer_longer_than_a_message_is_shown_and_sent_whole(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    for _ in range(2):
        await officer.phone.send("слово " * 600)
    await service.settle()
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert case.state is State.ANSWERED


async def test_edit_of_a_message_that_is_no_part_of_the_answer_is_the_persons_affair(
    service: StaffService, officer: Officer
) -> None:
    other = await officer.phone.send("Что-то другое")
    await service.begin_answer(officer)
    await officer.phone.edit(other, "Что-то третье")
    await service.settle()
    assert "Наш ответ" not in officer.phone.last.text
