"""Puts the acknowledgement of a case into the outbox, once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.submission import LeftOut
from pd_intake_bot.usecases.letters import proof_words
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.proof_words import Invitation
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """Writes the acknowledgement and posts it under a key of which there is one a case."""

    writer: Writer
    post: Post
    offer: OfferTie | None = None

    async def __call__(
        self,
        store: Store,
        case: Case,
        dates: Deadlines,
        *,
        left_out: Sequence[LeftOut],
        now: datetime,
    ) -> None:
        """Post the acknowledgement; a second call for the same case does nothing.

        `left_out` are the files of the request that were not taken.
        """
        invitation = await self._invite(store, case, now)
        letter = self.writer.acknowledgement(case, dates, left_out=left_out, invitation=invitation)
        letter = replace(letter, promised=dates.promised)
        await self.post(store, case, letter, kind=LetterKind.ACKNOWLEDGEMENT, number=1, now=now)

    async def _invite(self, store: Store, case: Case, now: datetime) -> Invitation | None:
        """Offer who wrote by mail to tie Telegram, where the right needs them better known."""
        if proof_words.lacking(self.writer.policy, case) is None:
            return None
        return await proof_words.invite(store, case, self.offer, now=now)
