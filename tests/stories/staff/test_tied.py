"""A person tied by mail and Telegram: cases merge across both, and a letter finds its way."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.delivery import Refused
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.usecases.ports import Store
from tests.servers.one_by_one import OneByOne
from tests.servers.staff import OFFICER, OPEN, PERSON, WITHDRAWAL, StaffService, labels, write_mail

HERS = MailAddress(address="user@example.test")
TO_TELEGRAM = "📨 Отправить в Telegram"


async def tie(service: StaffService, *, shared: bool = True) -> Phone:
    """Let the sender of the mails be known in Telegram."""
    phone = service.api.person(PERSON, "Пример", "ru")
    await phone.send("/start")
    await service.settle()
    chat = TelegramChat(chat_id=PERSON)

    async def work(store: Store) -> None:
        await store.ties.add(chat, HERS, shared=shared, now=service.clock())

    await service.database(work)
    return phone


async def refuse_mail(service: StaffService) -> Case:
    """Let the mail server take no letter, and give the case."""

    async def carry(_: object) -> Refused:
        return Refused(answer="550 5.1.1 no such user", status="5.1.1")

    deliver = OneByOne.by(Carrier.MAIL, carry, transactions=service.database, clock=service.clock)
    while await deliver():
        pass
    await service.settle()
    return (await service.cases())[0]


def offer(service: StaffService, label: str) -> list[ChatMessage]:
    """Give the group's messages that offer something."""
    return [one for one in service.group.messages if label in labels(one)]


async def test_letter_that_mail_refused_is_sent_in_telegram_by_one_press(
    service: StaffService, officer: Officer
) -> None:
    phone = await tie(service)
    await service.mail(write_mail(WITHDRAWAL, "Отзываю."))
    case = await refuse_mail(service)
    [notice] = offer(service, TO_TELEGRAM)
    assert "Этот человек есть и в Telegram" in notice.text
    said = await service.press(officer, TO_TELEGRAM, notice)
    assert said == f"Письмо по обращению {case.ref} отправляется человеку в Telegram."
    assert await service.letter_words(-1) in phone.last.text
    assert (EventKind.LETTER_REDIRECTED, str(OFFICER)) in await service.history()
    assert "не дошло" not in service.card().text

    again = await service.press(officer, TO_TELEGRAM, notice)
    assert again.startswith("Отправлять нечего: это письмо уже отправлено")
    assert [one.text for one in phone.messages].count(phone.last.text) == 1


async def test_letter_is_not_offered_to_a_chat_that_does_not_share_the_mailbox(
    service: StaffService,
) -> None:
    await tie(service, shared=False)
    await service.mail(write_mail(WITHDRAWAL, "Отзываю."))
    await refuse_mail(service)
    assert offer(service, TO_TELEGRAM) == []


@pytest.mark.parametrize("opened", [0, 1])
async def test_cases_of_one_person_by_mail_and_telegram_are_merged(
    service: StaffService, officer: Officer, opened: int
) -> None:
    phone = await tie(service)
    await service.ask_by_telegram(phone)
    [first] = await service.cases()
    await service.mail(write_mail(WITHDRAWAL, "Отзываю."))
    await set_right(service, first)
    cases = await service.cases()
    await service.press(officer, OPEN, service.card(str(cases[opened].ref)))
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "🔗 Объединить…")
    await service.press_in_private(officer, labels(officer.phone.last)[0])
    kept, ended = await service.cases()
    assert (kept.state, ended.state) == (State.REGISTERED, State.CLOSED)
    said = f"{ended.ref} мы объединили с обращением {kept.ref}"
    assert len([one for one in phone.messages if said in one.text]) == 1


async def set_right(service: StaffService, case: Case) -> None:
    """Let the request by Telegram be about what the mail asks for."""
    right = (await service.cases())[-1].right

    async def work(store: Store) -> None:
        await store.cases.change(replace(await store.cases.get(case.id), right=right))

    await service.database(work)


class TestInKazakh:
    """The same, where the group speaks Kazakh."""

    @pytest.fixture
    async def service(self, tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
        service = StaffService(tmp_path, tables=tables)
        service.language = Language.KK
        async with service:
            yield service

    async def test_letter_that_mail_refused_is_sent_in_telegram(
        self, service: StaffService
    ) -> None:
        officer = await service.member(OFFICER, "Айгүл")
        phone = await tie(service)
        await service.mail(write_mail(WITHDRAWAL, "Келісімімді кері қайтарып аламын."))
        await refuse_mail(service)
        [notice] = offer(service, "📨 Telegram-ға жіберу")
        await service.press(officer, "📨 Telegram-ға жіберу", notice)
        assert await service.letter_words(-1) in phone.last.text
