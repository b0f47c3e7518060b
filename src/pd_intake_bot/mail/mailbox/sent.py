"""Looks among sent mail for a letter whose answer was lost, before it is sent again.

Many mail servers put a copy of what they take into a folder of the account. A letter that lies
there has left, whatever became of the answer.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent, Unknown
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.imap.mailbox import ImapSettings, Mailbox
from pd_intake_bot.usecases.letters.deliver import Carry

PATIENT_TRIES = 6
"""Tries after which a letter is sent again although nobody could look for it: some minutes."""

FOUND = Sent(answer="found in the folder of sent mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFolder:
    """The folder of sent mail; `settings` name it as the folder."""

    settings: ImapSettings

    async def __call__(self, message_id: str) -> bool:
        """Tell whether a letter lies there. Raises `MailboxError` where that can't be seen."""
        async with await Mailbox.connect(self.settings) as mailbox:
            await mailbox.status()
            return bool(await mailbox.uids_of(message_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFirst:
    """Carries letters (`deliver.Carry`), and looks for those of which nobody knows their fate."""

    carry: Carry
    holds: Callable[[str], Awaitable[bool]]

    async def __call__(self, parcel: Parcel) -> Outcome:
        """Send a letter unless an earlier try is found to have arrived."""
        if parcel.doubts:
            found = await self._look(parcel)
            if found is not None:
                return found
        outcome = await self.carry(parcel)
        # Asked at once, it is often there already, and no second copy is thought of.
        if isinstance(outcome, Unknown) and isinstance(await self._look(parcel), Sent):
            return replace(FOUND, content=outcome.content)
        return outcome

    async def _look(self, parcel: Parcel) -> Sent | Postponed | None:
        """Say that it has arrived, or that this can't be seen yet; None lets it be sent."""
        message_id = payload.read_letter(parcel.payload).message_id
        try:
            there = message_id is not None and await self.holds(message_id)
        except IntakeError as error:
            hopeless = parcel.attempts >= PATIENT_TRIES
            return None if hopeless else Postponed(answer=f"sent mail can't be seen: {error}")
        return FOUND if there else None
