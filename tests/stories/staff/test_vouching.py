"""An officer records that a person has shown a document: once, surely, and without keeping it."""

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import ANSWER, INQUIRY, OPEN, StaffService, labels, write_mail

SEEN = "Документ предъявлен"
SURE = "Да, документ предъявлен"
ASKED = """\
PD-2026-00001-F: документ предъявлен?

Нажмите «Да», только если документ человека видели Вы сами и имя в нём сходится с обращением.

Запишем: документ видел сотрудник Айгүл, 23.11.2026 10:00. Больше ничего: ни номера, ни копии. \
Отменить запись нельзя."""
ASKED_IN_KAZAKH = """\
PD-2026-00001-F: құжаты көрсетілді ме?

Адамның құжатын өзіңіз көрсеңіз және ондағы аты-жөні өтініштегімен сәйкес келсе ғана «Иә» \
батырмасын басыңыз.

Жазылатыны: құжатты көрген қызметкер — Айгүл, 23.11.2026 10:00. Басқа ештеңе сақталмайды: нөмірі \
де, көшірмесі де. Бұл жазбаны кері қайтару мүмкін емес."""


@pytest.fixture
async def opened(service: StaffService, officer: Officer) -> StaffService:
    """Give a service in which an officer has opened the one case there is."""
    await service.mail(write_mail(INQUIRY, "Прошу сообщить, какие мои данные есть у вас."))
    await service.press(officer, OPEN, service.card())
    return service


async def test_first_press_records_nothing_and_says_what_would_be_recorded(
    opened: StaffService, officer: Officer
) -> None:
    await opened.press_in_private(officer, SEEN)
    assert officer.phone.last.text == ASKED
    assert labels(officer.phone.last) == [SURE, "Отменить"]
    [case] = await opened.cases()
    assert case.proof is Proof.CHANNEL


async def test_question_is_asked_in_kazakh_as_well(service: StaffService, officer: Officer) -> None:
    service.language = Language.KK
    await service.restart()
    await service.mail(write_mail(INQUIRY, "Менің деректерім жайлы айтыңыздаршы."))
    await service.press(officer, "Жеке чатта ашу", service.card())
    await service.press_in_private(officer, "Құжаты көрсетілді")
    assert officer.phone.last.text == ASKED_IN_KAZAKH


async def test_document_that_was_seen_is_recorded_with_who_and_when(
    opened: StaffService, officer: Officer
) -> None:
    await opened.press_in_private(officer, SEEN)
    said = await opened.press_in_private(officer, SURE)
    assert said == "Записано: документ предъявлен. Копия не хранится."
    assert officer.phone.last.text == (
        "✅ PD-2026-00001-F: документ предъявлен, видел сотрудник Айгүл, 23.11.2026 10:00."
    )
    [case] = await opened.cases()
    assert case.proof is Proof.DOCUMENT
    assert (EventKind.PROVEN, str(officer.user_id)) in await opened.history()


async def test_second_officer_is_told_who_has_recorded_it(
    opened: StaffService, lead: Officer, officer: Officer
) -> None:
    await opened.press(lead, OPEN, opened.card())
    for one in (officer, lead):
        await opened.press_in_private(one, SEEN)
    await opened.press_in_private(officer, SURE)
    again = await opened.press_in_private(lead, SURE)
    assert again.startswith("Уже сделано. 23.11.2026 10:00 — личность подтверждена")
    assert again.endswith(": предъявленный документ (Айгүл)")
    assert [kind for kind, _ in await opened.history()].count(EventKind.PROVEN) == 1


async def test_who_thinks_better_of_it_records_nothing_and_loses_no_letter(
    opened: StaffService, officer: Officer
) -> None:
    opened_at = officer.phone.last.id
    await opened.press_in_private(officer, ANSWER)
    await opened.say(officer, "Вот наш ответ.")
    await officer.phone.press(SEEN, opened_at)
    await opened.settle()
    await opened.press_in_private(officer, "Отменить")
    assert officer.phone.last.text == "Отменено. Ничего не изменилось."
    preview = await opened.say(officer, "И ещё два слова.")
    assert "Вот наш ответ." in preview.text
    [case] = await opened.cases()
    assert case.proof is Proof.CHANNEL
