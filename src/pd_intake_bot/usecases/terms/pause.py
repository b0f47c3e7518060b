"""An officer lets the clocks of a case stand still, where policy or law allow it, and go on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.clocks import Pause as Standstill
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.rights import Ground, GroundKey
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.date_change import DateChange, News


class PauseNotAllowed(IntakeError):
    """Neither policy nor law lets this case's clocks stand still on this ground."""

    key = "error-pause-not-allowed"


class AlreadyPaused(IntakeError):
    """A pause on this ground is open."""

    key = "error-already-paused"


class NotPaused(IntakeError):
    """No pause on this ground is open."""

    key = "error-not-paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an officer asks for: the ground, and words of their own for the letter, if any."""

    ground: GroundKey
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Begins and ends pauses; both take the version that the officer looked at.

    Both raise `PauseNotAllowed`, `ClockStopped` and `StaleCase`.
    """

    change: DateChange

    def grounds(self, case: Case) -> tuple[Ground, ...]:
        """List the grounds on which a clock of the case may stand still."""
        return tuple({ground.key: ground for ground in self._grounds(case)}.values())

    async def preview(
        self, store: Store, case_id: CaseId, asked: Asked, *, now: datetime
    ) -> Letter:
        """Show the letter that would go with a pause that begins now."""
        case = await store.cases.get(case_id)
        ground, happened = self._ground(case, asked), await store.clocks.happened(case_id)
        pauses = (*happened.pauses, Standstill(ground=ground.key, since=now))
        paused = replace(happened, pauses=pauses)
        return await self.change.preview(
            store, case, _news(LetterKind.PAUSED, ground, asked), paused
        )

    async def preview_end(
        self, store: Store, case_id: CaseId, asked: Asked, *, now: datetime
    ) -> Letter:
        """Show the letter that would go where the pause ended now."""
        case = await store.cases.get(case_id)
        ground, happened = self._ground(case, asked), await store.clocks.happened(case_id)
        pauses = tuple(
            replace(one, until=now) if one.ground == ground.key and one.until is None else one
            for one in happened.pauses
        )
        resumed = replace(happened, pauses=pauses)
        return await self.change.preview(
            store, case, _news(LetterKind.RESUMED, ground, asked), resumed
        )

    async def begin(
        self,
        store: Store,
        case_id: CaseId,
        asked: Asked,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Begin a pause. Raises `AlreadyPaused`, and `TermOver` when its term has ended."""
        case = await self.change.open(store, case_id, version=version)
        ground = self._ground(case, asked)
        happened = await store.clocks.happened(case_id)
        self.change.must_run(case, happened, lambda rule: ground in rule.pause, now)
        if not await store.clocks.pause(case_id, Standstill(ground=ground.key, since=now)):
            raise AlreadyPaused(f"{case.ref} is paused on {ground.key}")
        news = _news(LetterKind.PAUSED, ground, asked)
        event = _event(EventKind.PAUSED, ground, officer, now)
        return await self.change(store, case, event, Cause.PAUSED, news)

    async def end(
        self,
        store: Store,
        case_id: CaseId,
        asked: Asked,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """End the open pause on a ground. Raises `NotPaused`."""
        case = await self.change.open(store, case_id, version=version)
        ground = self._ground(case, asked)
        if not await store.clocks.resume(case_id, ground.key, until=now):
            raise NotPaused(f"{case.ref} is not paused on {ground.key}")
        news = _news(LetterKind.RESUMED, ground, asked)
        event = _event(EventKind.RESUMED, ground, officer, now)
        return await self.change(store, case, event, Cause.RESUMED, news)

    def _grounds(self, case: Case) -> Iterator[Ground]:
        for rule in self.change.rules(case):
            yield from rule.pause

    def _ground(self, case: Case, asked: Asked) -> Ground:
        for ground in self._grounds(case):
            if ground.key == asked.ground:
                return ground
        raise PauseNotAllowed(f"no rule of {case.ref} knows {asked.ground!r}")


def _news(kind: LetterKind, ground: Ground, asked: Asked) -> News:
    return News(kind=kind, ground=ground, words=asked.words)


def _event(kind: EventKind, ground: Ground, officer: str, now: datetime) -> Event:
    data = {"ground": ground.key, "clause": ground.clause}
    return Event(kind=kind, at=now, actor=officer, data=data)
