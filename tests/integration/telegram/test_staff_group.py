"""The staff group as the service watches it: fit to work in, moved, or lost."""

import pytest
from aiogram.exceptions import AiogramError

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.telegram import staff_chat
from pd_intake_bot.telegram.selfcheck import BotUnfit
from pd_intake_bot.telegram.staff_group import StaffGroup
from tests.servers.telegram import STAFF_CHAT, TEXTS, TelegramService

ORDINARY, SUPERGROUP = -100500, -1001000000777


def group(service: TelegramService, setting: int | None = STAFF_CHAT) -> StaffGroup:
    return StaffGroup(
        bot=service.bot, transactions=service.database, clock=service.clock, setting=setting
    )


async def watch(watched: StaffGroup) -> None:
    await watched.watch(TEXTS, Language.RU)


async def test_officers_commands_are_shown_in_the_group_once(service: TelegramService) -> None:
    watched = group(service)
    await watch(watched)
    await watch(watched)
    [shown] = [given for method, given in service.api.counter.calls if method == "setMyCommands"]
    assert f'"chat_id": {STAFF_CHAT}' in str(shown["scope"])
    assert "queue" in str(shown["commands"])


async def test_lost_group_is_told_of_and_its_administrators_stand(
    service: TelegramService,
) -> None:
    await service.group.officer(1, admin=True)
    watched = group(service)
    await watch(watched)
    await service.group.remove_bot()
    with pytest.raises(BotUnfit, match="kicked"):
        await watch(watched)
    assert watched.admins == {1}


async def test_bot_without_the_rights_of_an_administrator_is_told_of(
    service: TelegramService,
) -> None:
    await service.group.set_bot(Standing.MEMBER)
    with pytest.raises(BotUnfit, match="no administrator"):
        await watch(group(service))


async def test_group_that_moved_while_nobody_listened_is_followed(
    service: TelegramService,
) -> None:
    old = service.api.group(ORDINARY, "Staff")
    await old.officer(1, admin=True)
    await old.upgrade(SUPERGROUP)
    watched = group(service, ORDINARY)
    await watch(watched)
    assert watched.admins == {1}
    found = await service.database(lambda store: staff_chat.current(store, ORDINARY))
    assert found == SUPERGROUP


async def test_trouble_at_telegram_says_nothing_of_the_group(service: TelegramService) -> None:
    service.api.faults.add("getChatAdministrators", Fault.SERVER_ERROR)
    with pytest.raises(AiogramError):
        await watch(group(service))


async def test_service_without_a_group_asks_nothing(service: TelegramService) -> None:
    await watch(group(service, None))
    assert not service.api.counter.calls
