"""What was read in a person's words, and how officers say which right it is."""

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    OPEN,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)

DELETE = "Удалите мой аккаунт.\nС уважением, Пример Примеров\nтел. 8 701 123 45 67"
IT_IS_DELETION = "💡 Удалить мою учётную запись"
BLOCK = "Заблокируйте мои персональные данные на время проверки"
CHANGE = "Вид обращения…"


async def read(service: StaffService, officer: Officer) -> str:
    """Open the one case in private and give what was read in it."""
    await service.press(officer, OPEN, service.card())
    shown = [one.text for one in officer.phone.messages]
    return next(one for one in reversed(shown) if one.startswith("Прочитано"))


async def test_card_shows_what_an_inquiry_seems_to_be_and_the_letter_does_not(
    service: StaffService,
) -> None:
    await service.mail(write_mail(INQUIRY, BLOCK))
    card = service.card()
    assert "Рассмотрение вопроса, жалобы или спора" in card.text
    assert (
        "💡 Похоже на: Блокирование персональных данных."
        " Если это так, ответить не позднее 24.11.2026" in card.text
    )
    assert "💡 Заблокировать на время проверки" in labels(card)
    letter = await service.letter_words()
    assert "Ваше обращение: Запрос о персональных данных" in letter
    assert "Блокирование" not in letter
    assert "спор" not in letter


async def test_suggestion_becomes_the_right_with_one_press(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, DELETE))
    before = await service.letter_words()
    said = await service.press(officer, IT_IS_DELETION, service.card())
    assert said == "Вид обращения: Удалить мою учётную запись"
    card = service.card()
    assert "PD-2026-00001-F — Удаление учётной записи" in card.text
    assert "Ответить не позднее 14.12.2026" in card.text
    assert IT_IS_DELETION not in labels(card)
    assert await service.letter_words() == before


async def test_any_right_is_chosen_by_group_and_right(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Здравствуйте, у меня вопрос."))
    assert "Похоже на" not in service.card().text
    await service.press(officer, OPEN, service.card())
    for label in (CHANGE, "Данные обрабатывают незаконно"):
        await service.press_in_private(officer, label)
    said = await service.press_in_private(officer, "Прекратить незаконную обработку")
    assert said == "Вид обращения: Прекратить незаконную обработку"
    assert "Прекращение незаконной обработки" in officer.phone.last.text
    assert "Ответить не позднее 24.11.2026" in service.card().text


async def test_way_back_leads_to_the_groups(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, CHANGE)
    groups = labels(officer.phone.last)
    await service.press_in_private(officer, "Что вы знаете обо мне?")
    await service.press_in_private(officer, "← Назад")
    assert labels(officer.phone.last) == groups
    assert len(groups) == 7


async def test_whoever_comes_second_is_told_who_was_first(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, DELETE))
    card = service.card()
    await service.press(officer, OPEN, card)
    await service.press_in_private(officer, CHANGE)
    await service.press(lead, IT_IS_DELETION, card)
    said = await service.press_in_private(officer, "Вопрос, жалоба или спор")
    assert said.startswith("Уже сделано. 23.11.2026 10:00 — вид обращения выбран: ")
    assert said.endswith("(Болат)")
    [case] = await service.cases()
    assert case.right == "account_deletion"


async def test_history_tells_the_old_right_the_new_one_and_that_dates_moved(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, BLOCK))
    await service.press(officer, "💡 Заблокировать на время проверки", service.card())
    await service.press(officer, OPEN, service.card())
    history = officer.phone.last.text
    assert (
        "вид обращения выбран: Рассмотрение вопроса, жалобы или спора о персональных данных"
        " → Блокирование персональных данных (Айгүл)" in history
    )
    assert "даты посчитаны заново" in history


async def test_officer_sees_each_field_with_the_words_it_was_read_from(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, DELETE))
    shown = await read(service, officer)
    assert "Номер телефона: +77011234567 ← «8 701 123 45 67»" in shown
    assert (
        "Фамилия, имя, отчество, возможно: Пример Примеров ← «С уважением, Пример Примеров»"
        in shown
    )
    assert "Слова, на которых это основано: «Удалите мой аккаунт»" in shown


async def test_follow_up_completes_a_withdrawal_and_everybody_is_told(
    service: StaffService,
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие."))
    assert "Не хватает: фамилия, имя, отчество; номер телефона;" in service.card().text
    reply = "Примеров Пример\n8 701 123 45 67\nвсе мои данные"
    await service.mail(write_mail("Re: ваше письмо", reply, In_Reply_To=await service.letter_id()))
    assert "Не хватает" not in service.card().text
    notice = service.group.messages[-1].text
    assert "По обращению PD-2026-00001-F человек написал ещё." in notice
    assert "Дополнено: номер телефона" in notice
    assert "✅ Теперь в обращении есть всё, чего требует политика." in notice
    assert "701" not in notice
    letter = await service.letter_words(-1)
    assert "К Вашему обращению PD-2026-00001-F мы добавили:" in letter
    assert "Теперь в обращении есть всё, чего требует политика конфиденциальности." in letter
    assert "Дата ответа осталась прежней: 23.12.2026." in letter


SIGNED = "\n-- \nПример Примеров\nТел.: 8 701 123 45 67"


async def test_phone_in_a_signature_is_shown_and_fills_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, f"Отзываю согласие.{SIGNED}"))
    assert "номер телефона" in service.card().text.partition("Не хватает")[2]
    shown = await read(service, officer)
    assert "Номер телефона, возможно: +77011234567 ← «Тел.: 8 701 123 45 67»" in shown


async def test_phone_in_the_signature_of_a_follow_up_is_told_to_staff(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие."))
    reply = f"Все мои данные.{SIGNED}"
    await service.mail(write_mail("Re: ваше письмо", reply, In_Reply_To=await service.letter_id()))
    assert "номер телефона" in service.card().text.partition("Не хватает")[2]
    assert "Возможно, указано: номер телефона" in service.group.messages[-1].text
    assert "Номер телефона, возможно: +77011234567" in await read(service, officer)


@pytest.fixture
def kazakh(service: StaffService) -> StaffService:
    service.language = Language.KK
    return service


async def test_kazakh_inquiry_is_suggested_and_completed_alike(kazakh: StaffService) -> None:
    await kazakh.restart()
    line = "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу"
    await kazakh.mail(write_mail("Дербес деректер туралы сұрау", "Аккаунтымды жойыңыздар"))
    assert "💡 Мынаған ұқсайды: Есеп жазбасын жою." in kazakh.card().text
    assert "Өтінішіңіз: Дербес деректер туралы сұрау" in await kazakh.letter_words()
    await kazakh.mail(write_mail(line, "Аты-жөнім: Үлгі Үлгіұлы\nБарлық деректерім"))
    reply = "Телефоным: 8 701 123 45 67"
    answered = await kazakh.letter_id(1)
    await kazakh.mail(write_mail("Re: хат", reply, In_Reply_To=answered))
    assert "Толықтырылды: телефон нөмірі" in kazakh.group.messages[-1].text
    letter = await kazakh.letter_words(-1)
    assert "нөмірлі өтінішіңізге мыналарды қостық:\n— телефон нөмірі" in letter
