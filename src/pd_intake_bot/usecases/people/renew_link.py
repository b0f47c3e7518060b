"""A one-time link that is good no more is asked for anew: a fresh one goes to the same mailbox.

Whoever holds the old link, be it only somebody who has found it, is told the same in every case:
not whether it ever was a link, nor of whom. A fresh one is worth nothing without the mailbox.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import LetterKind, PostedLetter
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.usecases.intake.cap import DEAD_FOR
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.person_letters import PersonLetters
from pd_intake_bot.usecases.people.prove_mailbox import KEPT, CodeLimits, mail_number
from pd_intake_bot.usecases.people.tie_channels import VALID, OfferTie
from pd_intake_bot.usecases.ports import MessageIds, Store

RENEWABLE = timedelta(days=30)
"""How long after its use or its end a link can still be asked for anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewLink:
    """Mails fresh links, inside the caller's transaction.

    They are limited together with the codes that are mailed for the same end.
    """

    letters: PersonLetters
    message_ids: MessageIds
    offer: OfferTie
    limits: CodeLimits = field(default_factory=CodeLimits)

    async def __call__(
        self, store: Store, chat: TelegramChat, token: str, *, number: int, now: datetime
    ) -> None:
        """Mail a link in place of an old one, where its case is open; `number` names this asking.

        What came of it is nothing that the chat may know.
        """
        found = await store.ties.mailed(token)
        if found is None:
            return
        case_id, address = found
        case = await store.cases.get(case_id)
        if case.state.is_open and await self._may(store, chat, address, now):
            await self._send(store, case, address, number, now)
            await store.codes.count(chat, address, now=now)

    async def _may(
        self, store: Store, chat: TelegramChat, address: MailAddress, now: datetime
    ) -> bool:
        if await store.dead_addresses.knows(address, since=now - DEAD_FOR):
            return False
        today = await store.codes.sent(chat, address, since=now - KEPT)
        lately = await store.codes.sent(chat, address, since=now - timedelta(hours=1))
        return (
            today.by_person < self.limits.by_person
            and today.to_address < self.limits.to_address
            and lately.overall < self.limits.overall_in_an_hour
        )

    async def _send(
        self, store: Store, case: Case, address: MailAddress, number: int, now: datetime
    ) -> None:
        until = now + VALID
        link = await self.offer(store, case.id, address, until=until)
        if link is None:
            return
        posted = PostedLetter(
            kind=LetterKind.LINK,
            letter=self.letters.link(case, link, until=until),
            to=address,
            message_id=self.message_ids.make(str(case.ref), mail_number(number)),
            automatic=True,
        )
        parcel = parcels.letter(f"link:{case.id}:{number}", posted, case_id=case.id)
        await store.outbox.add(parcel, now=now)
