"""People add to their cases, withdraw them, show who they are, and get out of reach."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import ReviewId, ReviewKind
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.work import Act, Order
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest, WrittenRequest
from pd_intake_bot.usecases.letters import lost_chats
from pd_intake_bot.usecases.letters.person_letters import PersonLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.work_letters import WorkLetters
from pd_intake_bot.usecases.people import tie_channels
from pd_intake_bot.usecases.people.add_to_case import STRAY, Addition, AddToCase
from pd_intake_bot.usecases.people.prove_mailbox import Asked, CodeLimits, ProveMailbox, Proving
from pd_intake_bot.usecases.people.raise_proof import raise_proof
from pd_intake_bot.usecases.people.tie_channels import BOT_NAME, OfferTie
from pd_intake_bot.usecases.people.withdraw_case import WithdrawCase
from pd_intake_bot.usecases.ports import CodesSent, Store, Tried
from pd_intake_bot.usecases.work import asked
from pd_intake_bot.usecases.work.ask import Ask
from pd_intake_bot.usecases.work.doing import Written
from tests.unit.usecases.invented import NOW, OFFICER

CHAT = TelegramChat(chat_id=700100200300)
OTHER = TelegramChat(chat_id=700100200301)
USER = MailAddress(address="user@example.test")
CODE = "024680"
TEXTS = i18n.Texts(i18n.locales())
ADDITION = Addition(
    id="add:1",
    chat_id=CHAT.chat_id,
    sender_name="Үлгі",
    language=Language.KK,
    words=["Тағы бір сөз"],
    attachments=(),
    messages=[{"message_id": 7, "text": "Тағы бір сөз"}],
    received_at=NOW,
)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", Seal(Seal.new_key()))


@pytest.fixture
def letters(policy: Policy) -> PersonLetters:
    return PersonLetters(texts=TEXTS, policy=policy)


@pytest.fixture
def add(register: Register, blobs: Blobs) -> AddToCase:
    return AddToCase(blobs=blobs, complete=register.complete)


@pytest.fixture
def prove(letters: PersonLetters, post: Post) -> ProveMailbox:
    return ProveMailbox(
        letters=letters,
        message_ids=post.message_ids,
        offer=OfferTie(token=lambda: "k" * 43),
        code=lambda: CODE,
        limits=CodeLimits(by_person=2, to_address=1, overall_in_an_hour=3),
    )


@pytest.fixture
async def case(database: Database, policy: Policy, register: Register, blobs: Blobs) -> Case:
    """Give the case of a request that was sent in Telegram."""
    submit = SubmitRequest(policy=policy, register=register, blobs=blobs)
    written = WrittenRequest(
        draft="500",
        chat_id=CHAT.chat_id,
        sender_name="Үлгі",
        language=Language.KK,
        right=RightKey("account_deletion"),
        fields={Field.EMAIL: USER.address},
        proof=Proof.CHANNEL,
        words=[],
        attachments=(),
        messages=[],
        received_at=NOW,
    )
    sent = await database(lambda store: submit(store, written, now=NOW))
    assert sent is not None
    return sent


async def kinds(database: Database, case: Case) -> list[EventKind]:
    events = await database(lambda store: store.events.of_case(case.id))
    return [one.kind for one in events]


async def put(database: Database, case: Case) -> Case:
    return await database(lambda store: store.cases.change(case))


async def test_addition_is_filed_once(database: Database, add: AddToCase, case: Case) -> None:
    said = [await database(lambda store: add(store, case, ADDITION, now=NOW)) for _ in range(2)]
    assert said == [True, False]
    assert (await kinds(database, case)).count(EventKind.FOLLOWED_UP) == 1


async def test_addition_to_a_case_that_has_ended_is_put_before_staff_once(
    database: Database, add: AddToCase, case: Case
) -> None:
    ended = await put(database, replace(case, state=State.ANSWERED, closed_at=NOW))
    said = [await database(lambda store: add(store, ended, ADDITION, now=NOW)) for _ in range(2)]
    assert said == [True, False]
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.kind, review.about) == (ReviewKind.CLOSED, case.id)


@pytest.mark.parametrize("is_likely", [True, False])
async def test_addition_to_no_case_is_put_before_staff_once(
    database: Database, add: AddToCase, case: Case, *, is_likely: bool
) -> None:
    likely = case if is_likely else None
    said = [
        await database(lambda store: add.to_nobody(store, ADDITION, likely=likely, now=NOW))
        for _ in range(2)
    ]
    assert said == [True, False]
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.reason, review.reply_to) == (STRAY, CHAT)
    assert review.about == (case.id if is_likely else None)


@pytest.mark.parametrize("language", [Language.KK, Language.RU, None])
async def test_case_is_withdrawn_once_in_the_language_of_the_case(
    database: Database, letters: PersonLetters, post: Post, case: Case, language: Language | None
) -> None:
    withdraw = WithdrawCase(letters=letters, post=post)
    spoken = await put(database, replace(case, language=language))
    ended = await database(lambda store: withdraw(store, spoken, now=NOW))
    assert (ended.state, ended.closed_at) == (State.WITHDRAWN, NOW)
    assert await database(lambda store: withdraw(store, ended, now=NOW)) == ended
    assert (await kinds(database, case)).count(EventKind.WITHDRAWN) == 1
    said = (await posted(database, case))[-1]
    words = {Language.KK: "қайтарып алдыңыз", Language.RU: "Вы отозвали"}
    for one in words if language is None else [language]:
        assert any(words[one] in paragraph for paragraph in said.paragraphs)


async def test_staff_are_told_each_time_that_a_case_is_withdrawn(
    database: Database, letters: PersonLetters, post: Post, case: Case
) -> None:
    withdraw = WithdrawCase(letters=letters, post=post)
    ended = await database(lambda store: withdraw(store, case, now=NOW))
    opened = await put(database, replace(ended, state=State.REGISTERED, closed_at=None))
    await database(lambda store: withdraw(store, opened, now=NOW))
    parcels = await database(lambda store: store.outbox.of_case(case.id))
    assert [one.kind for one in parcels].count(Kind.NOTICE) == 2


async def posted(database: Database, case: Case) -> list[Letter]:
    sent = await database(lambda store: store.outbox.of_case(case.id))
    return [payload.read_letter(one.payload).letter for one in sent if one.kind == "letter"]


async def test_proof_rises_and_never_falls(database: Database, case: Case) -> None:
    async def show(store: Store, proof: Proof) -> Case:
        now_is = await store.cases.get(case.id)
        return await raise_proof(store, now_is, proof, actor="person", now=NOW)

    reached = []
    for one in (Proof.MAILBOX, Proof.PHONE, Proof.MAILBOX, Proof.TIED):
        shown = await database(partial(show, proof=one))
        reached.append(shown.proof)
    assert reached == [Proof.MAILBOX, Proof.MAILBOX, Proof.MAILBOX, Proof.TIED]
    assert (await kinds(database, case)).count(EventKind.PROVEN) == 2


def proving(case: Case, chat: TelegramChat = CHAT, address: MailAddress = USER) -> Proving:
    return Proving(case=case, chat=chat, address=address, language=Language.RU)


async def test_right_code_proves_the_mailbox_and_a_wrong_one_does_not(
    database: Database, prove: ProveMailbox, case: Case
) -> None:
    async def ask(store: Store) -> list[Tried]:
        await prove.ask(store, proving(case), number=1, now=NOW)
        return [
            await prove.answer(store, proving(case), typed, now=NOW) for typed in ("111111", CODE)
        ]

    assert await database(ask) == [Tried.WRONG, Tried.RIGHT]
    assert (await database(lambda store: store.cases.get(case.id))).proof is Proof.MAILBOX
    assert await database(lambda store: store.ties.mailboxes(CHAT, shared=True)) == []
    assert await database(lambda store: store.ties.mailboxes(CHAT)) == [USER]


async def test_codes_are_limited_here_there_and_everywhere(
    database: Database, prove: ProveMailbox, case: Case
) -> None:
    number = 0

    async def ask(address: str, *, chat: TelegramChat = CHAT, now: datetime = NOW) -> Asked:
        nonlocal number
        number += 1
        wanted = proving(case, chat, MailAddress(address=address))
        return await database(lambda store: prove.ask(store, wanted, number=number, now=now))

    assert await ask("a@example.test") is Asked.SENT
    assert await ask("a@example.test") is Asked.TOO_MANY, "their own asking at this address"
    assert await ask("a@example.test", chat=OTHER) is Asked.SENT, "of others nothing is told"
    assert await ask("b@example.test") is Asked.SENT
    assert await ask("c@example.test") is Asked.TOO_MANY, "everywhere"
    assert await ask("d@example.test", chat=OTHER) is Asked.SENT
    third = TelegramChat(chat_id=3)
    assert await ask("e@example.test", chat=third) is Asked.TOO_MANY, "everybody together"
    later = NOW + timedelta(hours=1)
    assert await ask("e@example.test", chat=third, now=later) is Asked.SENT
    counted = await database(lambda store: store.codes.sent(CHAT, USER, since=NOW))
    assert counted == CodesSent(by_person=0, to_address=0, by_person_to_address=0, overall=1)


async def test_mail_with_a_code_says_truly_what_it_ties(letters: PersonLetters) -> None:
    for language, words in (
        (Language.RU, "ссылка не открыта"),
        (Language.KK, "сілтеме ашылмайынша"),
    ):
        with_link = letters.code(language, CODE, "https://t.me/a?start=t-k", minutes=10)
        without = letters.code(language, CODE, None, minutes=10)
        assert words in " ".join(with_link.paragraphs)
        assert words not in " ".join(without.paragraphs)


async def test_no_link_is_offered_where_the_service_has_no_bot(
    database: Database, case: Case
) -> None:
    offer = OfferTie(token=lambda: "k" * 43)
    until = NOW + timedelta(days=7)
    assert await database(lambda store: offer(store, case.id, USER, until=until)) is None
    await database(lambda store: store.marks.put(BOT_NAME, "example_bot"))
    link = await database(lambda store: offer(store, case.id, USER, until=until))
    assert link == "https://t.me/example_bot?start=t-" + "k" * 43


async def test_link_pressed_in_anothers_chat_ties_that_chat_and_proves_nothing_of_the_case(
    database: Database, case: Case
) -> None:
    until = NOW + timedelta(days=7)
    await database(lambda store: store.ties.offer("k" * 43, case.id, USER, until=until))
    tied = await database(lambda store: tie_channels.tie(store, OTHER, "k" * 43, now=NOW))
    assert tied is not None
    assert (tied.case.proof, tied.address) == (Proof.CHANNEL, USER)
    assert await database(lambda store: tie_channels.own_cases(store, OTHER)) == []


async def test_link_pressed_in_the_cases_own_chat_ties_both_channels_once(
    database: Database, case: Case
) -> None:
    until = NOW + timedelta(days=7)
    await database(lambda store: store.ties.offer("k" * 43, case.id, USER, until=until))
    tied = await database(lambda store: tie_channels.tie(store, CHAT, "k" * 43, now=NOW))
    assert tied is not None
    assert tied.case.proof is Proof.TIED
    assert await database(lambda store: tie_channels.tie(store, CHAT, "k" * 43, now=NOW)) is None


async def test_cases_of_a_person_are_found_from_either_channel_once_it_is_tied(
    database: Database, case: Case
) -> None:
    mailed = replace(case, reply_to=USER)
    other = await database(lambda store: store.cases.add(mailed, prefix="PD", year=2026, now=NOW))

    async def look(store: Store) -> list[set[int]]:
        found = [await tie_channels.cases_of(store, one) for one in (CHAT, USER)]
        return [{one.id for one in cases} for cases in found]

    assert await database(look) == [{case.id}, {other.id}]
    await database(lambda store: store.ties.add(CHAT, USER, shared=True, now=NOW))
    assert await database(look) == [{case.id, other.id}, {case.id, other.id}]


async def test_tied_chat_stands_in_for_a_mailbox_while_it_is_in_reach(
    database: Database, case: Case
) -> None:
    mailed = replace(case, reply_to=USER)

    async def ways(store: Store) -> list[TelegramChat | None]:
        untied = await tie_channels.tied_chat(store, mailed)
        await store.ties.add(CHAT, USER, shared=True, now=NOW)
        tied = await tie_channels.tied_chat(store, mailed)
        await store.lost_chats.lose(CHAT, now=NOW)
        lost = await tie_channels.tied_chat(store, mailed)
        return [untied, tied, lost, await tie_channels.tied_chat(store, case)]

    assert await database(ways) == [None, CHAT, None, None]


async def test_own_case_is_found_by_its_number_and_by_no_other_word(
    database: Database, case: Case
) -> None:
    async def find(store: Store, chat: TelegramChat, ref: str) -> Case | None:
        return await tie_channels.own_case(store, chat, ref)

    ref = str(case.ref)
    assert await database(lambda store: find(store, CHAT, ref)) == case
    assert await database(lambda store: find(store, OTHER, ref)) is None
    assert await database(lambda store: find(store, CHAT, "слово")) is None


async def test_open_cases_come_before_those_that_have_ended(database: Database, case: Case) -> None:
    await put(database, replace(case, state=State.ANSWERED, closed_at=NOW))
    again = replace(case, reply_to=USER)
    other = await database(lambda store: store.cases.add(again, prefix="PD", year=2026, now=NOW))
    await database(lambda store: store.ties.add(CHAT, USER, shared=True, now=NOW))
    found = await database(lambda store: tie_channels.own_cases(store, CHAT))
    assert [one.id for one in found] == [other.id, case.id]


@pytest.mark.parametrize(
    ("answer", "is_lost"),
    [
        ("Forbidden: bot was blocked by the user", True),
        ("Forbidden: user is deactivated", True),
        ("Bad Request: chat not found", True),
        ("Forbidden: bot was kicked from the supergroup chat", False),
        (None, False),
    ],
)
def test_chat_is_lost_only_by_what_telegram_says_of_private_chats(
    answer: str | None, *, is_lost: bool
) -> None:
    assert lost_chats.is_lost(answer) is is_lost


async def test_letter_goes_to_the_newest_mailbox_of_a_lost_chat_and_else_where_it_went(
    database: Database,
) -> None:
    async def ways(store: Store) -> list[object]:
        before = await lost_chats.way_to(store, CHAT)
        await lost_chats.lose(store, CHAT, now=NOW)
        nowhere = await lost_chats.way_to(store, CHAT)
        await store.ties.add(CHAT, USER, shared=False, now=NOW)
        return [before, nowhere, await lost_chats.way_to(store, CHAT)]

    assert await database(ways) == [CHAT, CHAT, USER]
    assert await database(lambda store: lost_chats.way_to(store, USER)) == USER


async def test_chat_of_nobody_is_lost_and_found_without_a_word(database: Database) -> None:
    assert await database(lambda store: lost_chats.lose(store, CHAT, now=NOW)) is False
    assert await database(lambda store: lost_chats.find(store, CHAT, now=NOW)) is True
    assert await database(lambda store: lost_chats.find(store, CHAT, now=NOW)) is False
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_question_is_repeated_in_the_officers_words_while_the_case_waits(
    database: Database, policy: Policy, post: Post, case: Case
) -> None:
    ask = Ask(written=Written(letters=WorkLetters(texts=TEXTS, policy=policy), post=post))
    assert await database(lambda store: asked.question(store, case)) == ""
    order = Order(act=Act.QUESTION, words="Қай тапсырыс туралы?\n\nЖәне қашан?")
    waiting = await database(lambda store: ask(store, case, order, officer=OFFICER, now=NOW))
    assert await database(lambda store: asked.question(store, waiting)) == order.words


async def test_case_that_waits_without_a_question_repeats_none(
    database: Database, case: Case
) -> None:
    waiting = await put(database, replace(case, state=State.WAITING))
    assert await database(lambda store: asked.question(store, waiting)) == ""


async def test_question_that_stands_in_no_letter_as_it_was_asked_is_not_repeated(
    database: Database, policy: Policy, post: Post, case: Case
) -> None:
    ask = Ask(written=Written(letters=WorkLetters(texts=TEXTS, policy=policy), post=post))
    order = Order(act=Act.QUESTION, words=" Қай тапсырыс туралы? ")
    waiting = await database(lambda store: ask(store, case, order, officer=OFFICER, now=NOW))
    assert await database(lambda store: asked.question(store, waiting)) == ""


async def test_refused_letter_goes_by_mail_only_from_a_lost_chat_to_a_known_mailbox(
    database: Database, case: Case
) -> None:
    async def send(store: Store, answer: str) -> bool:
        (letter, *_) = [one for one in await store.outbox.of_case(case.id) if one.kind == "letter"]
        refused = replace(letter, answer=answer)
        return await lost_chats.send_by_mail(store, refused, now=NOW)

    other = partial(send, answer="Bad Request: message is too long")
    blocked = partial(send, answer="Forbidden: bot was blocked by the user")
    assert [await database(other), await database(blocked)] == [False, False]
    await database(lambda store: store.ties.add(CHAT, USER, shared=False, now=NOW))
    assert await database(blocked)
    sent = await database(lambda store: store.outbox.of_case(case.id))
    ways = [payload.read_letter(one.payload).to for one in sent if one.kind == "letter"]
    assert ways == [CHAT, USER]
    assert await database(lambda store: lost_chats.find(store, CHAT, now=NOW))
    assert (await kinds(database, case))[-2:] == [EventKind.CHAT_LOST, EventKind.CHAT_FOUND]
