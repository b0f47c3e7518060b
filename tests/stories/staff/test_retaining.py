"""A lead forbids, with a reason, to erase anything of a case: the eraser and the card obey."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.storage.files.erasure_log import ErasureLog
from pd_intake_bot.usecases.records.retention import Retain
from tests.servers.staff import (
    ANSWER,
    INQUIRY,
    LEAD,
    OPEN,
    PERSON,
    SEND,
    StaffService,
    labels,
    write_mail,
)

HOLD, LIFT = "🔒 Запретить уничтожение…", "🔓 Снять запрет…"
MARK = "🔒 Запрет на уничтожение: данные хранятся, пока он не снят"
REASON = "Иск, дело № 7-2026."
KEPT_FOR = timedelta(days=1100)
IN_KAZAKH = (
    "Жеке чатта ашу",
    "🔒 Жоюға тыйым салу…",
    "🔒 PD-2026-00001-F: жоюға тыйым салынды, себебі жазылды.",
    "🔒 Жоюға тыйым салынған: тыйым алып тасталғанша деректер сақталады",
)
IN_RUSSIAN = (
    OPEN,
    HOLD,
    "🔒 PD-2026-00001-F: запрет на уничтожение наложен, причина записана.",
    MARK,
)


async def hold(service: StaffService, lead: Officer) -> None:
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, HOLD)
    await service.say(lead, REASON)


async def erase(service: StaffService) -> int:
    """Run the eraser long after every term; gives how much it erased."""
    folder = service.blobs.folder.parent
    retain = Retain(
        transactions=service.database,
        blobs=service.blobs,
        log=ErasureLog(folder / "erasures.log", service.seal),
        policy=service.policy,
        scrub=service.database.scrub,
    )
    return len((await retain(now=service.clock())).classes)


@pytest.mark.parametrize(
    ("language", "words"), [(Language.RU, IN_RUSSIAN), (Language.KK, IN_KAZAKH)]
)
async def test_lead_holds_a_case_with_a_reason_and_its_card_is_marked(
    service: StaffService, lead: Officer, language: Language, words: tuple[str, ...]
) -> None:
    opened, button, done, mark = words
    service.language = language
    await service.restart()
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, opened, service.card())
    await service.press_in_private(lead, button)
    assert mark not in service.card().text
    last = await service.say(lead, REASON)
    assert last.text == done
    assert mark in service.card().text
    assert (EventKind.HOLD_SET, str(LEAD)) in await service.history()
    [case] = await service.cases()
    [noted] = await service.database(lambda store: store.notes.of_case(case.id))
    assert noted.words.endswith(REASON)


async def test_nothing_of_a_held_case_is_erased_until_the_hold_is_lifted(
    service: StaffService, lead: Officer
) -> None:
    await service.ask_by_telegram(service.api.person(PERSON, "Пример", "ru"))
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, ANSWER)
    await service.say(lead, "Вот ответ.")
    await service.press_in_private(lead, SEND)
    await hold(service, lead)
    service.clock.move(KEPT_FOR)
    assert await erase(service) == 0
    # The buttons of so long ago are gone themselves.
    await service.say(lead, "/case 1")
    await service.press_in_private(lead, LIFT)
    last = await service.say(lead, "Дело прекращено.")
    assert last.text == "🔓 PD-2026-00001-F: запрет на уничтожение снят, причина записана."
    assert MARK not in service.card().text
    assert await erase(service) > 0


async def test_officer_is_not_offered_a_hold(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    assert HOLD not in labels(officer.phone.last)


async def test_second_press_is_told_who_holds_it(service: StaffService, lead: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await hold(service, lead)
    said = await service.press_in_private(lead, HOLD)
    assert said == "Уже сделано. 23.11.2026 10:00 — наложен запрет на уничтожение (Болат)"


async def test_lead_who_is_one_no_more_when_the_reason_comes_changes_nothing(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, HOLD)
    lead.stand(Standing.MEMBER)
    service.clock.move(timedelta(minutes=5))
    await service.say(lead, REASON)
    [case] = await service.cases()
    assert not await service.database(lambda store: store.erasures.is_held(case.id))


async def test_hold_that_is_not_given_a_reason_is_not_set(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, HOLD)
    await service.press_in_private(lead, "Отменить")
    await service.say(lead, REASON)
    [case] = await service.cases()
    assert not await service.database(lambda store: store.erasures.is_held(case.id))


async def test_leaving_the_question_does_not_throw_away_a_letter_begun_since(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, HOLD)
    question = lead.phone.last
    await service.press_in_private(lead, ANSWER)
    await service.say(lead, "Вот ответ.")
    pressed = await lead.phone.press("Отменить", question.id)
    await service.settle()
    assert (await pressed.answered()).startswith("Этот шаг уже пройден или отменён.")
    await service.press_in_private(lead, SEND)
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement", "answer"]
