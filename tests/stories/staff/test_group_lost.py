"""The group is lost and found again; groups that are not the staff's are left."""

from datetime import timedelta

import pytest

from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.telegram.selfcheck import BotUnfit, look_at_group
from tests.servers.staff import INQUIRY, OPEN, StaffService, write_mail
from tests.servers.telegram import STAFF_CHAT, TEXTS

STRANGE = -1001000000099


@pytest.fixture
async def staffed(service: StaffService, lead: Officer) -> StaffService:
    """Give a service that has heard who administers the group."""
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    return service


async def test_leads_are_told_in_private_that_the_group_is_lost(
    staffed: StaffService, lead: Officer
) -> None:
    await staffed.group.remove_bot()
    await staffed.settle()
    assert lead.phone.last.text.startswith("⚠️ Бот больше не может работать в группе")


async def test_bot_that_is_no_administrator_any_more_tells_leads_once(
    staffed: StaffService, lead: Officer
) -> None:
    await staffed.group.set_bot(Standing.MEMBER)
    await staffed.settle()
    await staffed.group.set_bot(Standing.LEFT)
    await staffed.settle()
    told = [one for one in lead.phone.messages if one.text.startswith("⚠️ Бот больше не может")]
    assert len(told) == 1


async def test_group_gets_what_it_has_missed_as_soon_as_the_bot_is_back(
    staffed: StaffService, lead: Officer
) -> None:
    await staffed.group.remove_bot()
    await staffed.settle()
    await staffed.mail(write_mail(INQUIRY, "Ещё вопрос"))
    for _ in range(8):
        staffed.clock.move(timedelta(minutes=20))
        await staffed.settle()
    # The next try by itself would be many minutes away.
    await staffed.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS)
    await staffed.settle()
    assert staffed.card("PD-2026-00002").text
    assert lead.phone.last.text == (
        "✅ Бот снова работает в группе сотрудников и дописывает пропущенное."
    )


async def test_loss_that_nobody_told_of_is_seen_by_looking(
    staffed: StaffService, lead: Officer
) -> None:
    group = staffed.handle.survey.group
    staffed.group.chat.bot = Standing.KICKED
    with pytest.raises(BotUnfit, match="kicked"):
        await group.watch(TEXTS, staffed.language)
    await staffed.settle()
    assert lead.phone.last.text.startswith("⚠️ Бот больше не может")
    staffed.group.chat.bot = Standing.ADMINISTRATOR
    await group.watch(TEXTS, staffed.language)
    await staffed.settle()
    assert lead.phone.last.text.startswith("✅ Бот снова")


async def test_forum_where_the_bot_makes_no_topics_is_told_of(staffed: StaffService) -> None:
    await staffed.group.set_forum(on=True)
    with pytest.raises(BotUnfit, match="topics"):
        await staffed.handle.survey.group.watch(TEXTS, staffed.language)


async def test_group_where_the_bot_deletes_nothing_is_told_of(staffed: StaffService) -> None:
    await staffed.group.set_bot(Standing.ADMINISTRATOR, "can_manage_chat")
    with pytest.raises(BotUnfit, match="may not delete messages"):
        await staffed.handle.survey.group.watch(TEXTS, staffed.language)
    with pytest.raises(BotUnfit, match="may not delete messages"):
        await look_at_group(staffed.bot, STAFF_CHAT)
    await staffed.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS)
    assert await look_at_group(staffed.bot, STAFF_CHAT)


async def test_strange_group_is_left_with_a_sentence_in_both_languages(
    service: StaffService,
) -> None:
    strange = service.api.group(STRANGE, "Чужая группа")
    await strange.set_bot(Standing.MEMBER)
    await service.settle()
    assert strange.chat.bot is Standing.LEFT
    assert "Этот бот работает только в группе сотрудников" in strange.last.text
    assert "Бұл бот тек қызметкерлер тобында жұмыс істейді" in strange.last.text


async def test_strange_group_that_the_bot_was_put_into_unheard_is_left_at_the_first_word(
    service: StaffService,
) -> None:
    strange = service.api.group(STRANGE, "Чужая группа")
    await strange.officer(1, "Гость")
    await service.settle()
    assert strange.chat.bot is Standing.LEFT


async def test_strange_group_that_lets_nobody_write_is_left_all_the_same(
    service: StaffService,
) -> None:
    strange = service.api.group(STRANGE, "Чужая группа")
    await strange.set_bot(Standing.MEMBER)
    service.api.telegram.chats[STRANGE].muted = True
    await service.settle()
    assert strange.chat.bot is Standing.LEFT


async def test_staff_group_under_its_new_number_is_not_left(service: StaffService) -> None:
    old = service.api.group(-100500, "Staff")
    await service.database(lambda store: store.marks.put("staff_chat", "-100500"))
    await old.officer(1, "Айгүл")
    await service.settle()
    await old.upgrade(STRANGE)
    # The first thing heard is of the new group itself.
    await old.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS)
    pending = service.api.telegram.updates
    pending.confirm(next(u["update_id"] for u in pending.pending if "my_chat_member" in u))
    await service.settle()
    assert old.chat.bot is Standing.ADMINISTRATOR
    assert await service.database(lambda store: store.marks.get("staff_chat")) == str(STRANGE)
