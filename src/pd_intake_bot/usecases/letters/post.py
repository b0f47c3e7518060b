"""Posts a letter to the person of a case, by the channel the request came by."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Told
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.usecases.letters import lost_chats, parcels
from pd_intake_bot.usecases.ports import MessageIds, Store

_AUTOMATIC = frozenset(
    {
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.DATE_MOVED,
        LetterKind.REMINDER,
        LetterKind.COMPLETED,
        LetterKind.WITHDRAWN,
    }
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
        left no way to be reached. Where their chat is lost it goes to a mailbox known as theirs.
        """
        if case.reply_to is None:
            return False
        to = await lost_chats.way_to(store, case.reply_to)
        posted = PostedLetter(
            kind=kind,
            letter=letter if to == case.reply_to else letter.turned(),
            to=to,
            message_id=self.message_ids.make(str(case.ref), number),
            automatic=kind in _AUTOMATIC,
        )
        parcel = parcels.letter(f"letter:{case.id}:{number}", posted, case_id=case.id)
        added = await store.outbox.add(parcel, now=now)
        if added and posted.automatic and isinstance(to, MailAddress):
            await store.automatic_letters.add(to, now=now)
        if added:
            await store.letter_files.keep(case.id, letter.files)
        if added and letter.promised is not None:
            told = Told(letter=parcel.key, promised=letter.promised, at=now)
            await store.clocks.tell(case.id, told)
        return added
