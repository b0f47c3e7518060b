"""The contracts of codes, ties and lost chats: who people are, and how to reach them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import CODE_LETTER, CodesSent, Conversation, Store, Tried
from tests.contract import invented

NOW = invented.NOW
MINUTE = timedelta(minutes=1)
CHAT = TelegramChat(chat_id=700100200300)
OTHER = TelegramChat(chat_id=700100200301)
USER = MailAddress(address="user@example.test")
SHOUTED = MailAddress(address="User@Example.Test")
NEIGHBOUR = MailAddress(address="neighbour@example.test")
SENT = Sent(answer="250 2.0.0 Ok")
CODE, WRONG = "024680", "111111"
TOKEN = "k" * 43


async def send(
    store: Store,
    code: str = CODE,
    *,
    chat: TelegramChat = CHAT,
    to: MailAddress = USER,
    at: datetime = NOW,
) -> None:
    await store.codes.put(chat, to, code, now=at, until=at + 10 * MINUTE)


async def attempt(
    store: Store,
    code: str = CODE,
    *,
    chat: TelegramChat = CHAT,
    to: MailAddress = USER,
    at: datetime = NOW,
) -> Tried:
    return await store.codes.attempt(chat, to, code, tries=3, now=at)


async def test_right_code_counts_once_however_the_address_is_written(database: Database) -> None:
    await database(send)
    assert await database(lambda store: attempt(store, to=SHOUTED)) is Tried.RIGHT
    assert await database(attempt) is Tried.NONE


async def test_third_wrong_code_spends_it_across_transactions(database: Database) -> None:
    await database(send)
    tried = [await database(lambda store: attempt(store, WRONG)) for _ in range(4)]
    assert tried == [Tried.WRONG, Tried.WRONG, Tried.SPENT, Tried.NONE]
    assert await database(attempt) is Tried.NONE


async def test_code_is_nobody_elses_and_no_other_addresss(database: Database) -> None:
    await database(send)
    assert await database(lambda store: attempt(store, chat=OTHER)) is Tried.NONE
    assert await database(lambda store: attempt(store, to=NEIGHBOUR)) is Tried.NONE
    assert await database(attempt) is Tried.RIGHT


async def test_code_counts_until_its_moment_and_not_in_it(database: Database) -> None:
    await database(send)
    late, last = NOW + 10 * MINUTE, NOW + 10 * MINUTE - timedelta(seconds=1)
    assert await database(lambda store: attempt(store, at=late)) is Tried.NONE
    assert await database(lambda store: attempt(store, at=last)) is Tried.RIGHT


async def test_newer_code_takes_the_place_of_the_one_before(database: Database) -> None:
    await database(send)
    await database(lambda store: send(store, "135790", at=NOW + MINUTE))
    assert await database(attempt) is Tried.WRONG
    assert await database(lambda store: attempt(store, "135790")) is Tried.RIGHT


async def test_mail_without_a_code_counts_and_leaves_a_code_good(database: Database) -> None:
    async def count(store: Store) -> int:
        await store.codes.count(CHAT, USER, now=NOW)
        return (await store.codes.sent(CHAT, USER, since=NOW - MINUTE)).by_person_to_address

    await database(send)
    assert await database(count) == 2
    assert await database(lambda store: attempt(store, "")) is Tried.WRONG
    assert await database(attempt) is Tried.RIGHT


async def test_codes_are_counted_by_person_by_address_by_both_and_overall(
    database: Database,
) -> None:
    async def count(store: Store) -> CodesSent:
        await send(store, at=NOW - MINUTE)
        for to in (SHOUTED, NEIGHBOUR):
            await send(store, to=to)
        await send(store, chat=OTHER)
        return await store.codes.sent(CHAT, USER, since=NOW - MINUTE)

    assert await database(count) == CodesSent(
        by_person=2, to_address=2, by_person_to_address=1, overall=3
    )


async def test_letters_of_codes_go_when_all_codes_have_expired_and_others_stay(
    database: Database,
) -> None:
    async def post(store: Store) -> None:
        for key in (f"{CODE_LETTER}1", "letter:1"):
            await store.outbox.add(replace(invented.parcel(lane=key), key=key), now=NOW)
        await send(store)

    async def deliver(store: Store) -> None:
        claimed = await store.outbox.claim(Carrier.MAIL, now=NOW, limit=9, lease=MINUTE)
        for one in claimed:
            await store.outbox.begin(one.id, now=NOW)
            await store.outbox.settle(one, SENT, now=NOW)

    async def forget(store: Store, minutes: int) -> list[bool]:
        now = NOW + minutes * MINUTE
        await store.codes.forget(before=now - timedelta(days=1), now=now)
        return [await again(store, key) for key in (f"{CODE_LETTER}1", "letter:1")]

    async def again(store: Store, key: str) -> bool:
        return not await store.outbox.add(replace(invented.parcel(lane=key), key=key), now=NOW)

    await database(post)
    await database(deliver)
    assert await database(lambda store: forget(store, 9)) == [True, True]
    assert await database(lambda store: forget(store, 11)) == [False, True]


async def test_codes_are_counted_no_longer_than_they_are_kept(database: Database) -> None:
    async def count(store: Store) -> int:
        await send(store)
        tomorrow = NOW + timedelta(days=1, minutes=1)
        await store.codes.forget(before=tomorrow - timedelta(days=1), now=tomorrow)
        return (await store.codes.sent(CHAT, USER, since=NOW - MINUTE)).overall

    assert await database(count) == 0


async def test_link_is_redeemed_once_and_by_its_token_alone(database: Database) -> None:
    await database(lambda store: store.ties.offer(TOKEN, CaseId(7), USER, until=NOW + MINUTE))
    assert await database(lambda store: store.ties.redeem("x" * 43, now=NOW)) is None
    assert await database(lambda store: store.ties.redeem(TOKEN, now=NOW)) == (CaseId(7), USER)
    assert await database(lambda store: store.ties.redeem(TOKEN, now=NOW)) is None


async def test_link_that_was_used_stays_used_for_who_pressed_before_or_whose_clock_is_behind(
    database: Database,
) -> None:
    await database(lambda store: store.ties.offer(TOKEN, CaseId(7), USER, until=NOW + MINUTE))
    await database(lambda store: store.ties.redeem(TOKEN, now=NOW))

    async def press_again(store: Store) -> list[object]:
        earlier = (NOW - timedelta(microseconds=1), NOW - timedelta(hours=1))
        return [await store.ties.redeem(TOKEN, now=at) for at in earlier]

    assert await database(press_again) == [None, None]


async def test_link_that_has_expired_is_worth_nothing(database: Database) -> None:
    await database(lambda store: store.ties.offer(TOKEN, CaseId(7), USER, until=NOW))
    assert await database(lambda store: store.ties.redeem(TOKEN, now=NOW)) is None


async def test_link_that_was_used_still_tells_what_it_was_mailed_about(
    database: Database,
) -> None:
    await database(lambda store: store.ties.offer(TOKEN, CaseId(7), USER, until=NOW + MINUTE))
    await database(lambda store: store.ties.redeem(TOKEN, now=NOW))
    assert await database(lambda store: store.ties.mailed(TOKEN)) == (CaseId(7), USER)
    assert await database(lambda store: store.ties.mailed("x" * 43)) is None


async def test_links_are_forgotten_when_they_have_expired(database: Database) -> None:
    async def offer(store: Store) -> None:
        await store.ties.offer(TOKEN, CaseId(7), USER, until=NOW)
        await store.ties.forget(before=NOW)
        # The name is free again: nothing is left of the first one.
        await store.ties.offer(TOKEN, CaseId(8), USER, until=NOW + MINUTE)

    await database(offer)
    assert await database(lambda store: store.ties.redeem(TOKEN, now=NOW)) == (CaseId(8), USER)


async def test_mailboxes_are_listed_newest_first_and_sharing_is_never_taken_back(
    database: Database,
) -> None:
    async def tie(store: Store) -> list[list[str]]:
        ties = store.ties
        await ties.add(CHAT, USER, shared=True, now=NOW)
        await ties.add(CHAT, NEIGHBOUR, shared=False, now=NOW + MINUTE)
        await ties.add(CHAT, SHOUTED, shared=False, now=NOW + 2 * MINUTE)
        found = [
            await ties.mailboxes(CHAT),
            await ties.mailboxes(CHAT, shared=True),
            await ties.mailboxes(OTHER),
        ]
        return [[one.address.lower() for one in some] for some in found]

    all_, shared, others = await database(tie)
    assert all_ == [USER.address, NEIGHBOUR.address]
    assert shared == [USER.address]
    assert others == []


async def test_chats_of_a_mailbox_are_those_that_share_its_cases_newest_first(
    database: Database,
) -> None:
    async def tie(store: Store) -> Sequence[TelegramChat]:
        third = TelegramChat(chat_id=700100200302)
        await store.ties.add(CHAT, USER, shared=True, now=NOW)
        await store.ties.add(OTHER, SHOUTED, shared=True, now=NOW + MINUTE)
        await store.ties.add(third, USER, shared=False, now=NOW)
        await store.ties.add(third, NEIGHBOUR, shared=True, now=NOW)
        return await store.ties.chats(USER)

    assert list(await database(tie)) == [OTHER, CHAT]


async def test_chat_is_lost_once_and_found_once(database: Database) -> None:
    async def ask(store: Store) -> list[bool]:
        lost = store.lost_chats
        return [
            await lost.find(CHAT),
            await lost.lose(CHAT, now=NOW),
            await lost.lose(CHAT, now=NOW + MINUTE),
            await lost.knows(CHAT),
            await lost.knows(OTHER),
            await lost.find(CHAT),
            await lost.find(CHAT),
            await lost.knows(CHAT),
        ]

    assert await database(ask) == [False, True, False, True, False, True, False, False]


async def test_conversations_that_were_left_are_those_in_such_a_state_since_then(
    database: Database,
) -> None:
    async def talk(store: Store) -> list[str]:
        for number, state, age in ((1, "more", 5), (2, "more", 1), (3, "case", 5), (4, None, 5)):
            there = Conversation(state=state, data={"name": f"Үлгі {number}"})
            await store.conversations.put(f"person:{number}", there, now=NOW - age * MINUTE)
        left = await store.conversations.left({"more"}, before=NOW - 5 * MINUTE, limit=9)
        return [str(one.data["name"]) for one in left]

    assert await database(talk) == ["Үлгі 1"]
