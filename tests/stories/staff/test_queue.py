"""The queue, notices and help."""

from dataclasses import replace
from datetime import timedelta

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    OPEN,
    PERSON,
    STRANGER,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)

NOTICE = notices.write(
    Notice(lines=(Line(text="notice-update-quarantined", values={"number": "17"}),))
)


async def test_queue_shows_the_most_urgent_first_page_by_page(
    service: StaffService, officer: Officer
) -> None:
    for number in range(7):
        await service.mail(write_mail(WITHDRAWAL, f"Отзыв {number}"))
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send("/queue")
    await service.settle()
    first = service.group.last
    assert first.text.startswith("Открытых обращений: 8 (страница 1 из 2)\n\n🟠 PD-2026-00008-")
    assert labels(first)[-1] == "→"
    await service.press(officer, "→", first)
    second = service.group.messages[-1]
    assert second.id == first.id
    assert labels(second)[-1] == "←"
    assert second.text.startswith("Открытых обращений: 8 (страница 2 из 2)")
    assert labels(second)[:-1] == ["PD-2026-00006-5", "PD-2026-00007-3"]
    await service.press(officer, "←", second)
    assert service.group.messages[-1].text == first.text


async def test_line_of_the_queue_tells_the_right_the_days_left_and_who_holds_the_case(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, "🙋 Взять в работу", service.card())
    shown = await service.say(officer, "/queue")
    assert shown.text.partition("\n\n")[2].splitlines() == [
        "🟠 PD-2026-00001-F — Рассмотрение вопроса, жалобы или спора о персональных данных",
        "Ответить не позднее 26.11.2026 (чт), осталось 3 дня",
        "Занимается: Айгүл",
    ]


async def test_own_cases_are_those_the_officer_holds(
    service: StaffService, officer: Officer
) -> None:
    assert (await service.say(officer, "/mine")).text.startswith("Вы сейчас не занимаетесь")
    for number in range(2):
        await service.mail(write_mail(INQUIRY, f"Вопрос {number}"))
    await service.press(officer, "🙋 Взять в работу", service.card("PD-2026-00002-D"))
    shown = await service.say(officer, "/mine")
    assert shown.text.startswith("Ваших открытых обращений: 1 (страница 1 из 1)")
    assert labels(shown) == ["PD-2026-00002-D"]


async def test_overdue_cases_are_listed_when_their_day_has_passed(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    assert (await service.say(officer, "/overdue")).text == "Просроченных обращений нет."
    service.clock.move(timedelta(days=10))
    shown = await service.say(officer, "/overdue")
    assert shown.text.startswith("Просроченных обращений: 1 (страница 1 из 1)\n\n🔴 PD-2026")
    assert "⚠️ просрочено на 7 дней" in shown.text


async def test_page_that_has_emptied_meanwhile_shows_the_last_there_is(
    service: StaffService, officer: Officer
) -> None:
    for number in range(7):
        await service.mail(write_mail(INQUIRY, f"Вопрос {number}"))
    first = await service.say(officer, "/queue")
    cases = await service.cases()

    async def close(store: Store) -> None:
        await store.cases.change(replace(cases[6], state=State.ANSWERED))

    await service.database(close)
    await service.press_in_private(officer, "→")
    shown = officer.phone.messages[-1]
    assert shown.id == first.id
    assert labels(shown) == labels(first)[:-1]
    assert shown.text.startswith("Открытых обращений: 6 (страница 1 из 1)")


async def test_lists_are_told_in_the_officers_language(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "/language")
    await service.press_in_private(officer, "Қазақша")
    assert (await service.say(officer, "/queue")).text == "Ашық өтініш жоқ."
    assert (await service.say(officer, "/overdue")).text == "Мерзімі өткен өтініш жоқ."
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    shown = await service.say(officer, "/queue")
    assert shown.text.startswith("Ашық өтініштер: 1 (1 беттің 1-беті)\n\n🟠 PD-2026-00001-F")
    assert shown.text.endswith("Әзірге ешкім жұмысқа алған жоқ")


async def test_case_opens_from_the_queue_in_private(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.say(officer, "/queue")
    await service.press_in_private(officer, "PD-2026-00001-F")
    assert officer.phone.last.text.startswith("История")


async def test_empty_queue_says_so(service: StaffService, officer: Officer) -> None:
    shown = await service.say(officer, "/queue")
    assert shown.text == "Открытых обращений нет."


async def test_member_without_a_role_is_refused_the_queue(service: StaffService) -> None:
    stranger = await service.member(STRANGER, "Гость")
    await stranger.send("/queue")
    await service.settle()
    assert service.group.last.text.startswith("У Вас нет роли")


async def test_queue_in_private_is_unknown_to_a_person(service: StaffService) -> None:
    phone = service.api.person(PERSON, "Үлгі", "ru")
    await phone.send("/queue")
    await service.settle()
    assert "Открытых обращений" not in phone.last.text


async def test_help_tells_officers_their_part_and_a_persons_once_they_write_as_one(
    service: StaffService, officer: Officer
) -> None:
    before = len(officer.phone.messages)
    await service.say(officer, "/help")
    [said] = [one.text for one in officer.phone.messages[before + 1 :]]
    assert "Работа с обращениями" in said
    await service.say(officer, "/start")
    await service.press_in_private(officer, "У меня своё обращение")
    before = len(officer.phone.messages)
    await service.say(officer, "/help")
    assert len(officer.phone.messages[before + 1 :]) > 1


async def test_notice_brings_a_button_that_opens_its_case(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    [case] = await service.cases()
    parcels = await service.database(lambda store: store.outbox.of_case(case.id))
    letter = next(one for one in parcels if one.kind == "letter")
    message_id = str(letter.payload["message_id"])
    await service.mail(write_mail("Re: Запрос", "Дополняю", In_Reply_To=message_id))
    notice = service.group.last
    assert notice.text == "По обращению PD-2026-00001-F человек написал ещё."
    assert await service.press(officer, OPEN, notice) == "Открыто в личном чате с ботом."
    assert "Дополняю" in "\n".join(one.text for one in officer.phone.messages)


async def test_case_that_waits_for_a_confirmation_stands_last_without_a_date(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(DELETION, "Исправьте"))
    review = service.card("На проверку")
    for label in ("Зарегистрировать…", "Другое…", "Исправить или дополнить данные"):
        await service.press(officer, label, review)
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    shown = await service.say(officer, "/queue")
    assert shown.text.endswith(
        "Даты ответа пока нет: срок начнётся с получения подтверждения\nПока никто не взял в работу"
    )
    assert labels(shown) == ["PD-2026-00002-D", "PD-2026-00001-F"]


async def test_help_in_the_group_is_for_officers(service: StaffService, officer: Officer) -> None:
    await officer.send("/help")
    await service.settle()
    assert service.group.last.text.startswith("Работа с обращениями")


async def test_notice_of_an_update_names_its_number_and_brings_no_button(
    service: StaffService,
) -> None:
    now = service.clock()
    shown = await service.database(
        lambda store: service.staff.cards.render_notice(store, NOTICE, now=now)
    )
    assert "№ 17" in shown.text
    assert shown.keyboard == ()
