"""A letter that the mail server refuses is shown as one that came back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.world import World, open_world
from tests.servers import service

INQUIRY = "Дербес деректер туралы сұрау"
PATIENCE = service.PATIENCE


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


async def deliver(world: World, serial: int, text: str | None = None) -> None:
    await world.imap.deliver(service.write_mail(serial, INQUIRY, text), world.clock())


@pytest.mark.parametrize(
    ("refusal", "reason", "held"),
    [
        ("550 5.1.1 No such user here", "такого адреса нет", "dead_address"),
        ("552 5.2.2 Over quota", "почтовый ящик переполнен", None),
        ("550 Rejected", "причина — в истории обращения", None),
    ],
)
async def test_a_refused_acknowledgement_is_on_the_card_and_another_way_is_named(
    world: World, refusal: str, reason: str, held: str | None
) -> None:
    world.smtp.faults.reply(Stage.RCPT, refusal)
    await deliver(world, 1, "Менің телефоным: 8 701 000 00 21")
    async with world.service():
        await world.staff.until(f"Письмо не доставлено: {reason}", within=PATIENCE)
        notice = await world.staff.until("не принято получателем", within=PATIENCE)
        assert "Телефон указан в обращении" in notice.text
        await deliver(world, 2)
        await world.staff.until("-00002-", within=PATIENCE)
    first, second = await service.cases(dict(world.environment))
    assert (first.held_because, second.held_because) == (None, held)
