"""An officer merges two cases in which one person asks for the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, StaleCase, State
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.people.tie_channels import cases_of
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work.doing import Written, is_dated


class NotMergeable(IntakeError):
    """The two are not open cases in which one person asks for the same."""

    key = "error-not-mergeable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Lets the case that was received first go on, and ends the other one."""

    written: Written
    reckon: Reckon

    async def candidates(self, store: Store, case: Case) -> Sequence[Case]:
        """List the other open cases in which this person asks for the same."""
        if case.reply_to is None:
            return []
        found = await cases_of(store, case.reply_to)
        return [
            one
            for one in found
            if one.id != case.id and one.state.is_open and one.right == case.right
        ]

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        other_id: CaseId,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Merge; gives the case that goes on. The person is told once, of both numbers.

        Raises `StaleCase`, and `NotMergeable`.
        """
        case, other = await store.cases.get(case_id), await store.cases.get(other_id)
        if case.version != version or not case.state.is_open:
            raise StaleCase("the case has changed since it was seen", ref=str(case.ref))
        if other.id not in {one.id for one in await self.candidates(store, case)}:
            raise NotMergeable(f"{case.ref} and {other.ref} are not one person's same wish")
        first, second = sorted((case, other), key=lambda one: (one.received_at, one.id))
        await self._end(store, second, first, officer, now)
        return await self._take_over(store, first, second, officer, now)

    async def _end(
        self, store: Store, second: Case, first: Case, officer: str, now: datetime
    ) -> None:
        ended = replace(second, state=State.CLOSED, closed_at=now)
        await cards.change(store, ended, now=now)
        await store.events.add(ended.id, _merged(first, officer, now))
        await link.tie(store, ended, first, LinkKind.MERGED, actor=officer, now=now)

    async def _take_over(
        self, store: Store, first: Case, second: Case, officer: str, now: datetime
    ) -> Case:
        """Count from the earliest receipt of both, and keep what only the other one had."""
        happened = await store.clocks.happened(second.id)
        earliest = min((second.received_at, *happened.receipts))
        if earliest < first.received_at:
            await store.clocks.receive(first.id, earliest)
        fields = {**second.fields, **first.fields}
        missing = self.reckon.policy.rights[first.right].missing(fields)
        said = Said(
            kind=LetterKind.MERGED,
            values={one: {"other": str(second.ref)} for one in self.reckon.policy.languages},
            dated=await is_dated(store, first, self.reckon.policy, now=now),
        )
        joined = replace(first, fields=fields, missing=missing)
        case = await self.written(store, joined, _merged(second, officer, now), said)
        return await self.reckon(store, case, reason=Cause.MERGED, actor=officer, now=now)


def _merged(other: Case, officer: str, now: datetime) -> Event:
    data = {"other": str(other.ref)}
    return Event(kind=EventKind.MERGED, at=now, actor=officer, data=data)
