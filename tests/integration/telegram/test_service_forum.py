"""The whole service and a group with topics: cases, officers, loss and return, over HTTP."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiohttp
import pytest

from pd_intake_bot.sandbox.telegram.chats import ChatMessage, Standing
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.sandbox.world import LEAD, OFFICER, World, open_world
from tests.servers import service

PATIENCE = service.PATIENCE
TAKE = "🙋 Взять в работу"
RIGHTS = (*BOT_RIGHTS, "can_manage_topics")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        await opened.staff.set_forum(on=True)
        await opened.staff.set_bot(Standing.ADMINISTRATOR, *RIGHTS)
        yield opened


async def ask(world: World, number: int) -> None:
    """Put a mail with a prescribed subject line into the mailbox."""
    mail = EmailMessage()
    mail["From"] = f"user{number}@example.test"
    mail["To"] = "info@bazarjoq.kz"
    mail["Subject"] = "Запрос о персональных данных"
    mail["Message-ID"] = f"<{number}@example.test>"
    mail.set_content("Вопрос")
    await world.imap.deliver(mail.as_bytes(), world.clock())


def is_card(message: ChatMessage) -> bool:
    return message.text.startswith("PD-")


async def test_case_lives_in_its_topic(world: World) -> None:
    officer = await world.staff.officer(OFFICER, "Айгүл")
    async with world.service():
        await ask(world, 1)
        card = await world.staff.until(is_card, within=PATIENCE)
        [topic] = world.staff.chat.topics.values()
        assert card.topic == topic.id
        pressed = await officer.press(TAKE, card)
        assert (await pressed.answered(within=PATIENCE)).startswith("Взято в работу: PD-")
        await world.staff.until(lambda one: "Занимается: Айгүл" in one.text, within=PATIENCE)


async def test_lost_group_is_told_of_in_private_and_made_up_for_at_once(world: World) -> None:
    lead = await world.staff.officer(LEAD, "Болат")
    async with world.service() as port, aiohttp.ClientSession() as web:
        await lead.phone.send("/queue")
        await lead.phone.answer(within=PATIENCE)
        await service.until_well(web, port)
        await world.staff.remove_bot()
        await lead.phone.until("Бот больше не может работать в группе", within=PATIENCE)
        await ask(world, 2)
        await world.smtp.until(1, within=PATIENCE)
        await world.staff.set_bot(Standing.ADMINISTRATOR, *RIGHTS)
        await world.staff.until(is_card, within=PATIENCE)
        await lead.phone.until("Бот снова работает в группе", within=PATIENCE)
