"""Many requests at once: one digest in the group, page by page, and every case within reach."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.group_pace import Limits
from tests.servers.staff import INQUIRY, OFFICER, StaffService, labels, write_mail

BURST, CASES = 2, 25


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
    service.deliver.carry = replace(service.sender, limits=Limits(burst=BURST))
    service.may = False
    for number in range(CASES):
        await service.mail(write_mail(INQUIRY, f"Вопрос {number}"))
    service.may = True
    await service.settle()
    assert officer.chat.messages
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
