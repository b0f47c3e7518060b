"""Puts the acknowledgement of a case into the outbox, once."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.usecases.letters import Writer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.post import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """Writes the acknowledgement and posts it under a key of which there is one a case."""

    writer: Writer
    post: Post

    async def __call__(self, store: Store, case: Case, dates: Deadlines, *, now: datetime) -> None:
        """Post the acknowledgement; a second call for the same case does nothing."""
        submissions = await store.submissions.of_case(case.id)
        left_out = submissions[0].left_out if submissions else ()
        letter = self.writer.acknowledgement(case, dates, left_out=left_out)
        letter = replace(letter, promised=dates.promised)
        await self.post(store, case, letter, kind=LetterKind.ACKNOWLEDGEMENT, number=1, now=now)
