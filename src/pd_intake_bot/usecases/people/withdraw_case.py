"""A person no longer asks: the case ends, and they have it in writing."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.person_letters import PersonLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.ports import Store

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase:
    """Ends a case of the person's own will, inside the caller's transaction."""

    letters: PersonLetters
    post: Post

    async def __call__(self, store: Store, case: Case, *, now: datetime) -> Case:
        """Withdraw the case; one that has ended already stays as it is."""
        if not case.state.is_open:
            return case
        ended = await store.cases.change(replace(case, state=State.WITHDRAWN, closed_at=now))
        event = Event(kind=EventKind.WITHDRAWN, at=now, actor=PERSON, data={})
        await store.events.add(case.id, event)
        kind = LetterKind.WITHDRAWN
        letter = self.letters.withdrawn(ended)
        await self.post(store, ended, letter, kind=kind, number=ended.version, now=now)
        key = f"notice:withdrawn:{case.id}:{ended.version}"
        notice = parcels.notice(key, "notice-withdrawn", case=ended)
        await store.outbox.add(notice, now=now)
        await store.outbox.add(parcels.card(ended), now=now)
        return ended
