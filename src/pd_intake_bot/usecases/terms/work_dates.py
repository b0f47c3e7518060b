"""What moves the dates of a case, as an officer orders it: confirmation, pause, extension."""

from dataclasses import dataclass
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.rights import GroundKey, Term
from pd_intake_bot.domain.work import Act, Order
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms import extend, pause
from pd_intake_bot.usecases.terms.confirm import Confirm
from pd_intake_bot.usecases.terms.extend import Extend
from pd_intake_bot.usecases.terms.pause import Pause


class NotOrdered(ValueError):
    """An order lacks the day or the length that its act is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirming:
    """Records a confirmation (`doing.Doing`)."""

    confirm: Confirm

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        return await self.confirm.preview(store, case.id, _day(order), now=now)

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Record it."""
        return await self.confirm(
            store, case.id, _day(order), version=case.version, officer=officer, now=now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pausing:
    """Begins a pause, or ends one (`doing.Doing`)."""

    pause: Pause
    act: Act

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        asked = _paused(order)
        if self.act is Act.PAUSE:
            return await self.pause.preview(store, case.id, asked, now=now)
        return await self.pause.preview_end(store, case.id, asked, now=now)

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Begin or end it."""
        do = self.pause.begin if self.act is Act.PAUSE else self.pause.end
        return await do(
            store, case.id, _paused(order), version=case.version, officer=officer, now=now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extending:
    """Makes a term longer (`doing.Doing`)."""

    extend: Extend

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        return await self.extend.preview(store, case.id, _extended(order), now=now)

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Make it longer."""
        return await self.extend(
            store, case.id, _extended(order), version=case.version, officer=officer, now=now
        )


def _day(order: Order) -> date:
    if order.day is None:
        raise NotOrdered("a confirmation without its day")
    return order.day


def _paused(order: Order) -> pause.Asked:
    return pause.Asked(ground=GroundKey(order.choice), words=order.words)


def _extended(order: Order) -> extend.Asked:
    by: Term | None = order.by
    if by is None:
        raise NotOrdered("an extension without its length")
    return extend.Asked(ground=GroundKey(order.choice), by=by, words=order.words)
