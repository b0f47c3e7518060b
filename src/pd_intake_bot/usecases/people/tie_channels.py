"""A person's mailbox and Telegram account are tied, and share their cases from then on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.person import MailAddress, ReplyTo, TelegramChat
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import InvalidReference, parse
from pd_intake_bot.usecases.people.raise_proof import raise_proof
from pd_intake_bot.usecases.ports import Store

PERSON = "person"

PAYLOAD = "t-"
"""How the payload of such a link begins; Telegram takes at most 64 characters of it."""

BOT_NAME = "bot_name"
"""The mark that holds the bot's public name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """What a link tied: whose mailbox, and the case it was mailed about."""

    case: Case
    address: MailAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTie:
    """Makes one-time links that are mailed, inside the caller's transaction.

    One that is not `kept` only shows where a link would stand: it opens nothing.
    """

    token: Callable[[], str]
    kept: bool = True

    async def __call__(
        self, store: Store, case_id: CaseId, address: MailAddress, *, until: datetime
    ) -> str | None:
        """Give a link about a case; None where the service has no bot."""
        name = await store.marks.get(BOT_NAME)
        if not name:
            return None
        token = self.token()
        if self.kept:
            await store.ties.offer(token, case_id, address, until=until)
        return f"https://t.me/{name}?start={PAYLOAD}{token}"


VALID = timedelta(days=7)
"""How long a link in an acknowledgement can be pressed."""


async def tie(store: Store, chat: TelegramChat, token: str, *, now: datetime) -> Tied | None:
    """Tie the mailbox that a link was sent to with the chat it was pressed in; once.

    The case that the link was mailed about is then known as `TIED`, if it is either channel's.
    None for a link that is unknown, used or expired.
    """
    found = await store.ties.redeem(token, now=now)
    if found is None:
        return None
    case_id, address = found
    await store.ties.add(chat, address, shared=True, now=now)
    case = await store.cases.get(case_id)
    if str(case.ref) in {str(one.ref) for one in await own_cases(store, chat)}:
        case = await raise_proof(store, case, Proof.TIED, actor=PERSON, now=now)
    return Tied(case=case, address=address)


async def own_cases(store: Store, chat: TelegramChat) -> Sequence[Case]:
    """List a person's cases: those of the chat and of the mailboxes tied to it.

    Open ones come first, and of each the newest.
    """
    found = list(await store.cases.of_person(chat))
    for address in await store.ties.mailboxes(chat, shared=True):
        found += await store.cases.of_person(address)
    return sorted(found, key=lambda one: (not one.state.is_open, -one.id))


async def cases_of(store: Store, one: ReplyTo) -> Sequence[Case]:
    """List a person's cases by whichever channel, where their channels are tied."""
    chats = [one] if isinstance(one, TelegramChat) else await store.ties.chats(one)
    found = list(await store.cases.of_person(one))
    for chat in chats:
        found += await own_cases(store, chat)
    return list({case.id: case for case in found}.values())


async def tied_chat(store: Store, case: Case) -> TelegramChat | None:
    """Give the chat, tied to the mailbox of a case, in which its person can be reached."""
    if not isinstance(case.reply_to, MailAddress):
        return None
    for chat in await store.ties.chats(case.reply_to):
        if not await store.lost_chats.knows(chat):
            return chat
    return None


async def own_case(store: Store, chat: TelegramChat, ref: str) -> Case | None:
    """Find a case by its number among the person's own: a number alone gives access to none."""
    try:
        wanted = str(parse(ref))
    except InvalidReference:
        return None
    cases = await own_cases(store, chat)
    return next((one for one in cases if str(one.ref) == wanted), None)
