"""A person shows that a mailbox is theirs: a code is mailed there, and typed in the chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import LetterKind, PostedLetter
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.payload import write_letter
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.person_letters import PersonLetters
from pd_intake_bot.usecases.people.raise_proof import raise_proof
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import CODE_LETTER, MessageIds, Store, Tried

PERSON = "person"
VALID = timedelta(minutes=10)
TRIES = 3
KEPT = timedelta(days=1)
"""How long it is remembered that a code was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLimits:
    """How many codes may be asked for within a day and, of all people together, an hour."""

    by_person: int = 5
    to_address: int = 3
    overall_in_an_hour: int = 100


class Asked(StrEnum):
    """What became of asking for a code."""

    SENT = "sent"
    """So the person is told too where others have used up what the address may be sent: what
    others have asked for is nobody's business."""
    TOO_MANY = "too_many"
    """This person has had enough of them, everywhere or at this address, or everybody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """Whose mailbox is to be made sure of, and for which of their cases."""

    case: Case
    chat: TelegramChat
    address: MailAddress
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ProveMailbox:
    """Sends codes and takes them back, inside the caller's transaction.

    `code` makes six digits that nobody can foresee.
    """

    letters: PersonLetters
    message_ids: MessageIds
    offer: OfferTie
    code: Callable[[], str]
    limits: CodeLimits = CodeLimits()

    async def ask(self, store: Store, proving: Proving, *, number: int, now: datetime) -> Asked:
        """Mail a code to the address, with a link that ties it; `number` names this asking."""
        chat, address = proving.chat, proving.address
        today = await store.codes.sent(chat, address, since=now - KEPT)
        lately = await store.codes.sent(chat, address, since=now - timedelta(hours=1))
        if today.by_person >= self.limits.by_person:
            return Asked.TOO_MANY
        if today.by_person_to_address >= self.limits.to_address:
            return Asked.TOO_MANY
        if lately.overall >= self.limits.overall_in_an_hour:
            return Asked.TOO_MANY
        if today.to_address < self.limits.to_address:
            await self._send(store, proving, number, now)
        return Asked.SENT

    async def answer(self, store: Store, proving: Proving, typed: str, *, now: datetime) -> Tried:
        """Take a typed code; with the right one the mailbox is known to be the person's."""
        chat, address = proving.chat, proving.address
        tried = await store.codes.attempt(chat, address, typed, tries=TRIES, now=now)
        if tried is Tried.RIGHT:
            await store.ties.add(chat, address, shared=False, now=now)
            await raise_proof(store, proving.case, Proof.MAILBOX, actor=PERSON, now=now)
        return tried

    async def _send(self, store: Store, proving: Proving, number: int, now: datetime) -> None:
        code, until = self.code(), now + VALID
        await store.codes.put(proving.chat, proving.address, code, now=now, until=until)
        link = await self.offer(store, proving.case.id, proving.address, until=until)
        minutes = int(VALID.total_seconds()) // 60
        posted = PostedLetter(
            kind=LetterKind.CODE,
            letter=self.letters.code(proving.language, code, link, minutes=minutes),
            to=proving.address,
            message_id=self.message_ids.make(str(proving.case.ref), mail_number(number)),
            automatic=True,
        )
        await store.outbox.add(_parcel(posted, number), now=now)


def mail_number(number: int) -> int:
    """Name a letter beyond all other letters of its case; an answer to it finds the case."""
    return 100_000 + number % 900_000


def _parcel(posted: PostedLetter, number: int) -> NewParcel:
    return NewParcel(
        key=f"{CODE_LETTER}{number}",
        carrier=Carrier.MAIL,
        kind=Kind.LETTER,
        lane=parcels.lane(posted.to),
        payload=write_letter(posted),
    )
