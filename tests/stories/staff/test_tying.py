"""Officers merge what one person asked for twice, and take another right out of a request."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import INQUIRY, OPEN, WITHDRAWAL, StaffService, labels, write_mail

MENU, MERGE, SPLIT = "⋯ Действия", "🔗 Объединить…", "✂️ Выделить другое…"
SECOND = "PD-2026-00002"


@pytest.fixture
async def twice(service: StaffService) -> StaffService:
    """Give a service in which one person has withdrawn twice, on two days."""
    await service.mail(write_mail(WITHDRAWAL, "Отзываю."))
    service.clock.move(timedelta(days=1))
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие ещё раз."))
    return service


async def test_merged_cases_go_on_in_the_earlier_one_and_the_person_is_told_once(
    twice: StaffService, officer: Officer
) -> None:
    await twice.press(officer, OPEN, twice.card(SECOND))
    await twice.press_in_private(officer, MENU)
    await twice.press_in_private(officer, MERGE)
    await twice.press_in_private(officer, "PD-2026-00001-F · 23.11.2026")
    first, second = await twice.cases()
    assert (first.state, second.state) == (State.REGISTERED, State.CLOSED)
    assert await twice.letters(first) == ["acknowledgement", "merged"]
    assert await twice.letters(second) == ["acknowledgement"]
    said = await twice.letter_words(1)
    assert f"Ваше обращение {second.ref} мы объединили с обращением {first.ref}" in said
    assert "не позднее 23 декабря 2026 года" in said
    links = await twice.database(lambda store: store.links.of_case(second.id))
    assert LinkKind.MERGED in {one.kind for one in links}


async def test_earlier_case_is_kept_whichever_of_the_two_is_open_before_the_officer(
    twice: StaffService, officer: Officer
) -> None:
    await twice.press(officer, OPEN, twice.card())
    await twice.press_in_private(officer, MENU)
    await twice.press_in_private(officer, MERGE)
    await twice.press_in_private(officer, labels(officer.phone.last)[0])
    first, second = await twice.cases()
    assert (first.state, second.state) == (State.REGISTERED, State.CLOSED)


async def test_case_with_no_other_is_merged_with_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю."))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    said = await service.press_in_private(officer, MERGE)
    assert said.startswith("У этого человека нет другого открытого обращения того же вида.")


async def test_case_that_has_changed_meanwhile_is_not_merged(
    twice: StaffService, officer: Officer
) -> None:
    await twice.press(officer, OPEN, twice.card(SECOND))
    await twice.press_in_private(officer, MENU)
    await twice.press_in_private(officer, MERGE)
    await twice.press(officer, "🙋 Взять в работу", twice.card(SECOND))
    said = await twice.press_in_private(officer, "PD-2026-00001-F · 23.11.2026")
    assert "взято в работу (Айгүл)" in said
    assert [one.state for one in await twice.cases()] == [State.REGISTERED] * 2


async def test_another_right_becomes_a_case_of_its_own_with_the_same_receipt(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Кто видит мои данные? И не шлите новости."))
    service.clock.move(timedelta(days=1))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, SPLIT)
    unsubscribe = service.staff.words.ask(RightKey("unsubscribe"))
    await service.press_in_private(officer, unsubscribe)
    first, second = await service.cases()
    assert second.right == RightKey("unsubscribe")
    assert second.received_at == first.received_at
    assert await service.letters(second) == ["acknowledgement"]
    assert f"Выделено из обращения {first.ref}" in service.card(SECOND).text
    await service.press(officer, OPEN, service.card(SECOND))
    assert any("Кто видит мои данные?" in one.text for one in officer.phone.messages)


async def test_right_is_taken_out_once(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Не шлите новости."))
    unsubscribe = service.staff.words.ask(RightKey("unsubscribe"))
    for _ in range(2):
        await service.press(officer, OPEN, service.card())
        await service.press_in_private(officer, MENU)
        await service.press_in_private(officer, SPLIT)
        said = await service.press_in_private(officer, unsubscribe)
    assert said == "Такое обращение уже выделено, или это обращение и так об этом."
    assert len(await service.cases()) == 2
