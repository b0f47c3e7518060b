"""An officer says which right a case is about; its clocks and what it must contain follow."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, StaleCase
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work.ask_proof import AskProof


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRight:
    """Changes the right of an open case, inside the caller's transaction."""

    policy: Policy
    reckon: Reckon
    ask: AskProof | None = None
    """What writes to a person of whom the new right needs to know more."""

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        right: RightKey,
        *,
        was: RightKey,
        officer: str,
        now: datetime,
    ) -> Case:
        """Put the case under `right`; what the person was told of it stays as it was told.

        It is tied to the open cases in which the person asks for that, and goes no longer by
        those in which they ask for something else.

        `was` is the right that the officer saw; choosing it again settles that it is the one.
        Raises `StaleCase` where the case has another by now, or is open no more.
        """
        case = await store.cases.get(case_id)
        if case.right != was or not case.state.is_open:
            raise StaleCase("the right has changed since it was seen", ref=str(case.ref))
        chosen = self.policy.rights[right]
        settled = replace(
            case,
            right=chosen.key,
            request=chosen.request,
            missing=chosen.missing(case.fields),
            understood=replace(case.understood, suggestion=None),
        )
        changed = await cards.change(store, settled, now=now)
        data = {"right": chosen.key, "was": was}
        event = Event(kind=EventKind.RIGHT_CHANGED, at=now, actor=officer, data=data)
        await store.events.add(case.id, event)
        went_by = await link.going_by(store, changed)
        first, later = await link.tie_same_wish(store, changed, actor=officer, now=now)
        if first.id != changed.id:
            await cards.change(store, first, now=now)
        counted = await self._tell(store, changed, was, officer, now)
        for other in {one.id: one for one in (*went_by, *later) if one.id != changed.id}.values():
            # What its card says of the other case may be no longer true.
            renewed = await cards.change(store, other, now=now)
            await self._count(store, renewed, officer, now)
        return counted

    async def _tell(
        self, store: Store, case: Case, was: RightKey, officer: str, now: datetime
    ) -> Case:
        """Count the dates anew; one letter tells the person of them and of what is needed."""
        if self.ask is None:
            return await self._count(store, case, officer, now)
        asked = await self.ask.for_right(store, case, was=was, officer=officer, now=now)
        reckon = self.reckon if asked is None else replace(self.reckon, besides=asked)
        counted = await reckon(store, case, reason=Cause.RIGHT, actor=officer, now=now)
        if asked is not None:
            await self.ask.post(store, counted, asked, now=now)
        return counted

    async def _count(self, store: Store, case: Case, officer: str, now: datetime) -> Case:
        return await self.reckon(store, case, reason=Cause.RIGHT, actor=officer, now=now)
