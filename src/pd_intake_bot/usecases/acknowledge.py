"""Puts the acknowledgement of a case into the outbox, once."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.usecases.letters import Invitation, Writer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.post import Post
from pd_intake_bot.usecases.tie_channels import VALID, OfferTie


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """Writes the acknowledgement and posts it under a key of which there is one a case."""

    writer: Writer
    post: Post
    offer: OfferTie | None = None

    async def __call__(self, store: Store, case: Case, dates: Deadlines, *, now: datetime) -> None:
        """Post the acknowledgement; a second call for the same case does nothing."""
        submissions = await store.submissions.of_case(case.id)
        left_out = submissions[0].left_out if submissions else ()
        invitation = await self._invite(store, case, now)
        letter = self.writer.acknowledgement(case, dates, left_out=left_out, invitation=invitation)
        letter = replace(letter, promised=dates.promised)
        await self.post(store, case, letter, kind=LetterKind.ACKNOWLEDGEMENT, number=1, now=now)

    async def _invite(self, store: Store, case: Case, now: datetime) -> Invitation | None:
        """Offer who wrote by mail to tie Telegram, where the right needs them better known."""
        needed, to = self.writer.policy.rights[case.right].proof, case.reply_to
        if needed is None or case.proof.rank >= needed.rank or not isinstance(to, MailAddress):
            return None
        link = await self.offer(store, case.id, to, until=now + VALID) if self.offer else None
        return Invitation(link=link, until=now + VALID) if link else None
