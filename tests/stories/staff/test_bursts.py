"""Many at once, requests or mail to decide on: one digest, page by page, and all within reach."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.group_pace import Limits
from tests.servers.staff import DELETION, INQUIRY, OFFICER, StaffService, labels, write_mail

BURST, CASES = 2, 25
DISMISS = ("Не обращение", "Да, не обращение")


class Crowd(StaffService):
    """A service that works only once it may."""

    may = True

    async def settle(self) -> None:
        if self.may:
            await super().settle()


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[Crowd]:
    async with Crowd(tmp_path, tables=tables) as crowd:
        yield crowd


@pytest.fixture
async def officer(service: Crowd) -> Officer:
    return await service.member(OFFICER, "Айгүл")


@pytest.fixture
async def digest(service: Crowd, officer: Officer) -> ChatMessage:
    """Let many requests come at once; gives the digest, which lists all but the first two."""
    assert officer.chat.messages
    return await many(service, INQUIRY)


@pytest.fixture
async def undecided(service: Crowd, officer: Officer) -> ChatMessage:
    """Let many mails come at once of which none is surely a request; gives their digest."""
    assert officer.chat.messages
    return await many(service, DELETION)


async def many(service: Crowd, subject_line: str) -> ChatMessage:
    service.deliver.carry = replace(service.sender, limits=Limits(burst=BURST))
    service.may = False
    for number in range(CASES):
        await service.mail(write_mail(subject_line, f"Вопрос {number}"))
    service.may = True
    await service.settle()
    return service.group.last


def refs(message: ChatMessage) -> list[str]:
    return [label for label in labels(message) if label.startswith("PD-")]


async def test_digest_says_how_many_came_and_shows_the_first(digest: ChatMessage) -> None:
    assert digest.text.startswith("Сразу много новых обращений: 23")
    assert len(refs(digest)) == 10
    assert digest.text.endswith("Страница 1 из 3")


async def test_every_case_of_a_burst_is_reached_by_turning_pages(
    service: Crowd, officer: Officer, digest: ChatMessage
) -> None:
    found = refs(digest)
    for _ in range(2):
        await service.press(officer, "→", digest)
        found += refs(service.group.last)
    assert len(set(found)) == len(found) == CASES - BURST
    assert labels(service.group.last)[-1] == "←"
    assert service.group.last.id == digest.id


async def test_case_of_a_digest_opens_in_private(
    service: Crowd, officer: Officer, digest: ChatMessage
) -> None:
    ref = refs(digest)[3]
    await service.press(officer, ref, digest)
    assert any(one.text.startswith(ref) for one in officer.phone.messages)


async def test_pages_turn_back(service: Crowd, officer: Officer, digest: ChatMessage) -> None:
    for label in ("→", "→", "←", "←"):
        await service.press(officer, label, digest)
    assert refs(service.group.last) == refs(digest)


def numbers(message: ChatMessage) -> list[str]:
    return [label for label in labels(message) if label.startswith("№")]


def as_it_stands(service: Crowd, message: ChatMessage) -> ChatMessage:
    return service.group.chat.messages[message.id]


async def test_mails_to_decide_on_are_one_digest_too(
    service: Crowd, undecided: ChatMessage
) -> None:
    assert undecided.text.startswith("Сразу много сообщений на проверку: 23")
    assert "№ 3 — Тема похожа на обращение" in undecided.text
    assert undecided.text.endswith("Страница 1 из 3")
    cards = [one for one in service.group.messages if one.text.startswith("На проверку")]
    assert len(cards) == BURST
    assert "user@example.test" not in undecided.text


async def test_every_mail_of_a_burst_is_reached_by_turning_pages(
    service: Crowd, officer: Officer, undecided: ChatMessage
) -> None:
    found = numbers(undecided)
    for _ in range(2):
        await service.press(officer, "→", undecided)
        found += numbers(service.group.last)
    assert found == [f"№ {number}" for number in range(BURST + 1, CASES + 1)]
    for _ in range(2):
        await service.press(officer, "←", undecided)
    assert numbers(service.group.last) == numbers(undecided)


async def test_mail_of_a_digest_gets_its_card_when_it_is_asked_for(
    service: Crowd, officer: Officer, undecided: ChatMessage
) -> None:
    told = await service.press(officer, "№ 5", undecided)
    assert told == "Карточка сообщения № 5 появится в группе."
    assert labels(service.card("На проверку № 5"))
    assert "№ 5" not in numbers(as_it_stands(service, undecided))
    assert as_it_stands(service, undecided).text.startswith("Сразу много сообщений на проверку: 22")


async def test_mail_that_was_asked_for_is_decided_on_its_card(
    service: Crowd, officer: Officer, undecided: ChatMessage
) -> None:
    await service.press(officer, "№ 5", undecided)
    card = service.card("На проверку № 5")
    for label in DISMISS:
        await service.press(officer, label, as_it_stands(service, card))
    assert "Айгүл" in as_it_stands(service, card).text


async def test_card_that_was_asked_for_twice_comes_once(
    service: Crowd, officer: Officer, undecided: ChatMessage
) -> None:
    count = len(service.group.messages)
    for _ in range(2):
        await officer.press("№ 5", undecided)
    await service.settle()
    assert len(service.group.messages) == count + 1


async def test_digest_of_what_is_decided_says_so(
    service: Crowd, officer: Officer, undecided: ChatMessage
) -> None:
    for number in range(BURST + 1, CASES + 1):
        service.clock.move(timedelta(minutes=1))
        await service.press(officer, f"№ {number}", as_it_stands(service, undecided))
    assert as_it_stands(service, undecided).text == ("В этом списке больше ничего не ждёт решения.")
