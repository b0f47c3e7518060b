"""An officer enters by hand what came by post, in person or by telephone."""

from datetime import date

import pytest

from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import ANSWER, INQUIRY, OPEN, VIEWER, StaffService, labels, write_mail

REGISTER = "✅ Зарегистрировать"
UNKNOWN = "Неизвестно"


async def fill(service: StaffService, officer: Officer, *, email: str | None) -> None:
    """Answer every question up to the last."""
    await service.say(officer, "/new")
    await service.press_in_private(officer, "Бумажным письмом")
    await service.say(officer, "20.11.2026")
    await service.press_in_private(officer, "Отозвать согласие на обработку")
    await service.press_in_private(officer, "Русский")
    await service.say(officer, "Пример Примерович")
    if email:
        await service.say(officer, email)
    else:
        await service.press_in_private(officer, UNKNOWN)
    await service.say(officer, "8 701 000 00 21")
    await service.press_in_private(officer, UNKNOWN)
    await service.say(officer, "Прошу не обрабатывать мой номер телефона.")
    await officer.phone.send_photo("letter.jpg", b"\xff\xd8\xff\xe0 an invented picture")
    await service.settle()
    await service.press_in_private(officer, "Это всё")


async def test_letter_by_post_is_registered_with_its_own_day_of_receipt(
    service: StaffService, officer: Officer
) -> None:
    await fill(service, officer, email="user@example.test")
    shown = officer.phone.last
    for said in (
        "Бумажным письмом",
        "Получено: 20.11.2026",
        "Отзыв согласия",
        "+77010000021",
        "Вложений: 1",
        "Прошу не обрабатывать мой номер телефона.",
    ):
        assert said in shown.text
    assert await service.cases() == []
    await service.press_in_private(officer, REGISTER)
    [case] = await service.cases()
    assert (case.channel, case.right) == (Channel.MANUAL, RightKey("withdrawal"))
    assert case.language is Language.RU
    assert (case.promised, case.target) == (date(2026, 12, 21), date(2026, 12, 11))
    assert case.fields[Field.PHONE] == "+77010000021"
    assert await service.letters(case) == ["acknowledgement"]
    assert "Дата получения: 20 ноября 2026 года" in await service.letter_words()
    assert " · внесено вручную · " in service.card().text


async def test_person_without_mail_gets_the_letter_read_or_printed(
    service: StaffService, officer: Officer
) -> None:
    await fill(service, officer, email=None)
    await service.press_in_private(officer, REGISTER)
    [case] = await service.cases()
    assert case.reply_to is None
    assert await service.letters(case) == []
    assert "Мы ответим Вам не позднее 21 декабря 2026 года" in officer.phone.last.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31.02.2026", "Такой даты нет."), ("24.11.2026", "Эта дата (24.11.2026) ещё не наступила.")],
)
async def test_day_that_cannot_be_is_asked_for_again(
    service: StaffService, officer: Officer, typed: str, said: str
) -> None:
    await service.say(officer, "/new")
    await service.press_in_private(officer, "По телефону")
    assert (await service.say(officer, typed)).text.startswith(said)


async def test_entry_survives_a_restart_and_two_taps_make_one_case(
    service: StaffService, officer: Officer
) -> None:
    await fill(service, officer, email="user@example.test")
    await service.restart()
    under = officer.phone.last
    await officer.phone.press(REGISTER, under.id)
    await officer.phone.press(REGISTER, under.id)
    await service.settle()
    assert len(await service.cases()) == 1


async def test_command_in_the_group_points_to_the_private_chat(
    service: StaffService, officer: Officer
) -> None:
    await officer.send("/new")
    await service.settle()
    assert service.group.last.text.startswith("Внести обращение можно только в личном чате")


BEGUN = """\
Вы уже начали вносить обращение. Вот что записано:

Бумажным письмом
Получено: 20.11.2026"""
BEGUN_IN_KAZAKH = """\
Өтінішті енгізе бастағансыз. Жазылғаны мынау:

Қағаз хатпен
Алынған күні: 20.11.2026"""


@pytest.mark.parametrize(
    ("language", "said", "choices"),
    [
        (Language.RU, BEGUN, ["▶️ Продолжить", "🗑 Начать заново"]),
        (Language.KK, BEGUN_IN_KAZAKH, ["▶️ Жалғастыру", "🗑 Қайтадан бастау"]),
    ],
)
async def test_entry_begun_twice_is_kept_until_the_officer_says(
    service: StaffService, officer: Officer, language: Language, said: str, choices: list[str]
) -> None:
    service.language = language
    await service.restart()
    first = await service.say(officer, "/new")
    await service.press_in_private(officer, labels(first)[0])
    right = await service.say(officer, "20.11.2026")
    asked = await service.say(officer, "/new")
    assert (asked.text, labels(asked)) == (said, choices)
    await service.press_in_private(officer, choices[0])
    assert officer.phone.last.text == right.text
    await service.say(officer, "/new")
    await service.press_in_private(officer, choices[1])
    assert officer.phone.last.text == first.text


async def test_entry_is_not_lost_to_an_answer_that_is_begun_beside_it(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.say(officer, "/new")
    await service.press_in_private(officer, "По телефону")
    said = await service.press_in_private(officer, ANSWER)
    assert said == ("Вы ещё не внесли другое обращение. Продолжите: /new. Или отмените: /cancel.")
    last = await service.say(officer, "20.11.2026")
    assert last.text == "О чём это обращение?"


async def test_entry_that_is_left_registers_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "/new")
    await service.press_in_private(officer, "Человек пришёл сам")
    last = await service.say(officer, "/cancel")
    assert last.text.startswith("Отменено.")
    assert labels(last) == []
    assert await service.cases() == []


async def test_viewer_enters_nothing(service: StaffService) -> None:
    viewer = await service.member(VIEWER, "Ерлан")
    said = await service.say(viewer, "/new")
    assert said.text.startswith("Ваша роль позволяет только смотреть.")
