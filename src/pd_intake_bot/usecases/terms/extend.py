"""An officer makes a term longer, where policy or law allow it, with a reason the person reads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Cause, Extension
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.rights import Allowance, GroundKey, Term
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.date_change import DateChange, News


class ExtensionNotAllowed(IntakeError):
    """Neither policy nor law lets this case's terms be that much longer on this ground."""

    key = "error-extension-not-allowed"


class AlreadyExtended(IntakeError):
    """A term is made longer once on a ground."""

    key = "error-already-extended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an officer asks for: the ground, how much, and words of their own for the letter."""

    ground: GroundKey
    by: Term
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """Makes the terms of a case longer, once on each ground."""

    change: DateChange

    def allowances(self, case: Case) -> tuple[Allowance, ...]:
        """List how much longer the terms of the case may be, and on which grounds."""
        return tuple(self._allowances(case))

    async def preview(
        self, store: Store, case_id: CaseId, asked: Asked, *, now: datetime
    ) -> Letter:
        """Show the letter that would go with an extension given now."""
        case = await store.cases.get(case_id)
        allowed, happened = self._allowed(case, asked), await store.clocks.happened(case_id)
        extensions = (*happened.extensions, _extension(asked, now))
        extended = replace(happened, extensions=extensions)
        return await self.change.preview(store, case, _news(allowed, asked), extended)

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        asked: Asked,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Make the terms longer and tell the person the new date.

        Raises `ExtensionNotAllowed`, `AlreadyExtended`, `TermOver` when the term has ended,
        `ClockStopped` for a closed case, and `StaleCase` when the case is not at the version
        the officer looked at.
        """
        case = await self.change.open(store, case_id, version=version)
        allowed = self._allowed(case, asked)
        happened = await store.clocks.happened(case_id)
        self.change.must_run(case, happened, lambda rule: allowed in rule.extend, now)
        if not await store.clocks.extend(case_id, _extension(asked, now)):
            raise AlreadyExtended(f"{case.ref} was extended on {asked.ground}")
        data = {"ground": asked.ground, "clause": allowed.ground.clause, "by": str(asked.by)}
        event = Event(kind=EventKind.EXTENDED, at=now, actor=officer, data=data)
        return await self.change(store, case, event, Cause.EXTENDED, _news(allowed, asked))

    def _allowances(self, case: Case) -> Iterator[Allowance]:
        for rule in self.change.rules(case):
            yield from rule.extend

    def _allowed(self, case: Case, asked: Asked) -> Allowance:
        for allowed in self._allowances(case):
            fits = allowed.upto.unit is asked.by.unit and allowed.upto.amount >= asked.by.amount
            if allowed.ground.key == asked.ground and fits and asked.by.amount > 0:
                return allowed
        raise ExtensionNotAllowed(f"no rule of {case.ref} allows {asked.by} on {asked.ground!r}")


def _extension(asked: Asked, now: datetime) -> Extension:
    return Extension(ground=asked.ground, by=asked.by, at=now)


def _news(allowed: Allowance, asked: Asked) -> News:
    return News(kind=LetterKind.EXTENDED, ground=allowed.ground, term=asked.by, words=asked.words)
