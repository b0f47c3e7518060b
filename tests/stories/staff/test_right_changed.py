"""A right that is changed while an answer is under way brings its own proof with it."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import LEAD, OPEN, SEND, StaffService, labels


async def change(service: StaffService, right: str, proof: Proof = Proof.CHANNEL) -> None:
    """Let the first case be about something else, known as well as said."""
    [case, *_] = await service.cases()

    async def work(store: Store) -> None:
        await store.cases.change(replace(case, right=RightKey(right), proof=proof))

    await service.database(work)


@pytest.mark.parametrize("right", ["sources", "erasure", "account_deletion"])
async def test_answer_written_before_the_change_does_not_leave_without_the_new_proof(
    service: StaffService, officer: Officer, right: str
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Вот всё, что у нас есть.")
    await change(service, right)
    said = await service.press_in_private(officer, SEND)
    assert said
    fresh = officer.phone.last
    assert labels(fresh)[0] == "✅ На утверждение"
    await service.press_in_private(officer, "✅ На утверждение")
    assert "Нужно: подтверждённый почтовый ящик" in officer.phone.last.text
    [case] = await service.cases()
    assert case.state is State.REGISTERED
    assert await service.letters(case) == ["acknowledgement"]


async def test_order_agreed_to_after_the_change_is_not_carried_out(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    assert lead.user_id == LEAD
    await service.begin_answer(officer)
    await change(service, "account_deletion", Proof.MAILBOX)
    await service.say(officer, "Учётная запись удалена.")
    await service.press_in_private(officer, "✅ На утверждение")
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, "👀 Посмотреть и утвердить")
    await change(service, "sources")
    said = await service.press_in_private(lead, "✅ Утвердить и отправить")
    assert said.startswith("Обращение с тех пор изменилось")
    [case] = await service.cases()
    assert case.state is State.REGISTERED


async def test_who_was_writing_is_told_of_the_change_however_long_its_name_is(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Вот всё, что у нас есть.")
    await service.press(lead, OPEN, service.card())
    group, right = ("Данные обрабатывают незаконно", service.staff.words.ask(RightKey("erasure")))
    for label in ("Вид обращения…", group, right):
        await service.press_in_private(lead, label)
    said = await service.press_in_private(officer, SEND)
    assert said.startswith("Пока Вы писали, обращение изменилось.")
