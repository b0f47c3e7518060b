"""Two officers decide at the same moment on what destroys or refuses: one of them does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.storage import migrations
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import ANSWER, INQUIRY, LEAD, OFFICER, OPEN, StaffService, write_mail
from tests.servers.telegram import make_tables

SECOND_LEAD = 9011
LOOK = "👀 Посмотреть и утвердить"
AGREE, GIVE_BACK = "✅ Утвердить и отправить", "↩️ Вернуть"
TOO_LATE = ("Уже сделано.", "Қазір орындалмады.")
"""What the slower one is told: that it was done, or that their press will be tried again."""
DECISIONS = {EventKind.APPROVED, EventKind.NOT_APPROVED}


@pytest.fixture(params=["sqlite", "postgres"])
async def tables(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "sqlite":
        return await asyncio.to_thread(make_tables, tmp_path)
    url = str(request.getfixturevalue("postgres_url"))
    await migrations.upgrade(url)
    return url


@pytest.fixture
async def service(tmp_path: Path, tables: Path | str) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


@pytest.fixture
async def leads(service: StaffService) -> list[Officer]:
    """Give two leads, each of whom looks at an erasure that waits for a second officer."""
    second = await service.group.officer(SECOND_LEAD, "Сара", admin=True)
    await second.phone.send("/status")
    both = [await service.member(LEAD, "Болат"), second]
    officer = await service.member(OFFICER, "Айгүл")
    await service.mail(write_mail(INQUIRY, "Удалите мою учётную запись"))
    await service.database(_make_erasure)
    await service.press(officer, OPEN, service.card())
    for label in (ANSWER, "📄 Учётная запись удалена", "✅ На утверждение"):
        await service.press_in_private(officer, label)
    for lead in both:
        await service.press(lead, OPEN, service.card())
        await service.press_in_private(lead, LOOK)
    return both


async def _make_erasure(store: Store) -> None:
    [case] = await store.cases.all()
    await store.cases.change(replace(case, right=RightKey("account_deletion"), proof=Proof.MAILBOX))


@pytest.mark.parametrize("second", [AGREE, GIVE_BACK])
async def test_two_decisions_at_once_on_an_erasure_are_one_and_the_other_is_told(
    service: StaffService, leads: list[Officer], second: str
) -> None:
    one, other = leads
    pressed = [await one.phone.press(AGREE), await other.phone.press(second)]
    await service.settle()
    said = [await press.answered() for press in pressed]
    # What two transactions could not both do is tried once more a little later.
    service.clock.move(timedelta(minutes=2))
    await service.settle()
    decided = [kind for kind, _ in await service.history() if kind in DECISIONS]
    assert len(decided) == 1
    assert sum(words.startswith(TOO_LATE) for words in said) == 1
    [case] = await service.cases()
    agreed = decided == [EventKind.APPROVED]
    letters = await service.letters(case)
    assert letters == ["acknowledgement", *(["answer"] if agreed else [])]
    assert case.state.is_open is not agreed


async def test_two_taps_of_one_lead_at_once_send_one_letter(
    service: StaffService, leads: list[Officer]
) -> None:
    lead, _ = leads
    for _ in range(2):
        await lead.phone.press(AGREE)
    await service.settle()
    service.clock.move(timedelta(minutes=2))
    await service.settle()
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement", "answer"]
