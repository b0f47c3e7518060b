"""How the staff group is written to: one edit for many changes, a digest for a burst, gently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Postponed, Sent
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.digests import SAME_BURST
from pd_intake_bot.telegram.group_pace import Limits
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.topics import RESERVED_FOR
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.deliver import Deliver
from pd_intake_bot.usecases.ports import Place, Store
from pd_intake_bot.usecases.work.take_on import take_on
from tests.contract import invented
from tests.servers.one_by_one import OneByOne
from tests.servers.telegram import STAFF_CHAT, TelegramService

CALLS = {"sendMessage", "editMessageText", "createForumTopic", "editForumTopic"}


async def register(service: TelegramService, count: int) -> None:
    """Register cases whose cards wait to be posted."""

    async def work(store: Store) -> None:
        for _ in range(count):
            case = await store.cases.add(
                invented.case(), prefix="PD", year=2026, now=service.clock()
            )
            await store.outbox.add(parcels.card(case), now=service.clock())

    await service.database(work)


async def change(service: TelegramService, case_id: int, officer: str) -> None:
    async def work(store: Store) -> None:
        case = replace(await store.cases.get(CaseId(case_id)), officer=None)
        await take_on(store, case, officer=officer, now=service.clock())

    await service.database(work)


def written(service: TelegramService) -> list[str]:
    return [method for method, _ in service.api.counter.calls if method in CALLS]


def limited(service: TelegramService, limits: Limits) -> Deliver:
    return OneByOne.by(
        Carrier.TELEGRAM,
        replace(service.sender, limits=limits),
        transactions=service.database,
        clock=service.clock,
    )


async def deliver(service: TelegramService, limits: Limits) -> None:
    send = limited(service, limits)
    while await send():
        pass


async def forum(service: TelegramService) -> None:
    await service.group.set_forum(on=True)
    await service.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS, "can_manage_topics")


async def test_several_changes_that_wait_are_one_edit(service: TelegramService) -> None:
    await register(service, 1)
    await deliver(service, Limits())
    for officer in ("1", "2", "3"):
        await change(service, 1, officer)
    await deliver(service, Limits())
    assert written(service) == ["sendMessage", "editMessageText"]
    assert service.group.last.text.startswith("card PD-2026-00001-F v4")


async def test_changes_within_a_second_of_an_edit_wait_and_are_one(
    service: TelegramService,
) -> None:
    await register(service, 1)
    send = limited(service, Limits(settle=timedelta(seconds=1)))
    await send()
    for officer in ("1", "2"):
        await change(service, 1, officer)
        await send()
    assert written(service) == ["sendMessage"]
    service.clock.move(timedelta(seconds=1))
    while await send():
        pass
    assert written(service) == ["sendMessage", "editMessageText"]


async def test_group_is_never_written_to_faster_than_it_bears(service: TelegramService) -> None:
    await register(service, 25)
    send = limited(service, Limits(per_minute=18))
    while await send():
        pass
    assert len(written(service)) == 18
    service.clock.move(timedelta(seconds=61))
    while await send():
        pass
    assert len(written(service)) == 25


async def test_cards_yield_to_what_officers_are_shown_in_the_group(
    service: TelegramService,
) -> None:
    async def show(store: Store) -> None:
        for number in range(3):
            parcel = NewParcel(
                key=f"shown:{number}",
                carrier=Carrier.TELEGRAM,
                kind=Kind.MESSAGE,
                lane=f"chat:{STAFF_CHAT}",
                payload=screens.write(Screen(text="shown"), STAFF_CHAT, edit=None, thread=None),
            )
            await store.outbox.add(parcel, now=service.clock())

    await service.database(show)
    send = limited(service, Limits(per_minute=3))
    while await send():
        pass
    await register(service, 1)
    await send()
    assert service.group.last.text == "shown"
    service.clock.move(timedelta(seconds=61))
    await send()
    assert service.group.last.text.startswith("card")


async def test_burst_of_new_cases_ends_in_one_digest(service: TelegramService) -> None:
    await register(service, 12)
    await deliver(service, Limits(burst=4))
    assert written(service) == ["sendMessage"] * 5
    assert service.group.last.text.startswith("digest of 8")
    assert service.group.last.text.count("PD-2026-") == 8


async def test_burst_that_goes_on_stays_one_digest(service: TelegramService) -> None:
    await register(service, 6)
    send = limited(service, Limits(burst=4))
    while await send():
        pass
    digest = service.group.last
    for _ in range(3):
        await register(service, 9)
        service.clock.move(timedelta(seconds=40))
        while await send():
            pass
    assert written(service) == ["sendMessage"] * 5 + ["editMessageText"] * 3
    assert service.group.last.id == digest.id
    assert service.group.last.text.startswith("digest of 29")


async def test_digest_grows_every_ten_seconds_at_most(service: TelegramService) -> None:
    await register(service, 6)
    send = limited(service, Limits(burst=4))
    while await send():
        pass
    await register(service, 5)
    await send()
    assert service.group.last.text.startswith("digest of 2")
    service.clock.move(timedelta(seconds=10))
    while await send():
        pass
    assert service.group.last.text.startswith("digest of 7")


async def test_deleted_digest_is_written_anew_with_all_it_listed(service: TelegramService) -> None:
    await register(service, 6)
    send = limited(service, Limits(burst=4))
    while await send():
        pass
    del service.group.chat.messages[service.group.last.id]
    await register(service, 2)
    service.clock.move(timedelta(seconds=20))
    while await send():
        pass
    assert service.group.last.text.startswith("digest of 4")
    here = Place(chat_id=STAFF_CHAT, message_id=service.group.last.id)
    assert len(await service.database(lambda store: store.cards.listed(here, limit=9))) == 4


async def test_later_burst_has_a_digest_of_its_own(service: TelegramService) -> None:
    await register(service, 6)
    await deliver(service, Limits(burst=4))
    service.clock.move(SAME_BURST)
    await register(service, 6)
    await deliver(service, Limits(burst=4))
    assert written(service) == ["sendMessage"] * 10
    assert service.group.last.text.startswith("digest of 2")


async def test_case_of_a_digest_gets_its_card_when_somebody_takes_it(
    service: TelegramService,
) -> None:
    await register(service, 6)
    await deliver(service, Limits(burst=2))
    digest = service.group.last
    await change(service, 6, "1")
    await deliver(service, Limits(burst=2))
    assert service.group.last.text.startswith("card PD-2026-00006")
    assert service.group.chat.messages[digest.id].text == digest.text


async def test_two_that_see_no_topic_make_one(service: TelegramService) -> None:
    await forum(service)
    await register(service, 1)
    poster = service.sender
    now = service.clock()
    await service.database(
        lambda store: store.topics.reserve(CaseId(1), STAFF_CHAT, now=now, until=now + RESERVED_FOR)
    )
    [parcel] = await service.database(lambda store: store.outbox.of_case(CaseId(1)))
    assert isinstance(await poster(parcel), Postponed)
    assert written(service) == []
    # The one that had begun has died.
    service.clock.move(RESERVED_FOR)
    assert isinstance(await poster(parcel), Sent)
    assert written(service) == ["createForumTopic", "sendMessage"]


async def test_topic_that_was_surely_not_made_is_made_at_the_next_try(
    service: TelegramService,
) -> None:
    await forum(service)
    await register(service, 1)
    service.api.faults.add("createForumTopic", Fault.TOO_MANY_REQUESTS, seconds=5)
    [parcel] = await service.database(lambda store: store.outbox.of_case(CaseId(1)))
    sender = service.sender
    assert isinstance(await sender(parcel), Postponed)
    # Telegram has told how long: nothing else is asked of it meanwhile.
    assert isinstance(await sender(parcel), Postponed)
    assert written(service) == ["createForumTopic"]
    service.clock.move(timedelta(seconds=5))
    assert isinstance(await sender(parcel), Sent)
    assert len(service.group.chat.topics) == 1


@pytest.mark.parametrize("is_forum", [True, False])
async def test_notice_about_a_case_stands_with_its_card(
    service: TelegramService, *, is_forum: bool
) -> None:
    if is_forum:
        await forum(service)
    await register(service, 1)
    await deliver(service, Limits())
    card = service.group.last

    async def tell(store: Store) -> None:
        case = await store.cases.get(CaseId(1))
        await store.outbox.add(
            parcels.notice("n", "notice-follow-up", case=case), now=service.clock()
        )

    await service.database(tell)
    await deliver(service, Limits())
    told = service.group.last
    assert told.topic == card.topic
    assert told.raw["reply_to_message"]["message_id"] == (card.topic or card.id)
    assert (card.topic is not None) is is_forum


async def test_notice_finds_its_topic_deleted_and_the_card_is_posted_with_it(
    service: TelegramService,
) -> None:
    await forum(service)
    await register(service, 1)
    await deliver(service, Limits())
    await service.group.delete_topic(next(iter(service.group.chat.topics)))

    async def tell(store: Store) -> None:
        case = await store.cases.get(CaseId(1))
        await store.outbox.add(
            parcels.notice("n", "notice-follow-up", case=case), now=service.clock()
        )

    await service.database(tell)
    await deliver(service, Limits())
    [topic] = service.group.chat.topics
    inside = [
        one.text.split()[0] for one in service.group.messages if one.topic == topic and one.text
    ]
    assert inside == ["card", "notice"]
