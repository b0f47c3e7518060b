"""Messages put before staff: decided once, with a name."""

import pytest

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.usecases.ports import Button
from tests.servers.staff import (
    DELETION,
    OPEN,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import POLICY

STEPS = (
    Button(action=Action.CHOOSE, args={"review": 1}),
    Button(action=Action.GROUPS, args={"review": 1}),
    Button(action=Action.RIGHTS, args={"review": 1, "group": "know"}),
    Button(action=Action.DOUBT, args={"review": 1}),
    Button(action=Action.DISMISS, args={"review": 1}),
)

REVIEW = """\
На проверку № 1: это обращение?
Тема похожа на обращение о персональных данных, написанное своими словами.

Канал: электронная почта
Получено: 23.11.2026 10:00 (по времени Алматы)
Похоже на запрос
От кого: П*** П*** u***@e***.test"""


async def test_review_card_gives_the_reason_and_no_subject_line(service: StaffService) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    review = service.card("На проверку")
    assert review.text == REVIEW
    assert labels(review) == ["Зарегистрировать…", "Не обращение", OPEN]


async def test_reviewed_mail_is_registered_for_any_right_in_three_presses(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    review = service.card("На проверку")
    for label in ("Зарегистрировать…", "Другое…", "Данные обрабатывают незаконно"):
        await service.press(officer, label, review)
    said = await service.press(officer, "Удалить незаконные или лишние", review)
    assert said == "Зарегистрировано: PD-2026-00001-F"
    [case] = await service.cases()
    assert case.right == "erasure"
    settled = service.card("На проверку")
    assert settled.text.endswith(
        "✅ Зарегистрировано как обращение. Решение: Айгүл, 23.11.2026 10:00"
    )
    assert labels(settled) == ["PD-2026-00001-F", OPEN]


@pytest.mark.parametrize(
    ("language", "named", "heading"),
    [
        (Language.RU, "Обращение PD-2026-00001-F — ", "На проверку"),
        (Language.KK, "PD-2026-00001-F өтініші — ", "Тексеруге"),
    ],
)
async def test_card_of_what_was_registered_names_its_case_and_a_press_opens_it(
    service: StaffService, officer: Officer, language: Language, named: str, heading: str
) -> None:
    service.language = language
    await service.restart()
    await service.mail(write_mail(DELETION, "Удалите"))
    button = Button(action=Action.REGISTER, args={"review": 1, "right": "erasure"})
    name = await service.database(lambda store: store.buttons.add(button, now=service.clock()))
    review = next(one for one in service.group.messages if "№ 1" in one.text)
    service.api.telegram.press(service.group.chat, officer.person, review, f"s:{name}")
    await service.settle()
    review = service.card(heading)
    assert named + POLICY.rights[RightKey("erasure")].title[language] in review.text
    opened = await service.press(officer, "PD-2026-00001-F", review)
    assert opened
    assert "PD-2026-00001-F" in "".join(one.text for one in officer.phone.messages)


async def test_new_mail_that_names_the_number_of_a_request_is_put_before_staff(
    service: StaffService,
) -> None:
    await service.mail(write_mail("PD-2026-00001-F", "Мой телефон: +7 701 000 00 00"))
    review = service.card("На проверку")
    assert "В теме письма стоит номер обращения: возможно, это дополнение к нему." in review.text
    assert labels(review) == ["Зарегистрировать…", "Не обращение", OPEN]


async def test_likely_right_stands_first(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail("Прошу отозвать моё согласие", "Отзываю"))
    review = service.card("На проверку")
    await service.press(officer, "Зарегистрировать…", review)
    assert labels(service.card("На проверку")) == [
        "Отозвать согласие на обработку",
        "Другое…",
        "← Назад",
    ]


async def test_no_request_is_asked_about_twice(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    review = service.card("На проверку")
    await service.press(officer, "Не обращение", review)
    assert "Точно не обращение?" in service.card("На проверку").text
    await service.press(officer, "← Назад", review)
    assert service.card("На проверку").text == REVIEW
    await service.press(officer, "Не обращение", review)
    assert await service.press(officer, "Да, не обращение", review) == ("Отмечено: не обращение.")
    assert "Не обращение. Решение: Айгүл" in service.card("На проверку").text
    assert await service.cases() == []


async def test_second_verdict_is_told_who_gave_the_first(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    review = service.card("На проверку")
    await service.press(officer, "Зарегистрировать…", review)
    label = "Вопрос, жалоба или спор"
    first = await lead.press(label, review.id)
    second = await officer.press(label, review.id)
    await service.settle()
    assert await first.answered() == "Зарегистрировано: PD-2026-00001-F"
    assert await second.answered() == (
        "Уже сделано. ✅ Зарегистрировано как обращение. Решение: Болат, 23.11.2026 10:00"
    )
    assert len(await service.cases()) == 1


async def test_review_opens_in_private_with_its_subject_line(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(DELETION, "Удалите всё"))
    await service.press(officer, OPEN, service.card("На проверку"))
    message, original = officer.phone.messages[-2:]
    assert f"Тема: {DELETION}" in message.text
    assert original.raw["document"]["file_name"] == "review-1.eml"


async def test_unreadable_mail_is_put_before_staff_whole(
    service: StaffService, officer: Officer
) -> None:
    await service.unread(b"\xff\xfe broken")
    item = service.card("На проверку")
    assert "Программа не смогла его прочитать." in item.text
    await service.press(officer, OPEN, item)
    document = officer.phone.last.raw["document"]
    assert service.api.telegram.files.get(document["file_id"]).upload.content == (
        b"\xff\xfe broken"
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.action)
async def test_any_step_towards_a_verdict_that_was_given_says_so(
    service: StaffService, lead: Officer, officer: Officer, step: Button
) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    review = service.card("На проверку")
    await service.press(officer, "Не обращение", review)
    await officer.press("Да, не обращение", review.id)
    card = service.card("На проверку")
    choose = await service.database(lambda store: store.buttons.add(step, now=service.clock()))
    pressed = service.api.telegram.press(service.group.chat, lead.person, card, f"s:{choose}")
    await service.settle()
    assert pressed.answer is not None
    assert pressed.answer["text"] == ("Уже сделано. Не обращение. Решение: Айгүл, 23.11.2026 10:00")


async def test_unreadable_mail_can_be_registered_though_nobody_can_be_answered(
    service: StaffService, officer: Officer
) -> None:
    await service.unread(b"\xff\xfe broken")
    item = service.card("На проверку")
    for label in ("Зарегистрировать…", "Вопрос, жалоба или спор"):
        await service.press(officer, label, item)
    assert "⚠️ Адреса для ответа нет" in service.card().text
    await service.press(officer, OPEN, service.card())
    assert "✍️ Ответить" not in labels(officer.phone.last)


async def test_number_of_attachments_stands_on_the_card(service: StaffService) -> None:
    mail = write_mail(DELETION, "Удалите")
    mail.add_attachment(b"scan", maintype="application", subtype="pdf", filename="письмо.pdf")
    await service.mail(mail)
    assert "Вложений: 1" in service.card("На проверку").text
