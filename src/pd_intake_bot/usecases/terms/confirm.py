"""Records the confirmation that starts the clocks that wait for one, and writes the date."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.rights import ClockStart
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.date_change import DateChange, News


class NothingToConfirm(IntakeError):
    """No clock of the case waits for a confirmation."""

    key = "error-nothing-to-confirm"


class ConfirmedAhead(IntakeError):
    """The confirmation is dated in the future."""

    key = "error-confirmed-ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Starts the clocks of a case that wait for its confirmation; a second date corrects it."""

    change: DateChange

    async def preview(
        self, store: Store, case_id: CaseId, confirmed_on: date, *, now: datetime
    ) -> Letter:
        """Show the letter that the person would get. Raises what recording it raises."""
        case = self._confirmed(await store.cases.get(case_id), confirmed_on, now)
        return await self.change.preview(store, case, _news())

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        confirmed_on: date,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Record the day on which the confirmation was received, and tell the person the date.

        Raises `DeadlineError` for a day before the receipt, `ConfirmedAhead` for one that has
        not come, `NothingToConfirm` where no clock waits for it, `ClockStopped` for a closed
        case, and `StaleCase` when the case is not at the version the officer looked at.
        """
        case = await self.change.open(store, case_id, version=version)
        confirmed = self._confirmed(case, confirmed_on, now)
        # Counted before anything is written: a day before the receipt is refused here.
        await self.change.reckon.dates(store, confirmed)
        changed = await store.cases.change(confirmed)
        data = {"on": confirmed_on.isoformat()}
        event = Event(kind=EventKind.CONFIRMED, at=now, actor=officer, data=data)
        return await self.change(store, changed, event, Cause.CONFIRMED, _news())

    def _confirmed(self, case: Case, confirmed_on: date, now: datetime) -> Case:
        policy = self.change.reckon.policy
        rules = self.change.rules(case)
        if not any(rule.starts is ClockStart.CONFIRMATION for rule in rules):
            raise NothingToConfirm(f"no clock of {case.ref} starts at a confirmation")
        if confirmed_on > policy.local_date(now):
            raise ConfirmedAhead(
                f"{confirmed_on} has not come yet", confirmed=f"{confirmed_on:%d.%m.%Y}"
            )
        return replace(case, confirmed_on=confirmed_on)


def _news() -> News:
    return News(kind=LetterKind.CONFIRMED)
