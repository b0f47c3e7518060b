"""What discloses, destroys or refuses needs proof of the person and a second officer's press."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import (
    ANSWER,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)

MENU = "⋯ Действия"
REFUSE = "⛔️ Отказать…"
SUBMIT = "✅ На утверждение"
LOOK = "👀 Посмотреть и утвердить"
AGREE = "✅ Утвердить и отправить"
GIVE_BACK = "↩️ Вернуть"
REASONS = "Заказ № 5 ещё не оплачен."


async def change(service: StaffService, *, right: RightKey, proof: Proof = Proof.CHANNEL) -> None:
    """Let the first case be as it must be for a story."""
    [case, *_] = await service.cases()

    async def work(store: Store) -> None:
        await store.cases.change(replace(case, right=right, proof=proof))

    await service.database(work)


@pytest.fixture
async def refused(service: StaffService, lead: Officer, officer: Officer) -> StaffService:
    """Give a service in which an officer asks for approval of a refusal; the lead may agree."""
    assert lead.user_id == LEAD
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, REFUSE)
    await service.press_in_private(officer, "Обязательство не исполнено")
    await service.say(officer, REASONS)
    await service.press_in_private(officer, SUBMIT)
    return service


async def test_refusal_waits_for_a_second_officer_and_the_group_is_told(
    refused: StaffService, officer: Officer
) -> None:
    [case] = await refused.cases()
    assert case.state is State.REGISTERED
    assert await refused.letters(case) == ["acknowledgement"]
    assert officer.phone.last.text.startswith("Отправлено на утверждение.")
    assert "⏳ Ждёт второго сотрудника: отказ (Айгүл)" in refused.card().text
    assert "Айгүл просит утвердить по обращению PD-2026-00001-F: отказ." in refused.card("✌️").text


async def test_second_officer_sees_the_letter_and_one_press_sends_it(
    refused: StaffService, lead: Officer
) -> None:
    await refused.press(lead, OPEN, refused.card("✌️"))
    await refused.press_in_private(lead, LOOK)
    shown = lead.phone.last
    assert labels(shown) == [AGREE, GIVE_BACK]
    await refused.press_in_private(lead, AGREE)
    [case] = await refused.cases()
    assert case.state is State.REFUSED
    assert "⛔️ Отправлен мотивированный отказ" in refused.card().text
    letter = await refused.letter_words(1)
    assert letter in "\n\n".join(shown.text.split("\n\n")[1:])
    for said in (
        "Причина: пока обязательство не исполнено, согласие отозвать нельзя",
        "статья 8, пункт 2",
        REASONS,
        "Вы также вправе обратиться в уполномоченный орган",
    ):
        assert said in letter
    history = await refused.history()
    assert (EventKind.APPROVED, str(LEAD)) in history
    assert (EventKind.REFUSED, str(OFFICER)) in history


async def test_nobody_agrees_to_their_own_order(refused: StaffService, officer: Officer) -> None:
    await refused.press(officer, OPEN, refused.card())
    await refused.press_in_private(officer, LOOK)
    assert labels(officer.phone.last) == [GIVE_BACK]


async def test_order_given_back_sends_nothing_and_its_officer_is_told(
    refused: StaffService, lead: Officer, officer: Officer
) -> None:
    await refused.press(lead, OPEN, refused.card())
    await refused.press_in_private(lead, LOOK)
    await refused.press_in_private(lead, GIVE_BACK)
    [case] = await refused.cases()
    assert case.state is State.REGISTERED
    assert await refused.letters(case) == ["acknowledgement"]
    assert "не утверждено: отказ. Решение: Болат." in officer.phone.last.text
    assert "Ждёт второго" not in refused.card().text


async def test_order_whose_case_has_changed_must_be_asked_for_anew(
    refused: StaffService, lead: Officer, officer: Officer
) -> None:
    await refused.press(lead, OPEN, refused.card())
    await refused.press_in_private(lead, LOOK)
    await refused.press(officer, "Отпустить", refused.card())
    said = await refused.press_in_private(lead, AGREE)
    assert said.startswith("Обращение с тех пор изменилось. 23.11.2026 10:00 — отпущено (Айгүл)")
    [case] = await refused.cases()
    assert case.state is State.REGISTERED


async def test_second_tap_on_agree_is_told_who_agreed(refused: StaffService, lead: Officer) -> None:
    await refused.press(lead, OPEN, refused.card())
    await refused.press_in_private(lead, LOOK)
    under = lead.phone.last
    await lead.phone.press(AGREE, under.id)
    second = await lead.phone.press(AGREE, under.id)
    await refused.settle()
    assert (await second.answered()).endswith("утверждено: отказ (Болат)")
    [case] = await refused.cases()
    assert (await refused.letters(case)).count("refusal") == 1


@pytest.mark.parametrize("right", ["sources", "erasure", "account_deletion"])
async def test_answer_that_discloses_or_destroys_waits_for_proof_and_says_how_to_get_it(
    service: StaffService, officer: Officer, right: str
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await change(service, right=RightKey(right))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    said = officer.phone.last.text
    assert "Нужно: подтверждённый почтовый ящик" in said
    assert "Известно: только канал" in said


async def test_answer_that_destroys_goes_to_a_second_officer_once_the_person_is_known(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Удалите мою учётную запись"))
    await change(service, right=RightKey("account_deletion"), proof=Proof.MAILBOX)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    await service.press_in_private(officer, "📄 Учётная запись удалена")
    await service.press_in_private(officer, SUBMIT)
    [case] = await service.cases()
    assert case.state is State.REGISTERED
    await service.press(lead, OPEN, service.card())
    await service.press_in_private(lead, LOOK)
    await service.press_in_private(lead, AGREE)
    [case] = await service.cases()
    assert case.state is State.ANSWERED
    assert "история покупок сохраняются" in await service.letter_words(1)


async def test_person_nobody_knows_may_be_refused_for_that_very_reason(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Какие у вас мои данные?"))
    await change(service, right=RightKey("sources"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, REFUSE)
    await service.press_in_private(officer, "Не ясно, кто обратился")
    preview = await service.say(officer, "Подтвердите почту.")
    assert labels(preview)[0] == SUBMIT
