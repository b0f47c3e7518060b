"""An officer lets an acknowledgement go that was held, or a lead all that too many held up."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.cap import BREAKER
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work.doing import must_be_open


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHeld:
    """Posts a held acknowledgement, inside the caller's transaction."""

    policy: Policy
    calendar: Calendar
    acknowledge: Acknowledge

    async def __call__(self, store: Store, case_id: CaseId, *, officer: str, now: datetime) -> Case:
        """Release the acknowledgement; a second release changes nothing.

        It names the date as it is by now, and so does the case. Raises `StaleCase` for a case
        that has ended: it would promise an answer that was given.
        """
        case = await store.cases.get(case_id)
        if case.held_because is None:
            return case
        must_be_open(case)
        released = await store.cases.change(replace(case, held_because=None))
        await store.approvals.follow(case.id, to=released.version)
        if isinstance(case.reply_to, MailAddress):
            # Whoever lets a letter go there takes the address for alive.
            await store.dead_addresses.take_off(case.reply_to)
        reckon = Reckon(policy=self.policy, calendar=self.calendar)
        released = await reckon(store, released, reason=Cause.CALENDAR, actor=officer, now=now)
        dates = await reckon.dates(store, released)
        submissions = await store.submissions.of_case(case.id)
        left_out = submissions[0].left_out if submissions else ()
        await self.acknowledge(store, released, dates, left_out=left_out, now=now)
        event = Event(kind=EventKind.RELEASED, at=now, actor=officer, data={})
        await store.events.add(case.id, event)
        await store.outbox.add(parcels.card(released), now=now)
        return released


AT_ONCE = 100
"""Letters that one press lets go: more would hold up everybody else's transactions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAll:
    """Posts the acknowledgements that the breaker holds, inside the caller's transaction."""

    release: ReleaseHeld

    async def __call__(self, store: Store, *, officer: str, now: datetime) -> tuple[int, int]:
        """Release up to `AT_ONCE`, the most urgent first; gives how many, and how many wait on."""
        held = [one for one in await store.cases.open() if one.held_because == BREAKER]
        for case in held[:AT_ONCE]:
            await self.release(store, case.id, officer=officer, now=now)
        return min(len(held), AT_ONCE), max(0, len(held) - AT_ONCE)
