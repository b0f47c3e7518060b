"""Two hundred people at once: no update is lost, and each person's come in their order."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.usecases.ports import Store
from tests.servers.telegram import TelegramService, make_tables

PEOPLE = 200
SAID = (
    *("/start", "Русский", "Начать", "Не присылайте мне новости", "user{n}@example.test"),
    *("Первое от {n}", "Второе от {n}", "Готово", "Отправить"),
)
"""A whole conversation. What a button says may be typed: each line needs all before it."""


@pytest.fixture
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[TelegramService]:
    async with TelegramService(tmp_path, tables=tables) as service:
        yield service


async def test_two_hundred_people_at_once_are_each_heard_whole_and_in_order(
    service: TelegramService,
) -> None:
    phones = [service.api.person(n, f"Үлгі {n}", "ru") for n in range(1, PEOPLE + 1)]
    for line in SAID:
        for phone in phones:
            await phone.send(line.format(n=phone.user_id))
    while await service.receive() + await service.handle():
        pass
    assert await heard(service) == {
        (f"user{n}@example.test", f"Первое от {n}\n\nВторое от {n}") for n in range(1, PEOPLE + 1)
    }
    # For each an answer to each line, the acknowledgement and the card.
    assert await service.database(lambda store: store.outbox.waiting()) == PEOPLE * (len(SAID) + 2)


async def heard(service: TelegramService) -> set[tuple[str, str]]:
    """Give the address and the words of each case; each was registered once."""

    async def look(store: Store) -> list[tuple[str, str]]:
        found = []
        for case in await store.cases.all():
            (kept,) = await store.submissions.of_case(case.id)
            found.append((case.fields[Field.EMAIL], kept.text))
        return found

    found = await service.database(look)
    assert len(found) == PEOPLE
    return set(found)
