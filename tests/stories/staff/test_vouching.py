"""An officer records that a person has shown a document: once, and without keeping it."""

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import INQUIRY, OPEN, StaffService, write_mail

SEEN = "Документ предъявлен"


async def test_document_that_was_seen_is_recorded_once(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Прошу сообщить, какие мои данные есть у вас."))
    await service.press(officer, OPEN, service.card())

    said = await service.press_in_private(officer, SEEN)
    again = await service.press_in_private(officer, SEEN)

    assert said == "Записано: документ предъявлен. Копия не хранится."
    assert again == "Это уже записано."
    [case] = await service.cases()
    assert case.proof is Proof.DOCUMENT
    told = [kind for kind, _ in await service.history()]
    assert told.count(EventKind.PROVEN) == 1
