"""Posts a letter to the person of a case, by the channel the request came by."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Told
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.usecases import parcels
from pd_intake_bot.usecases.ports import MessageIds, Store

_AUTOMATIC = frozenset(
    {LetterKind.ACKNOWLEDGEMENT, LetterKind.DATE_MOVED, LetterKind.REMINDER, LetterKind.COMPLETED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Puts letters into the outbox under names that are fixed before they leave."""

    message_ids: MessageIds

    async def __call__(
        self,
        store: Store,
        case: Case,
        letter: Letter,
        *,
        kind: LetterKind,
        number: int,
        now: datetime,
    ) -> bool:
        """Post the n-th letter about a case; the acknowledgement is the first.

        The date that a letter names is kept as told, for ever.
        False, and nothing is posted, when that letter was posted before, or when the person
        left no way to be reached.
        """
        if case.reply_to is None:
            return False
        by_mail = isinstance(case.reply_to, MailAddress)
        posted = PostedLetter(
            kind=kind,
            letter=letter,
            to=case.reply_to,
            message_id=self.message_ids.make(str(case.ref), number) if by_mail else None,
            automatic=kind in _AUTOMATIC,
        )
        parcel = parcels.letter(f"letter:{case.id}:{number}", posted, case_id=case.id)
        added = await store.outbox.add(parcel, now=now)
        if added and posted.automatic and isinstance(case.reply_to, MailAddress):
            await store.automatic_letters.add(case.reply_to, now=now)
        if added and letter.promised is not None:
            told = Told(letter=parcel.key, promised=letter.promised, at=now)
            await store.clocks.tell(case.id, told)
        return added
