"""A press that lets a held letter go, on a case that has ended meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import INQUIRY, OFFICER, StaffService, write_mail


async def test_release_that_comes_after_the_end_of_a_case_is_told_of_it(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    pressed = await officer.press("Отправить письмо о регистрации", service.card())
    await service.database(_close)
    await service.settle()
    said = await pressed.answered()
    assert said.startswith("Уже сделано. 23.11.2026 10:00 — закрыто без ответа")
    [case] = await service.cases()
    assert await service.letters(case) == []


async def _close(store: Store) -> None:
    [case] = await store.cases.all()
    at = datetime(2026, 11, 23, 5, tzinfo=UTC)
    await store.cases.change(replace(case, state=State.CLOSED, closed_at=at))
    closed = Event(kind=EventKind.CLOSED, at=at, actor=str(OFFICER), data={"because": "duplicate"})
    await store.events.add(case.id, closed)
