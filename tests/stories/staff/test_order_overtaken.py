"""An order waits for a second officer, and something comes in between: nothing is done wrongly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.overtaken import Overtaken
from tests.servers.mailing import open_post
from tests.servers.staff import OPEN, WITHDRAWAL, StaffService, labels, write_mail

MENU, REFUSE, SUBMIT = "⋯ Действия", "⛔️ Отказать…", "✅ На утверждение"
LOOK, AGREE, GIVE_BACK = "👀 Посмотреть и утвердить", "✅ Утвердить и отправить", "↩️ Вернуть"
MERGE = "🔗 Объединить…"
REASONS = "Заказ № 5 ещё не оплачен."
SECOND = 9005
A_WHILE = timedelta(minutes=5)


async def order(service: StaffService, officer: Officer) -> None:
    """Order a refusal of the first case."""
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, REFUSE)
    await service.press_in_private(officer, "Обязательство не исполнено")
    await service.say(officer, REASONS)
    await service.press_in_private(officer, SUBMIT)


async def look(service: StaffService, officer: Officer) -> int:
    """Look at what waits; gives the message with the buttons that decide on it."""
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, LOOK)
    return officer.phone.last.id


@pytest.fixture
async def ordered(service: StaffService, lead: Officer, officer: Officer) -> StaffService:
    """Give a service in which a refusal waits, and a lead looks at it."""
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие"))
    await order(service, officer)
    await look(service, lead)
    return service


async def refusals(service: StaffService) -> int:
    cases = await service.cases()
    return sum([(await service.letters(one)).count("refusal") for one in cases])


async def test_two_who_agree_at_once_send_one_letter(ordered: StaffService, lead: Officer) -> None:
    other = await ordered.group.officer(SECOND, "Дана", admin=True)
    await other.phone.send("/status")
    ordered.clock.move(A_WHILE)
    await ordered.settle()
    under = await look(ordered, other)
    first = await lead.phone.press(AGREE)
    second = await other.phone.press(AGREE, under)
    await ordered.settle()
    said = [await first.answered(), await second.answered()]
    assert sum(one.startswith("Уже сделано.") for one in said) == 1
    assert await refusals(ordered) == 1


async def test_one_agrees_and_one_returns_at_once_and_the_first_press_counts(
    ordered: StaffService, lead: Officer, officer: Officer
) -> None:
    back = await look(ordered, officer)
    returned = await officer.phone.press(GIVE_BACK, back)
    agreed = await lead.phone.press(AGREE)
    await ordered.settle()
    assert (await returned.answered()).startswith("Возвращено")
    assert (await agreed.answered()).startswith("Уже сделано.")
    assert await refusals(ordered) == 0


async def test_who_has_lost_the_role_meanwhile_agrees_to_nothing(
    ordered: StaffService, lead: Officer
) -> None:
    lead.stand(Standing.MEMBER)
    ordered.clock.move(A_WHILE)
    await ordered.press_in_private(lead, AGREE)
    assert await refusals(ordered) == 0
    [case] = await ordered.cases()
    assert case.state is State.REGISTERED


async def test_order_on_a_case_that_its_person_has_withdrawn_is_not_carried_out(
    ordered: StaffService, lead: Officer, officer: Officer
) -> None:
    [case] = await ordered.cases()

    async def withdraw(store: Store) -> None:
        now = ordered.clock()
        ended = replace(case, state=State.WITHDRAWN, closed_at=now)
        await store.cases.change(ended)

    await ordered.database(withdraw)
    said = await ordered.press_in_private(lead, AGREE)
    assert said.startswith("Обращение с тех пор изменилось.")
    assert await refusals(ordered) == 0
    assert "Ваши слова сохранены" in officer.phone.last.text


async def test_order_on_a_case_that_was_merged_away_is_not_carried_out(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    for words in ("Отзываю согласие", "Отзываю согласие, и пришлите подтверждение."):
        await service.mail(write_mail(WITHDRAWAL, words))
    await order(service, officer)
    await look(service, lead)
    agree = lead.phone.last.id
    await service.press_in_private(lead, MENU)
    await service.press_in_private(lead, MERGE)
    await service.press_in_private(lead, labels(lead.phone.last)[0])
    pressed = await lead.phone.press(AGREE, agree)
    await service.settle()
    assert (await pressed.answered()).startswith("Обращение с тех пор изменилось.")
    assert await refusals(service) == 0


async def test_two_who_merge_at_once_merge_once(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    for words in ("Отзываю согласие", "Отзываю согласие, и пришлите подтверждение."):
        await service.mail(write_mail(WITHDRAWAL, words))
    for one in (lead, officer):
        await service.press(one, OPEN, service.card())
        await service.press_in_private(one, MENU)
        await service.press_in_private(one, MERGE)
    presses = [await one.phone.press(labels(one.phone.last)[0]) for one in (lead, officer)]
    await service.settle()
    said = [await one.answered() for one in presses]
    assert sum(one.startswith("Уже сделано.") for one in said) == 1
    cases = await service.cases()
    assert [one.state for one in cases] == [State.REGISTERED, State.CLOSED]
    assert sum([(await service.letters(one)).count("merged") for one in cases]) == 1
    events = await service.database(lambda store: store.events.of_case(CaseId(1)))
    assert [one.kind for one in events].count(EventKind.MERGED) == 1


async def test_who_ordered_is_told_of_it_though_nobody_looks_at_the_order(
    ordered: StaffService, lead: Officer, officer: Officer
) -> None:
    watch = Overtaken(transactions=ordered.database, clock=ordered.clock, wake=lambda: None)
    await watch()
    await ordered.press(officer, "Отпустить", ordered.card())
    for _ in range(2):
        await watch()
        await ordered.settle()
    told = [one.text for one in officer.phone.messages if one.text.startswith("⏳")]
    assert len(told) == 1
    assert "Ваши слова сохранены" in told[0]
    said = await ordered.press_in_private(lead, AGREE)
    assert said.startswith("Обращение с тех пор изменилось. 23.11.2026 10:00 — отпущено (Айгүл)")


async def test_acknowledgement_that_leaves_late_overtakes_no_order(
    ordered: StaffService, lead: Officer
) -> None:
    async with open_post(ordered) as (deliver, _):
        assert await deliver()
    [case] = await ordered.cases()
    assert case.acknowledged_at is not None
    await Overtaken(transactions=ordered.database, clock=ordered.clock, wake=lambda: None)()
    await ordered.press_in_private(lead, AGREE)
    assert await refusals(ordered) == 1


async def test_held_acknowledgement_that_is_let_go_overtakes_no_order(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    mail = write_mail(WITHDRAWAL, "Отзываю согласие", Auto_Submitted="auto-replied")
    await service.mail(mail)
    await order(service, officer)
    await look(service, lead)
    await service.press(officer, "Отправить письмо о регистрации", service.card())
    await service.press_in_private(lead, AGREE)
    assert await refusals(service) == 1
